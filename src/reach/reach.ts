import { endlessLoop } from '../catalog/endless-loop.js';
import { endlessLoopAround } from '../control/endless-loops.js';
import type { EndlessLoop } from '../control/endless-loops.js';
import { isListening } from '../control/callbacks.js';
import { isInFailureHandler } from '../control/failure-handlers.js';
import { isWaitedFor, waitsForEnd } from '../control/waits-for-end.js';
import { findGuard } from '../control/guards/guards.js';
import type { Guard } from '../control/guards/guards.js';
import type { FileModel } from '../resolve/file-model.js';
import type { Node } from '../syntax/nodes.js';
import { enclosingFunction, isFunction } from '../syntax/nodes.js';
import { CallerSearch } from './caller-search.js';
import type { CallSite, Callers, RunOwner } from './callers.js';
import type { EntryFinder } from './entries/entry-finder.js';
import type { EntryPoint } from './entries/entry-point.js';
import type { Flow } from '../flow/flow.js';
import { isLocalOnly } from '../control/guards/local-branches.js';
import { noteLimit } from '../limits/debug-log.js';
import type { LimitName } from '../limits/debug-log.js';
import { MAX_CALLERS, MAX_ENTRIES, MAX_TRACE, MAX_WORK } from '../limits/limits.js';
import { once } from '../project/once.js';
import { isInside } from '../syntax/is-inside.js';
import type { Program } from '../project/program.js';
import { hasDecidingParameters, mayReach } from './possible-calls.js';

/*
 * How often does a function run? Backwards from the function over everything that calls it, until an entry point of a framework or
 * the module level is met. Breadth first, so that the trace in the message is the shortest.
 * Output: `perRequest` with that trace, `once`, or `unknown`. Invariant: one path to an entry point is enough for `perRequest`
 * (start-up code that calls the same function takes nothing away); `once` needs every known path to be so.
 */

/** One function on the way from the entry point to the construction. `node` is what stands in it: the next call, or the construction. */
export interface TraceStep {
  readonly file: FileModel;
  readonly owner: RunOwner;
  readonly node: Node;
}

export interface RequestRun {
  readonly kind: 'perRequest';
  /** The nearest entry point. */
  readonly entry: EntryPoint;
  /** From the entry point inwards. */
  readonly trace: readonly TraceStep[];
  /** All entry points that lead to the function, that one first and the nearer ones before the others; at most `MAX_ENTRIES`. */
  readonly entries: () => readonly EntryPoint[];
}

export type Run =
  | RequestRun
  | { readonly kind: 'perIteration'; readonly trace: readonly TraceStep[] }
  | { readonly kind: 'once' }
  | { readonly kind: 'unknown'; readonly reason: string };

export class Reach {
  readonly #callers: CallerSearch;
  readonly #runs = new WeakMap<Node, Run>();
  /** The same, for what no cache on the way keeps. */
  readonly #unkeptRuns = new WeakMap<Node, Run>();
  readonly #isOnce = new WeakMap<Node, boolean>();

  constructor(program: Program, flow: Flow, entries: EntryFinder, isTestFile: (file: FileModel) => boolean) {
    this.#callers = new CallerSearch(program, flow, entries, isTestFile);
  }

  /**
   * How often `node` runs: the function around it, unless a guard lets it happen less often. With `isKept: false` nothing of what is made
   * there is kept, so that a cache of answers with entries that come and go does not make it rare.
   */
  runAt(file: FileModel, node: Node, kept = { isKept: true }): Run {
    const owner = enclosingFunction(node);
    const guard = owner && findGuard(file, node, owner, kept);
    if (guard?.lives === 'process') return { kind: 'once' };
    const loop = guard ? undefined : endlessLoopAround(file, node);
    if (loop) {
      const run = runBy(entryOf(file, loop), owner && { file, owner, node });
      return waitsForEnd(file, node) ? { kind: 'perIteration', trace: run.trace } : run;
    }
    if (!owner) return { kind: 'once' };
    const isDecided = !guard && isFunction(owner) && hasDecidingParameters(file, owner, node);
    const run = isDecided ? this.#search(file, owner, (at, next) => this.callersOf(at, next), kept, node)
      : this.runOf(file, guard ? guard.owner : owner, kept);
    const step: TraceStep = { file, owner, node };
    if (isWaitingTurn(run) && waitsForEnd(file, node)) return { kind: 'perIteration', trace: [...run.trace, step] };
    if (run.kind === 'perRequest') return { ...run, trace: [...run.trace, step] };
    return run;
  }

  /** Whether `runAt` says once. */
  runsOnceAt(file: FileModel, node: Node): boolean {
    const owner = enclosingFunction(node);
    const guard = owner && findGuard(file, node, owner);
    if (!guard && endlessLoopAround(file, node)) return false;
    return !owner || guard?.lives === 'process' || this.runsOnce(file, guard ? guard.owner : owner);
  }

