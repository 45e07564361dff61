import { enclosingFunction, isFunction } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';

/*
 * Is a flag up only while a function is at work, `this.isBusy = true; …; this.isBusy = false;`, or one of so many that may be, `active++;
 * …; active--;`? Who asks for it waits and keeps nothing.
 * Input: the places where the flag is named. Blind spot: a flag that is taken down in a callback, or in another function.
 */

export function isLockOf(targets: readonly Node[]): boolean {
  return isTakenDown(targets, (target) => isSetTo(target, true), (target) => isSetTo(target, false))
    || isTakenDown(targets, (target) => isCountedBy(target, '+'), (target) => isCountedBy(target, '-'));
}

/** Whether what one statement does another one of the same function takes back. */
function isTakenDown(targets: readonly Node[], isRaised: (target: Node) => boolean, isLowered: (target: Node) => boolean): boolean {
  const raised = targets.filter(isRaised);
  return raised.length > 0 && targets.some((target) => isLowered(target) && isAlwaysReached(target)
    && raised.some((other) => other.range[0] < target.range[0] && enclosingFunction(other) === enclosingFunction(target)));
}

function isSetTo(target: Node, value: boolean): boolean {
  const assignment = target.parent;
  return assignment?.type === 'AssignmentExpression' && assignment.left === target
    && assignment.right.type === 'Literal' && assignment.right.value === value;
}

/** `active++`, `active += 1` */
function isCountedBy(target: Node, sign: '+' | '-'): boolean {
  const change = target.parent;
  if (change?.type === 'UpdateExpression') return change.operator === `${sign}${sign}`;
  return change?.type === 'AssignmentExpression' && change.left === target && change.operator === `${sign}=`
    && change.right.type === 'Literal' && change.right.value === 1;
}

/** A statement of the function, or of a `try` or `finally` in it: what a condition or a `catch` sets tells of something else. */
function isAlwaysReached(node: Node): boolean {
  for (let child = node, { parent } = node; parent; child = parent, { parent } = parent) {
    if (isFunction(parent)) return true;
    switch (parent.type) {
      case 'AssignmentExpression':
      case 'UpdateExpression':
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
