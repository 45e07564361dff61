import { isAwaited, isFunction, outermost, propertyName, unwrap } from './nodes.js';
import type { CallNode } from './nodes.js';

/** Whether it is spelt as a method that all functions have: `f.bind(it)`, `f.call(it)`, `f.apply(it)`. */
export function isMethodOfFunction(call: CallNode): boolean {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && METHODS.has(propertyName(callee) ?? '');
}

const METHODS = new Set(['apply', 'bind', 'call']);

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
