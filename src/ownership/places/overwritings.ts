import type { TSESTree } from '@typescript-eslint/utils';
import { listenerMethods, processEndEvents } from '../../catalog/conventions/events.js';
import { isInFailureHandler } from '../../control/failure-handlers.js';
import type { FileModel } from '../../resolve/file-model.js';
import { isEmptying } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isFunction, isInConstructor, literalText, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import type { Obligation } from '../../sites/client-calls.js';
import { findKeptPlace, isNamedAnywhere } from './kept-place.js';
import type { KeptPlace } from './kept-place.js';
import { MAX_TRACE } from '../../limits/limits.js';
import { LETTING_GO } from '../lives/effects.js';
import { releasesOf, returnedPaths } from '../lives/local-life.js';
import type { LocalLife } from '../lives/local-life.js';
import type { LocalLives } from '../lives/local-lives.js';
import { PlainConditions, isAlwaysDone } from './plain-conditions.js';
import type { PlainStep } from './plain-conditions.js';
import type { Program } from '../../project/program.js';
import type { Reach, Run, TraceStep } from '../../reach/reach.js';

/*
 * Does every request put a new client where the one before still stands? `client = new Client()` without a test keeps only the last one:
 * the variable is a local one in all but its place.
 * Output: the run that overwrites, and the life of the client in it. Invariant: no condition on the way depends on earlier requests, and
 * nothing uses the place but code that runs after the assignment in the same request, and what ends the process or the holder. Where other
 * requests use what they find there, nobody releases it, and the answer says that it is shared.
 * Blind spot: requests that only come once; two assignments in two branches.
 */

export interface Overwriting {
  readonly place: KeptPlace;
  readonly run: Run;
  /** The life in the function with the assignment: used, perhaps released, and never let go. */
  readonly life: LocalLife;
  /** Where the function that releases it has it from, if that is one further out than the one with the assignment. */
  readonly outer?: { readonly origin: Node; readonly hand: TraceStep };
  /** Other requests use what stands in the place until the next one is put there. */
  readonly isShared: boolean;
}

export class Overwritings {
  readonly #program: Program;
  readonly #reach: Reach;
  readonly #lives: LocalLives;

  constructor(program: Program, reach: Reach, lives: LocalLives) {
    this.#program = program;
    this.#reach = reach;
    this.#lives = lives;
  }

