import type { TSESTree } from '@typescript-eslint/utils';
import { isExecutor } from '../../control/callbacks.js';
import { isEndListening } from '../../control/process-end.js';
import type { FileModel } from '../../resolve/file-model.js';
import { methodOf } from '../../syntax/method-of.js';
import { isDescendant } from '../../syntax/is-inside.js';
import { enclosingFunction, isCall, isFunction, outermost } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import type { Obligation } from '../../sites/client-calls.js';
import { findKeptPlace, isNamedAnywhere } from './kept-place.js';
import type { KeptPlace } from './kept-place.js';
import { MAX_CALLERS } from '../../limits/limits.js';
import { LETTING_GO } from '../lives/effects.js';
import type { EffectOf, Effects } from '../lives/effects.js';
import { releasesOf, returnedPaths } from '../lives/local-life.js';
import type { LocalLife } from '../lives/local-life.js';
import type { LocalLives } from '../lives/local-lives.js';
import type { PlainStep } from './plain-conditions.js';
import { isBehind, isPlainFilling, isTypeQuery, writeOf } from './place-writes.js';
import type { Program } from '../../project/program.js';
import { isUntakenExport } from '../../project/starts/untaken-export.js';
import type { CallSite, Callers } from '../../reach/callers.js';
import type { Reach } from '../../reach/reach.js';
import { readsOfRefilledVariable } from './refilled-variable.js';

/*
 * What is done with a client by way of a place that each request fills anew, and when: behind the filling in the same request, in other
 * requests, or when the process ends.
 * Input: the way of a request to the filling. Output: the uses, added to the life of the client, and the releases that other functions
 * make. Invariant: `false` as soon as a use may come first and release it, or lets the client go elsewhere.
 * Blind spot: what is started in the request and goes on after it.
 */

/** In the request that fills the place: behind the filling, or where it may not have been done yet. Or in another one. */
type Time = 'after' | 'before' | 'elsewhere';

const ONLY_AFTER: ReadonlySet<Time> = new Set<Time>(['after']);

export class PlaceUses {
  readonly #program: Program;
  readonly #reach: Reach;
  readonly #lives: LocalLives;
  readonly #obligation: Obligation;
  /** In the function that fills it: the client is made there, or comes there. */
  readonly #life: LocalLife;
  readonly #steps: readonly PlainStep[];
  readonly #places = new Set<string>();
  /** What releases it in other functions. */
  readonly outside: CallSite[] = [];
  /** The request goes on to work with what it has put there, once the function that does so is left: it was opened for that. */
  #isOwn = false;
  /** The request looks at what stands there before it puts another one there. */
  #isSeenBefore = false;
  #isSeenElsewhere = false;

  constructor(program: Program, reach: Reach, lives: LocalLives, obligation: Obligation, life: LocalLife, steps: readonly PlainStep[]) {
    this.#program = program;
    this.#reach = reach;
    this.#lives = lives;
    this.#obligation = obligation;
    this.#life = life;
    this.#steps = steps;
  }

  /** Whether something uses the place that may run before the filling, or in another request. */
  get isShared(): boolean {
    return this.#isSeenBefore || this.#isSeenElsewhere;
  }

