import type { Variable } from '../../resolve/file-model.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { isShared } from '../share/lazy-getter.js';
import { isReloaded, sharedPlaceOf } from '../share/shared-place.js';
import type { EditTask } from '../task/edit-task.js';
import { detachAll, insertion, textOfMoved } from '../task/moved-statements.js';
import { requirementsOf } from '../task/requirements.js';
import { isNarrowed } from '../task/type-narrowing.js';
import { takeOut } from '../text/emptied-blocks.js';
import { movedText } from '../text/moved-text.js';
import type { Source } from '../text/source.js';
import { filling } from '../text/style-of.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Edit, Suggestion } from '../text/suggestion.js';
import { UniqueNames, pascalCase } from '../text/unique-name.js';

/*
 * Writes the function that opens a client once and tells every callback.
 * Input: the construction with its callback. Output: an edit; `undefined` where what the client is made of cannot leave its place.
 * Invariant: the names that the function brings mean nothing else in what it is made of. Blind spot: none known.
 */

/** A construction whose client goes to a function that it is given. */
export interface Given {
  readonly call: CallNode;
  readonly callback: FunctionNode;
  /** The client in the callback. */
  readonly client: Variable;
  /** Where the callback has it from: its second parameter, or the variable that the construction is assigned to by this statement. */
  readonly from: 'parameter' | { readonly statement: Node };
}

export function sharedByCallbacks(task: EditTask, given: Given): Suggestion | undefined {
  const { source, shape, style } = task;
  const { call, callback, from } = given;
  const start = from === 'parameter' ? call.range[0] : from.statement.range[0];
  const others = call.arguments.slice(0, -1);
  const requirements = requirementsOf(task, [call.callee, ...others], []);
  const hasComments = source.code.getAllComments().some(({ range }) => start <= range[0] && range[1] <= callback.range[0]);
  if (!requirements || others.length === 0 || hasComments) return undefined;
  const moved = detachAll(task, requirements.declarations);
  const types = style.isTypeScript ? typesOf(source, given) : NO_TYPES;
  if (!moved || !types || (style.isTypeScript && isNarrowed(task, requirements.declarations))) return undefined;

  const name = shape.names[0]!;
  const before = moved.length > 0 ? [textOfMoved(task, moved, new Map(), style.indent.repeat(2))] : [];
  const making: Making = { opening: [call.range[0], others.at(-1)!.range[1]], before, types, isOutcome: from !== 'parameter' };
  const unique = new UniqueNames(source);
  const names = namesFor(unique, name, call);
  const plain = plainNames(name);
  const own = requirements.declarations.flatMap((one) => source.file.tree.scopes.getDeclaredVariables(one));
  if (own.some((variable) => Object.values(names).includes(variable.name))) return undefined;
  const textWith = (some: Names): string => {
    const type = style.isTypeScript ? `Promise<${types.client.replace(/^:\s*/, '')}>` : undefined;
    const { declaration, place } = sharedPlaceOf(task, unique, some.kept, type, name, some.kept);
    const lines = making.isOutcome ? tellingFunction(task, making, some, place) : gettingFunction(task, making, some, place);
    return [...declaration === undefined ? [] : [declaration, ''], ...lines].join(style.eol);
  };
  // The very same function, which this edit wrote for another construction of the file.
  const isThere = source.code.text.includes(textWith(plain)) && isOfModule(source, unique, plain.getter, call);
  const insert = isThere ? undefined : insertion(task, -1, textWith(names));
  const removed = takeOut(source, shape.releases, moved.filter(({ statement }) => !isShared(task, statement, requirements.staying)));
  if (!removed || (!isThere && !insert)) return undefined;
  const replaced: Edit = { range: [start, callback.range[0]], text: `${isThere ? plain.getter : names.getter}(` };
  const id = isReloaded(task) ? 'globalMemo' : 'asyncMemo';
  const told = from === 'parameter' ? [] : withClient(source, given);
  return toSuggestion(id, task.client, [...insert ? [insert] : [], replaced, ...told, ...removed]);
}

/** `(error) => …` gets the client as well: `(error, pool) => …`. */
function withClient({ code }: Source, { callback, client }: Given): Edit[] {
  const [parameter] = callback.params as [Node];
  const at = parameter.range[1];
  const isBare = callback.type === 'ArrowFunctionExpression' && code.getTokenBefore(parameter)?.value !== '(';
  const start = parameter.range[0];
  return isBare || code.getFirstToken(callback) === code.getFirstToken(parameter)
    ? [{ range: [start, start], text: '(' }, { range: [at, at], text: `, ${client.name})` }]
    : [{ range: [at, at], text: `, ${client.name}` }];
}

