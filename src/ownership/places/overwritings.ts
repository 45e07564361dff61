import type { CatalogIndex } from '../../catalog/merge.js';
import { isInFailureHandler } from '../../control/failure-handlers.js';
import type { Flow } from '../../flow/flow.js';
import type { FileModel } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isFunction, thisClass, unwrap } from '../../syntax/nodes.js';
import type { ClassNode, FunctionNode, Node } from '../../syntax/nodes.js';
import type { Obligation } from '../../sites/client-calls.js';
import { findFollowedPlace, findKeptPlace } from './kept-place.js';
import type { KeptPlace } from './kept-place.js';
import { MAX_CALLERS } from '../../limits/limits.js';
import type { LocalLife } from '../lives/local-life.js';
import type { LocalLives } from '../lives/local-lives.js';
import { PlaceUses } from './place-uses.js';
import { assignmentTo, isFillingStatement, isTypeQuery, writeOf } from './place-writes.js';
import { PlainConditions } from './plain-conditions.js';
import type { PlainStep } from './plain-conditions.js';
import type { Program } from '../../project/program.js';
import type { CallSite } from '../../reach/callers.js';
import type { Reach, Run, TraceStep } from '../../reach/reach.js';

/*
 * Does every request put a new client where the one before still stands? `client = new Client()` without a test keeps only the last one:
 * the variable is a local one in all but its place.
 * Output: the run that overwrites, and the life of the client in it. Invariant: no condition on the way depends on earlier requests, and
 * nothing uses the place but code that runs after the assignment in the same request, and what ends the process or the holder. Where other
 * requests use what they find there, nobody releases it but who puts it there, and the answer says that it is shared.
 * Blind spot: requests that only come once; two assignments in two branches.
 */

export interface Overwriting {
  readonly place: KeptPlace;
  readonly run: Run;
  /** The life in the function with the assignment: used, perhaps released, and never let go. */
  readonly life: LocalLife;
  /** Where the function that releases it has it from, if that is one further out than the one with the assignment. */
  readonly outer?: { readonly origin: Node; readonly hand: TraceStep; readonly isFresh: boolean };
  /** Other requests use what stands in the place until the next one is put there, and not the one that puts it there. */
  readonly isForOthers: boolean;
}

export class Overwritings {
  readonly #program: Program;
  readonly #index: CatalogIndex;
  readonly #flow: Flow;
  readonly #reach: Reach;
  readonly #lives: LocalLives;

  constructor(program: Program, index: CatalogIndex, flow: Flow, reach: Reach, lives: LocalLives) {
    this.#program = program;
    this.#flow = flow;
    this.#index = index;
    this.#reach = reach;
    this.#lives = lives;
  }

