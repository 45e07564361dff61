import { isExecutor } from '../../control/callbacks.js';
import { isFunction, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode } from '../../syntax/nodes.js';
import type { Landing } from '../../flow/spots.js';

/** `new Promise((resolve) => { …; resolve(client); })`: the executor whose promise gets what a call is given, wherever that stands. */
export function resolvedExecutor({ file, call, index }: Extract<Landing, { kind: 'argument' }>): FunctionNode | undefined {
  const callee = unwrap(call.callee);
  const definition = index === 0 && callee.type === 'Identifier' ? file.variableOf(callee)?.defs[0] : undefined;
  const executor = definition?.node;
  return isFunction(executor) && isExecutor(executor) && definition?.name === executor.params[0] ? executor : undefined;
}
