import { fillingMethods } from '../../catalog/conventions/collections.js';
import { assignedRole, isErrorFirst, isPromise, isStream } from '../../control/callbacks.js';
import { isOnSharedStack } from '../../control/disposable-stacks.js';
import type { Flow } from '../../flow/flow.js';
import { isCollection } from '../../flow/flow-collections.js';
import type { Boundary, Landing, Spot } from '../../flow/spots.js';
import type { Program } from '../../project/program.js';
import type { FileModel } from '../../resolve/file-model.js';
import type { Step } from '../../resolve/path.js';
import { isInside } from '../../syntax/is-inside.js';
import { rootOfMembers } from '../../syntax/roots.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { enclosingFunction, isFunction, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Effect } from './effects.js';
import { resolvedExecutor } from './resolved-executor.js';

/*
 * A nested function uses the client: where that function goes, the client goes with it.
 * Input: the nested function. Output: the effects of its leaving the function around it. Invariant: a bare callback is assumed to be run by
 * whoever gets it, and an object of functions, to be kept. Blind spot: callbacks that are kept after all.
 */

/** A step of a path that nothing can follow: the client is caught in a closure at that place. */
function capturedBy(closure: FunctionNode): Step {
  return `${CAPTURED}${closure.range[0]}`;
}

const CAPTURED = '~';

export function isCaptured(step: Step | undefined): step is Step {
  return step?.startsWith(CAPTURED) === true;
}

/** Whether a function is the closure that a step tells of, or stands in it. */
export function isOfClosure(step: Step, fn: FunctionNode): boolean {
  for (let node: Node | undefined = fn; node; node = enclosingFunction(node)) {
    if (isFunction(node) && capturedBy(node) === step) return true;
  }
  return false;
}

/** `isHolder` says whether a node is the client itself. */
export function closureEffects(
  program: Program, flow: Flow, file: FileModel, closure: FunctionNode, boundary: Boundary, isHolder: (node: Node) => boolean,
): Effect[] {
  const effects: Effect[] = [];
  const start = flow.startOf(file, closure);
  const queue: Spot[] = [start];
  const seen = new Set<Node>([start.node]);
  for (const spot of queue) {
    const step = flow.next(spot, boundary);
    for (const next of step.onward) {
      if (seen.has(next.node)) continue;
      seen.add(next.node);
      queue.push(next);
    }
    for (const landing of step.landings) {
      const executor = landing.kind === 'argument' ? resolvedExecutor(landing) : undefined;
      const promise = executor?.parent;
      if (landing.kind !== 'argument' || !executor || !promise) effects.push(...effectOf(program, landing, closure, boundary, isHolder));
      // `resolve({ query: (sql) => client.query(sql) })`: whoever has the promise gets it.
      else if (executor === boundary) effects.push({ kind: 'returned', path: [...landing.path, capturedBy(closure)] });
      else if (!isInside(promise, boundary)) effects.push({ kind: 'handedOver', file: landing.file, node: landing.call });
      else if (!seen.has(promise)) {
        seen.add(promise);
        queue.push({ file: landing.file, node: promise, path: landing.path });
      }
    }
  }
  return effects;
}

function effectOf(
  program: Program, landing: Landing, closure: FunctionNode, boundary: Boundary, isHolder: (node: Node) => boolean,
): Effect[] {
  switch (landing.kind) {
    case 'returned':
      return landing.function === boundary ? [{ kind: 'returned', path: [...landing.path, capturedBy(closure)] }] : [];
    case 'stored': {
      const { file, node } = landing;
      // `signal.onabort = () => client.close()`: when that runs is known.
      if (node.type === 'MemberExpression' && assignedRole(propertyName(node)) !== 'unclear') return [];
      // `client.method = () => original()`: it holds itself.
      return node.type === 'MemberExpression' && isHolder(unwrap(node.object)) ? [] : [{ kind: 'handedOver', file, node }];
    }
    case 'kept':
    case 'field':
      // Somebody who outlives the function can still use the client.
      return [{ kind: 'handedOver', file: landing.file, node: landing.node }];
    case 'exported':
      return [{ kind: 'exported' }];
    case 'argument': {
      const { file, call, index, path } = landing;
      const argument = call.arguments[index];
      // `client.query = (sql) => query.call(client, sql)`: it comes along with the client, which is followed itself.
      if (path.length > 0 && argument && isHolder(unwrap(argument))) return [];
      // An object of functions that is given away holds the client; a bare callback is assumed to be run by whoever gets it.
      const isGivenAway = path.length > 0 ? !isPromise(call) && !isStream(call)
        : call.type === 'NewExpression' && !isHolder(call) && !isToldOnce(program, landing, closure);
      const isPut = isOnSharedStack(file, call) || isPutAway(program, file, call, boundary);
      return isGivenAway || isPut ? [{ kind: 'handedOver', file, node: call }] : [];
    }
    case 'called':
    case 'holderCalled':
    case 'holderRead':
    case 'taken':
    case 'member':
    case 'lost':
      return [];
  }
}

/** `new Request(sql, (error, rows) => …)`: an object of a package that tells the outcome of one piece of work, and then is done. */
function isToldOnce(
  program: Program, { file, call, index }: Extract<Landing, { kind: 'argument' }>, closure: FunctionNode,
): boolean {
  if (isPromise(call) || isStream(call)) return true;
  if (index !== call.arguments.length - 1 || !isErrorFirst(closure)) return false;
  return program.evaluator.evaluate(file, call.callee).kind === 'package';
}

/** `this.cleanups.push(() => client.close())`: a collection that outlives the function has the closure, for whoever empties that. */
function isPutAway(program: Program, file: FileModel, call: CallNode, boundary: Boundary): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || !fillingMethods.has(propertyName(callee) ?? '')) return false;
  const root = rootOfMembers(callee.object);
  const variable = root.type === 'Identifier' ? file.variableOf(root) : undefined;
  const isOwn = variable ? isInside(variable.identifiers[0]!, boundary) : root.type !== 'ThisExpression';
  return !isOwn && isCollection({ program, file }, callee.object);
}
