import { testsOnWay } from '../control/guards/tests-on-way.js';
import { truthAt } from '../control/guards/tested-state.js';
import { constructorOf } from '../resolve/class-members.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { isEmptying, isReassigned, singleValueOf } from '../resolve/values.js';
import { isMethodOfFunction } from '../syntax/bound-function.js';
import { isInside } from '../syntax/is-inside.js';
import { enclosingFunction, isCall, isFunction, operandsOf, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import { ownNodes } from '../syntax/walk.js';
import { isCallWithCallback } from './callers.js';
import type { CallSite } from './callers.js';

/*
 * Does a call of a function come to a place in it at all? `get(isFresh = false)` makes a client of its own only for who asks for one.
 * Input: the place, the function around it, and a call of it. Invariant: only a literal that the call, or the default of the parameter,
 * has written there says no, and for what stands in for something that is not given, an argument that is evidently there.
 * Blind spot: values that are computed, and options in objects that do not stand in the call.
 */

/** `owner` is the function around `node`. */
export function mayReach(file: FileModel, owner: FunctionNode, node: Node, { file: there, node: call, made }: CallSite): boolean {
  if (made || !isCall(call) || !isPlainCallOf(call, owner)) return true;
  const isPossible = decidingParameters(file, owner, node).every(({ parameter, isNeeded }) => {
    const given = truthOfArgument(owner, parameter, call);
    return given === undefined || given === isNeeded;
  });
  return isPossible && !lackedArguments(file, owner, node).some((lacked) => isGiven(there, owner, lacked, call));
}

/** The same of a call that makes an object, of the constructor of its class. What another method puts into the object comes later. */
export function mayMake(
  { file, class: made }: { readonly file: FileModel; readonly class: ClassNode }, owner: Node, node: Node, call: CallSite,
): boolean {
  return constructorOf(made)?.value !== owner || !isFunction(owner) || mayReach(file, owner, node, call);
}

/** What a place stands in for: `given ?? create()`, `options.db || create()`, `if (!given) given = create()`. */
interface Lacked {
  readonly parameter: Variable;
  /** Of the object that the parameter is. */
  readonly option?: string | undefined;
}

function lackedArguments(file: FileModel, owner: FunctionNode, node: Node): Lacked[] {
  const lacked: Lacked[] = [];
  for (let child = node; child.parent && child !== owner; child = child.parent) {
    const { parent } = child;
    if (parent.type !== 'LogicalExpression' || parent.right !== child || parent.operator === '&&') continue;
    lacked.push(...operandsOf(parent.left, parent.operator).flatMap((operand) => {
      const access = unwrap(operand);
      const option = access.type === 'MemberExpression' ? propertyName(access) : undefined;
      const holder = access.type === 'MemberExpression' ? unwrap(access.object) : access;
      const parameter = parameterOf(file, owner, holder);
      return parameter && (holder === access || option !== undefined) ? [{ parameter, option }] : [];
    }));
  }
  const filled = filledParameter(file, owner, node);
  return filled ? [...lacked, { parameter: filled }] : lacked;
}

/** The parameter that is assigned what stands at a place, where it was empty, and nothing else ever. */
function filledParameter(file: FileModel, owner: FunctionNode, node: Node): Variable | undefined {
  let place: Node | null | undefined = node;
  while (place && place !== owner && place.type !== 'AssignmentExpression') place = place.parent;
  const target = place?.type === 'AssignmentExpression' && isInside(node, place.right) ? place.left : undefined;
  const variable = target?.type === 'Identifier' ? file.variableOf(target) : undefined;
  const [definition] = variable?.defs ?? [];
  if (!variable || definition?.type !== 'Parameter' || definition.node !== owner) return undefined;
  const isOnly = variable.references.every((reference) => !reference.isWrite() || reference.identifier === target
    || reference.identifier === definition.name);
  const isEmpty = testsOnWay(node, owner).some((test) => [...ownNodes(test, file.tree.visitorKeys)].some((state) => (
    state.type === 'Identifier' && file.variableOf(state) === variable && truthAt(test, state, node) === false)));
  return isOnly && isEmpty ? variable : undefined;
}

/** Whether a call evidently gives what a place stands in for: something that is made, or a name for it. */
function isGiven(file: FileModel, owner: FunctionNode, { parameter, option }: Lacked, call: CallNode): boolean {
  const index = owner.params.findIndex((param) => param === parameter.identifiers[0]);
  const argument = index < 0 ? undefined : call.arguments[index];
  const object = argument && unwrap(argument);
  if (option === undefined) return object !== undefined && isThere(file, object);
  const property = object?.type === 'ObjectExpression'
    ? object.properties.find((one) => one.type === 'Property' && propertyName(one) === option) : undefined;
  return property?.type === 'Property' && isThere(file, unwrap(property.value));
}

/** `new Service()`, a constant that a call or a construction gives, and what a module has, from when it has begun. */
function isThere(file: FileModel, node: Node): boolean {
  if (node.type === 'NewExpression') return true;
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  const definition = variable?.defs[0];
  if (definition?.type === 'ImportBinding') return true;
  const isOfModule = definition?.type === 'Variable' && enclosingFunction(definition.name) === undefined;
  if (isOfModule && variable?.references.some((reference) => reference.isWrite() && !reference.init
    && reference.writeExpr && !isEmptying(reference.writeExpr))) return true;
  const held = variable && singleValueOf(variable);
  const value = held?.path.length === 0 ? unwrap(held.expression) : undefined;
  const made = value?.type === 'AwaitExpression' ? unwrap(value.argument) : value;
  return isCall(made) && made !== node;
}

/** Whether parameters of `owner` decide whether `node` is reached. */
export function hasDecidingParameters(file: FileModel, owner: FunctionNode, node: Node): boolean {
  return decidingParameters(file, owner, node).length > 0 || lackedArguments(file, owner, node).length > 0;
}

interface Deciding {
  readonly parameter: Variable;
  /** What it has to be for the node to be reached. */
  readonly isNeeded: boolean;
}

function decidingParameters(file: FileModel, owner: FunctionNode, node: Node): Deciding[] {
  if (owner.params.length === 0) return [];
  return testsOnWay(node, owner).flatMap((test) => [...ownNodes(test, file.tree.visitorKeys)].flatMap((identifier) => {
    const parameter = parameterOf(file, owner, identifier);
    const isNeeded = parameter && truthAt(test, identifier, node);
    return parameter && isNeeded !== undefined ? [{ parameter, isNeeded }] : [];
  }));
}

/** The parameter of the function that a name stands for, which holds what the call has given all along. */
function parameterOf(file: FileModel, owner: FunctionNode, node: Node): Variable | undefined {
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  const [definition] = variable?.defs ?? [];
  return variable && definition?.type === 'Parameter' && definition.node === owner && !isReassigned(variable) ? variable : undefined;
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
