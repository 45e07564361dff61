import { fillingMethods } from '../../catalog/conventions/collections.js';
import { askedRunners, listRunners } from '../../catalog/conventions/run-lists.js';
import { matchesExports } from '../../catalog/match.js';
import type { ExportsModel } from '../../catalog/match.js';
import { assignedRole, isErrorFirst, isPromise, isResultIgnored, isStream } from '../../control/callbacks.js';
import { isOnSharedStack } from '../../control/disposable-stacks.js';
import type { Flow } from '../../flow/flow.js';
import { calledFunction } from '../../flow/called-function.js';
import { isCollection } from '../../flow/flow-collections.js';
import type { Boundary, FlowStep, Landing, Spot } from '../../flow/spots.js';
import type { Program } from '../../project/program.js';
import type { FileModel } from '../../resolve/file-model.js';
import { ANY_MEMBER, toSegments } from '../../resolve/path.js';
import type { Step } from '../../resolve/path.js';
import type { Value } from '../../resolve/value.js';
import { isInside } from '../../syntax/is-inside.js';
import { rootOfMembers } from '../../syntax/roots.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { enclosingFunction, isFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Effect } from './effects.js';
import { resolvedExecutor } from './resolved-executor.js';

/*
 * A nested function uses the client: where that function goes, the client goes with it.
 * Input: the nested function. Output: the effects of its leaving the function around it. Invariant: a bare callback is assumed to be run by
 * whoever gets it, and an object of functions, to be kept, but by functions of the project of which it is seen that they do not.
 * Blind spot: callbacks that are kept after all.
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
function isOfClosure(step: Step, fn: FunctionNode): boolean {
  for (let node: Node | undefined = fn; node; node = enclosingFunction(node)) {
    if (isFunction(node) && capturedBy(node) === step) return true;
  }
  return false;
}

/** Whether a step tells of the closure that one of these functions is, or stands in: one of them came with the client. */
export function isOfClosures(step: Step | undefined, functions: ReadonlySet<FunctionNode>): boolean {
  return isCaptured(step) && [...functions].some((fn) => isOfClosure(step, fn));
}

/** `isHolder` says whether a node is the client itself. */
export function closureEffects(
  program: Program, flow: Flow, file: FileModel, closure: FunctionNode, boundary: Boundary, isHolder: (node: Node) => boolean,
): Effect[] {
  const effects: Effect[] = [];
  const start = flow.startOf(file, closure);
  const queue: Spot[] = [start];
  const seen = new Set<Node>([start.node]);
  let isCollected = false;
  const take = ({ onward, landings }: FlowStep): void => {
    for (const next of onward) {
      if (seen.has(next.node)) continue;
      seen.add(next.node);
      queue.push(next);
    }
    for (const landing of landings) {
      const collection = landing.kind === 'argument' ? ownCollection(program, landing, boundary) : undefined;
      if (collection && landing.kind === 'argument') {
        isCollected = true;
        if (!seen.has(collection)) take(flow.collected(file, collection, [ANY_MEMBER, ...landing.path], boundary));
        seen.add(collection);
      }
      // `close: () => cleanups.forEach((cleanup) => cleanup())`: who runs that, and when, is another question.
      if (landing.kind === 'called' && isCollected && isInOther(landing.node, closure, boundary)) {
        effects.push({ kind: 'handedOver', file: landing.file, node: landing.node });
      }
      const executor = landing.kind === 'argument' ? resolvedExecutor(landing) : undefined;
      const promise = executor?.parent;
      // `new Loader((ids) => client.query(ids))`: who has the object has it.
      const isAsked = landing.kind === 'argument' && landing.path.length === 0 && isOf(program, landing, askedRunners);
      const asked = isAsked ? landing.call : undefined;
      if (asked) {
        if (!seen.has(asked)) queue.push({ file: landing.file, node: asked, path: [capturedBy(closure)] });
        seen.add(asked);
      }
      else if (landing.kind !== 'argument' || !executor || !promise) {
        effects.push(...effectOf(program, flow, landing, closure, boundary, isHolder));
      }
      // `resolve({ query: (sql) => client.query(sql) })`: whoever has the promise gets it.
      else if (executor === boundary) effects.push({ kind: 'returned', path: [...landing.path, capturedBy(closure)] });
      else if (!isInside(promise, boundary)) effects.push({ kind: 'handedOver', file: landing.file, node: landing.call });
      else if (!seen.has(promise)) {
        seen.add(promise);
        queue.push({ file: landing.file, node: promise, path: landing.path });
      }
    }
  };
  for (const spot of queue) take(flow.next(spot, boundary));
  return effects;
}

