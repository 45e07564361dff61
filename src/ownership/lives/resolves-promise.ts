import { isExecutor } from '../../control/callbacks.js';
import { isFunction, unwrap } from '../../syntax/nodes.js';
import type { Boundary, Landing } from '../../flow/spots.js';

/** `new Promise((resolve) => { …; resolve(client); })`: whether a call inside of an executor gives it to whoever made the promise. */
export function resolvesPromise(boundary: Boundary, { file, call, index }: Extract<Landing, { kind: 'argument' }>): boolean {
  const callee = unwrap(call.callee);
  if (!isFunction(boundary) || !isExecutor(boundary) || index !== 0 || callee.type !== 'Identifier') return false;
  return file.variableOf(callee)?.defs[0]?.name === boundary.params[0];
}
