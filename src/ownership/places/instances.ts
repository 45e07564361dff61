import type { Program } from '../../project/program.js';
import type { EntryPoint } from '../../reach/entries/entry-point.js';
import type { Obligation } from '../../sites/client-calls.js';
import type { EffectOf } from '../lives/effects.js';
import type { LocalLives } from '../lives/local-lives.js';
import type { CallSite } from '../../reach/callers.js';
import { isAccessOf } from '../../resolve/class-members.js';
import type { FileModel } from '../../resolve/file-model.js';
import { enclosingFunction, isClass, isFunction, propertyName, unwrap } from '../../syntax/nodes.js';
import type { ClassNode, Node } from '../../syntax/nodes.js';
import { walk } from '../../syntax/walk.js';

/* What a construction of a project's class gives: one object for all, or one of the class itself. Blind spot: proxies and factories. */

/** The class that a call constructs an instance of: it may extend the one whose code it runs. */
export function constructedClass(
  program: Program, { file, node }: CallSite,
): { readonly file: FileModel; readonly class: ClassNode } | undefined {
  const value = node.type === 'NewExpression' ? program.evaluator.evaluate(file, node.callee) : undefined;
  if (value?.kind !== 'local' || value.path.length > 0 || !isClass(value.node)) return undefined;
  return { file: value.file, class: value.node };
}

/**
 * `constructor() { if (Hub.instance) return Hub.instance; Hub.instance = this; }`: whether all constructions of a class give one object. It
 * is returned from where `this` is kept: a static field, or a variable outside of the class.
 */
export function givesOutOneInstance(file: FileModel, owner: ClassNode): boolean {
  const constructor = owner.body.body.find((element) => element.type === 'MethodDefinition' && element.kind === 'constructor');
  const fn = constructor?.type === 'MethodDefinition' && isFunction(constructor.value) ? constructor.value : undefined;
  if (!fn) return false;
  const kept = new Set<string>();
  const returned = new Set<string>();
  walk(fn, file.tree.visitorKeys, (node) => {
    if (enclosingFunction(node) !== fn) return;
    if (node.type === 'AssignmentExpression' && unwrap(node.right).type === 'ThisExpression' && isOutside(file, owner, node.left)) {
      kept.add(file.textOf(node.left));
    }
    if (node.type === 'ReturnStatement' && node.argument) returned.add(file.textOf(unwrap(node.argument)));
  });
  return [...returned].some((text) => kept.has(text));
}

/** A static field of the class, or a variable that was there before it. */
function isOutside(file: FileModel, owner: ClassNode, target: Node): boolean {
  if (target.type === 'MemberExpression') return isAccessOf(file, target, owner, true);
  const variable = target.type === 'Identifier' ? file.variableOf(target) : undefined;
  return variable?.identifiers.every((id) => enclosingFunction(id) === undefined) ?? false;
}

/** Whether a container drops an object by calling a method of it that releases the field, as the end of a block with `using` does. */
export function isDestroyed(
  lives: LocalLives, field: EffectOf<'keptByField'>, { destroyMethods = [] }: EntryPoint, obligation: Obligation,
): boolean {
  return field.class.body.body.some((member) => (member.type === 'MethodDefinition' || member.type === 'PropertyDefinition')
    && isFunction(member.value) && destroyMethods.includes(propertyName(member) ?? '')
    && lives.ofMethod(field.file, member.value, field.path, obligation)?.effects.has('released'));
}
