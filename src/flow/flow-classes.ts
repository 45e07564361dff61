import { findMethod, isPrivateMember } from '../resolve/class-members.js';
import { CALL, isMember } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { isClass, thisClass } from '../syntax/nodes.js';
import type { ClassNode } from '../syntax/nodes.js';
import type { StepBuilder } from './step-builder.js';

/** How the members of a class are reached: through `this`, its base and subclasses, and the interfaces that it implements. */

/** What a class makes of its own members. */
export function flowThroughThis(step: StepBuilder, node: ClassNode, path: Path): void {
  const [first, ...rest] = path;
  if (first === undefined) return;
  const isInstance = first === CALL;
  const inside = isInstance ? rest : path;
  const selves = step.file.thisOf(node, !isInstance);
  for (const self of (step.boundary ? selves?.all : selves?.leadingTo(inside)) ?? []) step.use(self, inside);
}

/** What its base, and the interfaces that it implements, make of the members of a class's instances. */
export function flowToRelatives(step: StepBuilder, node: ClassNode, path: Path): void {
  if (path[0] !== CALL) return;
  for (const implemented of node.implements ?? []) {
    const value = step.program.evaluator.evaluate(step.file, implemented.expression);
    const isType = value.kind === 'local' && value.path.length === 0 && DECLARED.has(value.node.type);
    if (isType) step.go(value.node, path, value.file);
  }
  if (!node.superClass) return;
  // A base class's method calls the subclass's through `this`, and whoever holds the base may hold this class.
  const base = step.program.evaluator.evaluate(step.file, node.superClass);
  if (base.kind === 'local' && isClass(base.node) && base.path.length === 0) step.go(base.node, path, base.file);
}

/**
 * Whether what stands at the path is reached through `this` alone: in a private member, which the class reads of no other object. Services
 * that hold one another would else lead from each to all, by paths that get longer and longer.
 */
export function isConfined(step: StepBuilder, node: ClassNode, [first, second]: Path): boolean {
  if (first !== CALL || !isMember(second)) return false;
  const name = second.slice(1);
  if (!isPrivateMember(node, name)) return false;
  // Nothing keeps code from reading it all the same, and tests do.
  return (step.file.members.get(name) ?? []).every(({ object }) => object.type === 'ThisExpression');
}

/** What a class can implement, beside another class. */
const DECLARED = new Set(['TSInterfaceDeclaration', 'TSTypeAliasDeclaration']);

/** A subclass has what its base has, unless it overrides it. */
export function flowIntoSubclass(step: StepBuilder, subclass: ClassNode, path: Path): void {
  const [first, second] = path;
  const name = first === CALL ? second : first;
  const isOverridden = isMember(name) && findMethod(subclass, name.slice(1), first !== CALL);
  if (!isOverridden) step.go(subclass, path);
  // `super.name`: what the base has, overridden or not.
  for (const access of isMember(name) ? step.file.members.get(name.slice(1)) ?? [] : []) {
    const owner = access.object.type === 'Super' ? thisClass(access) : undefined;
    if (owner?.node === subclass && owner.isStatic === (first !== CALL)) step.use(access, path.slice(first === CALL ? 2 : 1));
  }
}
