import { isFunction } from './nodes.js';
import type { Node } from './nodes.js';

/** Whether what stands behind a statement is never come to from it, unless something fails in it. */
export function alwaysLeaves(statement: Node): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'ContinueStatement':
    case 'BreakStatement':
      return true;
    case 'BlockStatement':
      return statement.body.some(alwaysLeaves);
    case 'IfStatement':
      return statement.alternate !== null && alwaysLeaves(statement.consequent) && alwaysLeaves(statement.alternate);
    case 'TryStatement':
      return alwaysLeaves(statement.block);
    default:
      return false;
  }
}

/** Whether it stands behind a statement from which its function never comes to it: `return rows; await connection.close();`. */
export function isNeverRun(node: Node): boolean {
  for (let child = node; child.parent && !isFunction(child); child = child.parent) {
    const { parent } = child;
    const body = parent.type === 'BlockStatement' || parent.type === 'Program' ? parent.body
      : parent.type === 'SwitchCase' ? parent.consequent : [];
    const at = body.findIndex((statement) => statement === child);
    if (body.slice(0, Math.max(at, 0)).some(alwaysLeaves)) return true;
  }
  return false;
}
