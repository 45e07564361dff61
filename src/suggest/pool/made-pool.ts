import { optionsNames } from '../../catalog/conventions/values.js';
import { isProcessEnvironment } from '../../control/process-environment.js';
import type { Variable } from '../../resolve/file-model.js';
import { singleValueOf } from '../../resolve/values.js';
import { isCall, isPropertyKey, literalText, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import { isMomentary } from '../place/pinned-code.js';
import { isReloaded, sharedPlaceOf } from '../share/shared-place.js';
import type { EditTask } from '../task/edit-task.js';
import { insertion } from '../task/moved-statements.js';
import { isMemberWritten, isMethodReceiver, isSafeToShare } from '../task/requirements.js';
import type { Requirements } from '../task/requirements.js';
import { isGuardedByArguments, isGuardedByConfiguration } from '../task/sharing.js';
import { applyEdits } from '../text/moved-text.js';
import { isModuleScope, nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import { filling } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';
import type { UniqueNames } from '../text/unique-name.js';
import type { Held } from './held-connection.js';
import { importBeside } from './pool-import.js';
import type { PoolInstead } from './pool-uses.js';

/*
 * How is a pool written that is made of what a connection is made of?
 * Input: the construction of a connection. Output: the edits that make one of a pool of it; `undefined` where it has no such form.
 * Invariant: the pool gets what the connection got. Blind spot: options that mean something else for a pool.
 */

/** The construction as one of a pool: edits of its own text, and of what imports it. */
export interface Made {
  readonly callee: string;
  readonly inside: readonly Edit[];
  /** What stands behind it: `.on('error', console.error)`. */
  readonly behind: string;
  readonly imported: readonly Edit[];
}

export function madeInstead(
  source: Source, { value, annotation }: Pick<Held, 'value' | 'annotation'>, { export: exported, broken, urlOption }: PoolInstead,
  names: UniqueNames,
): Made | undefined {
  const quote = source.code.text.includes('"') && !source.code.text.includes("'") ? '"' : "'";
  const behind = broken === undefined ? '' : `.on(${quote}${broken}${quote}, console.error)`;
  const construction = value.type === 'AwaitExpression' ? value.argument : value;
  if (construction.type !== 'CallExpression' && construction.type !== 'NewExpression') return undefined;
  const callee = unwrap(construction.callee);
  const options = urlOption === undefined ? [] : asOption(source, construction, urlOption);
  if (!options || source.code.getCommentsInside(callee).length > 0) return undefined;
  if (callee.type === 'MemberExpression' && !callee.computed) {
    const { range } = callee.property;
    const inside = [{ range, text: exported }, ...options];
    return { callee: `${source.file.textOf(callee.object)}.${exported}`, inside, behind, imported: [] };
  }
  if (callee.type !== 'Identifier') return undefined;
  const named = importBeside(source, callee, exported, names, annotation ? [annotation] : []);
  return named && { callee: named.name, inside: [{ range: callee.range, text: named.name }, ...options], behind, imported: named.edits };
}

/** `new Client(url)` as `new Pool({ connectionString: url })`; `undefined` where it may be either of the two. */
function asOption(source: Source, { arguments: [argument] }: CallNode, option: string): Edit[] | undefined {
  const kind = argument ? kindOf(source, unwrap(argument)) : 'options';
  if (!argument || kind === 'options') return [];
  const [start, end] = argument.range;
  return kind && [{ range: [start, start], text: `{ ${option}: ` }, { range: [end, end], text: ' }' }];
}

function kindOf(source: Source, node: Node): 'url' | 'options' | undefined {
  if (node.type === 'ObjectExpression') return 'options';
  if (node.type === 'TemplateLiteral' || literalText(node) !== undefined) return 'url';
  if (node.type === 'MemberExpression' && isProcessEnvironment(source.file, unwrap(node.object))) return 'url';
  if (node.type === 'LogicalExpression') return kindOf(source, unwrap(node.left));
  const variable = node.type === 'Identifier' ? source.file.variableOf(node) : undefined;
  const held = variable && singleValueOf(variable);
  const kind = held?.path.length === 0 && isSimpler(held.expression) ? kindOf(source, unwrap(held.expression)) : undefined;
  const name = node.type === 'Identifier' ? node.name : node.type === 'MemberExpression' ? propertyName(node) : undefined;
  return kind ?? (name !== undefined && optionsNames.test(name) ? 'options' : undefined);
}

/** What leads to no other name, so that names which lead to each other are not followed. */
function isSimpler(node: Node): boolean {
  return unwrap(node).type !== 'Identifier';
}

/** What becomes of the statement that makes it. */
export function madeEdits({ value, annotation }: Pick<Held, 'value' | 'annotation'>, { inside, behind }: Made): Edit[] {
  const start = value.type === 'AwaitExpression' ? value.argument.range[0] : value.range[0];
  return [
    ...inside,
    ...behind === '' ? [] : [{ range: [value.range[1], value.range[1]] as const, text: behind }],
    ...start === value.range[0] ? [] : [{ range: [value.range[0], start] as const, text: '' }],
    ...annotation ? [{ range: annotation.range, text: '' }] : [],
  ];
}

/** A constant of the module that is made in the very same way. */
export function samePool(source: Source, { value }: Held, inside: readonly Edit[]): Variable | undefined {
  const wanted = normalised(applyEdits(source.code.text, value.range, inside.filter(({ range }) => (
    range[0] >= value.range[0] && range[1] <= value.range[1]))));
  for (const statement of source.code.ast.body) {
    if (statement.type !== 'VariableDeclaration' || statement.kind !== 'const') continue;
    for (const { id, init } of statement.declarations) {
      if (id.type !== 'Identifier' || !init || normalised(source.file.textOf(init)) !== wanted) continue;
      return source.file.variableOf(id);
    }
  }
  return undefined;
}

function normalised(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** What it is made of cannot leave its place, and is the same there each time: constants of the function, and nothing of the moment. */
export function isSameHere(source: Source, construction: CallNode): boolean {
  const seen = new Set<Node>();
  const isSame = (root: Node): boolean => [...nodesIn(source, root, true)].every((node) => {
    if (/^(?:AwaitExpression|YieldExpression|ThisExpression|Super)$/.test(node.type)) return false;
    if (isCall(node)) return isMomentary(node) ? false : node.type === 'CallExpression';
    const variable = node.type === 'Identifier' && !isPropertyKey(node) ? source.file.variableOf(node) : undefined;
    if (!variable || variable.defs.length === 0 || isModuleScope(variable.scope)) return true;
    const [definition, ...others] = variable.defs;
    if (definition?.node.type !== 'VariableDeclarator' || others.length > 0 || !definition.node.init) return false;
    const isChanged = variable.references.some((reference) => reference.init !== true
      && (reference.isWrite() || isMemberWritten(reference.identifier) || isMethodReceiver(reference.identifier)));
    if (isChanged) return false;
    if (seen.has(definition.node)) return true;
    seen.add(definition.node);
    return isSame(definition.node.init);
  });
  return construction.arguments.every(isSame);
}

/** Whether it can be made where the module is loaded: nothing decides whether there is to be one, and all that it needs is there. */
export function mayBeMadeAtOnce(task: EditTask, requirements: Requirements | undefined): requirements is Requirements {
  const { source, shape } = task;
  return requirements !== undefined && !requirements.isLate && requirements.shared.every(isSafeToShare) && !isReloaded(task)
    && !isGuardedByArguments(source, shape) && !isGuardedByConfiguration(source, shape);
}

/**
 * The pool as an expression that makes it for the first time only, and what has to be declared for that. `text`: how it is made, `use`:
 * where it is named. A variable that is there already for one which is made in the very same way is taken.
 */
export function placeOnFirstUse(
  task: EditTask, names: UniqueNames, made: Made, text: string, use: Node,
): { readonly value: string; readonly edits: readonly Edit[] } | undefined {
  const { source, shape: { construction }, style } = task;
  const there = keptAlready(source, (name) => `(${filling(style, name)}${text})`);
  if (there && names.isVisible(there, [use], [])) return { value: `(${filling(style, there.name)}${text})`, edits: [] };
  const type = style.isTypeScript ? typeOfPool(task, made) : undefined;
  const kept = names.choose(['pool', 'sharedPool'], [construction, use]);
  const { declaration, place } = sharedPlaceOf(task, names, kept, type, 'pool');
  const insert = declaration === undefined ? undefined : insertion(task, -1, declaration);
  if (declaration !== undefined && !insert) return undefined;
  return { value: `(${filling(style, place)}${text})`, edits: insert ? [insert] : [] };
}

export function typeOfPool({ shape: { construction } }: EditTask, { callee }: Made): string {
  return construction.type === 'NewExpression' ? callee : `ReturnType<typeof ${callee}>`;
}

/** `let pool;` of the module, which is filled so somewhere in the file. */
function keptAlready(source: Source, filled: (name: string) => string): Variable | undefined {
  const whole = normalised(source.code.text);
  for (const statement of source.code.ast.body) {
    if (statement.type !== 'VariableDeclaration' || statement.kind !== 'let') continue;
    for (const { id, init } of statement.declarations) {
      if (id.type === 'Identifier' && !init && whole.includes(normalised(filled(id.name)))) return source.file.variableOf(id);
    }
  }
  return undefined;
}
