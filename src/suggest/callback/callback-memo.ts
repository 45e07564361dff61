import type { TSESTree } from '@typescript-eslint/utils';
import { instrumentingFunctions } from '../../catalog/conventions/methods.js';
import { isExecutor, nodeCallbackOf } from '../../control/callbacks.js';
import type { Program } from '../../project/program.js';
import type { Variable } from '../../resolve/file-model.js';
import { isNothing } from '../../resolve/value.js';
import { isInside } from '../../syntax/is-inside.js';
import { isCall, isFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import { isShared } from '../share/lazy-getter.js';
import { isOnlyTried } from '../share/only-tried.js';
import { isReloaded, sharedPlaceOf } from '../share/shared-place.js';
import { UNKNOWN_ARGUMENTS, whyOneRequests } from '../share/sharing-suggestions.js';
import { isCalledLike, isOpenedFor, isStateChange } from '../task/client-uses.js';
import type { EditTask } from '../task/edit-task.js';
import { detachAll, insertion, textOfMoved } from '../task/moved-statements.js';
import { removableReleases } from '../task/removable-releases.js';
import { requirementsOf } from '../task/requirements.js';
import { isPassedOn, namesOfClient } from '../task/shape.js';
import type { Shape } from '../task/shape.js';
import { whyNotShared } from '../task/sharing.js';
import { isNarrowed } from '../task/type-narrowing.js';
import { takeOut } from '../text/emptied-blocks.js';
import { movedText } from '../text/moved-text.js';
import type { Source } from '../text/source.js';
import { filling, styleOf } from '../text/style-of.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Edit, Suggestion } from '../text/suggestion.js';
import { UniqueNames, pascalCase } from '../text/unique-name.js';
import { withhold } from '../text/withhold.js';

/*
 * `getClient((error, client) => { … })` in place of `connect(url, (error, client) => { …; client.close(); })`: the first call opens a
 * client, all callbacks get it.
 * Input: a construction that gives its client to a callback. Output: an edit, or `undefined`.
 * Invariant: each callback is called once and by itself, with the failure or with the client; after a failure the next call opens one anew.
 * Blind spot: what opens it and throws at once, because what it is given makes no sense, tells the callback from now on.
 */

/** A construction whose client goes to a function that it is given. */
interface Given {
  readonly call: TSESTree.CallExpression;
  readonly callback: FunctionNode;
  /** The parameter that is the failure, and the one that is the client. */
  readonly error: Variable;
  readonly client: Variable;
}

/** Whether the construction gives its client to a callback, so that its own value is nothing that could be kept. */
export function isGivenToCallback({ site: { node } }: Finding): boolean {
  return nodeCallbackOf(node) !== undefined;
}

export function callbackMemo(source: Source, finding: Finding, program: Program, client: string): Suggestion | undefined {
  const no = (reason: string): undefined => withhold(source, finding.site.node, 'sharing', reason);
  const owner = whyOneRequests(finding);
  if (owner !== undefined) return no(owner);
  if (finding.arguments !== 'constant') return no(UNKNOWN_ARGUMENTS);
  const given = givenOf(source, finding.site.node);
  if (!given || finding.site.model.kind !== 'asyncFactory' || finding.overwrites) return no(OWN_CALLBACK);
  const releases = removableReleases(source, finding, given.client);
  if (!releases) return no('it is released in a way that cannot be taken out');
  const reads = given.client.references.flatMap(({ identifier }) => (
    releases.some((release) => isInside(identifier, release)) ? [] : [identifier]));
  if (!reads.every((identifier) => isForAll(identifier, finding))) return no(ONE_REQUESTS_OWN);
  if (isOnlyTried(finding, given.client)) return no('it is opened only to see whether it can be');
  const { call } = given;
  const names = namesOfClient(source, call);
  const shape: Shape = {
    construction: call, expression: call, isAsync: true, variable: given.client, releases, names, leaves: reads.some(isPassedOn),
  };
  const obstacle = whyNotShared(source, program, finding, shape);
  if (obstacle !== undefined) return no(obstacle);
  return sharedByCallbacks({ source, program, finding, shape, style: styleOf(source), client }, given);
}

const OWN_CALLBACK = 'its callback is not written where it is constructed, or somebody uses what the call gives';

const ONE_REQUESTS_OWN = 'what is done with it here is meant for one request, and one client for all would not bear it';

function givenOf({ file }: Source, node: CallNode): Given | undefined {
  const callback = nodeCallbackOf(node);
  if (!callback || callback.generator || node.type !== 'CallExpression' || node.optional || !isUnused(node)) return undefined;
  const [first, second, ...others] = callback.params;
  const error = first?.type === 'Identifier' ? file.variableOf(first) : undefined;
  const client = second?.type === 'Identifier' ? file.variableOf(second) : undefined;
  if (!error || !client || others.length > 0 || client.defs.length > 1 || error.defs.length > 1) return undefined;
  if (client.references.some((reference) => reference.isWrite())) return undefined;
  // Whether there is no failure is told by `null` from now on, which others may tell by `undefined`.
  return error.references.some(({ identifier }) => isComparedStrictly(identifier)) ? undefined : { call: node, callback, error, client };
}

/** Nobody looks at what the call gives. */
function isUnused(call: Node): boolean {
  const { parent } = call;
  if (parent?.type === 'AwaitExpression') return parent.parent.type === 'ExpressionStatement';
  if (parent?.type === 'ExpressionStatement') return true;
  const owner = parent?.type === 'ReturnStatement' ? parent.parent.parent : parent;
  return isFunction(owner) && isExecutor(owner) && (owner === parent ? owner.body === call : owner.body === parent?.parent);
}

/** `error === null`, `strictEqual(error, undefined)` */
function isComparedStrictly(identifier: Node): boolean {
  const { parent } = identifier;
  if (parent?.type === 'BinaryExpression') return /^[!=]==$/.test(parent.operator) && [parent.left, parent.right].some(isNothing);
  return isCall(parent) && parent.callee !== identifier && /strict|^is$/i.test(nameOfCallee(parent));
}

function nameOfCallee(call: CallNode): string {
  const callee = unwrap(call.callee);
  return callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? propertyName(callee) ?? '' : '';
}

/** What is done with it is not meant for one request. */
function isForAll(identifier: Node, finding: Finding): boolean {
  const access = outermost(identifier).parent;
  if (isCall(access) && access.callee !== identifier) return !isCalledLike(access, instrumentingFunctions);
  if (access?.type !== 'MemberExpression' || unwrap(access.object) !== identifier) return true;
  const name = propertyName(access) ?? '';
  return !isStateChange(access, finding) && !isOpenedFor(access, name) && finding.site.model.setup?.includes(name) !== true;
}

function sharedByCallbacks(task: EditTask, given: Given): Suggestion | undefined {
  const { source, shape, style } = task;
  const { call, callback } = given;
  const no = (): undefined => withhold(source, call, 'sharing', 'what it is made of cannot leave its place unchanged');
  const others = call.arguments.slice(0, -1);
  const requirements = requirementsOf(task, [call.callee, ...others], []);
  const hasComments = source.code.getCommentsInside(call).some(({ range }) => range[1] <= callback.range[0]);
  if (!requirements || others.length === 0 || hasComments) return no();
  const moved = detachAll(task, requirements.declarations);
  const types = style.isTypeScript ? typesOf(source, given) : NO_TYPES;
  if (!moved || !types || (style.isTypeScript && isNarrowed(task, requirements.declarations))) return no();

  const name = shape.names[0]!;
  const before = moved.length > 0 ? [textOfMoved(task, moved, new Map(), style.indent.repeat(2))] : [];
  const making: Making = { opening: [call.range[0], others.at(-1)!.range[1]], before, types };
  const unique = new UniqueNames(source);
  const names = namesFor(unique, name, call);
  const plain = plainNames(name);
  const own = requirements.declarations.flatMap((one) => source.file.tree.scopes.getDeclaredVariables(one));
  if (own.some((variable) => Object.values(names).includes(variable.name))) return no();
  const textWith = (some: Names): string => {
    const type = style.isTypeScript ? `Promise<${types.client.replace(/^:\s*/, '')}>` : undefined;
    const { declaration, place } = sharedPlaceOf(task, unique, some.kept, type, name, some.kept);
    return [...declaration === undefined ? [] : [declaration, ''], ...gettingFunction(task, making, some, place)].join(style.eol);
  };
  // The very same function, which this edit wrote for another construction of the file.
  const isThere = source.code.text.includes(textWith(plain)) && isOfModule(source, unique, plain.getter, call);
  const insert = isThere ? undefined : insertion(task, -1, textWith(names));
  const removed = takeOut(source, shape.releases, moved.filter(({ statement }) => !isShared(task, statement, requirements.staying)));
  if (!removed || (!isThere && !insert)) return no();
  const replaced: Edit = { range: [call.range[0], callback.range[0]], text: `${isThere ? plain.getter : names.getter}(` };
  return toSuggestion(isReloaded(task) ? 'globalMemo' : 'asyncMemo', task.client, [...insert ? [insert] : [], replaced, ...removed]);
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
function typesOf({ file }: Source, { callback }: Given): Types | undefined {
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
