import type { TSESTree } from '@typescript-eslint/utils';
import { fluentMethods } from '../../catalog/conventions/events.js';
import type { CatalogIndex } from '../../catalog/merge.js';
import { findField } from '../../resolve/class-members.js';
import { WHOLE_MODULE } from '../../resolve/file-model.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { CALL, member, toSegments } from '../../resolve/path.js';
import type { Path } from '../../resolve/path.js';
import { assignedValue, isEmptying, returnedExpressions, singleValueOf } from '../../resolve/values.js';
import { isDescendant } from '../../syntax/is-inside.js';
import { enclosingFunction, isClass, isFunction, isInConstructor, propertyName, thisClass, unwrap } from '../../syntax/nodes.js';
import type { CallNode, ClassNode, Node } from '../../syntax/nodes.js';
import type { Program } from '../../project/program.js';
import type { Reach } from '../../reach/reach.js';

/*
 * Who holds the client that an expression gives, and does that holder outlive a request? Backwards from the expression, through names,
 * imports, fields, and functions that hand out what they keep, to the variable or field that the client stands in.
 * Output: the holder, or `undefined`. Invariant: a holder is answered only if all code that fills it runs once per process.
 * Blind spot: clients that came as a parameter, and those in collections.
 */

export interface SharedHolder {
  readonly kind: 'variable' | 'static field' | 'field' | 'global';
  /** As people call it: `prisma`, `Database.client`. */
  readonly name: string;
  readonly file: FileModel;
  readonly node: Node;
}

/** Look-ups from one name to the next before giving up: real chains (import, re-export, getter, variable) have five. */
const MAX_LOOKUPS = 24;

export class SharedHolders {
  readonly #program: Program;
  readonly #index: CatalogIndex;
  readonly #reach: Reach;
  #left = 0;

  constructor(program: Program, index: CatalogIndex, reach: Reach) {
    this.#program = program;
    this.#index = index;
    this.#reach = reach;
  }

  /** `user` is the function (or the call) that uses the client: what that one fills itself is no shared client of its own making. */
  find(file: FileModel, expression: Node, user: Node): SharedHolder | undefined {
    this.#left = MAX_LOOKUPS;
    return this.#ofExpression(file, expression, [], user);
  }

  /** The holder of what stands under `path` (members only) of an expression's value. */
  #ofExpression(file: FileModel, expression: Node, path: Path, user: Node): SharedHolder | undefined {
    if (--this.#left < 0) return undefined;
    const node = unwrap(expression);
    switch (node.type) {
      case 'Identifier': {
        const variable = file.variableOf(node);
        return variable && this.#ofVariable(file, variable, path, user);
      }
      case 'ThisExpression': {
        const owner = thisClass(node);
        // `this.$disconnect()` of a class that is the client.
        return owner && !owner.isStatic && path.length === 0 && this.#livesOnce(file, owner.node)
          ? { kind: 'field', name: owner.node.id?.name ?? 'this', file, node: owner.node } : undefined;
      }
      case 'MemberExpression':
        return this.#ofMember(file, node, path, user);
      case 'CallExpression':
        return this.#ofCall(file, node, path, user);
      case 'LogicalExpression':
        return this.#ofExpression(file, node.left, path, user) ?? this.#ofExpression(file, node.right, path, user);
      case 'ConditionalExpression':
        return this.#ofExpression(file, node.consequent, path, user) ?? this.#ofExpression(file, node.alternate, path, user);
      case 'AssignmentExpression':
        return this.#ofExpression(file, node.left, path, user);
      case 'ObjectExpression':
        return this.#inObject(file, node, path, user);
      default:
        return undefined;
    }
  }

  #ofVariable(file: FileModel, variable: Variable, path: Path, user: Node): SharedHolder | undefined {
    const definition = variable.defs[0];
    if (!definition) return undefined;
    if (definition.type === 'ImportBinding') {
      const record = file.imports.find((candidate) => candidate.variable === variable);
      return record && this.#imported(file, record.specifier, record.kind === 'named' ? [member(record.imported!), ...path] : path, user);
    }
    if (definition.type !== 'Variable') return undefined;
    const held = singleValueOf(variable);
    const declaring = enclosingFunction(variable.identifiers[0]!);
    const isOutside = !declaring || !isDescendant(declaring, user);
    if (held && (path.length > 0 || held.path.length > 0 || !isOutside || isReference(held.expression))) {
      // Another name for something: what holds that is asked for.
      const inner = this.#ofExpression(file, held.expression, [...held.path, ...path], user);
      if (inner || !isOutside || path.length > 0 || held.path.length > 0) return inner;
    }
    if (!isOutside || path.length > 0) return undefined;
    if (!this.#isFilledOnce(file, variable, user)) return undefined;
    return { kind: 'variable', name: variable.name, file, node: variable.identifiers[0]! };
  }