  /** `target` is what stands left of the `=`; `before` what the function does with the client until then. */
  find(file: FileModel, target: Node, before: LocalLife, obligation: Obligation): Overwriting | undefined {
    const assignment = assignmentTo(target);
    if (!assignment || !isFillingStatement(assignment) || before.effects.has('released', 'boundByUsing')) return undefined;
    const owner = enclosingFunction(assignment);
    if (!isFunction(owner)) return undefined;
    // Sooner found than the run: the first code out of sight that may construct the class says no.
    const holder = fieldHolder(target);
    if (holder && !this.#reach.runsOnce(file, holder)) return undefined;
    const run = this.#reach.runOf(file, owner);
    if (run.kind !== 'perRequest') return undefined;
    const trace: TraceStep[] = [...run.trace, { file, owner, node: assignment }];
    if (trace.some(({ node }) => isInFailureHandler(node))) return undefined;
    const steps = new PlainConditions(this.#program, this.#index, trace, obligation.specifier).steps();
    const place = steps && (findKeptPlace(this.#program, file, target, { isExportSeen: true })
      ?? findFollowedPlace(this.#program, this.#flow, file, target));
    if (!place || !this.#outlives(place, trace)) return undefined;
    // `open((error, client) => { kept = client; })`: it is made in the function around, and is local to that.
    const boundary = isFunction(before.boundary) && isInside(owner, before.boundary) ? before.boundary : owner;
    const effects = before.effects.without('returned', 'keptByVariable', 'keptByField');
    const life: LocalLife = { ...before, boundary, effects, releasers: new Set() };
    const others = this.#otherCalls(file, owner, steps, obligation.specifier);
    const uses = new PlaceUses(this.#program, this.#reach, this.#lives, obligation, life, [...steps, ...others]);
    if (!this.#collect(uses, place, target, before) || !life.effects.has('used')) return undefined;
    const { outside, isShared, isForOthers } = uses;
    if (isShared && outside.length > 0) return undefined;
    const way = trace.slice(0, trace.findIndex((step) => step.owner === boundary) + 1 || undefined);
    // What releases it itself leaves nothing to others, if it does so on every path.
    const found = { place, isForOthers: isForOthers || (isShared && life.effects.has('released')) };
    if (outside.length === 0) return { ...found, run: { ...run, trace: way }, life };
    const own = outside.filter((release) => !isOfOther(release, others, trace));
    const lifted = life.effects.has('released') || own.length === 0 ? undefined : this.#lifted(trace, life, own);
    if (!lifted) return undefined;
    const isFresh = !before.effects.has('used') && lifted.origin === trace.at(-2)?.node
      && place.accesses.every((access) => access === target || !isInside(access, owner));
    const outer = { origin: lifted.origin, hand: way.at(-1)!, isFresh };
    return { ...found, run: { ...run, trace: way.slice(0, -1) }, life: lifted.life, outer };
  }

  /** Follows what is done with the client by way of all that the function that makes it gives it to. */
  #collect(uses: PlaceUses, place: KeptPlace, target: Node, { file, boundary, effects }: LocalLife): boolean {
    const others = [...effects.of('keptByVariable'), ...effects.of('keptByField')].filter(({ node }) => node !== target);
    if (!uses.collect(place) || !others.every((other) => uses.collectOther(place, other))) return false;
    const returned = effects.of('returned');
    return returned.length === 0 || (isFunction(boundary) && returned.every(({ path }) => path.length === 0)
      && uses.collectResult(file, boundary));
  }

  /** Whether nothing ever reads a place: whatever is put there is as good as dropped. */
  isUnread(file: FileModel, target: Node): boolean {
    const place = findKeptPlace(this.#program, file, target);
    return place?.accesses.every((access) => isTypeQuery(access) || writeOf(access) !== undefined) ?? false;
  }

  /**
   * `await this.open(); …; await this.close();`: the life in the function on the way that calls both, the one that fills the place and the
   * ones that release what stands there.
   */
  #lifted(
    trace: readonly TraceStep[], life: LocalLife, outside: readonly CallSite[],
  ): { readonly life: LocalLife; readonly origin: Node } | undefined {
    for (const step of trace.slice(0, -1).reverse()) {
      if (!isFunction(step.owner)) return undefined;
      const { owner } = step;
      const calls = outside.map((release) => this.#callsIn(step, trace, release));
      if (calls.every((found) => found?.length === 0)) continue;
      // A release that another function of the way runs: whose turn that is depends on both.
      if (!calls.every((found) => found && found.length > 0)) return undefined;
      const released = calls.flatMap((found) => found!).map((node) => ({ kind: 'released' as const, node }));
      const origin = step.node;
      return { origin, life: { ...life, file: step.file, boundary: owner, effects: life.effects.and(released), releasers: new Set() } };
    }
    return undefined;
  }

  /**
   * The places in a function of the way that run a release: the release itself, or calls that lead to the function that it stands in.
   * `undefined` if there are others in functions further out: which of them runs is told by neither function alone.
   */
  #callsIn(step: TraceStep, trace: readonly TraceStep[], release: CallSite): Node[] | undefined {
    const outer = trace.slice(0, trace.indexOf(step));
    const here = new Set<Node>();
    let isFurtherOut = false;
    const seen = new Set<Node>();
    const queue: CallSite[] = [release];
    for (const { file, node } of queue) {
      if (file === step.file && isInside(node, step.owner)) {
        here.add(node);
        continue;
      }
      isFurtherOut ||= outer.some((other) => other.file === file && isInside(node, other.owner));
      const around = enclosingFunction(node);
      if (!isFunction(around) || seen.has(around)) continue;
      if (seen.size > MAX_CALLERS) return undefined;
      seen.add(around);
      queue.push(...this.#reach.allCallersOf(file, around)?.calls ?? []);
    }
    return isFurtherOut && here.size > 0 ? undefined : [...here];
  }

  /** Whether the place is there before a request comes, and after it has gone. */
  #outlives({ file, owner }: KeptPlace, trace: readonly TraceStep[]): boolean {
    if (!owner) return true;
    if (!isFunction(owner)) return this.#reach.runsOnce(file, owner);
    // What belongs to one connection is followed in the function that runs for it.
    const { kind } = this.#reach.runOf(file, owner);
    const first = trace[0]!;
    return kind === 'once' || (kind === 'unknown' && first.file === file && first.owner !== owner && isInside(first.owner, owner));
  }

  /** Other places that run the assignment: what comes after them comes after it, too. */
  #otherCalls(file: FileModel, owner: FunctionNode, steps: readonly PlainStep[], sdk: string): PlainStep[] {
    return this.#reach.callersOf(file, owner).calls.flatMap((call) => {
      const around = enclosingFunction(call.node);
      if (!around || steps.some(({ node }) => node === call.node)) return [];
      return new PlainConditions(this.#program, this.#index, [{ file: call.file, owner: around, node: call.node }], sdk).steps() ?? [];
    });
  }
}

/** The class of whose instances `this.client` is a field: it has to outlive the requests, as what it is constructed by does. */
function fieldHolder(target: Node): ClassNode | undefined {
  const owner = target.type === 'MemberExpression' && unwrap(target.object).type === 'ThisExpression' ? thisClass(target) : undefined;
  return owner && !owner.isStatic ? owner.node : undefined;
}

/** Whether a release stands behind another call that fills the place, in a function that is not on the way: it releases that client. */
function isOfOther({ file, node }: CallSite, others: readonly PlainStep[], trace: readonly TraceStep[]): boolean {
  return others.some((other) => other.file === file && isInside(node, other.owner) && node.range[0] >= other.node.range[1]
    && (!other.branch || isInside(node, other.branch)) && trace.every(({ owner }) => owner !== other.owner));
}
