import { promiseMethods } from '../../catalog/conventions/methods.js';
import type { Variable } from '../../resolve/file-model.js';
import { propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { stackCallOf } from '../../control/disposable-stacks.js';
import { isProcessExit } from '../../control/process-end.js';
import { cannotThrow, isHarmlessHandler, isLoading, isStateCall } from '../../control/non-throwing-calls.js';
import { isNamed, isPromise, isRegistration, streamRole } from '../../control/callbacks.js';
import { mayBeRejected } from '../../control/promises.js';
import type { Role } from '../../control/callbacks.js';
import {
  besideFunctions, callableGiven, closureOf, isForFailure, rearranged, relevantIn, roleBeside, roleOf,
} from './release-callbacks.js';
import type { Callable } from './release-facts.js';
import { throughLog } from './release-logs.js';
import { emptyStack, throughStack } from './release-stacks.js';
import {
  UNREACHABLE, abandoned, blur, covered, dealtWith, eitherOf, isAbsent, isLoose, isOpen, isReachable, isUnclear, join, open, regroup,
  resumed, settle, settledAs, settlementsOf, withCause, withoutAbsent,
} from './release-state.js';
import type { Outcome, State } from './release-state.js';
import { loss } from './release-walk.js';
import type { BodyOutcome, Evaluator, Walk } from './release-walk.js';

/*
 * What happens to the client in one call: its operands, the call itself, and the functions that are given to it; promises and what is
 * chained to them.
 * Invariant: an awaited promise and a chain of `then` count as run where they stand. Blind spot: what runs in between.
 */

const COMBINATORS = new Set(['all', 'allSettled', 'race', 'any']);

export class Calls {
  readonly #walk: Walk;
  readonly #evaluator: Evaluator;
  readonly #run: (fn: FunctionNode, state: State) => BodyOutcome;

  constructor(walk: Walk, evaluator: Evaluator, run: (fn: FunctionNode, state: State) => BodyOutcome) {
    this.#walk = walk;
    this.#evaluator = evaluator;
    this.#run = run;
  }

  /** Evaluates what is awaited, chained or handed on. */
  promise(node: Node, before: State): Outcome {
    if (!isReachable(before)) return { fulfilled: before, rejected: before };
    switch (node.type) {
      case 'CallExpression':
      case 'NewExpression':
        return this.#walk.keeping(node, before, (state) => this.call(node, state, true));
      case 'AwaitExpression':
        return this.promise(node.argument, before);
      case 'ChainExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
        return this.promise(node.expression, before);
      case 'ConditionalExpression': {
        const { yes, no } = this.#evaluator.test(node.test, before, node.consequent, node.alternate);
        return eitherOf(this.promise(node.consequent, yes), this.promise(node.alternate, no));
      }
      case 'LogicalExpression': {
        let rejected = UNREACHABLE;
        const fulfilled = this.#evaluator.logical(node, before, (right, state) => {
          const outcome = this.promise(right, state);
          rejected = outcome.rejected;
          return outcome.fulfilled;
        });
        return { fulfilled, rejected };
      }
      case 'Literal':
      case 'TemplateLiteral':
      case 'ObjectExpression':
      case 'ArrayExpression':
        return { fulfilled: this.#evaluator.evaluate(node, before), rejected: UNREACHABLE };
      default: {
        const fulfilled = this.#evaluator.evaluate(node, before);
        const cannotFail = isLoading(this.#walk.facts.file, node);
        return { fulfilled, rejected: cannotFail ? UNREACHABLE : withCause(fulfilled, loss('throw', node, true)) };
      }
    }
  }

  call(node: CallNode, before: State, isAwaited: boolean): Outcome {
    const callee = unwrap(node.callee);
    const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
    if (node.type === 'CallExpression' && callee.type === 'MemberExpression' && name !== undefined && promiseMethods.has(name)) {
      return this.#chain(node, callee.object, name, before);
    }
    if (isPromise(node)) {
      const executor = this.#walk.facts.callableOf(node.arguments[0]);
      if (executor?.kind === 'function' && this.#walk.facts.relevant.has(executor.node)) return this.#executor(node, executor.node, before);
    }
    if (callee.type === 'MemberExpression' && COMBINATORS.has(name ?? '') && isNamed(unwrap(callee.object), 'Promise')) {
      return this.#walk.raced(node, name, this.#combined(node, name === 'allSettled', before));
    }
    const closure = closureOf(this.#walk.facts, node);
    return closure ? this.#closureCall(node, closure, before) : this.#plainCall(node, callee, before, isAwaited);
  }

  #closureCall(node: CallNode, closure: FunctionNode, before: State): Outcome {
    const state = this.#arguments(node, before, () => false);
    if (closure.generator) return { fulfilled: blur(state), rejected: UNREACHABLE };
    const { normal, returned, thrown } = this.#body(closure, state);
    const fulfilled = join(normal, resumed(returned));
    if (closure.async) return { fulfilled, rejected: thrown };
    this.#walk.throwOn(thrown);
    return { fulfilled, rejected: UNREACHABLE };
  }

  #plainCall(node: CallNode, callee: Node, before: State, isAwaited: boolean): Outcome {
    const { facts } = this.#walk;
    const settling = facts.callableOf(node.callee);
    let early = UNREACHABLE;
    let state = before;
    if (isAwaited && callee.type === 'MemberExpression') {
      // Of `await client.topic(name).publish(data)` the whole is what fails.
      const spine = this.#walk.within(() => this.#evaluator.children(callee, before));
      state = spine.normal;
      early = spine.exits.get('throw');
    } else {
      state = callee.type === 'MemberExpression' ? this.#evaluator.children(callee, before)
        : settling?.kind === 'release' ? before : this.#evaluator.evaluate(callee, before);
    }
    const given: { readonly callable: Callable; readonly index: number; readonly node: Node }[] = [];
    state = throughLog(this.#walk, node, () => this.#arguments(node, state, (argument, index) => {
      const callable = callableGiven(facts, callee, argument);
      if (!facts.matters(callable)) return false;
      given.push({ callable, index, node: argument });
      return true;
    }));
    if (settling?.kind === 'settle') return { fulfilled: this.#settled(state, settling, node), rejected: early };
    if (isProcessExit(callee)) return { fulfilled: UNREACHABLE, rejected: UNREACHABLE };
    const stack = stackCallOf(facts.file, node);
    const unreleased = state;
    const isRelease = facts.isRelease(node) || settling?.kind === 'release';
    if (stack?.method === 'dispose') state = this.emptied(stack.root, node, state);
    else if (stack) state = throughStack(this.#walk, node, stack, state);
    else if (isRelease) state = this.#walk.releasedBy(node, state);
    else state = rearranged(facts, node, state);
    const roles = given.map(({ callable, index }) => roleBeside(facts, node, roleOf(facts, node, callable, index, isAwaited), unreleased));
    // What a call that is given a function to run does by itself is no better known than that function's turn.
    const isSilent = given.length > 0 || stack !== undefined || facts.isQuiet(node)
      || (cannotThrow(facts.file, node) && !(isAwaited && mayBeRejected(facts.file, node))) || isRegistration(node)
      || (!isAwaited && !isRelease && (isStateCall(node) || facts.isBeginning(node)));
    let rejected = early;
    if (!isSilent || (isOpen(state) && facts.looksIntoMissing(node))) {
      // `client?.close()` without a client does nothing.
      const isSkipped = callee.type === 'MemberExpression' && callee.optional && facts.isClient(callee.object);
      const failed = this.#walk.failed(node, unreleased, state);
      const failing = isSkipped ? withoutAbsent(failed) : failed;
      if (isAwaited) rejected = join(rejected, withCause(failing, loss('throw', node, true)));
      else this.#walk.mayThrow(failing, node, isRelease || isSilent || facts.mayFail(node));
    }
    if (node === facts.start) state = this.opened(state, node);
    if (node === facts.start) rejected = join(rejected, this.#walk.failedOpening(state));
    const ready = state;
    for (const [i, { callable, index, node: argument }] of given.entries()) {
      const isInstead = isForFailure(argument, node.arguments[index - 1]);
      const after = this.deferred(callable, roles[i]!, isInstead ? ready : state, argument);
      // What runs in place of it may be a function that does not matter.
      const isOneOfTwo = isInstead || isForFailure(node.arguments[index + 1], argument);
      state = isOneOfTwo && (isInstead || given[i + 1]?.index !== index + 1) ? join(state, after) : after;
    }
    for (const fn of node.type === 'NewExpression' ? relevantIn(facts, node) : []) {
      const role = streamRole(node, fn);
      if (role) state = this.deferred({ kind: 'function', node: fn }, role, state, fn);
    }
    return { fulfilled: state, rejected };
  }

  /** A stack is emptied at the end of its block. */
  emptied(root: Variable, node: Node, before: State): State {
    let failed = UNREACHABLE;
    const after = emptyStack(this.#walk, root, before, (callable, state) => {
      const { normal, thrown } = this.#apply(callable, state, node);
      failed = join(failed, callable.kind === 'function' ? thrown : normal);
      return normal;
    });
    // What is behind the entry that failed is disposed of as well.
    if (isReachable(failed)) this.#walk.mayThrow(isAbsent(failed) ? after : withoutAbsent(after), node, true);
    return after;
  }

  /** The client is opened, and what has waited for that runs. */
  opened(before: State, node: Node): State {
    let state = this.#walk.opened(before, node);
    if (!before.isAwaited) return state;
    for (const [argument, callable] of this.#walk.waiting) state = this.deferred(callable, 'once', state, argument);
    return state;
  }

  #arguments(node: CallNode, before: State, takes: (argument: Node, index: number) => boolean): State {
    let state = before;
    for (const [index, argument] of node.arguments.entries()) {
      for (const part of takes(argument, index) ? besideFunctions(argument) : [argument]) state = this.#evaluator.evaluate(part, state);
    }
    return state;
  }

  #settled(state: State, callable: Extract<Callable, { kind: 'settle' }>, node: Node): State {
    const settled = settle(state, callable.as);
    // Whoever waits for the promise of the client has it now.
    if (callable.as === 'resolved' && this.#walk.facts.isExecutorOfClient && isOpen(state)) this.#walk.hasReleased = true;
    if (callable.as !== 'rejected' || !isLoose(settled)) return settled;
    return { ...settled, lost: settled.lost ?? state.caught ?? loss('return', node, true) };
  }

  /** A function that matters is handed to a call, and runs as its role says. */
  deferred(callable: Callable, role: Role, state: State, argument: Node): State {
    const { facts } = this.#walk;
    switch (role) {
      case 'ignored':
      case 'unclear':
        for (const fn of relevantIn(facts, argument)) this.#walk.understood.add(fn);
        if (callable.kind === 'function' && role === 'ignored') this.#walk.understood.add(callable.node);
        if (!this.#releases(callable)) return state;
        this.#walk.mayRelease = true;
        return role === 'unclear' ? covered(blur(state), 'unclear') : state;
      case 'covering': {
        const { normal } = this.#apply(callable, state, argument);
        if (!this.#releases(callable)) return normal;
        const later = this.#apply(callable, open(state), argument).normal;
        return covered(normal, isOpen(later) || isUnclear(later) ? 'unclear' : 'covered');
      }
      case 'sometimes':
      case 'otherwise': {
        // Whichever of the two is registered second is what else may come: after it nothing is left to come.
        const isLast = role === 'sometimes' ? this.#walk.expectsFailure : this.#walk.expectsOutcome;
        if (role === 'sometimes') this.#walk.expectsOutcome = true;
        else this.#walk.expectsFailure = true;
        if (role === 'otherwise' && !isLast) return this.deferred(callable, 'ignored', state, argument);
        const { normal } = this.#apply(callable, state, argument);
        return isLast ? normal : join(state, normal);
      }
      case 'awaiting':
        this.#walk.waiting.set(argument, callable);
        return { ...state, isAwaited: true };
      case 'timed': {
        const late = this.#apply(callable, open(state), argument).normal;
        const after = this.deferred(callable, 'otherwise', state, argument);
        return this.#releases(callable) && !isOpen(late) && !isUnclear(late) ? { ...after, isTimed: true } : after;
      }
      case 'stacked':
        if (callable.kind === 'function') this.#walk.understood.add(callable.node);
        return state;
      case 'once':
      case 'inline': {
        const { normal, thrown } = this.#apply(callable, state, argument);
        if (role === 'inline') this.#walk.throwOn(thrown);
        return normal;
      }
    }
  }

  #releases(callable: Callable): boolean {
    return callable.kind === 'release' || (callable.kind === 'function' && this.#walk.facts.relevant.has(callable.node));
  }

  #apply(callable: Callable, state: State, node: Node): { readonly normal: State; readonly thrown: State } {
    switch (callable.kind) {
      case 'release':
        return { normal: this.#walk.release(state), thrown: UNREACHABLE };
      case 'settle':
        return { normal: this.#settled(state, callable, node), thrown: UNREACHABLE };
      case 'function': {
        const { normal, returned, thrown } = this.#body(callable.node, state);
        return { normal: join(normal, this.#walk.facts.matters(callable) ? abandoned(returned) : resumed(returned)), thrown };
      }
    }
  }

  #body(fn: FunctionNode, state: State): BodyOutcome {
    this.#walk.understood.add(fn);
    return this.#run(fn, state);
  }

  /** `promise.then(a, b)`, `.catch(b)`, `.finally(c)`: the promise, then what is done with its outcome. */
  #chain(node: CallNode, promise: Node, method: string, before: State): Outcome {
    const base = this.promise(promise, before);
    const [first, second] = node.arguments;
    switch (method) {
      case 'then': {
        const onFulfilled = this.#handler(first, base.fulfilled);
        const onRejected = second ? this.#handler(second, base.rejected) : { normal: UNREACHABLE, thrown: base.rejected };
        const handled = dealtWith(onRejected.normal, base.rejected);
        return { fulfilled: join(onFulfilled.normal, handled), rejected: join(onFulfilled.thrown, onRejected.thrown) };
      }
      case 'catch': {
        if (!first) return base;
        const { normal, thrown } = this.#handler(first, base.rejected);
        return { fulfilled: join(base.fulfilled, dealtWith(normal, base.rejected)), rejected: thrown };
      }
      default: {
        const [onFulfilled, onRejected] = [this.#handler(first, base.fulfilled), this.#handler(first, base.rejected)];
        const { cause } = base.rejected;
        return {
          fulfilled: onFulfilled.normal,
          rejected: join(cause ? withCause(onRejected.normal, cause) : onRejected.normal, join(onFulfilled.thrown, onRejected.thrown)),
        };
      }
    }
  }

  #handler(argument: Node | undefined, before: State): { readonly normal: State; readonly thrown: State } {
    if (!argument || !isReachable(before)) return { normal: before, thrown: UNREACHABLE };
    const state = resumed(before);
    const callable = this.#walk.facts.callableOf(argument);
    if (callable) return this.#apply(callable, state, argument);
    const after = this.#evaluator.evaluate(argument, state);
    return { normal: after, thrown: isHarmlessHandler(argument) ? UNREACHABLE : withCause(after, loss('throw', argument, false)) };
  }

  /** `new Promise((resolve, reject) => …)`: the executor runs here; what follows runs when one of the two is called. */
  #executor(node: CallNode, executor: FunctionNode, before: State): Outcome {
    let [fulfilled, rejected] = [UNREACHABLE, UNREACHABLE];
    for (const group of ['pending', 'resolved', 'rejected'] as const) {
      const part = settledAs(before, group);
      if (!isReachable(part)) continue;
      const { normal, returned, thrown } = this.#body(executor, part);
      const after = join(normal, abandoned(returned));
      const pending = settledAs(after, 'pending');
      // Something that was not looked into settles it: nobody knows how.
      const bad = [settledAs(after, 'rejected'), ...(this.#walk.facts.canReject(executor) ? [pending] : []), ...settlementsOf(thrown)];
      fulfilled = [settledAs(after, 'resolved'), pending].reduce((sum, state) => join(sum, regroup(state, group)), fulfilled);
      rejected = bad.reduce((sum, one) => join(sum, regroup(withCause(one, one.cause ?? loss('throw', node, true)), group)), rejected);
    }
    return { fulfilled, rejected };
  }

  /** `Promise.all([a, b])`: all of them are started, and each of them runs to its end. */
  #combined(node: CallNode, neverRejects: boolean, before: State): Outcome {
    const list = node.arguments[0];
    if (list?.type !== 'ArrayExpression') {
      const state = this.#arguments(node, before, () => false);
      return { fulfilled: state, rejected: neverRejects ? UNREACHABLE : withCause(state, loss('throw', node, true)) };
    }
    let state = before;
    let canReject = false;
    for (const element of list.elements) {
      if (!element) continue;
      const { fulfilled, rejected } = this.promise(element.type === 'SpreadElement' ? element.argument : element, state);
      canReject ||= isReachable(rejected);
      state = join(fulfilled, resumed(rejected));
    }
    return { fulfilled: state, rejected: neverRejects || !canReject ? UNREACHABLE : withCause(state, loss('throw', node, true)) };
  }
}
