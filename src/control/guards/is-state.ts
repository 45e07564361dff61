import { fillingMethods } from '../../catalog/conventions/collections.js';
import { fieldWrites } from '../../resolve/class-members.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { singleValueOf } from '../../resolve/values.js';
import { isFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { ClassNode, Node } from '../../syntax/nodes.js';
import { isSetAgainOnly } from './settings-alone.js';

/*
 * Is a variable or field a state: does what runs later change what it holds? Invariant: a write that says again what the first one said
 * changes nothing. Blind spot: fields that code of another file writes.
 */

/** `queue.stats.isOpen`: what is asked is how the object is, and not what was put into it by its methods. */
export function isTrait(asked: Node): boolean {
  const access = outermost(asked).parent;
  if (access?.type !== 'MemberExpression' || access.computed || unwrap(access.object) !== asked) return false;
  const call = outermost(access).parent;
  const isCalled = call?.type === 'CallExpression' && unwrap(call.callee) === access;
  return !isCalled && !COUNTS.has(propertyName(access) ?? '');
}

const COUNTS = new Set(['length', 'size']);

/**
 * A field that methods change: assigned outside the constructor, filled by key, or through a method such as `set`, which is no matter where
 * a trait of the object is asked.
 */
export function isWrittenField(file: FileModel, owner: ClassNode, name: string, isStatic: boolean, ofTrait: boolean): boolean {
  const isLate = (node: Node): boolean => {
    for (let current: Node | undefined = node; current && current !== owner; current = current.parent) {
      // What one object puts into its class others find there.
      if (current.type === 'MethodDefinition') return current.kind !== 'constructor' || isStatic;
      if (isFunction(current) && current.parent.type !== 'MethodDefinition') return true;
    }
    return false;
  };
  const writes = fieldWrites(file, owner, name, isStatic);
  const later = writes.filter(isLate);
  const declared = owner.body.body.flatMap((one) => (
    one.type === 'PropertyDefinition' && one.value && propertyName(one) === name && one.static === isStatic ? one.value : []));
  const first = [...declared, ...writes.filter((write) => !later.includes(write))];
  if (later.length > 0 && !isSetAgainOnly(file, first, later)) return true;
  return (file.members.get(name) ?? []).some((access) => isMemberFilled(access, ofTrait));
}

/** A variable outside the function that functions change. */
export function isState(file: FileModel, variable: Variable, ofTrait: boolean): boolean {
  const [first = [], later = []] = [true, false].map((isFirst) => variable.references.filter((reference) => (
    reference.isWrite() && (reference.init === true || !isInFunction(reference.identifier)) === isFirst)));
  const isSetAgain = isSetAgainOnly(file, first.flatMap(valueOf), later.flatMap(valueOf));
  return variable.references.some((reference) => {
    const { identifier } = reference;
    if (reference.isWrite()) return !isSetAgain && !reference.init && isInFunction(identifier);
    // `_.set(object, …)` fills no module.
    return isMemberFilled(identifier, ofTrait) && isInFunction(identifier) && !isRequired(variable);
  });
}

/** What a reference writes; what it writes that is no value of its own stands for itself. */
function valueOf({ identifier, writeExpr }: Variable['references'][number]): Node {
  return writeExpr ?? identifier;
}

/** `x[key] = …`, `x.key = …`, `x.set(…)`, `delete x[key]`, `Object.assign(x, …)`. */
function isMemberFilled(node: Node, ofTrait: boolean): boolean {
  const access = node.parent;
  if (access?.type !== 'MemberExpression' || access.object !== node) return false;
  const user = access.parent;
  if (user.type === 'AssignmentExpression' && user.left === access) return true;
  return !ofTrait && user.type === 'CallExpression' && user.callee === access && fillingMethods.has(propertyName(access) ?? '');
}

function isRequired(variable: Variable): boolean {
  const init = singleValueOf(variable)?.expression;
  return init?.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'require';
}

function isInFunction(node: Node): boolean {
  for (let current = node.parent; current; current = current.parent) if (isFunction(current)) return true;
  return false;
}