  /** `target` is what stands left of the `=`; `before` what the function does with the client until then. */
  find(file: FileModel, target: Node, before: LocalLife, obligation: Obligation): Overwriting | undefined {
    const assignment = target.parent;
    if (assignment?.type !== 'AssignmentExpression' || assignment.left !== target || assignment.operator !== '=') return undefined;
    if (outermostAssignment(assignment).parent.type !== 'ExpressionStatement') return undefined;
    if (before.effects.has('released', 'returned', 'boundByUsing')) return undefined;
    const owner = enclosingFunction(assignment);
    if (!isFunction(owner)) return undefined;
    const run = this.#reach.runOf(file, owner);
    if (run.kind !== 'perRequest') return undefined;
    const trace: TraceStep[] = [...run.trace, { file, owner, node: assignment }];
    if (trace.some(({ node }) => isInFailureHandler(node))) return undefined;
    const steps = new PlainConditions(this.#program, trace, obligation.specifier).steps();
    const place = steps && findKeptPlace(this.#program, file, target);
    if (!place || !this.#outlives(place, trace)) return undefined;
    const uses = new Uses(this.#reach, place, [...steps, ...this.#otherCalls(file, owner, steps, obligation.specifier)]);
    const effects = before.effects.without('released', 'keptByVariable', 'keptByField');
    // `open((error, client) => { kept = client; })`: it is made in the function around, and is local to that.
    const boundary = isFunction(before.boundary) && isInside(owner, before.boundary) ? before.boundary : owner;
    const life: LocalLife = { ...before, boundary, effects, releasers: new Set() };
    const outside: Node[] = [];
    if (!this.#collect(uses, place, life, outside, obligation) || !life.effects.has('used')) return undefined;
    const { isShared } = uses;
    if (isShared && (outside.length > 0 || life.effects.has('released'))) return undefined;
    if (outside.length === 0) return { place, run: { ...run, trace }, life, isShared };
    const lifted = life.effects.has('released') ? undefined : this.#lifted(place, trace, life, outside);
    if (!lifted) return undefined;
    const hand: TraceStep = { file, owner, node: assignment };
    return { place, run: { ...run, trace: trace.slice(0, -1) }, life: lifted.life, outer: { origin: lifted.origin, hand }, isShared };
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
    place: KeptPlace, trace: readonly TraceStep[], life: LocalLife, outside: readonly Node[],
  ): { readonly life: LocalLife; readonly origin: Node } | undefined {
    for (const step of trace.slice(0, -1).reverse()) {
      if (!isFunction(step.owner)) return undefined;
      const { owner } = step;
      const calls = outside.map((release) => this.#callsIn(step.file, owner, place.file, release));
      if (calls.every((found) => found === undefined)) continue;
      // A release that another function of the way runs: whose turn that is depends on both.
      if (calls.some((found) => found === undefined)) return undefined;
      const released = calls.flatMap((found) => found!).map((node) => ({ kind: 'released' as const, node }));
      const origin = step.node;
      return { origin, life: { ...life, file: step.file, boundary: owner, effects: life.effects.and(released), releasers: new Set() } };
    }
    return undefined;
  }

  /** The places in a function that run a release: the release itself, or calls of the function that it stands in. */
  #callsIn(file: FileModel, owner: FunctionNode, releaseFile: FileModel, release: Node): Node[] | undefined {
    if (releaseFile === file && isInside(release, owner)) return [release];
    const around = enclosingFunction(release);
    if (!isFunction(around)) return undefined;
    const calls = this.#reach.allCallersOf(releaseFile, around)?.calls ?? [];
    const here = calls.filter((call) => call.file === file && isInside(call.node, owner)).map(({ node }) => node);
    return here.length > 0 ? here : undefined;
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
      return new PlainConditions(this.#program, [{ file: call.file, owner: around, node: call.node }], sdk).steps() ?? [];
    });
  }

  /**
   * Follows every use of the place, and adds to `outside` what releases it in other functions; `false` if one of them may come first, or
   * lets the client go elsewhere.
   */
  #collect(uses: Uses, place: KeptPlace, life: LocalLife, outside: Node[], obligation: Obligation): boolean {
    for (const access of place.accesses) {
      if (isTypeQuery(access)) continue;
      const writing = writeOf(access);
      if (writing === 'emptied') continue;
      // Another client, or the first one: made when the module is loaded or the holder is constructed, or in the same run.
      const isFirst = !enclosingFunction(access) || isInConstructor(access) || isInside(access, life.boundary);
      if (writing === 'filled' && (isFirst || isPlainFilling(access))) continue;
      if (writing === 'filled') return false;
      // What another function has just put there itself is another client.
      if (!isInside(access, life.boundary) && place.accesses.some((other) => isPlainFilling(other) && isBehind(access, other))) continue;
      if (uses.isAtTheEnd(access) || this.#isNeverRun(place.file, access)) continue;
      const use = this.#lives.ofExpression(place.file, access, [[]], obligation, new Set());
      if (this.#isGivenOutForUse(place.file, access, use, obligation)) {
        uses.isShared = true;
        continue;
      }
      if (use.effects.has(...LETTING_GO)) return false;
      if (!uses.isAfter(place.file, access)) {
        if (use.effects.has('released')) return false;
        uses.isShared = true;
      }
      for (const release of use.effects.of('released')) {
        if (!isInside(release.node, life.boundary)) {
          outside.push(release.node);
          continue;
        }
        if (!releasesOf(life).includes(release.node)) life.effects.add(release);
        for (const releaser of use.releasers) life.releasers.add(releaser);
      }
      for (const kind of ['used', 'touched'] as const) if (use.effects.has(kind)) life.effects.add({ kind });
      for (const setUp of use.effects.of('setUp')) if (isInside(setUp.call, life.boundary)) life.effects.add(setUp);
    }
    return true;
  }

  /** Whether an access stands in a method that no code of the project calls: `disconnect() { this.client.close(); }`. */
  #isNeverRun(file: FileModel, access: Node): boolean {
    const owner = enclosingFunction(access);
    if (!isFunction(owner) || owner.parent.type !== 'MethodDefinition' || owner.parent.kind !== 'method') return false;
    const callers = this.#reach.allCallersOf(file, owner);
    const name = propertyName(owner.parent);
    return name !== undefined && callers?.calls.length === 0 && callers.entries.length + callers.recursions.length === 0
      && !callers.isOnce && !callers.isMemoised && !callers.isOpen && !isNamedAnywhere(this.#program, name);
  }

  /** `const get = () => client;`: whether those who get it there only use it. */
  #isGivenOutForUse(file: FileModel, access: Node, use: LocalLife, obligation: Obligation): boolean {
    const getter = enclosingFunction(access);
    if (!isFunction(getter) || !use.effects.has('returned') || returnedPaths(use).some((path) => path.length > 0)) return false;
    if (use.effects.without('returned').has(...LETTING_GO, 'released')) return false;
    const callers = this.#reach.allCallersOf(file, getter);
    return callers !== undefined && callers.calls.length > 0 && callers.calls.every((call) => (
      !this.#lives.ofExpression(call.file, call.node, [[]], obligation, new Set()).effects.has(...LETTING_GO, 'released')));
  }
}

/** Where the uses of a place stand in time. */
class Uses {
  readonly #reach: Reach;
  readonly #place: KeptPlace;
  readonly #steps: readonly PlainStep[];
  readonly #pending = new Set<Node>();
  /** Whether something uses the place that may run in another request. */
  isShared = false;

  constructor(reach: Reach, place: KeptPlace, steps: readonly PlainStep[]) {
    this.#reach = reach;
    this.#place = place;
    this.#steps = steps;
  }

  /** Whether a node runs only after the assignment, in the same run. */
  isAfter(file: FileModel, node: Node): boolean {
    const inside = this.#steps.filter((step) => step.file === file && isInside(node, step.owner));
    if (inside.some((step) => node.range[0] >= step.node.range[1] && (!step.branch || isInside(node, step.branch)))) return true;
    const owner = enclosingFunction(node);
    if (inside.some((step) => step.owner === owner) || !isFunction(owner) || this.#pending.size > MAX_TRACE) return false;
    // A function that is being looked at tells nothing more the second time.
    if (this.#pending.has(owner)) return true;
    this.#pending.add(owner);
    const callers = this.#reach.allCallersOf(file, owner);
    const isKnown = callers && callers.entries.length + callers.recursions.length === 0 && !callers.isOnce && !callers.isMemoised;
    const calls = isKnown ? callers.calls : [];
    const isAfter = calls.length > 0 && calls.every((call) => this.isAfter(call.file, call.node));
    this.#pending.delete(owner);
    return isAfter;
  }

  /** Whether a node runs when the process ends, or what the place belongs to. */
  isAtTheEnd(node: Node): boolean {
    const { file } = this.#place;
    if (this.#steps.some((step) => step.file === file && isInside(node, step.owner))) return false;
    for (let current = node.parent; current; current = current.parent) {
      if (!isFunction(current)) continue;
      if (isEndListener(current) || this.#reach.runsOnce(file, current)) return true;
    }
    return false;
  }
}

function isEndListener(callback: FunctionNode): boolean {
  const call = outermost(callback).parent;
  if (call?.type !== 'CallExpression') return false;
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && listenerMethods.has(propertyName(callee) ?? '')
    && processEndEvents.has(literalText(call.arguments[0]) ?? '');
}

function writeOf(access: Node): 'emptied' | 'filled' | undefined {
  const { parent } = access;
  if (parent?.type === 'UnaryExpression' && parent.operator === 'delete') return 'emptied';
  if (parent?.type !== 'AssignmentExpression' || parent.left !== access) return undefined;
  return isEmptying(parent.right) ? 'emptied' : 'filled';
}

/** `client = …;` as a statement that a function always comes to once it is called, but for its failures. */
function isPlainFilling(target: Node): boolean {
  const owner = enclosingFunction(target);
  const { parent } = target;
  return isFunction(owner) && writeOf(target) === 'filled' && parent?.type === 'AssignmentExpression' && parent.operator === '='
    && outermostAssignment(parent).parent.type === 'ExpressionStatement' && isAlwaysDone(target, owner);
}

/** Whether a node stands behind a filling in its function, or in one that is nested there. */
function isBehind(node: Node, filling: Node): boolean {
  return filling.range[1] <= node.range[0] && isInside(node, enclosingFunction(filling)!);
}

/** `this.client = Owner.client = new Client()` */
function outermostAssignment(assignment: TSESTree.AssignmentExpression): TSESTree.AssignmentExpression {
  let outer = assignment;
  while (outer.parent.type === 'AssignmentExpression' && outer.parent.right === outer) outer = outer.parent;
  return outer;
}

function isTypeQuery(node: Node): boolean {
  return node.parent?.type === 'TSTypeQuery' || node.parent?.type === 'TSTypeReference';
}
