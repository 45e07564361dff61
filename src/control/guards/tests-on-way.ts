import { alwaysLeaves } from '../../syntax/always-leaves.js';
import type { Node } from '../../syntax/nodes.js';

/** The expressions that were tested between the start of `boundary` and `node`, innermost first. */
export function testsOnWay(node: Node, boundary: Node | undefined): Node[] {
  const tests: Node[] = [];
  let child: Node = node;
  for (let parent = child.parent; parent && child !== boundary; child = parent, parent = parent.parent) {
    tests.push(...testsBefore(parent, child));
  }
  return tests;
}

/** The expressions that were tested on the way into `child`. */
function testsBefore(parent: Node, child: Node): Node[] {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === child ? [] : [parent.test];
    case 'LogicalExpression':
      return parent.right === child ? [parent.left] : [];
    case 'AssignmentExpression':
      return parent.right === child && ['??=', '||=', '&&='].includes(parent.operator) ? [parent.left] : [];
    case 'SwitchStatement':
      return parent.discriminant === child ? [] : [parent.discriminant];
    case 'BlockStatement':
    case 'Program':
      return earlierExits(parent.body, child);
    case 'SwitchCase':
      return earlierExits(parent.consequent, child);
    default:
      return [];
  }
}

/** Tests of `if (…) return` and the like among the statements before `child`. */
function earlierExits(statements: readonly Node[], child: Node): Node[] {
  const tests: Node[] = [];
  for (const statement of statements) {
    if (statement === child) break;
    if (statement.type === 'IfStatement' && alwaysLeaves(statement.consequent)) tests.push(statement.test);
    if (statement.type === 'TryStatement') tests.push(...earlierExits(statement.block.body, statement));
  }
  return tests;
}