  /** Whether all code that puts something into a variable runs once per process. */
  #isFilledOnce(file: FileModel, variable: Variable, user: Node): boolean {
    let isFilled = false;
    for (const reference of variable.references) {
      if (!reference.isWrite()) continue;
      // Whoever empties or fills it as well makes a new one when it is needed again.
      if (isDescendant(reference.identifier, user)) return false;
      const held = assignedValue(reference.identifier);
      if (!held) return false;
      if (isEmptying(held.expression)) continue;
      isFilled = true;
      if (!this.#reach.runsOnceAt(file, held.expression)) return false;
    }
    return isFilled;
  }

  #ofMember(file: FileModel, node: TSESTree.MemberExpression, path: Path, user: Node): SharedHolder | undefined {
    const name = propertyName(node);
    if (name === undefined) return undefined;
    const object = unwrap(node.object);
    if (object.type === 'ThisExpression') {
      const owner = thisClass(object);
      return owner && this.#ofField(file, owner.node, name, owner.isStatic, path, user);
    }
    if (isGlobalObject(file, object)) return path.length === 0 ? this.#ofGlobal(file, name, user) : undefined;
    const value = this.#program.evaluator.evaluate(file, object);
    if (value.kind === 'local' && isClass(value.node) && value.path.length === 0) {
      return this.#ofField(value.file, value.node, name, true, path, user);
    }
    if (value.kind === 'local' && isClass(value.node) && value.path.length === 1 && value.path[0] === CALL) {
      return this.#ofField(value.file, value.node, name, false, path, user);
    }
    return this.#ofExpression(file, object, [member(name), ...path], user);
  }

  #ofField(file: FileModel, owner: ClassNode, name: string, isStatic: boolean, path: Path, user: Node): SharedHolder | undefined {
    const field = findField(file, owner, name, isStatic);
    if (!field || path.length > 0) return undefined;
    const writes = writesOf(file, owner, name, isStatic);
    if (writes.some((write) => isDescendant(write, user))) return undefined;
    for (const write of writes) {
      const value = write.parent?.type === 'AssignmentExpression' ? write.parent.right : undefined;
      if (isInConstructor(write) || (value && isEmptying(value))) continue;
      if (!this.#reach.runsOnceAt(file, write)) return undefined;
    }
    if (isStatic) return { kind: 'static field', name: `${owner.id?.name ?? 'class'}.${name}`, file, node: owner };
    if (!this.#livesOnce(file, owner)) return undefined;
    return { kind: 'field', name: `${owner.id?.name ?? 'this'}.${name}`, file, node: owner };
  }

  #livesOnce(file: FileModel, owner: ClassNode): boolean {
    return this.#reach.runsOnce(file, owner);
  }

  /** `globalThis.client`, filled somewhere in the same file. */
  #ofGlobal(file: FileModel, name: string, user: Node): SharedHolder | undefined {
    for (const access of file.members.get(name) ?? []) {
      const assignment = access.parent;
      if (assignment.type !== 'AssignmentExpression' || assignment.left !== access) continue;
      if (!isGlobalObject(file, unwrap(access.object))) continue;
      if (isDescendant(access, user) || !this.#reach.runsOnceAt(file, assignment.right)) return undefined;
      return { kind: 'global', name: `globalThis.${name}`, file, node: access };
    }
    return undefined;
  }

  #ofCall(file: FileModel, node: CallNode, path: Path, user: Node): SharedHolder | undefined {
    const callee = this.#program.evaluator.evaluate(file, node.callee);
    if (callee.kind === 'local' && callee.path.length === 0 && isFunction(callee.node)) {
      const results = returnedExpressions(callee.node, callee.file.tree.visitorKeys);
      for (const result of results) {
        const holder = this.#ofExpression(callee.file, result, path, user);
        if (holder) return holder;
      }
      return undefined;
    }
    if (callee.kind !== 'package' || path.length > 0) return undefined;
    const segments = toSegments(callee.path);
    const target = unwrap(node.callee);
    const wrapper = this.#index.findWrapper(callee.specifier, segments, 'call');
    if (wrapper && typeof wrapper.model.argument === 'number' && wrapper.model.option === undefined) {
      const given = node.arguments[wrapper.model.argument];
      return given && this.#ofExpression(file, given, [], user);
    }
    if (target.type !== 'MemberExpression') return undefined;
    const name = propertyName(target);
    const client = clientOf(this.#index, callee.specifier, segments.slice(0, -1));
    const givesItself = wrapper?.model.argument === 'receiver'
      || (name !== undefined && client !== undefined && (client.setup.includes(name) || fluentMethods.has(name)));
    return givesItself ? this.#ofExpression(file, target.object, [], user) : undefined;
  }

  #inObject(file: FileModel, node: TSESTree.ObjectExpression, path: Path, user: Node): SharedHolder | undefined {
    const [first, ...rest] = path;
    const property = node.properties.find((candidate): candidate is TSESTree.Property => (
      candidate.type === 'Property' && first !== undefined && member(propertyName(candidate) ?? '*') === first));
    if (!property) return undefined;
    const holder = this.#ofExpression(file, property.value, rest, user);
    if (holder || rest.length > 0 || enclosingFunction(property) || property.method) return holder;
    return { kind: 'variable', name: propertyName(property)!, file, node: property };
  }

  #imported(from: FileModel, specifier: string, path: Path, user: Node): SharedHolder | undefined {
    const [first] = path;
    const file = this.#program.resolve(from, specifier, first);
    return file && this.#exported(file, path, user);
  }

  #exported(file: FileModel, path: Path, user: Node): SharedHolder | undefined {
    if (--this.#left < 0) return undefined;
    const [first, ...rest] = path;
    const name = first?.slice(1);
    const own = name === undefined ? undefined : file.exports.get(name);
    const record = own ?? file.exports.get(WHOLE_MODULE);
    if (!record) {
      // `import x from` a CommonJS module gives all that it exports.
      if (name === 'default' && file.isCommonJs) return this.#exported(file, rest, user);
      for (const specifier of file.starExports) {
        const holder = this.#imported(file, specifier, path, user);
        if (holder) return holder;
      }
      return undefined;
    }
    const onward = own || name === 'default' ? rest : path;
    switch (record.kind) {
      case 'variable':
        return this.#ofVariable(file, record.variable, onward, user);
      case 'from':
        return this.#imported(file, record.specifier, record.imported === '*' ? onward : [member(record.imported), ...onward], user);
      case 'local': {
        const holder = this.#ofExpression(file, record.node, onward, user);
        // `export default new PrismaClient()`: the module itself holds it.
        const isMade = onward.length === 0 && (record.node.type === 'NewExpression' || record.node.type === 'CallExpression');
        if (holder || !isMade || enclosingFunction(record.node)) return holder;
        return { kind: 'variable', name: name ?? 'default', file, node: record.node };
      }
    }
  }
}

