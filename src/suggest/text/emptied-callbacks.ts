import type { TSESTree } from '@typescript-eslint/utils';
import { isLogging } from '../../control/non-throwing-calls.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { isCall, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Source } from './source.js';
import type { Edit } from './suggestion.js';

/** A call in a promise chain. */
export interface ChainLink {
  readonly name: 'then' | 'catch' | 'finally';
  readonly call: TSESTree.CallExpression;
}

/** `.then(…)`, `.catch(…)` or `.finally(…)`, told from the access to that method. */
export function chainLinkOf(access: TSESTree.MemberExpression): ChainLink | undefined {
  const name = propertyName(access);
  const call = access.parent;
  if (call.type !== 'CallExpression' || call.callee !== access) return undefined;
  return name === 'then' || name === 'catch' || name === 'finally' ? { name, call } : undefined;
}

/** Whether nobody looks at what a promise is fulfilled with. */
export function isUnusedLink(call: TSESTree.CallExpression): boolean {
  let node: Node = call;
  for (;;) {
    const parent: Node = node.parent;
    if (parent.type === 'ExpressionStatement') return true;
    if (parent.type === 'AwaitExpression' || parent.type === 'UnaryExpression' && parent.operator === 'void') node = parent;
    else if (parent.type === 'MemberExpression' && parent.object === node) {
      const link = chainLinkOf(parent);
      if (!link) return false;
      // A `then` behind it is given the value, and what comes behind that is given another one.
      if (link.name === 'then') return takesNothing(link.call.arguments[0]);
      node = link.call;
    } else return false;
  }
}

function takesNothing(callback: Node | undefined): boolean {
  return (callback?.type === 'ArrowFunctionExpression' || callback?.type === 'FunctionExpression') && callback.params.length === 0;
}

/** `(x) => { return x; }` and `(x) => { throw x; }` with that statement as their only one. */
export function isIdentity(fn: FunctionNode, statement: Node): boolean {
  const [parameter] = fn.params;
  const argument = statement.type === 'ReturnStatement' || statement.type === 'ThrowStatement' ? statement.argument : null;
  return parameter?.type === 'Identifier' && argument?.type === 'Identifier' && argument.name === parameter.name;
}

/** `(result) => { console.log('closed', result); }` */
export function onlyLogs(callback: Node): boolean {
  const fn = unwrap(callback);
  if (fn.type !== 'ArrowFunctionExpression' && fn.type !== 'FunctionExpression') return false;
  const isLog = (node: Node): boolean => isCall(node) && isLogging(node);
  if (fn.body.type !== 'BlockStatement') return isLog(unwrap(fn.body));
  return fn.body.body.every((statement) => statement.type === 'ExpressionStatement' && isLog(unwrap(statement.expression)));
}

/** What is given away of a method: it, or the call that binds it (`client.close.bind(client)`). */
export function passedMethod(method: Node): Node {
  const bound = method.parent;
  const call = bound?.type === 'MemberExpression' && propertyName(bound) === 'bind' ? bound.parent : undefined;
  return call?.type === 'CallExpression' && call.callee === bound ? call : method;
}

/** Takes a call out of a chain, with the line break before its dot. */
export function linkEdit({ code }: Source, call: TSESTree.CallExpression): Edit {
  const { callee } = call;
  const dot = code.getTokenBefore(callee.type === 'MemberExpression' ? callee.property : callee)!;
  return { range: [code.getTokenBefore(dot)!.range[1], call.range[1]], text: '' };
}

/** An element of a list with its comma. */
export function elementEdit({ code }: Source, element: Node): Edit {
  const after = code.getTokenAfter(element)!;
  if (after.value === ',') return { range: [element.range[0], code.getTokenAfter(after)!.range[0]], text: '' };
  const before = code.getTokenBefore(element)!;
  return { range: [before.value === ',' ? before.range[0] : element.range[0], element.range[1]], text: '' };
}
