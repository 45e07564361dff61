import { isExecutor } from '../../control/callbacks.js';
import { isInside } from '../../syntax/is-inside.js';
import { isFunction, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import type { Boundary, Landing } from '../../flow/spots.js';

/** `new Promise((resolve) => { …; resolve(client); })`: the executor whose promise gets what a call is given, wherever that stands. */
export function resolvedExecutor({ file, call, index }: Extract<Landing, { kind: 'argument' }>): FunctionNode | undefined {
  const callee = unwrap(call.callee);
  const definition = index === 0 && callee.type === 'Identifier' ? file.variableOf(callee)?.defs[0] : undefined;
  const executor = definition?.node;
  return isFunction(executor) && isExecutor(executor) && definition?.name === executor.params[0] ? executor : undefined;
}

/** Who gets what `resolve(client)` is given: the caller of an executor that is the boundary, or the code around a promise inside it. */
export function whoGetsResolved(landing: Extract<Landing, { kind: 'argument' }>, boundary: Boundary): Node | 'caller' | undefined {
  const executor = resolvedExecutor(landing);
  if (!executor?.parent) return undefined;
  if (executor === boundary) return 'caller';
  return isInside(executor.parent, boundary) ? executor.parent : undefined;
}
