import { enclosingFunction, isFunction } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';

/*
 * Is a flag up only while a function is at work, `this.isBusy = true; …; this.isBusy = false;`? Who asks for it waits and keeps nothing.
 * Input: the places where the flag is named. Blind spot: a flag that is taken down in a callback, or in another function.
 */

export function isLockOf(targets: readonly Node[]): boolean {
  const raised = targets.filter((target) => isSetTo(target, true));
  return raised.length > 0 && targets.some((target) => isSetTo(target, false) && isAlwaysReached(target)
    && raised.some((other) => other.range[0] < target.range[0] && enclosingFunction(other) === enclosingFunction(target)));
}

function isSetTo(target: Node, value: boolean): boolean {
  const assignment = target.parent;
  return assignment?.type === 'AssignmentExpression' && assignment.left === target
    && assignment.right.type === 'Literal' && assignment.right.value === value;
}

/** A statement of the function, or of a `try` or `finally` in it: what a condition or a `catch` sets tells of something else. */
function isAlwaysReached(node: Node): boolean {
  for (let child = node, { parent } = node; parent; child = parent, { parent } = parent) {
    if (isFunction(parent)) return true;
    switch (parent.type) {
      case 'AssignmentExpression':
      case 'ExpressionStatement':
      case 'BlockStatement':
        break;
      case 'TryStatement':
        if (parent.handler === child) return false;
        break;
      default:
        return false;
    }
  }
  return false;
}
