import { iterationMethods } from '../../catalog/conventions/collections.js';
import { emittingMethods, listenerMethods } from '../../catalog/conventions/events.js';
import { deferralMethods } from '../../catalog/conventions/methods.js';
import { isInside } from '../../syntax/is-inside.js';
import { isFunction, outermost, propertyName, targetOf, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { TIMERS, assignedRole, isErrorFirst, isNamed, isRegistration, listenerRole } from '../../control/callbacks.js';
import type { Role } from '../../control/callbacks.js';
import { givesPromise } from '../../control/promises.js';
import { describeStack, stackCallOf } from '../../control/disposable-stacks.js';
import type { Emptied } from '../../control/disposable-stacks.js';
import type { Callable, ReleaseFacts } from './release-facts.js';
import { blur, isAbsent, isOpen, isUnclear } from './release-state.js';
import type { State } from './release-state.js';

/*
 * When does a function that matters for the release run? Input: the call that it is given to. Output: its role.
 * Blind spot: a callee's own code is not read; what is not recognised is `unclear`.
 */

export function roleOf(facts: ReleaseFacts, call: CallNode, callable: Callable, index: number, isAwaited: boolean): Role {
  const callee = unwrap(call.callee);
  const name = callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (name === undefined) return 'unclear';
  const stack = stackCallOf(facts.file, call);
  if (stack) return stackRole(describeStack(facts.file, stack.root).emptied);
  if (name === 'apply' && callee.type === 'MemberExpression' && isNamed(callee.object, 'Reflect')) return 'inline';
  if (listenerMethods.has(name)) return listenerRole(call);
  if (TIMERS.has(name)) return name === 'setTimeout' && isCleared(facts, call) ? 'timed' : 'once';
  if (deferralMethods.has(name)) return 'covering';
  // `stream.onAbort(() => …)`: as `stream.on('abort', …)`.
  const isOfClient = callee.type === 'MemberExpression' && facts.isRootedInClient(callee.object);
  if (index === 0 && callee.type === 'MemberExpression' && !isOfClient && /^on[A-Z]/.test(name)) {
    const role = assignedRole(name);
    if (role === 'covering') return role;
  }
  if (iterationMethods.has(name) && index === 0) return 'inline';
  if (name === 'from' && callee.type === 'MemberExpression' && isNamed(callee.object, 'Array')) return 'inline';
  if (isAwaited) return 'inline';
  if (call === facts.opening || isNodeStyle(facts, call, callable)) return 'once';
  return 'unclear';
}

/**
 * The function that a call is given in an argument. A method of the client may be given the only one of an object:
 * `client.execute({ sql, complete: () => client.destroy() })`.
 */
export function callableGiven(facts: ReleaseFacts, callee: Node, argument: Node): Callable | undefined {
  const isOfClient = callee.type === 'MemberExpression' && facts.isRootedInClient(callee.object);
  const [only, ...others] = isOfClient ? valuesIn(argument).filter(isFunction) : [];
  return facts.callableOf(only && others.length === 0 ? only : argument);
}

/** What else stands in an object that has such a function. */
export function besideFunctions(argument: Node): readonly Node[] {
  return valuesIn(argument).filter((value) => !isFunction(value));
}

function valuesIn(argument: Node): readonly Node[] {
  const node = unwrap(argument);
  return node.type !== 'ObjectExpression' ? [] : node.properties.map((property) => (
    property.type === 'Property' ? unwrap(property.value) : property.argument));
}

/** The role of a function whose client opens nothing before it is used: what is given away until then finds it open later. */
export function roleBeside(facts: ReleaseFacts, call: CallNode, role: Role, state: State): Role {
  if (facts.start === facts.opening) return role;
  const callee = unwrap(call.callee);
  const isListener = callee.type === 'MemberExpression' && isRegistration(call);
  if (role !== 'once' || !isAbsent(state)) return role;
  if (!isListener) return callee.type === 'Identifier' && TIMERS.has(callee.name) ? 'covering' : role;
  return facts.isRootedInClient(callee.object) && !isOpen(state) && !isUnclear(state) ? 'awaiting' : 'covering';
}

/** What a call changes of what was arranged: it clears a timer, or makes the listeners of the client run. */
export function rearranged(facts: ReleaseFacts, call: CallNode, state: State): State {
  const callee = unwrap(call.callee);
  if (isNamed(callee, 'clearTimeout')) return { ...state, isTimed: false };
  const isEmitting = callee.type === 'MemberExpression' && emittingMethods.has(propertyName(callee) ?? '') && facts.isClient(callee.object);
  return isEmitting ? blur(state) : state;
}

/** A function that is put onto a stack: run when that is emptied, and by calls that empty it as part of those. */
function stackRole(emptied: Emptied): Role {
  switch (emptied) {
    case 'using':
    case 'manual':
      return 'stacked';
    case 'unclear':
      return 'unclear';
  }
}

/** `(err, result) => …` as the last argument, or any callback of a method of the client itself. */
function isNodeStyle(facts: ReleaseFacts, call: CallNode, callable: Callable): boolean {
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression' && facts.isRootedInClient(callee.object)) return true;
  if (callable.kind !== 'function') return callable.kind === 'settle';
  return isErrorFirst(callable.node);
}

/** `speak(text, (result) => …, (error) => …)`: of two functions that one call is given, the second runs in place of the first. */
export function isForFailure(argument: Node | undefined, before: Node | undefined): boolean {
  const [second, first] = [argument && unwrap(argument), before && unwrap(before)];
  return isFunction(second) && second.params.length === 1 && isErrorFirst(second) && isFunction(first) && !isErrorFirst(first);
}

/** The nested function that a call runs, if it matters or stands right there. */
export function closureOf(facts: ReleaseFacts, node: CallNode): FunctionNode | undefined {
  const callable = facts.callableOf(node.callee);
  if (callable?.kind !== 'function' || node.type === 'NewExpression') return undefined;
  return isFunction(unwrap(node.callee)) || facts.matters(callable) ? callable.node : undefined;
}

/** Whether a call gives a promise in a way that is understood here. */
export function isPromiseShaped(facts: ReleaseFacts, node: CallNode): boolean {
  return givesPromise(node) || closureOf(facts, node)?.async === true;
}

/** Whether the handle of a timer is given to `clearTimeout`: then the timer is for the case that something takes too long. */
function isCleared(facts: ReleaseFacts, call: CallNode): boolean {
  const target = targetOf(call);
  const variable = target?.type === 'Identifier' ? facts.file.variableOf(target) : undefined;
  return variable?.references.some(({ identifier }) => {
    const user = outermost(identifier).parent;
    return user?.type === 'CallExpression' && user.callee.type === 'Identifier' && user.callee.name === 'clearTimeout';
  }) ?? false;
}

/** The functions that matter inside a piece of code. */
export function relevantIn(facts: ReleaseFacts, node: Node): FunctionNode[] {
  return [...facts.relevant].filter((fn) => isInside(fn, node));
}