/** What the catalog says of the value that stands under an export path (`Pool()`, `MongoClient().connect()`). */
export interface KnownClient {
  readonly specifier: string;
  readonly segments: readonly string[];
  readonly release: readonly string[];
  readonly setup: readonly string[];
  /** Versions of the package in which they do nothing to a client that is set up. */
  readonly setupRepeatable?: string | undefined;
  /** It is one connection, and no pool of them. */
  readonly isSingle?: boolean;
  /** It does one thing at a time. */
  readonly isSerial?: boolean;
  /** It has parts of its own, which end with it. */
  readonly isDivided?: boolean;
}

/** The client that an export path gives: constructed, or handed on by one of its own methods or a wrapper. */
export function clientOf(index: CatalogIndex, specifier: string, segments: readonly string[]): KnownClient | undefined {
  const last = segments.at(-1);
  if (!last?.endsWith('()')) return undefined;
  const made = [...segments.slice(0, -1), last.slice(0, -2)];
  if (index.findCheckout(specifier, made, 'call')) return undefined;
  const found = index.findClient(specifier, made, 'new') ?? index.findClient(specifier, made, 'call');
  if (found) {
    const { model } = found;
    if (model.holds === 'nothing') return undefined;
    const { release, setup = [], setupRepeatable } = model;
    const isSerial = model.unshareable === 'serial';
    return {
      specifier, segments, release, setup, setupRepeatable, isSingle: model.holds === 'socket', isSerial,
      isDivided: model.dividedInto !== undefined,
    };
  }
  const wrapper = index.findWrapper(specifier, made, 'call') ?? index.findWrapper(specifier, made, 'new');
  const receiver = made.length > 1 ? clientOf(index, specifier, made.slice(0, -1)) : undefined;
  if (wrapper) return { specifier, segments, release: [...wrapper.model.release, ...(receiver?.release ?? [])], setup: [] };
  const method = made.at(-1)!;
  return receiver && (receiver.setup.includes(method) || fluentMethods.has(method)) ? receiver : undefined;
}

/** The places at which a field is written, also those that empty it. */
function writesOf(file: FileModel, owner: ClassNode, name: string, isStatic: boolean): Node[] {
  return (file.members.get(name) ?? []).filter((access) => {
    const assignment = access.parent;
    if (assignment.type !== 'AssignmentExpression' || assignment.left !== access) return false;
    const object = unwrap(access.object);
    if (object.type === 'ThisExpression') {
      const around = thisClass(object);
      return around?.node === owner && around.isStatic === isStatic;
    }
    return isStatic && object.type === 'Identifier' && owner.id !== null && object.name === owner.id.name;
  });
}

function isGlobalObject(file: FileModel, node: Node): boolean {
  return node.type === 'Identifier' && (node.name === 'globalThis' || node.name === 'global') && !file.variableOf(node);
}

/** The value of another name, and not made on the spot. */
function isReference(expression: Node): boolean {
  const node = unwrap(expression);
  return node.type === 'Identifier' || node.type === 'MemberExpression';
}

