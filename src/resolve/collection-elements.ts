import { elementMethods } from '../catalog/conventions/collections.js';
import { isCall, isClass, isFunction, outermost, propertyName, thisClass, unwrap } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import { findField, findParameterProperty, isAccessOf } from './class-members.js';
import { SAME_MEMBERS, typeDeclaration } from './declared-types.js';
import { WHOLE_MODULE } from './file-model.js';
import type { FileModel } from './file-model.js';
import { member } from './path.js';
import type { Step } from './path.js';
import { returnedExpressions, singleValueOf } from './values.js';
import type { HeldValue } from './values.js';
import { requiredSpecifier } from './wrapped-module.js';

/*
 * What a file puts into a collection: `pools.set(key, pool)`, `pools[key] = pool`, `pools.push(pool)`, where the collection is a variable
 * or a field that begins as `{}`, `[]`, or `new Map()`; else what it is declared to hold.
 * Output: the expressions; none, where it is no such collection. Blind spot: what other files put into it than the one that declares it.
 */

/** The collection of which `pools[key]` or `pools.get(key)` is an element. */
export function collectionAround(node: Node): Node | undefined {
  const access = node.type === 'CallExpression' ? unwrap(node.callee) : node;
  if (access.type !== 'MemberExpression') return undefined;
  const name = propertyName(access);
  const isElement = node.type === 'CallExpression' ? name !== undefined && elementMethods.has(name)
    : name === undefined || /^\d+$/.test(name);
  return isElement ? unwrap(access.object) : undefined;
}

/** How a file's import specifiers lead to other files of the project. Without a project, everything leads to a package. */
export interface ModuleLinks {
  resolve(from: FileModel, specifier: string, imported: Step | undefined): FileModel | undefined;
}

/** What a collection has: what is put into it, and the type of what it is declared to hold. */
export interface Held {
  readonly file: FileModel;
  readonly elements: readonly HeldValue[];
  readonly type: Node | undefined;
}

/** What the collection has of which an expression is an element, in the file that declares it. */
export function heldIn(links: ModuleLinks, from: FileModel, node: Node): Held | undefined {
  const named = collectionAround(node);
  if (!named) return undefined;
  const { file, collection } = homeOf(links, from, named);
  const elements = elementsOf(file, collection).map((expression) => ({ expression, path: [] }));
  return { file, elements, type: heldType(file, annotationOf(file, collection), 0) };
}

/** A collection, and the file that declares it. */
interface Home {
  readonly file: FileModel;
  readonly collection: Node;
}

/** `import { pools } from './pools.js'`: it is declared, and filled, where it is exported. */
function homeOf(links: ModuleLinks, file: FileModel, collection: Node, depth = 0): Home {
  const taken = takenFrom(file, collection);
  const target = taken && links.resolve(file, taken.specifier, member(taken.name));
  const named = target && exportedNode(target, taken.name);
  return named && depth < MAX_REEXPORTS ? homeOf(links, target, named, depth + 1) : { file, collection };
}

interface Taken {
  readonly specifier: string;
  readonly name: string;
}

/** `import { pools } from`, `const { pools } = require()`, and `db.pools` of a module that is taken as a whole. */
function takenFrom(file: FileModel, collection: Node): Taken | undefined {
  const root = collection.type === 'MemberExpression' ? unwrap(collection.object) : collection;
  const variable = root.type === 'Identifier' ? file.variableOf(root) : undefined;
  const own = collection.type === 'MemberExpression' ? propertyName(collection) : undefined;
  const record = variable && file.imports.find((each) => each.variable === variable);
  if (record) {
    const name = root === collection ? record.imported : record.kind === 'namespace' ? own : undefined;
    return name === undefined ? undefined : { specifier: record.specifier, name };
  }
  const declarator = variable?.defs[0]?.node;
  const specifier = declarator?.type === 'VariableDeclarator' && declarator.init
    ? requiredSpecifier(file, unwrap(declarator.init)) : undefined;
  if (specifier === undefined || declarator?.type !== 'VariableDeclarator') return undefined;
  const property = declarator.id.type !== 'ObjectPattern' ? undefined : declarator.id.properties.find((each) => (
    each.type === 'Property' && each.value === variable!.identifiers[0]));
  const name = property?.type === 'Property' ? propertyName(property) : own;
  return name === undefined ? undefined : { specifier, name };
}