function effectOf(
  program: Program, flow: Flow, landing: Landing, closure: FunctionNode, boundary: Boundary, isHolder: (node: Node) => boolean,
): Effect[] {
  switch (landing.kind) {
    case 'returned':
      if (landing.function !== boundary || isResultIgnored(landing.function)) return [];
      return [{ kind: 'returned', path: [...landing.path, capturedBy(closure)] }];
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
      // `client.$extends({ query: (args) => client.find(args) })`: what has it is another form of it.
      if (call.type === 'CallExpression' && isHolder(call)) return [];
      // `client.execute({ sql, complete: () => client.destroy() })`: it is given to the client itself.
      const callee = unwrap(call.callee);
      if (path.length > 0 && callee.type === 'MemberExpression' && isHolder(unwrap(callee.object))) return [];
      // An object of functions that is given away holds the client; a bare callback is assumed to be run by whoever gets it.
      const isGivenAway = path.length > 0 ? !isPromise(call) && !isStream(call) && !isOf(program, landing, listRunners)
          && !isOnlyLent(program, flow, landing)
        : call.type === 'NewExpression' && !isHolder(call) && !isToldOnce(program, landing, closure);
      const isPut = isOnSharedStack(file, call) || isPutAway(program, flow, landing, boundary);
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

function isOf(program: Program, { file, call }: GivenAsArgument, models: readonly ExportsModel[]): boolean {
  const callee = program.evaluator.evaluate(file, call.callee);
  return callee.kind === 'package' && models.some((model) => matchesExports(model, callee.specifier, toSegments(callee.path)));
}

type GivenAsArgument = Extract<Landing, { kind: 'argument' }>;

/**
 * Whether a call puts a function that it is given where it outlives the function around: `this.cleanups.push(() => client.close())`, or
 * `onClose(() => client.close())`, where `onClose` does that. What nobody can see into counts as a collection by the name of its method.
 */
function isPutAway(
  program: Program, flow: Flow, { file, call, index, path }: GivenAsArgument, boundary: Boundary, seen: ReadonlySet<Node> = new Set(),
): boolean {
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression' && fillingMethods.has(propertyName(callee) ?? '')) {
    if (isOwnObject(file, rootOfMembers(callee.object), boundary)) return false;
    if (isCollection({ program, file }, callee.object) || isUntold(program.evaluator.evaluate(file, callee))) return true;
  }
  const target = calledFunction(program, file, call);
  const parameter = target?.node.params[index - target.before];
  if (!target || target.isLater || !parameter || seen.has(target.node) || seen.size > MAX_TAKERS) return false;
  const within = new Set([...seen, target.node]);
  return isKept(program, flow, target.file, target.node, flow.binding(target.file, parameter, path, target.node), within);
}

/** `cleanups.push(() => client.close())`: the name of the function's own variable that takes it in. */
function ownCollection(program: Program, { file, call }: GivenAsArgument, boundary: Boundary): Node | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || !fillingMethods.has(propertyName(callee) ?? '')) return undefined;
  const variable = callee.object.type === 'Identifier' ? file.variableOf(callee.object) : undefined;
  const name = variable?.defs[0]?.type === 'Variable' ? variable.identifiers[0] : undefined;
  return name && isInside(name, boundary) && isCollection({ program, file }, callee.object) ? name : undefined;
}

/** Whether a node stands in a function within `boundary` that `closure` has no part in. */
function isInOther(node: Node, closure: FunctionNode, boundary: Boundary): boolean {
  const around = enclosingFunction(node);
  return around !== boundary && around !== closure && !isInside(closure, around!);
}

/** Functions that hand on what they are given to functions: real ones are two or three deep. */
const MAX_TAKERS = 4;

