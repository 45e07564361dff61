import { isNamed } from '../../control/callbacks.js';
import { isExpiring } from '../../control/guards/expiring.js';
import { testsOnWay } from '../../control/guards/tests-on-way.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { ANY_MEMBER, member } from '../../resolve/path.js';
import { singleValueOf } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { isCall, isFunction, operandsOf, propertyName, thisClass, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { ownNodes } from '../../syntax/walk.js';
import type { LocalLife } from '../lives/local-life.js';

/*
 * A client is put under a key where another one may stand, because the function has refused that one, `if (entry && !entry.idle) return`,
 * or because nobody ever asks for it.
 * Input: the function, and what becomes of the client in it. Output: where the one before is replaced, and why it was refused.
 * Invariant: the collection is a plain one of the file, and the function does nothing with it, or with what it found there, but to look,
 * to test, to give out and to replace. Blind spot: tests in functions that are called.
 */

export interface ReplacedEntry {
  /** `entries.set(key, client)`, `entries[key] = client` */
  readonly filling: Node;
  /** All that mentions the collection. */
  readonly accesses: readonly Node[];
  readonly refusal: Refusal;
}

export type Refusal =
  /** A member of the entry has this value. */
  | { readonly kind: 'flag'; readonly name: string; readonly value: boolean }
  /** Its time is up, which is not long. */
  | { readonly kind: 'time' }
  /** Nothing looks whether there is one. */
  | { readonly kind: 'unasked' };

/** What keeps it, and what else mentions that. */
interface Collection {
  readonly variable?: Variable;
  readonly initial: Node | null | undefined;
  readonly accesses: readonly Node[];
}

interface Filling {
  readonly node: Node;
  readonly container: Node;
  readonly key: Node;
  readonly value: Node;
}

/** `origin` is the expression that gives the client in the function. */
export function findReplacedEntry(file: FileModel, life: LocalLife, origin: Node): ReplacedEntry | undefined {
  const { boundary } = life;
  const collection = isFunction(boundary) ? collectionOf(file, life, origin) : undefined;
  if (!isFunction(boundary) || !collection) return undefined;
  const inside = collection.accesses.filter((access) => isInside(access, boundary));
  const fillings = inside.flatMap((access) => fillingBy(access) ?? []);
  const [filling] = fillings;
  if (!filling || fillings.length > 1 || filling.node.range[1] < origin.range[0]) return undefined;
  const { accesses } = collection;
  if (isUnasked(file, collection, filling, boundary)) return { filling: filling.node, accesses, refusal: { kind: 'unasked' } };
  if (!isPlain(collection.initial) || filling.node.range[0] < origin.range[0]) return undefined;
  const entry = entryBefore(file, boundary, filling, origin);
  const refusal = entry && refusalOf(file, boundary, entry, filling, origin);
  const isOnlyLooked = inside.every((access) => access === filling.container || isLookUp(access));
  return refusal && isOnlyLooked ? { filling: filling.node, accesses: collection.accesses, refusal } : undefined;
}

/** The variable or field of the file that keeps clients under keys, and nothing beside. */
function collectionOf(file: FileModel, { effects }: LocalLife, origin: Node): Collection | undefined {
  const [variable, ...otherVariables] = effects.of('keptByVariable');
  const [field, ...otherFields] = effects.of('keptByField');
  if (otherVariables.length + otherFields.length > 0 || (variable && field)) return undefined;
  if (variable) {
    const accesses = variable.variable.references.map(({ identifier }): Node => identifier).filter((node) => !isDeclared(node));
    const initial = singleValueOf(variable.variable)?.expression;
    return variable.path[0] === ANY_MEMBER ? { variable: variable.variable, initial, accesses } : undefined;
  }
  const [name, key] = field?.path ?? [];
  const owner = thisClass(origin)?.node;
  if (!field || !owner || field.class !== owner || name === undefined || key !== ANY_MEMBER) return undefined;
  const property = owner.body.body.find((element) => element.type === 'PropertyDefinition' && member(propertyName(element) ?? '') === name);
  const accesses = file.members.get(name.slice(1)) ?? [];
  return { initial: property?.type === 'PropertyDefinition' ? property.value : undefined, accesses };
}

/**
 * Whether all that is done with the collection beside the filling is to read the entry behind it, under the same key, and others by names
 * that stand in the code: `clients[tenant] = new Client(url); return clients[tenant];`.
 */
function isUnasked(file: FileModel, { variable, initial, accesses }: Collection, filling: Filling, boundary: FunctionNode): boolean {
  const isMap = initial?.type === 'NewExpression';
  if (!variable || !initial || file.exportedNames(variable).length > 0) return false;
  if (!isPlain(initial) && initial.type !== 'ObjectExpression') return false;
  const key = file.spellingOf(filling.key);
  return accesses.every((container) => {
    if (container === filling.container) return true;
    const access = container.parent;
    if (access?.type !== 'MemberExpression' || access.object !== container) return false;
    if (!isMap && !access.computed) return true;
    const asked = !isMap ? access.property : isCall(access.parent) ? access.parent.arguments[0] : undefined;
    return isLookUp(container) && asked !== undefined && file.spellingOf(asked) === key
      && isInside(container, boundary) && container.range[0] >= filling.node.range[1];
  });
}

function isDeclared(node: Node): boolean {
  return node.parent?.type === 'VariableDeclarator' && node.parent.id === node;
}

/** `new Map()`, `{}` */
function isPlain(initial: Node | null | undefined): boolean {
  const value = initial && unwrap(initial);
  if (value?.type === 'ObjectExpression') return value.properties.length === 0;
  return value?.type === 'NewExpression' && isNamed(value.callee, 'Map') && value.arguments.length === 0;
}

function fillingBy(container: Node): Filling | undefined {
  const access = container.parent;
  if (access?.type !== 'MemberExpression' || access.object !== container) return undefined;
  const user = access.parent;
  if (access.computed && user.type === 'AssignmentExpression' && user.left === access && user.operator === '=') {
    return { node: user, container, key: access.property, value: user.right };
  }
  const [key, value] = user.type === 'CallExpression' && user.callee === access && propertyName(access) === 'set' ? user.arguments : [];
  return key && value ? { node: user, container, key, value } : undefined;
}

/** `entries.get(key)`, `entries.has(key)`, `entries[key]` */
function isLookUp(container: Node): boolean {
  const access = container.parent;
  if (access?.type !== 'MemberExpression' || access.object !== container) return false;
  const user = access.parent;
  if (access.computed) return !(user.type === 'AssignmentExpression' && user.left === access) && user.type !== 'UnaryExpression';
  return user.type === 'CallExpression' && user.callee === access && ['get', 'has'].includes(propertyName(access) ?? '');
}

/** The variable that holds what stood under the key before. */
function entryBefore(file: FileModel, boundary: FunctionNode, { container, key }: Filling, origin: Node): Variable | undefined {
  const spelling = (node: Node): string => file.spellingOf(node);
  for (const node of ownNodes(boundary.body, file.tree.visitorKeys)) {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || !node.init || node.range[0] > origin.range[0]) continue;
    const found = unwrap(node.init);
    const access = found.type === 'CallExpression' ? unwrap(found.callee) : found;
    const index = access.type === 'MemberExpression' && access.computed ? access.property : undefined;
    const asked = found.type === 'CallExpression' ? found.arguments[0] : index;
    if (access.type !== 'MemberExpression' || !asked || spelling(access.object) !== spelling(container)) continue;
    if (found.type === 'CallExpression' && propertyName(access) !== 'get') continue;
    const variable = spelling(asked) === spelling(key) ? file.variableOf(node.id) : undefined;
    if (variable?.references.every((reference) => !reference.isWrite() || reference.init === true)) return variable;
  }
  return undefined;
}

