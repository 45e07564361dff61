import { isExecutor } from '../../control/callbacks.js';
import type { FileModel } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isCall, outermost, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';

/*
 * Which calls of `resolve` in a function give the client to whoever gets the promise that the function returns?
 * Input: the function, and which expressions are the client. Output: the calls. Invariant: the promise itself is returned, so that what
 * settles it settles the function. Blind spot: promises that are awaited, or kept in a variable, first.
 */

interface Holders {
  readonly file: FileModel;
  isClient(node: Node): boolean;
}

/** `return new Promise((resolve) => { …; resolve(client); })` */
export function resolveCallsOf(boundary: FunctionNode, holders: Holders): CallNode[] {
  return holders.file.calls.filter((call) => {
    const callee = unwrap(call.callee);
    const [given] = call.arguments;
    if (!given || callee.type !== 'Identifier' || !isInside(call, boundary)) return false;
    const definition = holders.file.variableOf(callee)?.defs[0];
    const executor = definition?.node;
    return executor !== undefined && isFunctionOfPromise(executor) && definition?.name === executor.params[0]
      && isPromiseReturned(boundary, executor) && holdsClient(given, holders);
  });
}

/** Whether the promise of an executor is what the function returns. */
export function isPromiseReturned(boundary: FunctionNode, executor: FunctionNode): boolean {
  const promise = outermost(executor.parent);
  const { parent } = promise;
  const isReturned = parent?.type === 'ReturnStatement' || (parent === boundary && boundary.body === promise);
  return isReturned && enclosingFunction(promise) === boundary;
}

/**
 * `(resolve, reject) => { client.on('error', reject); resolve(client); }`: it is resolved before anything can happen that is listened for,
 * and what the listeners say then changes nothing.
 */
export function isSettledAtOnce(file: FileModel, executor: FunctionNode): boolean {
  const [resolve] = executor.params;
  const variable = resolve && file.variableOf(resolve);
  if (!variable || executor.body.type !== 'BlockStatement') return false;
  return executor.body.body.some((statement) => {
    const call = statement.type === 'ExpressionStatement' ? unwrap(statement.expression) : undefined;
    return call?.type === 'CallExpression' && call.callee.type === 'Identifier' && file.variableOf(call.callee) === variable;
  });
}

function isFunctionOfPromise(node: Node): node is FunctionNode {
  return (node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression') && isExecutor(node);
}

/** `client`, `{ client, stop }` */
function holdsClient(given: Node, holders: Holders): boolean {
  const node = unwrap(given);
  if (node.type !== 'ObjectExpression') return !isCall(node) && holders.isClient(node);
  return node.properties.some((property) => property.type === 'Property' && holders.isClient(property.value));
}
