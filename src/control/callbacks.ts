import type { TSESTree } from '@typescript-eslint/utils';
import { errorParameterNames } from '../catalog/conventions/errors.js';
import {
  beginningEvents, endingEvents, failureEvents, failureOutcomeEvents, listenerMethods, lossEvents, outcomeEvents,
} from '../catalog/conventions/events.js';
import type { FileModel } from '../resolve/file-model.js';
import { readsOf } from '../resolve/values.js';
import { enclosingFunction, isFunction, literalText, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';

/*
 * When does a function run that is given to a call or assigned to a member? Timers, listeners, iteration, streams, executors.
 * Input: the call. Output: a role, or whether the call is of a kind. Blind spot: a callee's own code is not read; what is not
 * recognised is `unclear`.
 */

export type Role =
  /** It runs once, later; nobody waits for it and nobody sees what it throws. */
  | 'once'
  /** Like `once`, and however the rest goes: it counts even if the client is opened after it was registered. */
  | 'covering'
  /** It runs as part of the call, and what it throws comes out of the call. */
  | 'inline'
  /** Like `once`, but it may as well never run: another event comes instead. */
  | 'sometimes'
  /** It runs where that one does not: the work has failed, or took too long. */
  | 'otherwise'
  /** It runs as soon as the client is open, which it is not yet. */
  | 'awaiting'
  /** Like `otherwise`, after some time, unless somebody clears the timer. */
  | 'timed'
  /** It does not run on the paths of interest. */
  | 'ignored'
  /** It runs where the stack that it was put onto is emptied. */
  | 'stacked'
  | 'unclear';

export const TIMERS: ReadonlySet<string> = new Set(['setImmediate', 'queueMicrotask', 'nextTick', 'setTimeout']);

export function isNamed(node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

/** `x.onclose = () => …`: the role of a function that is assigned to a member. */
export function assignedRole(name: string | undefined): Role {
  const event = name?.startsWith('on') ? name.slice(2).toLowerCase() : undefined;
  return event === undefined ? 'unclear' : eventRole(event);
}

/** The event that a listener is registered for. */
export function eventOf(call: CallNode): string | undefined {
  return literalText(call.arguments[0]);
}

export function listenerRole(call: CallNode): Role {
  const callee = unwrap(call.callee);
  const receiver = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  // The process ends on a signal; requests do not.
  if (receiver?.type === 'Identifier' && receiver.name === 'process') return 'unclear';
  const event = eventOf(call);
  return event === undefined ? 'unclear' : eventRole(event);
}

function eventRole(event: string): Role {
  if (endingEvents.has(event)) return 'covering';
  if (beginningEvents.has(event)) return 'once';
  if (outcomeEvents.has(event)) return 'sometimes';
  if (failureOutcomeEvents.has(event)) return 'otherwise';
  return failureEvents.test(event) ? 'ignored' : 'unclear';
}

export function isErrorFirst({ params: [first] }: FunctionNode): boolean {
  return first?.type === 'Identifier' && errorParameterNames.test(first.name);
}

/** `connect(url, (error, client) => { … })`: the function that gets the result. */
export function nodeCallbackOf(call: CallNode): FunctionNode | undefined {
  const last = call.arguments.at(-1);
  const callback = last && unwrap(last);
  if (call.type !== 'CallExpression' || !isFunction(callback) || callback.params.length < 2) return undefined;
  return isErrorFirst(callback) ? callback : undefined;
}

/** A listener is registered: nothing that can throw happens. */
export function isRegistration(call: CallNode): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || !listenerMethods.has(propertyName(callee) ?? '')) return false;
  return eventOf(call) !== undefined && call.arguments.length > 1;
}

/** `link.on(…)`: a call that listens, the object that it listens to, and the event where that is written out. */
export function listeningOf(node: Node | undefined): { readonly to: Node; readonly event: string | undefined } | undefined {
  const callee = node?.type === 'CallExpression' ? unwrap(node.callee) : undefined;
  if (callee?.type !== 'MemberExpression' || !listenerMethods.has(propertyName(callee) ?? '')) return undefined;
  return { to: callee.object, event: eventOf(node as CallNode) };
}

/** Whether an event comes when something has ended, or is lost. */
export function isEndOrLoss(event: string | undefined): boolean {
  return event !== undefined && (endingEvents.has(event) || lossEvents.has(event));
}

/** `link.on('call', answer)`: what listens may run again and again, for whatever comes later. What comes once for each link does not. */
export function isListening(node: Node): boolean {
  const listening = listeningOf(node);
  if (!listening || node.type !== 'CallExpression' || node.arguments.length < 2) return false;
  const { event } = listening;
  return event === undefined || (!endingEvents.has(event) && !beginningEvents.has(event) && !outcomeEvents.has(event)
    && !failureOutcomeEvents.has(event) && !failureEvents.test(event));
}

/** Constructors of streams whose source is an object of functions. */
const STREAMS = /^(?:Readable|Writable|Transform|Duplex)(?:Stream)?$/;

/** `new ReadableStream(…)`: a stream runs the functions that it is given while it is read, and keeps nothing behind that. */
export function isStream(call: CallNode): boolean {
  if (call.type !== 'NewExpression') return false;
  const callee = unwrap(call.callee);
  const name = callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  return name !== undefined && STREAMS.test(name);
}

/** `new Promise(…)` */
export function isPromise(node: Node): node is TSESTree.NewExpression {
  return node.type === 'NewExpression' && isNamed(node.callee, 'Promise');
}

/** What the functions of a stream's source do: `new ReadableStream({ start() { … }, cancel() { … } })`. */
export function streamRole(call: CallNode, fn: FunctionNode): Role | undefined {
  const property = fn.parent;
  if (!isStream(call) || property.type !== 'Property' || !call.arguments.includes(property.parent)) return undefined;
  const name = propertyName(property);
  if (name === 'start') return 'inline';
  return name === 'cancel' || name === 'destroy' ? 'covering' : 'unclear';
}

/** Whether nobody gets what a function gives back: a stream waits for what `start` gives, and does nothing with it. */
export function isResultIgnored(fn: FunctionNode): boolean {
  const property = fn.parent;
  const call = property.type === 'Property' && property.value === fn ? property.parent.parent : undefined;
  return isExecutor(fn) || (call?.type === 'NewExpression' && streamRole(call, fn) !== undefined);
}

/**
 * Whether a nested function goes nowhere but back to whoever does nothing with what `boundary` gives back, so that it never runs; or is
 * named by such functions only.
 */
export function isDropped(
  file: FileModel, fn: FunctionNode, boundary: FunctionNode, seen: readonly FunctionNode[] = [],
): boolean {
  if (!isResultIgnored(boundary) || seen.includes(fn)) return false;
  const uses = readsOf(file, fn);
  return uses.length > 0 && uses.every((use) => {
    const around = enclosingFunction(use);
    if (around === boundary) return outermost(use).parent?.type === 'ReturnStatement';
    return isFunction(around) && isDropped(file, around, boundary, [...seen, fn]);
  });
}

/** `new Promise((resolve, reject) => …)`. */
export function isExecutor(fn: FunctionNode): boolean {
  const { parent } = fn;
  return isPromise(parent) && parent.arguments[0] === fn;
}
