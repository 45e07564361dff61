import { listenerMethods } from '../catalog/conventions/events.js';
import { calledName, isCall, outermost } from './nodes.js';
import type { Node } from './nodes.js';

/**
 * Whether nobody ever gets the value of an expression: `client.close;`, `await client.close;`, `void client.close`,
 * `.finally(() => client.close)`. What a method that is only named would have done, nobody does.
 */
export function isDroppedValue(value: Node): boolean {
  let node = outermost(value);
  for (;;) {
    const { parent } = node;
    switch (parent?.type) {
      case 'ExpressionStatement':
        return true;
      case 'UnaryExpression':
        return parent.operator === 'void';
      case 'LogicalExpression':
        if (parent.left === node) return false;
        break;
      case 'ConditionalExpression':
        if (parent.test === node) return false;
        break;
      case 'SequenceExpression':
        if (parent.expressions.at(-1) !== node) return true;
        break;
      // A function is no promise: who waits for it waits for nothing, and has the function.
      case 'AwaitExpression':
      case 'ChainExpression':
        break;
      case 'ArrowFunctionExpression':
        return parent.body === node && isGivenForItsWorkOnly(parent);
      case 'ReturnStatement':
        return isGivenForItsWorkOnly(parent.parent.parent);
      default:
        return false;
    }
    node = outermost(parent);
  }
}

/** `.finally(() => …)`, `socket.on('close', () => …)`: who runs the function does not look at what it gives. */
function isGivenForItsWorkOnly(fn: Node | undefined): boolean {
  const { parent } = fn ?? {};
  const isExpression = fn?.type === 'ArrowFunctionExpression' || fn?.type === 'FunctionExpression';
  if (!isExpression || !isCall(parent) || parent.callee === fn) return false;
  const name = calledName(parent) ?? '';
  return name === 'finally' || (listenerMethods.has(name) && parent.arguments.length > 1);
}
