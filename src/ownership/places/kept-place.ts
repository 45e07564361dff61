import type { TSESTree } from '@typescript-eslint/utils';
import { isAccessOf } from '../../resolve/class-members.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { CALL } from '../../resolve/path.js';
import { writtenValues } from '../../resolve/values.js';
import { enclosingFunction, isClass, isFunction, outermost, propertyName, thisClass, thisObject, unwrap } from '../../syntax/nodes.js';
import type { ClassNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { walk } from '../../syntax/walk.js';
import { MAX_NAME_MATCHES } from '../../limits/limits.js';
import type { Program } from '../../project/program.js';
import { classesFrom } from '../lives/instance-members.js';
import type { CallSite } from '../../reach/callers.js';
import type { Flow } from '../../flow/flow.js';
import { followedAccesses, hasUnclearReceiver, hasUnseenBase } from '../../flow/followed-accesses.js';
import { importedUses } from './imported-uses.js';
import { holdsReceiver } from '../../flow/receiver-variable.js';

/*
 * A variable or field that an assignment fills, with everything else that mentions it.
 * Output: the place, or `undefined` if code that is not seen may read it. Invariant: `accesses` are all there are.
 * Blind spot: members that are read under a computed name from an object that was given to another package.
 */

export interface KeptPlace {
  readonly file: FileModel;
  /** As people call it: `client`, `this.client`, `node.client`. */
  readonly name: string;
  /** All other places that read or write it. */
  readonly accesses: readonly Node[];
  /** Those in other files. */
  readonly elsewhere?: readonly CallSite[];
  /** What it belongs to: it lives as long as a run of that function, an instance of that class, or the module. */
  readonly owner: FunctionNode | ClassNode | undefined;
  /** What it holds before the first assignment, where that is written where it is declared. */
  readonly initial?: Node;
}

/**
 * What stands left of `=`, if it is a variable outside of the function around it, or a field. With `isExportSeen`, a variable may be
 * exported as well, where all that import it are seen.
 */
export function findKeptPlace(
  program: Program, file: FileModel, target: Node, { isExportSeen = false }: { isExportSeen?: boolean } = {},
): KeptPlace | undefined {
  if (target.type === 'Identifier') {
    const variable = file.variableOf(target);
    const elsewhere = variable && isExportSeen && isExported(file, variable) ? importedUses(program, file, variable) : undefined;
    return variable && !isGlobalOfOthers(program, file, variable) ? ofVariable(file, variable, target, elsewhere) : undefined;
  }
  const name = target.type === 'MemberExpression' ? propertyName(target) : undefined;
  if (target.type !== 'MemberExpression' || name === undefined) return undefined;
  const object = unwrap(target.object);
  if (object.type === 'ThisExpression') return ofField(program, file, target, name);
  const variable = object.type === 'Identifier' ? file.variableOf(object) : undefined;
  return variable && ofMember(program, file, variable, target, name);
}

/**
 * The same of a member, where its object is followed wherever it goes. `undefined` if it goes where nobody follows it.
 */
export function findFollowedPlace(program: Program, flow: Flow, file: FileModel, target: Node): KeptPlace | undefined {
  const name = target.type === 'MemberExpression' ? propertyName(target) : undefined;
  if (target.type !== 'MemberExpression' || name === undefined) return undefined;
  const holder = holderOf(program, file, unwrap(target.object));
  if (!holder || (isClass(holder.node) && hasUnseenBase(program, file, holder.node))) return undefined;
  const found = followedAccesses(program, flow, { file, node: holder.node, path: holder.isInstance ? [CALL] : [] }, name);
  if (!found || hasUnclearReceiver(program, name, holder.node)) return undefined;
  const { node, isInstance } = holder;
  const around = enclosingFunction(node);
  const owner = isClass(node) && isInstance ? node : isFunction(around) ? around : undefined;
  const others = found.filter((access) => access.node !== target);
  const initial = initialOf(node, name, isInstance);
  return {
    file, name: file.textOf(target), owner, accesses: others.filter((access) => access.file === file).map((access) => access.node),
    elsewhere: others.filter((access) => access.file !== file), ...(initial && { initial }),
  };
}

interface FollowedHolder {
  readonly node: Node;
  /** The field is one of the instances of a class, and not of the class. */
  readonly isInstance: boolean;
}

/** The class or object that has the field, if it is written in the same file. */
function holderOf(program: Program, file: FileModel, object: Node): FollowedHolder | undefined {
  if (object.type === 'ThisExpression') {
    const owner = thisClass(object);
    const literal = owner ? undefined : thisObject(object);
    return owner ? { node: owner.node, isInstance: !owner.isStatic } : literal && { node: literal, isInstance: false };
  }
  const value = program.evaluator.evaluate(file, object);
  if (value.kind !== 'local' || value.file !== file) return undefined;
  const { node, path } = value;
  const isInstance = path.length === 1 && path[0] === CALL;
  if (isClass(node)) return path.length === 0 || isInstance ? { node, isInstance } : undefined;
  return node.type === 'ObjectExpression' && path.length === 0 ? { node, isInstance: false } : undefined;
}

function initialOf(holder: Node, name: string, isInstance: boolean): Node | undefined {
  if (!isClass(holder)) return memberOf(holder, name);
  const field = holder.body.body.find((element): element is TSESTree.PropertyDefinition => (
    element.type === 'PropertyDefinition' && propertyName(element) === name && element.static !== isInstance));
  return field?.value ?? undefined;
}

/** Whether it is a name that nobody declares, and that other files may mean as well; or that of one run alone. */
function isGlobalOfOthers(program: Program, file: FileModel, { name, defs, identifiers: [first] }: Variable): boolean {
  if (defs[0]?.type !== 'ImplicitGlobalVariable') return false;
  const files = enclosingFunction(first!) ? undefined : program.fewFilesWith([name], MAX_NAME_MATCHES);
  return !files || some(files, (other) => other !== file
    && other.tree.scopes.scopes[0]?.through.some(({ identifier }) => identifier.name === name) === true);
}

function ofVariable(file: FileModel, variable: Variable, target: Node, elsewhere?: readonly CallSite[]): KeptPlace | undefined {
  const definition = variable.defs[0];
  const isPlace = definition?.type === 'Variable' || definition?.type === 'ImplicitGlobalVariable';
  if (!isPlace || (!elsewhere && isExported(file, variable))) return undefined;
  const accesses = variable.references.map(({ identifier }): Node => identifier)
    .filter((node) => node !== target && !isDeclaration(node));
  const owner = enclosingFunction(variable.identifiers[0]!);
  const declarator = definition.node;
  const initial = declarator.type === 'VariableDeclarator' ? declarator.init : null;
  return {
    file, name: variable.name, accesses, owner: isFunction(owner) ? owner : undefined, ...(initial && { initial }),
    ...(elsewhere && { elsewhere }),
  };
}

function ofField(program: Program, file: FileModel, target: TSESTree.MemberExpression, name: string): KeptPlace | undefined {
  const owner = thisClass(target);
  if (!owner) return undefined;
  const accesses = (file.members.get(name) ?? [])
    .filter((access) => access !== target && !isOfAnother(program, file, access, { owner: owner.node }));
  if (!accesses.every((access) => isAccessOf(file, access, owner.node, owner.isStatic))) return undefined;
  const member = owner.node.body.body.find((element) => (
    element.type === 'PropertyDefinition' && propertyName(element) === name && element.static === owner.isStatic));
  if (isDestructured(file, name)) return undefined;
  const isPrivate = name.startsWith('#') || (member?.type === 'PropertyDefinition' && member.accessibility === 'private');
  const holder: Holder = { owner: owner.node, bases: basesOf(program, file, owner.node) };
  if (!isPrivate && isReadElsewhere(program, file, name, holder)) return undefined;
  const initial = member?.type === 'PropertyDefinition' ? member.value : null;
  return { file, name: `this.${name}`, accesses, owner: owner.isStatic ? undefined : owner.node, ...(initial && { initial }) };
}

/** `node.client`, where `node` is a variable. */
function ofMember(
  program: Program, file: FileModel, variable: Variable, target: TSESTree.MemberExpression, name: string,
): KeptPlace | undefined {
  const definition = variable.defs[0];
  const isOfClass = definition?.type === 'ClassName' && isClass(definition.node);
  if (definition?.type !== 'Variable' && !isOfClass) return undefined;
  if (!isOfClass && (writtenValues(variable).values.length > 1 || isExported(file, variable))) return undefined;
  const isLent = isOfClass || variable.references.every(({ identifier }) => isLendingUse(program, file, identifier));
  const isShared = isOfClass || holdsReceiver(variable);
  if (!isLent || isDestructured(file, name)) return undefined;
  if (isShared && isReadElsewhere(program, file, name, isOfClass ? { className: variable.name } : {})) return undefined;
  const accesses = (file.members.get(name) ?? [])
    .filter((access) => access !== target && !isOfAnother(program, file, access, isOfClass ? { className: variable.name } : {}));
  const owner = isOfClass ? undefined : enclosingFunction(variable.identifiers[0]!);
  const object = definition.node.type === 'VariableDeclarator' && definition.node.init ? unwrap(definition.node.init) : undefined;
  const initial = isOfClass ? undefined : memberOf(object, name);
  return { file, name: `${variable.name}.${name}`, accesses, owner: isFunction(owner) ? owner : undefined, ...(initial && { initial }) };
}

/** The value that a member has where the object is written. */
function memberOf(object: Node | undefined, name: string): Node | undefined {
  const property = object?.type === 'ObjectExpression'
    ? object.properties.find((one): one is TSESTree.Property => one.type === 'Property' && propertyName(one) === name) : undefined;
  return property?.value;
}

/** The object stays where it is: a member is read or written, or another package works with it. */
function isLendingUse(program: Program, file: FileModel, identifier: Node): boolean {
  if (isDeclaration(identifier)) return true;
  const node = outermost(identifier);
  const { parent } = node;
  if (parent?.type === 'MemberExpression') return parent.object === node && !parent.computed;
  if (parent?.type !== 'CallExpression' || parent.callee === node) return false;
  const callee = program.evaluator.evaluate(file, parent.callee);
  return callee.kind !== 'local' || callee.path.length > 0;
}

/** What has the member: a class of that name, or the instances of one. */
interface Holder {
  readonly className?: string;
  readonly owner?: ClassNode;
  /** Classes that it extends: what they say of `this` they say of it. */
  readonly bases?: readonly ClassNode[];
}

/** Whether another file reads a member of this name of anything; of a class, files that import it or name it. */
function isReadElsewhere(program: Program, file: FileModel, name: string, holder: Holder): boolean {
  const { className } = holder;
  const named = program.fewFilesWith(className === undefined ? [name] : [name, className], MAX_NAME_MATCHES);
  if (!named) return true;
  const importers = className === undefined ? [] : program.importersOf(file).map((importer) => importer.file);
  const isReadIn = (other: FileModel): boolean => other !== file && mentions(program, other, name, holder);
  if (importers.length === 0) return some(named, isReadIn);
  const files = new Set([...importers, ...named]);
  return files.size > MAX_NAME_MATCHES || [...files].some(isReadIn);
}

function mentions(program: Program, file: FileModel, name: string, holder: Holder): boolean {
  return isDestructured(file, name) || (file.members.get(name) ?? []).some((access) => {
    if (isOfAnother(program, file, access, holder)) return false;
    const object = unwrap(access.object);
    const variable = object.type === 'Identifier' ? file.variableOf(object) : undefined;
    // An object that a function of that file is called for.
    if (variable && holdsReceiver(variable)) return false;
    if (object.type !== 'ThisExpression') return true;
    // A field of the same name of a class of its own.
    const owner = thisClass(object);
    return !owner || owner.node.superClass !== null || holder.bases?.includes(owner.node) === true;
  });
}

/** The classes of the project that a class extends, one after the other. */
function basesOf(program: Program, file: FileModel, owner: ClassNode): ClassNode[] {
  return [...classesFrom(program, { file, node: owner })].slice(1).map(({ node }) => node);
}

/** Whether any code of the project takes a member of this name out of what may be an object of the project. */
export function isNamedAnywhere(program: Program, name: string): boolean {
  const files = program.fewFilesWith([name], MAX_NAME_MATCHES);
  return !files || some(files, (file) => (
    isDestructured(file, name) || (file.members.get(name) ?? []).some((access) => !isOfAnother(program, file, access, {}))));
}

function some<Item>(items: Iterable<Item>, is: (item: Item) => boolean): boolean {
  for (const item of items) if (is(item)) return true;
  return false;
}

/** `this.kafka.producer()`: a member of what a package made, or of an instance of a class that cannot be the holder. */
function isOfAnother(program: Program, file: FileModel, access: TSESTree.MemberExpression, { className, owner }: Holder): boolean {
  const object = unwrap(access.object);
  if (object.type === 'ThisExpression') return false;
  const value = program.evaluator.evaluate(file, object);
  if (value.kind !== 'local') return value.kind === 'package';
  if (!isClass(value.node) || value.path[0] !== CALL) return false;
  if (className !== undefined) return true;
  // Neither may be what the other one extends.
  return owner !== undefined && value.path.length === 1 && value.node !== owner && !value.node.superClass && !owner.superClass;
}

/** `const { client } = this;`. */
function isDestructured(file: FileModel, name: string): boolean {
  let isFound = false;
  walk(file.tree.ast, file.tree.visitorKeys, (node) => {
    if (node.type === 'Property' && node.parent.type === 'ObjectPattern' && propertyName(node) === name) isFound = true;
  });
  return isFound;
}

function isExported(file: FileModel, variable: Variable): boolean {
  return [...file.exports.values()].some((record) => record.kind === 'variable' && record.variable === variable);
}

function isDeclaration(node: Node): boolean {
  return node.parent?.type === 'VariableDeclarator' && node.parent.id === node;
}
