import type { TSESTree } from '@typescript-eslint/utils';
import { isEmptying } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isFunction } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { isAlwaysDone } from './written-before.js';

/*
 * What is done to a place where it is named: emptied, filled, or filled whenever the function around runs.
 * Input: what stands left of the `=`. Blind spot: `Object.assign`, and setters.
 */

/** The assignment that gives it a value: `client = …`, `({ client } = …)`. */
export function assignmentTo(target: Node): TSESTree.AssignmentExpression | undefined {
  let pattern = target;
  for (let { parent } = pattern; parent; pattern = parent, { parent } = pattern) {
    if (parent.type === 'AssignmentExpression') return parent.left === pattern ? parent : undefined;
    const isPart = parent.type === 'ObjectPattern' || parent.type === 'ArrayPattern'
      || (parent.type === 'Property' && parent.value === pattern && parent.parent.type === 'ObjectPattern');
    if (!isPart) return undefined;
  }
  return undefined;
}

export function writeOf(access: Node): 'emptied' | 'filled' | undefined {
  const { parent } = access;
  if (parent?.type === 'UnaryExpression' && parent.operator === 'delete') return 'emptied';
  const assignment = assignmentTo(access);
  if (!assignment) return undefined;
  return assignment.left === access && isEmptying(assignment.right) ? 'emptied' : 'filled';
}

/** `client = …;` as a statement of its own. */
export function isFillingStatement(assignment: TSESTree.AssignmentExpression): boolean {
  return assignment.operator === '=' && outermostAssignment(assignment).parent.type === 'ExpressionStatement';
}

/** The same, where a function always comes to it once it is called, but for its failures. */
export function isPlainFilling(target: Node): boolean {
  const owner = enclosingFunction(target);
  const assignment = assignmentTo(target);
  return isFunction(owner) && assignment !== undefined && writeOf(target) === 'filled' && isFillingStatement(assignment)
    && isAlwaysDone(assignment, owner);
}

/** Whether a node stands behind a filling in its function, or in one that is nested there. */
export function isBehind(node: Node, filling: Node): boolean {
  return filling.range[1] <= node.range[0] && isInside(node, enclosingFunction(filling)!);
}

export function isTypeQuery(node: Node): boolean {
  return node.parent?.type === 'TSTypeQuery' || node.parent?.type === 'TSTypeReference';
}

/** `this.client = Owner.client = new Client()` */
function outermostAssignment(assignment: TSESTree.AssignmentExpression): TSESTree.AssignmentExpression {
  let outer = assignment;
  while (outer.parent.type === 'AssignmentExpression' && outer.parent.right === outer) outer = outer.parent;
  return outer;
}
