import type { FileModel } from '../resolve/file-model.js';
import { enclosingFunction, isChainedToPromise, isFunction, unwrap } from '../syntax/nodes.js';
import type { CallNode } from '../syntax/nodes.js';
import { isNamed, isPromise } from './callbacks.js';
import { cannotThrow } from './non-throwing-calls.js';

/** `promise.then(…)`, `new Promise(…)`, `Promise.all(…)`: calls that give a promise, whatever else is known. */
export function givesPromise(call: CallNode): boolean {
  const callee = unwrap(call.callee);
  return isPromise(call) || isChainedToPromise(call) || (callee.type === 'MemberExpression' && isNamed(unwrap(callee.object), 'Promise'));
}

/**
 * Whether a call makes a promise that its executor may reject: by its second parameter, or because something throws in it. Not so
 * `new Promise((resolve) => setTimeout(resolve, 100))`.
 */
export function mayBeRejected(file: FileModel, call: CallNode): boolean {
  if (!isPromise(call)) return false;
  const executor = call.arguments[0] && unwrap(call.arguments[0]);
  if (!isFunction(executor)) return true;
  const [resolve, reject] = executor.params.map((parameter) => file.variableOf(parameter));
  if (reject && reject.references.length > 0) return true;
  return file.calls.some((inner) => enclosingFunction(inner) === executor && !cannotThrow(file, inner)
    && !resolve?.references.some(({ identifier }) => identifier === inner.callee));
}