/** Whether what comes by `start` in a function is kept when that is over, or caught in a closure that is. */
function isKept(
  program: Program, flow: Flow, file: FileModel, owner: FunctionNode, start: FlowStep, seen: ReadonlySet<Node>,
): boolean {
  const queue: Spot[] = [...start.onward];
  const isKeptBy = (landing: Landing): boolean => {
    switch (landing.kind) {
      case 'field':
      case 'kept':
        return true;
      case 'stored':
        return landing.node.type !== 'MemberExpression' || assignedRole(propertyName(landing.node)) === 'unclear';
      case 'argument':
        return isPutAway(program, flow, landing, owner, seen);
      case 'called':
        return closuresAround(landing.node, owner).some((closure) => (
          closureEffects(program, flow, file, closure, owner, () => false).some(({ kind }) => kind === 'handedOver')));
      default:
        return false;
    }
  };
  if (start.landings.some(isKeptBy)) return true;
  const met = new Set<Node>();
  for (const spot of queue) {
    if (met.has(spot.node)) continue;
    met.add(spot.node);
    const { onward, landings } = flow.next(spot, owner);
    if (landings.some(isKeptBy)) return true;
    queue.push(...onward);
  }
  return false;
}

/**
 * `await work(items, { save: (item) => client.query(item) })`: whether the function of the project that gets it there only calls it, and
 * hands it on to those who do the same, until it is done. One that `new` runs has the object to keep it in.
 */
function isOnlyLent(
  program: Program, flow: Flow, { call, file, index, path }: GivenAsArgument, seen: readonly FunctionNode[] = [],
): boolean {
  const target = call.type === 'NewExpression' ? undefined : calledFunction(program, file, call);
  const parameter = target?.node.params[index - target.before];
  if (!target || target.isLater || target.node.generator || !parameter || seen.length > MAX_TAKERS) return false;
  const owner = target.node;
  // What calls itself gives it to itself.
  if (seen.includes(owner)) return true;
  // `return (event) => work(event, dependencies)`, where what comes out is called at once: `handlerOf(dependencies)(event)`.
  const isCalledAtOnce = isCalleeOf(call);
  const staysIn = (node: Node): boolean => closuresAround(node, owner).every((closure) => (
    closureEffects(program, flow, target.file, closure, owner, () => false).every(({ kind }) => kind === 'returned' && isCalledAtOnce)));
  const isLent = (landing: Landing): boolean => {
    switch (landing.kind) {
      case 'called':
      case 'member':
        return staysIn(landing.node);
      case 'holderCalled':
        return staysIn(landing.call);
      case 'holderRead':
        return staysIn(landing.access);
      case 'argument':
        return staysIn(landing.call) && (landing.path.length > 0 ? isOnlyLent(program, flow, landing, [...seen, owner])
          : landing.call.type !== 'NewExpression' && !isPutAway(program, flow, landing, owner));
      default:
        return false;
    }
  };
  const start = flow.binding(target.file, parameter, path, owner);
  if (!start.landings.every(isLent)) return false;
  const queue: Spot[] = [...start.onward];
  const met = new Set<Node>();
  for (const spot of queue) {
    if (met.has(spot.node)) continue;
    met.add(spot.node);
    const { onward, landings } = flow.next(spot, owner);
    if (!landings.every(isLent)) return false;
    queue.push(...onward);
  }
  return true;
}

function isCalleeOf(call: CallNode): boolean {
  const node = outermost(call);
  return node.parent?.type === 'CallExpression' && node.parent.callee === node;
}

function closuresAround(node: Node, owner: FunctionNode): FunctionNode[] {
  const closures: FunctionNode[] = [];
  for (let fn = enclosingFunction(node); isFunction(fn) && fn !== owner; fn = enclosingFunction(fn)) closures.push(fn);
  return closures;
}

/** Whether nothing is known of a value: it may belong to a collection. */
function isUntold(value: Value): boolean {
  return value.kind === 'unknown' || (value.kind === 'local' && value.path.length > 0);
}

/** Whether the object that a name stands for is one of the function's own. */
function isOwnObject(file: FileModel, root: Node, boundary: Boundary): boolean {
  const variable = root.type === 'Identifier' ? file.variableOf(root) : undefined;
  if (variable) return variable.defs[0]?.type !== 'Parameter' && isInside(variable.identifiers[0]!, boundary);
  return root.type !== 'ThisExpression';
}
