import { promiseMethods } from '../catalog/conventions/methods.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { singleValueOf } from '../resolve/values.js';
import { isNamed, isPromise } from './callbacks.js';
import { isCaught } from './failure-handlers.js';
import { isAwaited, isCall, isFunction, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import { ownNodes } from '../syntax/walk.js';

/** Functions that call one another. */
const MAX_DEPTH = 3;

/**
 * Whether a function of the file runs nothing that can throw: `const milliseconds = (text) => Number(text) || 1000`. What reads a member is
 * believed, as it is everywhere else. `cannotThrow` says it of a call in it.
 */
export function isPlainFunction(
  file: FileModel, variable: Variable, call: CallNode, cannotThrow: (call: CallNode, depth: number) => boolean, depth = 0,
): boolean {
  const node = functionOf(variable);
  return node !== undefined && runsNothingThatThrows(file, node, call, cannotThrow, depth);
}

/** The same of the function itself, for one of its calls: where that is waited for, what it returns may be rejected. */
export function runsNothingThatThrows(
  file: FileModel, node: FunctionNode, call: CallNode, cannotThrow: (call: CallNode, depth: number) => boolean, depth = 0,
): boolean {
  const isWaitedFor = node.async || isAwaited(call);
  if (depth >= MAX_DEPTH || node.generator) return false;
  return [...node.params, node.body].every((part) => [...ownNodes(part, file.tree.visitorKeys)].every((inner) => {
    // The `catch` is left when a promise that is returned is rejected.
    if (isCaught(inner, node)) return !isWaitedFor || !isCall(inner) || !isReturned(inner) || isNoPromise(inner);
    if (inner.type === 'AwaitExpression') return tellsByItself(unwrap(inner.argument));
    if (THROWING.has(inner.type)) return false;
    if (!isCall(inner)) return true;
    return isPromise(inner) ? isResolvedOnly(file, inner, cannotThrow, depth + 1) : cannotThrow(inner, depth + 1);
  }));
}

/**
 * Whether what is waited for is a call of which is told, as of any other, that it does not fail: `await pause(100)`,
 * `await new Promise((go) => setTimeout(go))`. Methods of promises do not throw, and give promises that may be rejected; so may `push()`
 * where it is waited for.
 */
function tellsByItself(waited: Node): boolean {
  if (!isCall(waited)) return false;
  const { callee } = waited;
  if (callee.type !== 'MemberExpression') return true;
  const name = propertyName(callee) ?? '';
  return !promiseMethods.has(name) && name !== 'push' && name !== 'unshift' && !isNamed(callee.object, 'Promise');
}

/** Whether a call gives what the function around it gives. */
function isReturned(call: CallNode): boolean {
  if (isAwaited(call)) return false;
  const value = outermost(call);
  switch (value.parent?.type) {
    case 'ReturnStatement':
      return true;
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return outermost(value.parent).parent?.type === 'ReturnStatement';
    default:
      return false;
  }
}

/** `JSON.parse(text)` */
function isNoPromise({ callee }: CallNode): boolean {
  return callee.type === 'MemberExpression' && ['JSON', 'Object', 'Array', 'Math'].some((name) => isNamed(callee.object, name));
}

/** `new Promise((resolve) => setTimeout(resolve, 100))`: whoever waits for what the function gives waits for this. */
function isResolvedOnly(
  file: FileModel, { arguments: [argument] }: CallNode, cannotThrow: (call: CallNode, depth: number) => boolean, depth: number,
): boolean {
  const executor = argument && unwrap(argument);
  if (!isFunction(executor) || executor.params.length > 1 || executor.async) return false;
  const resolve = executor.params[0] && file.variableOf(executor.params[0]);
  return [...ownNodes(executor.body, file.tree.visitorKeys)].every((inner) => (
    !THROWING.has(inner.type) && (!isCall(inner) || cannotThrow(inner, depth)
      || (inner.callee.type === 'Identifier' && resolve !== undefined && file.variableOf(inner.callee) === resolve))));
}

const THROWING: ReadonlySet<string> = new Set([
  'ThrowStatement', 'AwaitExpression', 'YieldExpression', 'ImportExpression', 'TaggedTemplateExpression', 'ForOfStatement', 'WithStatement',
]);

function functionOf(variable: Variable): FunctionNode | undefined {
  const [definition, ...others] = variable.defs;
  if (!definition || others.length > 0) return undefined;
  if (definition.type === 'FunctionName') return isFunction(definition.node) ? definition.node : undefined;
  const held = definition.type === 'Variable' ? singleValueOf(variable) : undefined;
  const value: Node | undefined = held?.path.length === 0 ? held.expression : undefined;
  return isFunction(value) ? value : undefined;
}