/** Why an entry that is there was refused, where nothing but the test has seen it on the way to the construction. */
function refusalOf(file: FileModel, boundary: FunctionNode, entry: Variable, filling: Filling, origin: Node): Refusal | undefined {
  for (const test of testsOnWay(origin, boundary)) {
    const around = test.parent;
    if (test.type !== 'LogicalExpression' || around?.type !== 'IfStatement' || around.test !== test) continue;
    const isExit = !isInside(origin, around);
    if (test.operator !== (isExit ? '&&' : '||')) continue;
    const [there, ...conditions] = operandsOf(test, test.operator);
    if (!there || !isPresence(file, there, entry, isExit)) continue;
    // What stands in the branch that gives the entry out leaves with it.
    const seen = entry.references.filter(({ identifier }) => !isDeclared(identifier) && !isInside(identifier, test));
    if (seen.some(({ identifier }) => isInside(identifier, around.consequent) !== isExit)) return undefined;
    for (const condition of conditions) {
      const refusal = flagOf(file, condition, entry, !isExit) ?? timeOf(file, condition, entry, filling);
      if (refusal) return refusal;
    }
  }
  return undefined;
}

/** `entry`, `!entry` */
function isPresence(file: FileModel, test: Node, entry: Variable, isThere: boolean): boolean {
  const node = unwrap(test);
  if (node.type === 'UnaryExpression' && node.operator === '!') return !isThere && isPresence(file, node.argument, entry, true);
  return isThere && node.type === 'Identifier' && file.variableOf(node) === entry;
}

/** `entry.idle`, `!entry.idle`: the value of the member with which the condition is `outcome`. */
function flagOf(file: FileModel, condition: Node, entry: Variable, outcome: boolean): Refusal | undefined {
  const node = unwrap(condition);
  if (node.type === 'UnaryExpression' && node.operator === '!') return flagOf(file, node.argument, entry, !outcome);
  const name = memberOf(file, node, entry);
  return name === undefined ? undefined : { kind: 'flag', name, value: outcome };
}

/** `entry.expires > Date.now()`, `Date.now() - entry.at < TTL` */
function timeOf(file: FileModel, condition: Node, entry: Variable, { value }: Filling): Refusal | undefined {
  const node = unwrap(condition);
  const held = unwrap(value);
  if (node.type !== 'BinaryExpression' || held.type !== 'ObjectExpression') return undefined;
  const names = [...ownNodes(node, file.tree.visitorKeys)].flatMap((inner) => memberOf(file, inner, entry) ?? []);
  const values = held.properties.flatMap((property) => (
    property.type === 'Property' && names.includes(propertyName(property) ?? '') ? [property.value] : []));
  return values.length > 0 && isExpiring(file, node, values) ? { kind: 'time' } : undefined;
}

function memberOf(file: FileModel, node: Node, entry: Variable): string | undefined {
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier' || file.variableOf(node.object) !== entry) return undefined;
  return isCall(node.parent) && node.parent.callee === node ? undefined : propertyName(node);
}
