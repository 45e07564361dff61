import { elementMethods } from '../catalog/conventions/collections.js';
import { isCall, isClass, outermost, propertyName, thisClass, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import { findField, isAccessOf } from './class-members.js';
import type { FileModel } from './file-model.js';
import { singleValueOf } from './values.js';

/*
 * What a file puts into a collection: `pools.set(key, pool)`, `pools[key] = pool`, `pools.push(pool)`, where the collection is a variable
 * or a field that begins as `{}`, `[]`, or `new Map()`.
 * Output: the expressions; none, where it is no such collection. Blind spot: what other files put into it.
 */

/** The collection of which `pools[key]` or `pools.get(key)` is an element. */
export function collectionAround(node: Node): Node | undefined {
  const access = node.type === 'CallExpression' ? unwrap(node.callee) : node;
  if (access.type !== 'MemberExpression') return undefined;
  const name = propertyName(access);
  const isElement = node.type === 'CallExpression' ? name !== undefined && elementMethods.has(name) : name === undefined;
  return isElement ? unwrap(access.object) : undefined;
}

export function elementsOf(file: FileModel, collection: Node): Node[] {
  const found = placesOf(file, collection);
  if (!found || !isCollection(file, found.made)) return [];
  return [...literalElements(found.made), ...found.places.flatMap((place) => putIn(place) ?? [])];
}

interface Places {
  /** What it begins as. */
  readonly made: Node;
  /** Every expression that names it. */
  readonly places: readonly Node[];
}

function placesOf(file: FileModel, collection: Node): Places | undefined {
  if (collection.type === 'Identifier') {
    const variable = file.variableOf(collection);
    const held = variable && singleValueOf(variable);
    if (!held || held.path.length > 0) return undefined;
    return { made: unwrap(held.expression), places: variable.references.map(({ identifier }) => identifier) };
  }
  if (collection.type !== 'MemberExpression') return undefined;
  const name = propertyName(collection);
  const object = unwrap(collection.object);
  const definition = object.type === 'Identifier' ? file.variableOf(object)?.defs[0]?.node : undefined;
  const owner = object.type === 'ThisExpression' ? thisClass(object)
    : isClass(definition) ? { node: definition, isStatic: true } : undefined;
  const made = owner && name !== undefined ? findField(file, owner.node, name, owner.isStatic)?.value : undefined;
  if (!owner || name === undefined || !made) return undefined;
  const places = (file.members.get(name) ?? []).filter((access) => isAccessOf(file, access, owner.node, owner.isStatic));
  return { made: unwrap(made), places };
}

function isCollection(file: FileModel, made: Node): boolean {
  if (made.type === 'ObjectExpression' || made.type === 'ArrayExpression') return true;
  return made.type === 'NewExpression' && made.callee.type === 'Identifier' && COLLECTIONS.has(made.callee.name)
    && !file.variableOf(made.callee);
}

const COLLECTIONS = new Set(['Map', 'WeakMap', 'Array', 'Set']);

function literalElements(made: Node): Node[] {
  if (made.type === 'ArrayExpression') return made.elements.flatMap((element) => element ?? []);
  return made.type === 'ObjectExpression' ? made.properties.map((each) => (each.type === 'Property' ? each.value : each)) : [];
}

function putIn(place: Node): Node | undefined {
  const access = outermost(place).parent;
  if (access?.type !== 'MemberExpression' || unwrap(access.object) !== place) return undefined;
  const user = outermost(access).parent;
  if (user?.type === 'AssignmentExpression') {
    return unwrap(user.left) === access && ['=', '??=', '||='].includes(user.operator) ? user.right : undefined;
  }
  if (!isCall(user) || unwrap(user.callee) !== access) return undefined;
  const name = propertyName(access);
  return name === 'set' ? user.arguments[1] : name === 'push' || name === 'unshift' || name === 'add' ? user.arguments[0] : undefined;
}
