import { testsOnWay } from '../control/guards.js';
import { truthAt } from '../control/tested-state.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { isEmptying } from '../resolve/values.js';
import { isMethodOfFunction } from '../syntax/bound-function.js';
import { isCall, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import { ownNodes } from '../syntax/walk.js';
import { isCallWithCallback } from './callers.js';
import type { CallSite } from './callers.js';

/*
 * Does a call of a function come to a place in it at all? `get(isFresh = false)` makes a client of its own only for who asks for one.
 * Input: the place, the function around it, and a call of it. Invariant: only a literal that the call, or the default of the parameter,
 * has written there says no. Blind spot: values that are computed, and options in objects.
 */

/** `owner` is the function around `node`. */
export function mayReach(file: FileModel, owner: FunctionNode, node: Node, { node: call, made }: CallSite): boolean {
  if (made || !isCall(call) || !isPlainCallOf(call, owner)) return true;
  return decidingParameters(file, owner, node).every(({ parameter, isNeeded }) => {
    const given = truthOfArgument(owner, parameter, call);
    return given === undefined || given === isNeeded;
  });
}

/** Whether parameters of `owner` decide whether `node` is reached. */
export function hasDecidingParameters(file: FileModel, owner: FunctionNode, node: Node): boolean {
  return decidingParameters(file, owner, node).length > 0;
}

interface Deciding {
  readonly parameter: Variable;
  /** What it has to be for the node to be reached. */
  readonly isNeeded: boolean;
}

function decidingParameters(file: FileModel, owner: FunctionNode, node: Node): Deciding[] {
  if (owner.params.length === 0) return [];
  return testsOnWay(node, owner).flatMap((test) => [...ownNodes(test, file.tree.visitorKeys)].flatMap((identifier) => {
    const parameter = identifier.type === 'Identifier' ? file.variableOf(identifier) : undefined;
    const [definition] = parameter?.defs ?? [];
    if (!parameter || definition?.type !== 'Parameter' || definition.node !== owner) return [];
    if (parameter.references.some((reference) => reference.isWrite() && reference.init !== true)) return [];
    const isNeeded = truthAt(test, identifier, node);
    return isNeeded === undefined ? [] : [{ parameter, isNeeded }];
  }));
}

/** The arguments of `f.call(…)` and of a call that is given the function are not the function's. */
function isPlainCallOf(call: CallNode, owner: FunctionNode): boolean {
  return !isMethodOfFunction(call) && !isCallWithCallback(call, owner) && call.arguments.every(({ type }) => type !== 'SpreadElement');
}

function truthOfArgument(owner: FunctionNode, parameter: Variable, call: CallNode): boolean | undefined {
  const name = parameter.identifiers[0];
  const index = owner.params.findIndex((param) => param === name || (param.type === 'AssignmentPattern' && param.left === name));
  const param = owner.params[index];
  if (!param) return undefined;
  const argument = call.arguments[index];
  if (argument && !isEmptying(argument)) return truthOf(argument);
  // `null` takes no default.
  const isDefault = param.type === 'AssignmentPattern' && !(argument?.type === 'Literal');
  return isDefault ? truthOf(param.right) : false;
}

/** Whether what is written there is truthy; `undefined` if it is computed. */
function truthOf(expression: Node): boolean | undefined {
  const node = unwrap(expression);
  if (isEmptying(node)) return false;
  switch (node.type) {
    case 'Literal':
      return Boolean(node.value);
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return true;
    default:
      return undefined;
  }
}