/** What stands for an export in its own file. */
function exportedNode(file: FileModel, name: string): Node | undefined {
  const record = file.exports.get(name);
  if (record?.kind === 'variable') return record.variable.identifiers[0];
  if (record?.kind === 'local') return unwrap(record.node);
  const whole = file.exports.get(WHOLE_MODULE);
  const all = whole?.kind === 'local' ? unwrap(whole.node) : undefined;
  const property = all?.type === 'ObjectExpression' ? all.properties.find((each) => (
    each.type === 'Property' && propertyName(each) === name)) : undefined;
  return property?.type === 'Property' ? unwrap(property.value) : undefined;
}

/** Real ones are one or two deep. */
const MAX_REEXPORTS = 8;

function annotationOf(file: FileModel, collection: Node): Node | undefined {
  if (collection.type === 'Identifier') {
    const name = file.variableOf(collection)?.defs[0]?.name;
    return name?.type === 'Identifier' ? name.typeAnnotation?.typeAnnotation : undefined;
  }
  const name = collection.type === 'MemberExpression' ? propertyName(collection) : undefined;
  const object = collection.type === 'MemberExpression' ? unwrap(collection.object) : undefined;
  const owner = object?.type === 'ThisExpression' ? thisClass(object) : undefined;
  const field = owner && name !== undefined ? owner.node.body.body.find((element) => (
    element.type === 'PropertyDefinition' && element.static === owner.isStatic && propertyName(element) === name)) : undefined;
  if (field?.type === 'PropertyDefinition') return field.typeAnnotation?.typeAnnotation;
  const parameter = owner && name !== undefined && !owner.isStatic ? findParameterProperty(owner.node, name)?.name : undefined;
  return parameter?.type === 'Identifier' ? parameter.typeAnnotation?.typeAnnotation : undefined;
}

/** `Map<string, Pool>`, `Record<string, Pool>`, `Pool[]`, `{ [name: string]: Pool }`: the type of what a collection holds. */
function heldType(file: FileModel, type: Node | undefined, depth: number): Node | undefined {
  switch (type?.type) {
    case 'TSArrayType':
      return type.elementType;
    case 'TSTypeLiteral':
      return indexed(type.members);
    case 'TSTypeReference': {
      if (type.typeName.type !== 'Identifier' || depth > MAX_REEXPORTS) return undefined;
      const { name } = type.typeName;
      const given = type.typeArguments?.params ?? [];
      if (KEYED.has(name)) return given[1];
      if (LISTED.has(name)) return given[0];
      if (SAME_MEMBERS.has(name)) return heldType(file, given[0], depth + 1);
      const variable = file.variableOf(type.typeName);
      const declared = variable && typeDeclaration(variable);
      if (declared?.type === 'TSInterfaceDeclaration') return indexed(declared.body.body);
      return heldType(file, declared?.typeAnnotation, depth + 1);
    }
    default:
      return undefined;
  }
}

const KEYED = new Set(['Map', 'ReadonlyMap', 'WeakMap', 'Record']);
const LISTED = new Set(['Array', 'ReadonlyArray', 'Set', 'ReadonlySet']);

function indexed(members: readonly Node[]): Node | undefined {
  const signature = members.find((each) => each.type === 'TSIndexSignature');
  return signature?.type === 'TSIndexSignature' ? signature.typeAnnotation?.typeAnnotation : undefined;
}

function elementsOf(file: FileModel, collection: Node): Node[] {
  const found = placesOf(file, collection);
  if (!found || !isCollection(file, found.made)) return [];
  return [...literalElements(file, found.made), ...found.places.flatMap((place) => putIn(place) ?? [])];
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
  if (made.type === 'ObjectExpression' || made.type === 'ArrayExpression' || mapped(made)) return true;
  return made.type === 'NewExpression' && made.callee.type === 'Identifier' && COLLECTIONS.has(made.callee.name)
    && !file.variableOf(made.callee);
}

const COLLECTIONS = new Set(['Map', 'WeakMap', 'Array', 'Set']);

/** `hosts.map((host) => new Pool({ host }))`: the function that gives each element. */
function mapped(made: Node): FunctionNode | undefined {
  const callee = made.type === 'CallExpression' ? unwrap(made.callee) : undefined;
  const [each] = made.type === 'CallExpression' ? made.arguments : [];
  return callee?.type === 'MemberExpression' && propertyName(callee) === 'map' && isFunction(each) && !each.async ? each : undefined;
}

function literalElements(file: FileModel, made: Node): Node[] {
  const each = mapped(made);
  if (each) return returnedExpressions(each, file.tree.visitorKeys);
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
