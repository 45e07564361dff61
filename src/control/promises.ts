import type { FileModel } from '../resolve/file-model.js';
import { writtenValues } from '../resolve/values.js';
import { isInside } from '../syntax/is-inside.js';
import { enclosingFunction, isCall, isChainedToPromise, isErrorClass, isFunction, unwrap } from '../syntax/nodes.js';
import type { CallNode, Node } from '../syntax/nodes.js';
import { isNamed, isPromise, isRegistration } from './callbacks.js';
import { cannotThrow } from './non-throwing-calls.js';

/** `promise.then(…)`, `new Promise(…)`, `Promise.all(…)`: calls that give a promise, whatever else is known. */
export function givesPromise(call: CallNode): boolean {
  const callee = unwrap(call.callee);
  return isPromise(call) || isChainedToPromise(call) || (callee.type === 'MemberExpression' && isNamed(unwrap(callee.object), 'Promise'));
}

/**
 * Whether a call makes a promise that its executor may reject: by its second parameter, or because something throws in it. Not so
 * `new Promise((resolve) => setTimeout(resolve, 100))`.
 */
export function mayBeRejected(file: FileModel, call: CallNode): boolean {
  if (!isPromise(call)) return false;
  const executor = call.arguments[0] && unwrap(call.arguments[0]);
  if (!isFunction(executor)) return true;
  const [resolve, reject] = executor.params.map((parameter) => file.variableOf(parameter));
  if (reject && reject.references.length > 0) return true;
  return file.calls.some((inner) => enclosingFunction(inner) === executor && !cannotThrow(file, inner) && !isRegistration(inner)
    && !resolve?.references.some(({ identifier }) => identifier === inner.callee));
}

/**
 * `await Promise.race([pool.connect(), timeout])`: a client that comes after the timeout has rejected is given to nobody. Only where
 * nothing but the race waits for its promise, which `opening` gives, and another is there to reject: with `outlasts` a timer, of whose
 * milliseconds it says that they may be over first. A timeout that a function makes is not seen.
 */
export function isOutrun(file: FileModel, opening: Node, race: CallNode, outlasts?: (delay: Node) => boolean): boolean {
  const list = race.arguments[0];
  if (list?.type !== 'ArrayExpression') return false;
  const runners = list.elements.flatMap((element) => element ?? []);
  return runners.some((runner) => isOnlyFor(file, opening, runner, race)) && runners.some((runner) => isRejecting(file, runner, outlasts));
}

/** A promise of the client that is in the race and nowhere else. */
function isOnlyFor(file: FileModel, opening: Node, runner: Node, race: Node): boolean {
  const node = unwrap(runner);
  if (node === opening) return true;
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  const made = variable?.identifiers[0]?.parent;
  return variable !== undefined && made?.type === 'VariableDeclarator' && made.init !== null && unwrap(made.init) === opening
    && variable.references.every((reference) => reference.init === true || isInside(reference.identifier, race));
}

/** `new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 5000))`, or a variable that holds it. */
function isRejecting(file: FileModel, runner: Node, outlasts?: (delay: Node) => boolean): boolean {
  const node = unwrap(runner);
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  const held = variable ? writtenValues(variable).values.map(({ expression }) => unwrap(expression)) : [node];
  return held.some((value) => {
    if (!isCall(value) || !mayBeRejected(file, value)) return false;
    const delay = outlasts && rejectingDelay(file, value);
    return !outlasts || (delay !== undefined && outlasts(delay));
  });
}

/** After how long a promise is rejected by a timer that does nothing else: what it calls besides may end what is being opened. */
function rejectingDelay(file: FileModel, { arguments: [given] }: CallNode): Node | undefined {
  const executor = given && unwrap(given);
  const named = isFunction(executor) ? executor.params[1] : undefined;
  const reject = named && file.variableOf(named);
  if (!executor || !reject) return undefined;
  const calls = file.calls.filter((call) => isInside(call, executor));
  const timers = calls.filter(({ callee }) => isNamed(callee, 'setTimeout'));
  const isRejection = ({ callee }: CallNode): boolean => reject.references.some(({ identifier }) => identifier === callee);
  const isAlone = calls.every((call) => timers.includes(call) || isRejection(call) || isErrorClass(call.callee));
  const [handler, delay] = timers.length === 1 && isAlone ? timers[0]!.arguments : [];
  return handler && reject.references.some(({ identifier }) => isInside(identifier, handler)) ? delay : undefined;
}
