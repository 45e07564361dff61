import type { TSESTree } from '@typescript-eslint/utils';
import { isFunction } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import { childrenOf, ownNodes } from '../syntax/walk.js';
import type { VisitorKeys } from '../syntax/walk.js';

/*
 * What do the variables of a loop, and those that are added to, get their values from?
 * Input: a name where it is written. Output: the loop, and the expressions that have a say in what it chooses. Invariant: what a loop tests
 * is among them, because it says which of the values is taken. Blind spot: loops that are left by `throw`.
 */

type Loop = TSESTree.ForOfStatement | TSESTree.ForInStatement | TSESTree.ForStatement;

/** The loop, or the assignment that adds to what there is (`url += path`). `undefined` where nobody can tell. */
export function loopOf(identifier: Node): Loop | TSESTree.AssignmentExpression | undefined {
  const { parent } = identifier;
  if (parent?.type === 'AssignmentExpression' && parent.left === identifier) return parent;
  const loop = loopAround(identifier);
  return loop?.type === 'ForStatement' && parent?.type !== 'UpdateExpression' ? undefined : loop;
}

/** Of a loop what it goes over, and what it goes by; of other nodes all that is in them. */
export function partsOf(node: Node, visitorKeys: VisitorKeys): readonly Node[] {
  switch (node.type) {
    case 'ForInStatement':
    case 'ForOfStatement':
      return [node.right, ...testsOf(node, visitorKeys)];
    case 'ForStatement':
      return testsOf(node, visitorKeys);
    default:
      return [...childrenOf(node, visitorKeys)];
  }
}

/** The loop whose own variable a name is, written by the loop itself. */
function loopAround(identifier: Node): Loop | undefined {
  for (let node = identifier; node.parent && !isFunction(node); node = node.parent) {
    const { parent } = node;
    if (parent.type === 'ForOfStatement' || parent.type === 'ForInStatement') return parent.left === node ? parent : undefined;
    if (parent.type === 'ForStatement') return parent.update === node && declares(parent, identifier) ? parent : undefined;
  }
  return undefined;
}

function declares({ init }: TSESTree.ForStatement, identifier: Node): boolean {
  return init?.type === 'VariableDeclaration' && identifier.type === 'Identifier'
    && init.declarations.some(({ id }) => id.type === 'Identifier' && id.name === identifier.name);
}

function testsOf(loop: Loop, visitorKeys: VisitorKeys): Node[] {
  return [...ownNodes(loop, visitorKeys)].flatMap((node) => {
    switch (node.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
      case 'ForStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        return node.test ? [node.test] : [];
      case 'SwitchStatement':
        return [node.discriminant, ...node.cases.flatMap(({ test }) => test ?? [])];
      case 'LogicalExpression':
        return [node.left];
      default:
        return [];
    }
  });
}
