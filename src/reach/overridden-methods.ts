import { findMethod } from '../resolve/class-members.js';
import type { FileModel } from '../resolve/file-model.js';
import { isInside } from '../syntax/is-inside.js';
import { isClass, propertyName, unwrap } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import type { Flow } from '../flow/flow.js';
import { MAX_CALLERS } from '../limits/limits.js';
import type { Program } from '../project/program.js';
import type { Spot } from '../flow/spots.js';

/*
 * Is a method never run but through `super`, because its class is only a base and every subclass has a method of its own under the name?
 * Input: a method. Output: whether that is known. Blind spot: classes that a container or another package constructs count as constructed.
 */

export function isOverriddenEverywhere(program: Program, flow: Flow, file: FileModel, method: FunctionNode): boolean {
  const definition = method.parent;
  if (definition.type !== 'MethodDefinition' || definition.static || definition.kind !== 'method') return false;
  const name = propertyName(definition);
  const base = definition.parent.parent;
  if (name === undefined) return false;
  let hasSubclass = false;
  const queue: Spot[] = [{ file, node: base, path: [] }];
  const seen = new Set<Node>();
  for (const spot of queue) {
    if (seen.has(spot.node)) continue;
    if (seen.add(spot.node).size > MAX_CALLERS) return false;
    if (spot.node !== base && isClass(spot.node)) {
      if (!findMethod(spot.node, name, false)) return false;
      hasSubclass = true;
      // What inherits from the subclass has its method.
      continue;
    }
    const step = flow.next(spot);
    queue.push(...step.onward);
    for (const landing of step.landings) {
      if (landing.kind === 'called') {
        const { node } = landing;
        const callee = node.type === 'NewExpression' ? program.evaluator.evaluate(landing.file, unwrap(node.callee)) : undefined;
        if (callee?.kind !== 'local' || callee.node === base) return false;
      } else if (landing.kind !== 'exported' && landing.kind !== 'member') {
        return false;
      }
    }
  }
  return hasSubclass;
}

/** Whether a class of the file calls the method of the one that it extends: `handle(message) { … super.handle(message) }`. */
export function callsOverridden(file: FileModel, method: FunctionNode): boolean {
  const { parent } = method;
  const name = parent?.type === 'MethodDefinition' ? propertyName(parent) : undefined;
  return name !== undefined && file.calls.some(({ callee }) => (
    callee.type === 'MemberExpression' && callee.object.type === 'Super' && propertyName(callee) === name && isInside(callee, method)));
}
