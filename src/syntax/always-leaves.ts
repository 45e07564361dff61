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