/** Whether the name means the module's at a place. */
function isOfModule({ file }: Source, unique: UniqueNames, name: string, at: Node): boolean {
  const variable = file.tree.scopes.scopes.filter(({ block }) => block.type === 'Program').flatMap(({ set }) => set.get(name) ?? [])[0];
  return variable !== undefined && unique.isVisible(variable, [at], []);
}

/** The types of what a callback is told, each with its colon. */
interface Types {
  readonly error: string;
  readonly client: string;
}

const NO_TYPES: Types = { error: '', client: '' };

/** As they are written down: what the package's declarations say of a callback goes along with its place only. */
function typesOf({ file }: Source, { callback, from }: Given): Types | undefined {
  if (from !== 'parameter') return undefined;
  const annotations = callback.params.map((parameter) => (
    parameter.type === 'Identifier' && !parameter.optional ? parameter.typeAnnotation : undefined));
  const [error, client] = annotations.map((annotation) => annotation && file.textOf(annotation));
  return error === undefined || client === undefined ? undefined : { error, client };
}

/** What the function that gives the client is written from. */
interface Making {
  /** The call, up to its last argument in front of the callback. */
  readonly opening: readonly [number, number];
  /** Constants that it is made of. */
  readonly before: readonly string[];
  readonly types: Types;
  /** The construction gives the client, and its callback how it went. */
  readonly isOutcome: boolean;
}

interface Names {
  readonly getter: string;
  readonly kept: string;
  readonly callback: string;
  readonly resolve: string;
  readonly reject: string;
  readonly error: string;
  readonly opened: string;
}

function namesFor(unique: UniqueNames, name: string, call: Node): Names {
  const plain = plainNames(name);
  const own = (wanted: string): string => unique.choose([wanted, `given${pascalCase(wanted)}`], []);
  return {
    getter: unique.choose([plain.getter, `getShared${pascalCase(name)}`], [call]),
    kept: unique.choose([plain.kept, `shared${pascalCase(name)}Promise`], []),
    callback: own(plain.callback), resolve: own(plain.resolve), reject: own(plain.reject), error: own(plain.error),
    opened: own(plain.opened),
  };
}

/** What the names are where they mean nothing else. */
function plainNames(name: string): Names {
  return {
    getter: `get${pascalCase(name)}`, kept: `${name}Promise`,
    callback: 'callback', resolve: 'resolve', reject: 'reject', error: 'error', opened: 'opened',
  };
}

function gettingFunction({ source, style }: EditTask, { opening, before, types }: Making, names: Names, place: string): string[] {
  const { indent: i, semicolon: end } = style;
  const typed = style.isTypeScript ? `: (${names.error}${types.error}, ${names.opened}${types.client}) => void` : '';
  return [
    `function ${names.getter}(${names.callback}${typed}) {`,
    `${i}${filling(style, place)}new Promise((${names.resolve}, ${names.reject}) => {`,
    ...before,
    `${movedText(source, opening, [], i.repeat(2))}, (${names.error}${types.error}, ${names.opened}${types.client}) => {`,
    `${i.repeat(3)}if (${names.error}) ${names.reject}(${names.error})${end}`,
    `${i.repeat(3)}else ${names.resolve}(${names.opened})${end}`,
    `${i.repeat(2)}})${end}`,
    `${i}})${end}`,
    `${i}${place}.then((${names.opened}) => {`,
    `${i.repeat(2)}process.nextTick(${names.callback}, null, ${names.opened})${end}`,
    `${i}}, (${names.error}) => {`,
    `${i.repeat(2)}${place} = undefined${end}`,
    `${i.repeat(2)}process.nextTick(${names.callback}, ${names.error})${end}`,
    `${i}})${end}`,
    '}',
  ];
}

/** Whoever goes on after a failure has the client that could not be opened, as before. */
function tellingFunction({ source, style }: EditTask, { opening, before }: Making, names: Names, place: string): string[] {
  const { indent: i, semicolon: end } = style;
  return [
    `function ${names.getter}(${names.callback}) {`,
    `${i}${filling(style, place)}new Promise((${names.resolve}) => {`,
    ...before,
    `${i.repeat(2)}const ${names.opened} = ${movedText(source, opening, [], i.repeat(2)).trimStart()}, (${names.error}) => {`,
    `${i.repeat(3)}${names.resolve}({ ${names.error}, ${names.opened} })${end}`,
    `${i.repeat(2)}})${end}`,
    `${i}})${end}`,
    `${i}${place}.then(({ ${names.error}, ${names.opened} }) => {`,
    `${i.repeat(2)}if (${names.error}) ${place} = undefined${end}`,
    `${i.repeat(2)}process.nextTick(${names.callback}, ${names.error}, ${names.opened})${end}`,
    `${i}}, (${names.error}) => {`,
    `${i.repeat(2)}${place} = undefined${end}`,
    `${i.repeat(2)}process.nextTick(${names.callback}, ${names.error})${end}`,
    `${i}})${end}`,
    '}',
  ];
}
