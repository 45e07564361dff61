import { isAwaited, isFunction, outermost } from './nodes.js';
import type { CallNode } from './nodes.js';

/**
 * Whether `x.bind(…)` makes a function of a function, and is no method of an object that is called so: `await client.bind(name, secret)`.
 * Nobody waits for a function, throws it away, or makes one with a text or with a callback.
 */
export function isBoundFunction(call: CallNode): boolean {
  if (isAwaited(call) || outermost(call).parent?.type === 'ExpressionStatement') return false;
  const [first] = call.arguments;
  const isText = (first?.type === 'Literal' && typeof first.value === 'string') || first?.type === 'TemplateLiteral';
  return !isText && !isFunction(call.arguments.at(-1));
}
