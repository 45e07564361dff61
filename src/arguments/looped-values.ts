import type { TSESTree } from '@typescript-eslint/utils';
import { isFunction } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import { ownNodes } from '../syntax/walk.js';
import type { VisitorKeys } from '../syntax/walk.js';

/*
 * What do the variables of a loop, and those that are added to, get their values from?
 * Input: a name where it is written. Output: expressions that all have a say in it. Invariant: what a loop tests is among them, because it
 * says which of the values is taken. Blind spot: loops that are left by `throw`.
 */

type Loop = TSESTree.ForOfStatement | TSESTree.ForInStatement | TSESTree.ForStatement;

/** `undefined` where nobody can tell. */
export function loopedValues(identifier: Node, visitorKeys: VisitorKeys): readonly Node[] | undefined {
  const { parent } = identifier;
  // `url += path`: what it was is written elsewhere.
  if (parent?.type === 'AssignmentExpression' && parent.left === identifier) return [parent.right];
  const loop = loopAround(identifier);
  if (loop?.type === 'ForStatement') return parent?.type === 'UpdateExpression' ? testsOf(loop, visitorKeys) : undefined;
  return loop && [loop.right, ...testsOf(loop, visitorKeys)];
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