  /** How often a function runs, or a class is constructed. */
  runOf(file: FileModel, owner: RunOwner, kept = { isKept: true }): Run {
    const runs = kept.isKept ? this.#runs : this.#unkeptRuns;
    let run = runs.get(owner);
    if (!run) runs.set(owner, run = this.#search(file, owner, (at, next) => this.callersOf(at, next), kept));
    return run;
  }

  /** Whether `runOf` says once: found sooner, because the first caller that is out of sight says no. */
  runsOnce(file: FileModel, owner: RunOwner): boolean {
    const run = this.#runs.get(owner);
    if (run) return run.kind === 'once';
    let is = this.#isOnce.get(owner);
    if (is === undefined) {
      is = this.#search(file, owner, (at, next) => this.allCallersOf(at, next)).kind === 'once';
      this.#isOnce.set(owner, is);
    }
    return is;
  }

  /** `callersOf` may give up, and then it is not known how often the function runs. `inner` is the node that is to be reached in it. */
  #search(
    start: FileModel, first: RunOwner, callersOf: (file: FileModel, owner: RunOwner) => Callers | undefined, kept = { isKept: true },
    inner?: Node,
  ): Run {
    const search = new CallerQueue(start, first, kept, inner);
    let isOnce = false;
    let isOpen = false;
    let seldom: RequestRun | undefined;
    let typed: RequestRun | undefined;
    const seldomEntries: EntryPoint[] = [];
    for (let item = search.next(); item; item = search.next()) {
      const { file, owner, trace } = item;
      const limit = search.limitMet(trace);
      if (limit) {
        noteLimit(limit, start, first);
        return seldom ?? typed ?? { kind: 'unknown', reason: 'too many callers' };
      }
      const callers = callersOf(file, owner);
      if (!callers) return seldom ?? typed ?? { kind: 'unknown', reason: UNFOLLOWED };
      const all = this.#entriesAmong(callers, owner);
      const found = all.length > 0 && trace.some(({ node }) => isListening(node)) ? all.filter(({ occasion }) => occasion !== 'tick') : all;
      isOpen ||= found.length < all.length;
      const entry = found.find(({ isSeldom }) => !isSeldom) ?? found[0];
      if (entry) {
        const entries = [entry, ...found.filter((other) => other !== entry), ...seldomEntries];
        const others = once(() => this.#otherEntries(search, entries, item, callers));
        const run: RequestRun = { kind: 'perRequest', entry, trace, entries: others };
        if (!entry.isSeldom) return run;
        // What happens more often says more.
        seldom ??= { ...run, entries: () => uniqueEntries(seldomEntries).slice(0, MAX_ENTRIES) };
        seldomEntries.push(...found);
      }
      if (callers.byType) typed ??= { ...runBy(callers.byType), trace };
      isOnce = search.addCallers(item, callers) || callers.isOnce || callers.isMemoised || isOnce;
      if (search.loop) return search.loop;
      isOpen ||= callers.isOpen;
    }
    const weaker = seldom ?? typed;
    if (weaker) return weaker;
    if (isOnce && !isOpen) return { kind: 'once' };
    return { kind: 'unknown', reason: isOpen ? UNFOLLOWED : search.isRefused ? UNASKED : 'no caller is known' };
  }

  #entriesAmong(callers: Callers, owner: RunOwner): readonly EntryPoint[] {
    if (callers.entries.length > 0) return callers.entries;
    const recursion = callers.recursions.find((site) => this.#isCalledBy(site, owner));
    return recursion ? [recursion.entry] : [];
  }

  /** The search goes on where it met the first entry point. What it does not get to is not listed. */
  #otherEntries(search: CallerQueue, first: readonly EntryPoint[], from: CallerItem, callers: Callers): readonly EntryPoint[] {
    const found = [...first];
    search.addCallers(from, callers);
    for (let item = search.next(); item && found.length < MAX_ENTRIES; item = search.next()) {
      if (search.limitMet(item.trace)) break;
      const others = this.callersOf(item.file, item.owner);
      found.push(...this.#entriesAmong(others, item.owner));
      search.addCallers(item, others);
    }
    return uniqueEntries(found);
  }

  /** Whether the function around a call is run, in the end, by `owner`, and not only to try again what failed. */
  #isCalledBy(call: CallSite, owner: RunOwner): boolean {
    const queue: CallSite[] = [call];
    const seen = new Set<Node>();
    for (const site of queue) {
      if (isInFailureHandler(site.node)) continue;
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
    return this.#callers.of(file, owner);
  }

  /** The same, or `undefined` if some of it is out of sight. */
  allCallersOf(file: FileModel, owner: RunOwner): Callers | undefined {
    return this.#callers.allOf(file, owner);
  }
}

const UNFOLLOWED = 'it is handed to code that is not followed';
export const UNASKED = 'the arguments of its callers lead elsewhere';

/** What a framework runs itself, or a loop in a function. */
export function runBy(entry: EntryPoint, step?: TraceStep): RequestRun {
  return { kind: 'perRequest', entry, trace: step ? [step] : [], entries: () => [entry] };
}

function entryOf(file: FileModel, loop: EndlessLoop): EntryPoint {
  const label = loop.type === 'ForStatement' ? 'for (;;)' : `while (${file.textOf(loop.test)})`;
  return { framework: endlessLoop, occasion: 'turn', label, file, node: loop };
}

/** A function that leads to the one that is asked for. */
interface CallerItem {
  readonly file: FileModel;
  readonly owner: RunOwner;
  readonly trace: readonly TraceStep[];
  /** What is to be reached in it, if its parameters decide that. */
  readonly inner?: Node | undefined;
}

/** The functions that lead to one, nearest first, each once. */
class CallerQueue {
  readonly #items: CallerItem[];
  /** Calls that are made only where somebody tries the code: what is deployed is told by another way, if there is one. */
  readonly #local: CallerItem[] = [];
  readonly #seen: Set<Node>;
  readonly #kept: { readonly isKept: boolean };
  #position = 0;
  #work = 0;
  /** A call was left out, because its arguments lead elsewhere in the function. */
  isRefused = false;
  /** A loop that never ends makes one of the calls. */
  loop: RequestRun | undefined;

