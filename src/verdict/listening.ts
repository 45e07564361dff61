import { callingMethods, consumingMethods, incomingEvents, listenerMethods } from '../catalog/conventions/events.js';
import type { LocalEnding } from '../ownership/ending.js';
import type { Reach } from '../reach/reach.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { isInside } from '../syntax/is-inside.js';
import { enclosingFunction, isFunction, literalText, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';

/*
 * Is a client there for what comes in later: for one request, or for all that a function registers handlers for? Input: who ends up with
 * it. Blind spot: clients that no variable of the function holds, and handlers that are declared elsewhere.
 */

/**
 * `subscriber.on('message', (channel, text) => res.write(text))` goes on for as long as the request does: another one for all would be
 * another program, which hands what it hears to those who wait.
 */
export function hearsForOne({ life: { file, boundary }, origin }: LocalEnding): boolean {
  const variable = isFunction(boundary) ? holderOf(file, origin) : undefined;
  return variable !== undefined && file.calls.some((call) => {
    const callee = unwrap(call.callee);
    const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
    if (callee.type !== 'MemberExpression' || name === undefined || !isInside(call, boundary)) return false;
    const isHearing = consumingMethods.has(name)
      || (listenerMethods.has(name) && incomingEvents.has(literalText(call.arguments[0]) ?? ''));
    const receiver = unwrap(callee.object);
    return isHearing && receiver.type === 'Identifier' && file.variableOf(receiver) === variable
      && listenersOf(call).some((listener) => worksWithOuter(file, listener));
  });
}

/**
 * `(robot) => { const redis = new Redis(); robot.hear(/votes/, async (reply) => reply(await redis.get('votes'))); }`: the client is there
 * for as long as the handlers are that the function registers.
 */
export function isForHandlers(reach: Reach, { life: { file, boundary, effects }, origin }: LocalEnding): boolean {
  // What is released now and then is meant to end.
  if (!isFunction(boundary) || effects.has('released')) return false;
  return holderOf(file, origin)?.references.some(({ identifier }) => {
    const handler = functionIn(boundary, identifier);
    if (!handler) return false;
    return isGivenToParameter(file, boundary, handler) || reach.callersOf(file, handler).entries.length > 0;
  }) === true;
}

/** The variable that the value of an expression is put into as it is made: `const client = await new Client().connect()`. */
function holderOf(file: FileModel, expression: Node): Variable | undefined {
  let node: Node = expression;
  for (let { parent } = node; parent; { parent } = node) {
    const isOnTheWay = parent.type === 'AwaitExpression' || (parent.type === 'MemberExpression' && parent.object === node)
      || (parent.type === 'CallExpression' && parent.callee === node) || outermost(node) !== node;
    if (!isOnTheWay) break;
    node = parent;
  }
  const holder = node.parent;
  const name = holder?.type === 'VariableDeclarator' && holder.init === node ? holder.id
    : holder?.type === 'AssignmentExpression' && holder.right === node ? holder.left : undefined;
  return name?.type === 'Identifier' ? file.variableOf(name) : undefined;
}

/** What it is given to call: functions, or functions in an object. */
function listenersOf(call: CallNode): FunctionNode[] {
  const given = call.arguments.flatMap((argument): Node[] => (argument.type === 'ObjectExpression'
    ? argument.properties.flatMap((property) => (property.type === 'Property' ? [property.value] : [])) : [argument]));
  return given.filter((node) => isFunction(node));
}

/** Whether a function that stands in another one names what that one declares, or gets. */
function worksWithOuter(file: FileModel, listener: FunctionNode): boolean {
  const outer = enclosingFunction(listener);
  return file.tree.scopes.acquire(listener)?.through.some(({ resolved }) => (
    resolved?.defs.some(({ name }) => outer !== undefined && isInside(name, outer)))) === true;
}

/** The function around a node that stands directly in another one. */
function functionIn(outer: FunctionNode, node: Node): FunctionNode | undefined {
  let inner: FunctionNode | undefined;
  for (let around = enclosingFunction(node); around && around !== outer; around = enclosingFunction(around)) {
    inner = isFunction(around) ? around : undefined;
  }
  return inner;
}

/** `robot.hear(/votes/, handler);`, `app.on('change', handler);`: nobody waits for that, and `robot` was there before. */
function isGivenToParameter(file: FileModel, owner: FunctionNode, handler: FunctionNode): boolean {
  const call = outermost(handler).parent;
  const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : undefined;
  if (call?.type !== 'CallExpression' || outermost(call).parent?.type !== 'ExpressionStatement') return false;
  if (callee?.type !== 'MemberExpression' || enclosingFunction(call) !== owner) return false;
  if (unwrap(call.arguments[0]!) === handler && !callingMethods.has(propertyName(callee) ?? '')) return false;
  let receiver = unwrap(callee.object);
  while (receiver.type === 'MemberExpression') receiver = unwrap(receiver.object);
  const definition = receiver.type === 'Identifier' ? file.variableOf(receiver)?.defs[0] : undefined;
  return definition?.type === 'Parameter' && definition.node === owner;
}