  /** The same, where the one that fills it does not look there before, and works with what it has put there as the others do. */
  get isForOthers(): boolean {
    return this.isShared && (this.#isSeenBefore || !this.#isOwn);
  }

  /** Follows every use of a place. */
  collect(place: KeptPlace): boolean {
    if (this.#places.has(place.name)) return true;
    this.#places.add(place.name);
    return [...place.accesses.map((node) => ({ file: place.file, node })), ...place.elsewhere ?? []]
      .every((access) => this.#collectUse(place, access));
  }

  /** The function that fills the place gives the client back as well: whether those who get it only use it. */
  collectResult(file: FileModel, owner: FunctionNode): boolean {
    return this.#isGivenOutForUse(file, owner, ONLY_AFTER);
  }

  /** Another place that the same function puts it into: whether each request fills that one anew as well. */
  collectOther(place: KeptPlace, { node, path }: EffectOf<'keptByField' | 'keptByVariable'>): boolean {
    const other = path.length <= 1 && enclosingFunction(node) === this.#life.boundary && isPlainFilling(node)
      ? findKeptPlace(this.#program, place.file, node) : undefined;
    return other !== undefined && (other.owner === undefined || other.owner === place.owner) && this.collect(other);
  }

  #collectUse(place: KeptPlace, { file, node: access }: CallSite): boolean {
    if (isTypeQuery(access)) return true;
    const life = this.#life;
    const writing = writeOf(access);
    if (writing === 'emptied') return true;
    const isHere = isDescendant(access, life.boundary);
    // Another client, whoever puts it there: a test that comes before that one lets this one be made all the same.
    if (writing === 'filled') return true;
    // What another function has just put there itself is another client.
    if (!isHere && file === place.file && place.accesses.some((other) => isPlainFilling(other) && isBehind(access, other))) return true;
    if (this.#isAtTheEnd(file, access) || this.#isNeverRun(file, access)) return true;
    const use = this.#lives.ofExpression(file, access, [[]], this.#obligation, new Set());
    const getter = enclosingFunction(access);
    const isGetter = isFunction(getter) && isOnlyReturned(use);
    if (isGetter && this.#isGivenOutForUse(file, getter, getter === life.boundary ? this.#timesOf(file, access) : undefined)) return true;
    if (this.#isResolvedForUse(file, access)) return true;
    const others = isHere ? [...use.effects.of('keptByVariable'), ...use.effects.of('keptByField')] : [];
    const left = others.length > 0 && others.every((other) => this.collectOther(place, other))
      ? use.effects.without('keptByVariable', 'keptByField') : use.effects;
    if (left.has(...LETTING_GO)) return false;
    if (!this.#noteUse(this.#timesOf(file, access), left.has('used') && !isHere) && left.has('released')) return false;
    for (const release of left.of('released')) {
      if (!isDescendant(release.node, life.boundary)) {
        this.outside.push({ file, node: release.node });
        continue;
      }
      if (!releasesOf(life).includes(release.node)) life.effects.add(release);
      for (const releaser of use.releasers) life.releasers.add(releaser);
    }
    for (const kind of ['used', 'touched'] as const) if (left.has(kind)) life.effects.add({ kind });
    for (const setUp of left.of('setUp')) if (isDescendant(setUp.call, life.boundary)) life.effects.add(setUp);
    return true;
  }

  /**
   * Whether an access stands in a method that no code of the project calls (`disconnect() { this.client.close(); }`), or in a function that
   * the module exports and none of those takes that import from it.
   */
  #isNeverRun(file: FileModel, access: Node): boolean {
    const owner = enclosingFunction(access);
    if (!isFunction(owner)) return false;
    const method = methodOf(owner);
    if (method && method.name === undefined) return false;
    const callers = this.#reach.allCallersOf(file, owner);
    if (callers?.calls.length !== 0 || !isRunByCallsAlone(callers)) return false;
    if (method?.name !== undefined) return !callers.isOpen && !isNamedAnywhere(this.#program, method.name);
    return isUnnamed(file, owner) || isUntakenExport(this.#program, file, owner, () => false);
  }

  /** `const get = () => client;`: whether those who get it there only use it. `own` tells when the function that fills it gives it back. */
  #isGivenOutForUse(file: FileModel, getter: FunctionNode, own: ReadonlySet<Time> | undefined): boolean {
    const callers = this.#reach.allCallersOf(file, getter);
    if (!callers || callers.calls.length === 0 || callers.entries.length > 0) return false;
    return callers.calls.every((call) => {
      const { file: from, node } = call.made ?? call;
      const effects = this.#withPassedPlaces(from, this.#lives.ofExpression(from, node, [[]], this.#obligation, new Set()).effects);
      if (call.isGiven || effects.has(...LETTING_GO, 'released')) return false;
      if (effects.has('used')) this.#life.effects.add({ kind: 'used' });
      this.#noteUse(own ?? this.#timesOf(from, node), effects.has('used'));
      return true;
    });
  }

  /** `kept = get(); kept.query();`: what a place is for that the function fills anew before it looks there. */
  #withPassedPlaces(file: FileModel, effects: Effects): Effects {
    return effects.of('keptByVariable').reduce((sum, kept) => {
      const reads = kept.path.length === 0 ? readsOfRefilledVariable(this.#program, file, kept.node) : undefined;
      if (!reads) return sum.and([kept]);
      return reads.reduce((all, read) => (
        all.and(this.#lives.ofExpression(file, read, [[]], this.#obligation, new Set()).effects)), sum);
    }, effects.without('keptByVariable'));
  }

  /** `open(resolve)`, and `resolve(client)` in there: whether those who wait for it only use it. */
  #isResolvedForUse(file: FileModel, access: Node): boolean {
    const call = outermost(access).parent;
    const promises = call?.type === 'CallExpression' && call.arguments[0] === access ? this.#promisesOf(file, call) : [];
    return promises.length > 0 && promises.every((promise) => (
      !this.#lives.ofExpression(promise.file, promise.node, [[]], this.#obligation, new Set()).effects.has(...LETTING_GO, 'released')));
  }

  /** The promises that a call fulfils whose callee is a parameter, where all callers give such a function for it. */
  #promisesOf(file: FileModel, { callee }: TSESTree.CallExpression): CallSite[] {
    const definition = callee.type === 'Identifier' ? file.variableOf(callee)?.defs[0] : undefined;
    const owner = definition?.type === 'Parameter' ? definition.node : undefined;
    const index = isFunction(owner) ? owner.params.findIndex((parameter) => parameter === definition?.name) : -1;
    const callers = isFunction(owner) && index !== -1 ? this.#reach.allCallersOf(file, owner) : undefined;
    if (!callers || !isRunByCallsAlone(callers)) return [];
    const promises = callers.calls.map((caller) => fulfilled(caller, index));
    return promises.every((promise) => promise !== undefined) ? promises : [];
  }

  /** When a node runs, as often as it does. */
  #timesOf(file: FileModel, node: Node): Set<Time> {
    const times = new Set<Time>();
    const seen = new Set<Node>();
    const queue: CallSite[] = [{ file, node }];
    for (const site of queue) {
      const time = this.#timeAmongSteps(site);
      const owner = enclosingFunction(site.node);
      if (time) times.add(time);
      else if (!isFunction(owner) || seen.size > MAX_CALLERS) times.add('elsewhere');
      else if (!seen.has(owner)) {
        seen.add(owner);
        const callers = this.#reach.allCallersOf(site.file, owner);
        if (!callers || callers.calls.length === 0 || !isRunByCallsAlone(callers)) times.add('elsewhere');
        queue.push(...callers?.calls.map((call) => call.made ?? call) ?? []);
      }
    }
    return times;
  }

  /** When a node runs, as far as the functions on the way tell that it stands in. */
  #timeAmongSteps({ file, node }: CallSite): Time | undefined {
    const inside = this.#steps.filter((step) => step.file === file && isDescendant(node, step.owner));
    const isAfter = inside.some((step) => node.range[0] >= step.node.range[1] && (!step.branch || isDescendant(node, step.branch)));
    const owner = enclosingFunction(node);
    return isAfter ? 'after' : inside.some((step) => step.owner === owner) ? 'before' : undefined;
  }

  /** Notes when the client is used that stands in the place, and says whether that is only behind the filling. */
  #noteUse(times: ReadonlySet<Time>, isWork: boolean): boolean {
    this.#isOwn ||= isWork && times.has('after');
    this.#isSeenBefore ||= times.has('before');
    this.#isSeenElsewhere ||= times.has('elsewhere');
    return !times.has('before') && !times.has('elsewhere');
  }

  /** Whether a node runs when the process ends, or what the place belongs to. */
  #isAtTheEnd(file: FileModel, node: Node): boolean {
    if (this.#steps.some((step) => step.file === file && isDescendant(node, step.owner))) return false;
    for (let current = node.parent; current; current = current.parent) {
      if (!isFunction(current)) continue;
      if (isEndListening(outermost(current).parent) || this.#reach.runsOnce(file, current)) return true;
    }
    return false;
  }
}

function isOnlyReturned(use: LocalLife): boolean {
  return use.effects.has('returned') && returnedPaths(use).every((path) => path.length === 0)
    && !use.effects.without('returned').has(...LETTING_GO, 'released');
}

function isRunByCallsAlone({ entries, recursions, isOnce, isMemoised }: Callers): boolean {
  return entries.length + recursions.length === 0 && !isOnce && !isMemoised;
}

/** The promise whose executor gives its `resolve` in a call, at that place. */
function fulfilled({ file, node }: CallSite, index: number): CallSite | undefined {
  const given = isCall(node) ? node.arguments[index] : undefined;
  const definition = given?.type === 'Identifier' ? file.variableOf(given)?.defs[0] : undefined;
  const executor = definition?.node;
  return isFunction(executor) && isExecutor(executor) && definition?.name === executor.params[0]
    ? { file, node: executor.parent } : undefined;
}

/** `function close() { … }` that nothing names, and that is not exported where it is declared. */
function isUnnamed(file: FileModel, fn: FunctionNode): boolean {
  const variable = fn.type === 'FunctionDeclaration' && fn.id ? file.variableOf(fn.id) : undefined;
  return variable?.references.length === 0 && fn.parent.type !== 'ExportNamedDeclaration' && fn.parent.type !== 'ExportDefaultDeclaration';
}