  constructor(file: FileModel, owner: RunOwner, kept: { readonly isKept: boolean }, inner: Node | undefined) {
    this.#items = [{ file, owner, trace: [], inner }];
    this.#seen = new Set<Node>([owner]);
    this.#kept = kept;
  }

  next(): CallerItem | undefined {
    if (this.#position === this.#items.length) {
      const item = this.#local.shift();
      if (item && this.#isNew(item)) this.#items.push(item);
      else if (item) return this.next();
    }
    return this.#items[this.#position++];
  }

  /** Another call in the same function may be reached by other callers. */
  #isNew({ owner, inner }: CallerItem): boolean {
    const key = inner ?? owner;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }

  limitMet(trace: readonly TraceStep[]): LimitName | undefined {
    if (this.#seen.size > MAX_CALLERS) return 'MAX_CALLERS';
    if (trace.length > MAX_TRACE) return 'MAX_TRACE';
    return this.#work > MAX_WORK ? 'MAX_WORK' : undefined;
  }

  /** Puts what calls a function behind what is there, and says whether one of the calls is made once per process. */
  addCallers({ file, owner, trace, inner }: CallerItem, callers: Callers): boolean {
    this.#work += callers.work;
    let isOnce = false;
    for (const call of callers.calls) {
      // `function connect() { … socket.on('close', () => connect()); }`: once more, in place of one that is gone.
      if (call.node !== owner && call.file === file && isInside(call.node, owner) && isInFailureHandler(call.node)) continue;
      if (inner && isFunction(owner) && !mayReach(file, owner, inner, call)) {
        this.isRefused = true;
        continue;
      }
      const caller = enclosingFunction(call.node);
      const guard = caller && findGuard(call.file, call.node, caller, this.#kept);
      const loop = guard ? undefined : endlessLoopAround(call.file, call.node);
      // What listens runs for what comes later, and not for each turn that begins to listen.
      if (loop && !this.loop && ![call, ...trace].some(({ node }) => isListening(node))) {
        const run = runBy(entryOf(call.file, loop), caller && { file: call.file, owner: caller, node: call.node });
        this.loop = { ...run, trace: [...run.trace, ...trace] };
      }
      if (!caller || guard?.lives === 'process') {
        isOnce = true;
        continue;
      }
      const next = guardedOwner(guard) ?? caller;
      const inside = next === caller && isFunction(next) && hasDecidingParameters(call.file, next, call.node) ? call.node : undefined;
      const step: TraceStep = { file: call.file, owner: caller, node: call.node };
      const item: CallerItem = { file: call.file, owner: next, trace: [step, ...trace], inner: inside };
      if (isLocalOnly(call.file, call.node, caller)) this.#local.push(item);
      else if (this.#isNew(item)) this.#items.push(item);
    }
    return isOnce;
  }
}

/** A turn of an endless loop that goes on only when all that it calls on the way has ended. */
function isWaitingTurn(run: Run): run is RequestRun {
  return run.kind === 'perRequest' && run.entry.framework === endlessLoop && run.trace.every(({ node }) => isWaitedFor(node));
}

/** What is registered in two ways stands once. */
export function uniqueEntries(entries: readonly EntryPoint[]): readonly EntryPoint[] {
  return [...new Map([...entries].reverse().map((entry) => [entry.node, entry])).values()].reverse();
}

function guardedOwner(guard: Guard | undefined): RunOwner | undefined {
  return guard?.lives === 'with' ? guard.owner : undefined;
}
