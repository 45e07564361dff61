import { runsAfterFailure } from '../analysis/after-failure.js';
import { findGuard } from '../analysis/guards.js';
import type { Guard } from '../analysis/guards.js';
import { isStream } from '../analysis/release-callbacks.js';
import type { FileModel } from '../resolve/file-model.js';
import { CALL } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import type { ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import { enclosingFunction, isClass, isFunction, propertyName } from '../syntax/nodes.js';
import { CallerCollector } from './callers.js';
import type { Callers } from './callers.js';
import type { EntryFinder, EntryPoint } from './entries.js';
import { contextId } from './context-id.js';
import type { Flow } from './flow.js';
import type { CallContext, Landing, Spot } from './spots.js';
import { noteLimit } from './debug-log.js';
import type { LimitName } from './debug-log.js';
import { MAX_CALLERS, MAX_SPOTS, MAX_TRACE, MAX_WORK } from './limits.js';
import { callersByName } from './method-names.js';
import { isOverriddenEverywhere } from './overridden.js';
import type { Program } from './program.js';

/*
 * How often does a function run? Backwards from the function over everything that calls it, until an entry point of a framework or
 * the module level is met. Breadth first, so that the trace in the message is the shortest.
 * Output: `perRequest` with that trace, `once`, or `unknown`. Invariant: one path to an entry point is enough for `perRequest`
 * (start-up code that calls the same function takes nothing away); `once` needs every known path to be so.
 */

export type RunOwner = FunctionNode | ClassNode;

/** One function on the way from the entry point to the construction. `node` is what stands in it: the next call, or the construction. */
export interface TraceStep {
  readonly file: FileModel;
  readonly owner: RunOwner;
  readonly node: Node;
}

export type Run =
  | { readonly kind: 'perRequest'; readonly entry: EntryPoint; /** From the entry point inwards. */ readonly trace: readonly TraceStep[] }
  | { readonly kind: 'perIteration'; readonly trace: readonly TraceStep[] }
  | { readonly kind: 'once' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A place that makes a function run. */
export interface CallSite {
  readonly file: FileModel;
  readonly node: Node;
  /** Where the function is called in the end, if `node` only gives it, or what holds it, to the function that calls it. */
  readonly made?: CallInContext;
  /** It is given to code of nobody's that runs it. */
  readonly isGiven?: true;
  /** It is given to code of nobody's, which may be a container that is asked for an object: `container.resolve(Service)`. */
  readonly isAsking?: true;
}

export interface CallInContext {
  readonly file: FileModel;
  readonly node: Node;
  readonly context: CallContext;
}

export class Reach {
  readonly #program: Program;
  readonly #flow: Flow;
  readonly #entries: EntryFinder;
  readonly #isTestFile: (file: FileModel) => boolean;
  readonly #callers = new WeakMap<Node, Callers>();
  /** Functions whose callers are being looked for. */
  readonly #pending = new Set<Node>();
  readonly #runs = new WeakMap<Node, Run>();

  constructor(program: Program, flow: Flow, entries: EntryFinder, isTestFile: (file: FileModel) => boolean) {
    this.#program = program;
    this.#flow = flow;
    this.#entries = entries;
    this.#isTestFile = isTestFile;
  }

  /** How often `node` runs: the function around it, unless a guard lets it happen less often. */
  runAt(file: FileModel, node: Node): Run {
    const owner = enclosingFunction(node);
    if (!owner) return { kind: 'once' };
    const guard = findGuard(file, node, owner);
    if (guard?.lives === 'process') return { kind: 'once' };
    const run = this.runOf(file, guard ? guard.owner : owner);
    const step: TraceStep = { file, owner, node };
    if (run.kind === 'perRequest') return { ...run, trace: [...run.trace, step] };
    return run;
  }

  /** How often a function runs, or a class is constructed. */
  runOf(file: FileModel, owner: RunOwner): Run {
    let run = this.#runs.get(owner);
    if (!run) this.#runs.set(owner, run = this.#search(file, owner));
    return run;
  }

  #search(start: FileModel, first: RunOwner): Run {
    interface Item { readonly file: FileModel; readonly owner: RunOwner; readonly trace: readonly TraceStep[] }
    const queue: Item[] = [{ file: start, owner: first, trace: [] }];
    const seen = new Set<Node>([first]);
    let isOnce = false;
    let isOpen = false;
    let work = 0;
    for (const { file, owner, trace } of queue) {
      const limit = limitMet(seen.size, trace.length, work);
      if (limit) {
        noteLimit(limit, start, first);
        return { kind: 'unknown', reason: 'too many callers' };
      }
      const callers = this.callersOf(file, owner);
      work += callers.work;
      const entry = callers.entries[0] ?? callers.recursions.find((recursion) => this.#isCalledBy(recursion, owner))?.entry;
      if (entry) return { kind: 'perRequest', entry, trace };
      isOnce ||= callers.isOnce || callers.isMemoised;
      isOpen ||= callers.isOpen;
      for (const call of callers.calls) {
        const caller = enclosingFunction(call.node);
        const guard = caller && findGuard(call.file, call.node, caller);
        if (!caller || guard?.lives === 'process') {
          isOnce = true;
          continue;
        }
        const next = guardedOwner(guard) ?? caller;
        if (seen.has(next)) continue;
        seen.add(next);
        queue.push({ file: call.file, owner: next, trace: [{ file: call.file, owner: caller, node: call.node }, ...trace] });
      }
    }
    if (isOnce && !isOpen) return { kind: 'once' };
    return { kind: 'unknown', reason: isOpen ? 'it is handed to code that is not followed' : 'no caller is known' };
  }

  /** Whether the function around a call is run, in the end, by `owner`, and not only to try again what failed. */
  #isCalledBy(call: CallSite, owner: RunOwner): boolean {
    const queue: CallSite[] = [call];
    const seen = new Set<Node>();
    for (const site of queue) {
      if (runsAfterFailure(site.node)) continue;
      const caller = enclosingFunction(site.node);
      if (caller === owner) return true;
      if (!caller || seen.has(caller) || seen.size > MAX_TRACE) continue;
      seen.add(caller);
      queue.push(...this.callersOf(site.file, caller).calls);
    }
    return false;
  }

  /** Everything that runs a function, or constructs a class. */
  callersOf(file: FileModel, owner: RunOwner): Callers {
    let callers = this.#callers.get(owner);
    if (!callers) {
      this.#pending.add(owner);
      this.#callers.set(owner, callers = this.#findCallers(file, owner));
      this.#pending.delete(owner);
    }
    return callers;
  }

  #findCallers(file: FileModel, owner: RunOwner): Callers {
    const found = new CallerCollector();
    if (this.#isTestFile(file)) return found;
    if (isFunction(owner)) {
      const entry = this.#entries.ofFunction(file, owner, false);
      if (entry) return { ...found, entries: [entry] };
    }
    if (isFunction(owner) && this.#entries.isOnceMethod(file, owner)) found.isOnce = true;
    let isMadeElsewhere = false;
    const constructed = isClass(owner) ? owner : isConstructor(owner) ? owner.parent.parent!.parent as ClassNode : undefined;
    if (constructed) {
      const container = this.#entries.ofContainer(file, constructed);
      if (container?.scope === 'once') found.isOnce = true;
      else if (container?.scope === 'perRequest') found.entries.push(container.entry);
      else if (container) found.isOpen = true;
      // Of a class that no known container constructs nobody can tell whether what gives an object of it makes that object.
      isMadeElsewhere = container?.scope !== 'perUse';
    }
    this.#spread(this.#flow.startOf(file, owner), owner, found);
    if (isMadeElsewhere || (constructed && found.isRegistered)) found.dropAsking();
    if (isFunction(owner) && isOverriddenEverywhere(this.#program, this.#flow, file, owner)) found.keepSuperCalls();
    if (found.isEmpty && isFunction(owner)) {
      const byName = callersByName(this.#program, owner).filter((call) => !this.#isTestFile(call.file));
      found.calls.push(...byName);
    }
    if (found.isEmpty && isFunction(owner)) {
      const entry = this.#entries.ofFunction(file, owner, true);
      if (entry) found.entries.push(entry);
    }
    return found;
  }

  #spread(start: Spot, owner: RunOwner, found: CallerCollector): void {
    const queue: Spot[] = [start];
    const seen = new Map<Node, Set<string>>();
    const push = (spot: Spot): void => {
      const key = `${spot.path.join('\u0000')} ${spot.context ? contextId(spot.context.call) : ''}`;
      const paths = seen.get(spot.node);
      if (paths?.has(key)) return;
      if (paths) paths.add(key);
      else seen.set(spot.node, new Set([key]));
      queue.push(spot);
    };
    push(start);
    for (const spot of queue) {
      if (queue.length > MAX_SPOTS) {
        noteLimit('MAX_SPOTS', start.file, start.node);
        found.isOpen = true;
        return;
      }
      if (this.#isTestFile(spot.file)) continue;
      const step = this.#flow.next(spot);
      found.work += step.work;
      step.onward.forEach(push);
      for (const landing of step.landings) this.#land(landing, owner, found, push);
    }
  }

  #land(landing: Landing, owner: RunOwner, found: CallerCollector, push: (spot: Spot) => void): void {
    switch (landing.kind) {
      case 'called':
        return this.#called(landing, landing.context, found, push);
      case 'argument':
        return this.#landInCall(landing, owner, found, push);
      case 'exported': {
        const entry = this.#entries.ofExport(landing.file, landing.name, landing.path, isFunction(owner) ? owner : undefined);
        if (entry && !this.#isTestFile(landing.file)) found.entries.push(entry);
        return;
      }
      case 'stored':
      case 'lost':
        found.isOpen = true;
        return;
      case 'member':
      case 'taken':
      case 'holderCalled':
      case 'returned':
      case 'kept':
      case 'field':
        return;
    }
  }

  #landInCall(landing: Extract<Landing, { kind: 'argument' }>, owner: RunOwner, found: CallerCollector, push: (spot: Spot) => void): void {
    const { file, call, index, path } = landing;
    if (this.#isTestFile(file)) return;
    const role = this.#entries.ofArgument(file, call, index, path);
    if (role?.kind === 'entry' && role.isRecursive) {
      found.recursions.push({ entry: role.entry, file, node: call });
      if (enclosingFunction(call)) found.addCall({ file, node: call });
    } else if (role?.kind === 'entry') found.entries.push(role.entry);
    else if (role?.kind === 'once') found.isOnce = found.isRegistered = true;
    else if (role?.kind === 'memo') found.isMemoised = true;
    if (role) return;
    if (landing.inside) {
      // A function that is handed to itself, or around in a circle, tells nothing more the second time.
      if (!found.enter(call, `${index} ${path.join()}`)) return;
      const step = landing.inside();
      found.work += step.work;
      step.onward.forEach(push);
      for (const inner of step.landings) this.#land(inner, owner, found, push);
      return;
    }
    if (path[0] === CALL) return;
    const callee = this.#program.evaluator.evaluate(file, call.callee);
    if (callee.kind === 'local' && callee.path.length === 0 && (isFunction(callee.node) || isClass(callee.node))) return;
    // `list.map(f)`, `promise.then(f)`: the result is none that could be called.
    const method = call.callee.type === 'MemberExpression' && callee.kind !== 'package' ? propertyName(call.callee) : undefined;
    if (path.length === 0 && method !== undefined && RUNNING_METHODS.has(method)) {
      const isThen = ['then', 'catch', 'finally'].includes(method);
      return this.#called({ file, node: call, ...(!isThen && { isGiven: true }) }, landing.context, found, push);
    }
    // `new ReadableStream({ start() { … } })`: it is read while whatever made it goes on.
    if (path.length === 1 && isStream(call)) return this.#called({ file, node: call, isGiven: true }, landing.context, found, push);
    // A function of nobody's: a wrapper that gives back a function like it, or one that calls it.
    // Both are assumed, neither is proof of `once`.
    push({ file, node: call, path, ...(landing.context && { context: landing.context }) });
    if (path.length > 0) return;
    if (enclosingFunction(call)) this.#called({ file, node: call, isAsking: true }, landing.context, found, push);
    else found.isOpen = true;
  }

  /** A call inside a function that the value was given to is made when that function is called: by the call that gave it, not by others. */
  #called(site: CallSite, from: CallContext | undefined, found: CallerCollector, push: (spot: Spot) => void): void {
    let { file, node } = site;
    const made = site.made ?? (from && { file, node, context: from });
    for (let context = from; context; context = context.outer) {
      const around = enclosingFunction(node);
      if (around !== context.target) {
        const path = isFunction(around) ? this.#returnedPath(file, context.target, around) : undefined;
        if (path) return push({ file: context.file, node: context.call, path, ...(context.outer && { context: context.outer }) });
        const runs = isFunction(around) ? this.#runsInside(file, around, context.target) : [];
        if (!around || runs.length === 0) break;
        // Callbacks that run each other are looked at once.
        if (!found.enter(around, `run ${contextId(context.call)}`)) return;
        for (const run of runs) this.#called({ ...run, ...(made && { made }) }, context, found, push);
        return;
      }
      ({ file, call: node } = context);
    }
    const isElsewhere = site.made !== undefined || node !== site.node;
    if (!this.#isTestFile(file)) found.addCall({ ...site, file, node, ...(made && isElsewhere && { made }) });
  }

  /** The calls that run a callback in the function in which it is written: `list.map((item) => visit(item))`. Their results may go on. */
  #runsInside(file: FileModel, callback: FunctionNode, target: FunctionNode): readonly CallSite[] {
    if (this.#pending.has(callback) || !isWithin(callback, target)) return [];
    const { entries, calls, isOnce, isMemoised } = this.callersOf(file, callback);
    return entries.length === 0 && !isOnce && !isMemoised ? calls.filter(({ node }) => isWithin(node, target)) : [];
  }

  /** Where in its results a function hands out another one that is written inside it. */
  #returnedPath(file: FileModel, outer: FunctionNode, inner: FunctionNode): Path | undefined {
    if (!isWithin(inner, outer)) return undefined;
    const queue: Spot[] = [this.#flow.startOf(file, inner)];
    const seen = new Set<Node>();
    for (const spot of queue) {
      if (seen.has(spot.node)) continue;
      seen.add(spot.node);
      const step = this.#flow.next(spot, outer);
      queue.push(...step.onward);
      for (const landing of step.landings) if (landing.kind === 'returned' && landing.function === outer) return landing.path;
    }
    return undefined;
  }
}

/** Methods of arrays and promises that run what they are given, and keep nothing of it. */
const RUNNING_METHODS = new Set(['map', 'forEach', 'filter', 'flatMap', 'some', 'every', 'find', 'findIndex', 'findLast', 'reduce',
  'reduceRight', 'sort', 'toSorted', 'then', 'catch', 'finally']);

function limitMet(callers: number, trace: number, work: number): LimitName | undefined {
  if (callers > MAX_CALLERS) return 'MAX_CALLERS';
  if (trace > MAX_TRACE) return 'MAX_TRACE';
  return work > MAX_WORK ? 'MAX_WORK' : undefined;
}

function guardedOwner(guard: Guard | undefined): RunOwner | undefined {
  return guard?.lives === 'with' ? guard.owner : undefined;
}

function isWithin(inner: Node, outer: Node): boolean {
  return inner !== outer && inner.range[0] >= outer.range[0] && inner.range[1] <= outer.range[1];
}

function isConstructor(node: FunctionNode): boolean {
  return node.parent.type === 'MethodDefinition' && node.parent.kind === 'constructor';
}
