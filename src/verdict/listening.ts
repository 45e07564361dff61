import { callingMethods, failureEvents } from '../catalog/conventions/events.js';
import { assignedRole, eventOf, isRegistration } from '../control/callbacks.js';
import type { LocalEnding } from '../ownership/ending.js';
import type { Reach } from '../reach/reach.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { isInside } from '../syntax/is-inside.js';
import { enclosingFunction, isFunction, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import { rootOfChain, rootOfMembers } from '../syntax/roots.js';
import { ownNodes } from '../syntax/walk.js';

/*
 * Is a client there for what comes in later: for all that a function registers handlers for, or for what goes by the events of the client?
 * Input: who ends up with it.
 * Blind spot: clients that no variable of the function holds, and handlers that are declared elsewhere.
 */

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
export function holderOf(file: FileModel, expression: Node): Variable | undefined {
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
  const receiver = rootOfMembers(callee.object);
  const definition = receiver.type === 'Identifier' ? file.variableOf(receiver)?.defs[0] : undefined;
  return definition?.type === 'Parameter' && definition.node === owner;
}

/**
 * `const link = connect(url); link.on('disconnect', () => { this.isUp = false; });`: what was there before is told of the client by its
 * events, for as long as both are there.
 */
export function reportsToOthers({ life: { file, boundary, effects }, origin }: LocalEnding): boolean {
  if (!isFunction(boundary) || effects.has('released')) return false;
  const holder = holderOf(file, origin);
  const isOfClient = (node: Node): boolean => {
    const root = rootOfChain(node);
    return isInside(origin, node) || (root.type === 'Identifier' && holder !== undefined && file.variableOf(root) === holder);
  };
  const listeners = file.calls.flatMap((call) => {
    const listener = call.arguments.at(-1);
    const isOfEvent = isInside(call, boundary) && isRegistration(call) && !failureEvents.test(eventOf(call)!);
    return isOfEvent && isFunction(listener) && isOfClient(call.callee) ? [listener] : [];
  });
  // `link.onclose = () => { … }`
  for (const { identifier } of holder?.references ?? []) {
    const access = outermost(identifier).parent;
    const set = access?.type === 'MemberExpression' && access.object === outermost(identifier) ? access.parent : undefined;
    if (access?.type !== 'MemberExpression' || set?.type !== 'AssignmentExpression') continue;
    if (set.left !== access || !isFunction(set.right)) continue;
    const role = assignedRole(propertyName(access));
    if (role !== 'unclear' && role !== 'ignored') listeners.push(set.right);
  }
  return listeners.some((listener) => changesOuter(file, listener, boundary));
}

/** Whether a function that is written in another one changes what was there before that one ran. */
function changesOuter(file: FileModel, fn: FunctionNode, outer: FunctionNode): boolean {
  for (const node of ownNodes(fn.body, file.tree.visitorKeys)) {
    const target = node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : undefined;
    const root = target && rootOfMembers(target);
    if (root?.type === 'ThisExpression' && root !== target && isThisOf(outer, root)) return true;
    const variable = root?.type === 'Identifier' ? file.variableOf(root) : undefined;
    if (variable?.identifiers[0] && !isInside(variable.identifiers[0], outer)) return true;
  }
  return false;
}

/** Whether `this` is the one of a function around, or of what is around that. */
function isThisOf(outer: FunctionNode, self: Node): boolean {
  for (let around = enclosingFunction(self); around && around !== outer; around = enclosingFunction(around)) {
    if (around.type !== 'ArrowFunctionExpression') return false;
  }
  return true;
}
