import { findGuard } from '../control/guards/guards.js';
import { deployedFirst } from '../control/guards/local-branches.js';
import { isExecutor } from '../control/callbacks.js';
import type { FileModel } from '../resolve/file-model.js';
import type { Path } from '../resolve/path.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import { enclosingFunction, isFunction } from '../syntax/nodes.js';
import { hasSdkStateTest } from './sdk-state-test.js';
import { Effects, grouped } from './lives/effects.js';
import type { Effect, Several } from './lives/effects.js';
import type { Ending, Hand, Held, Holder } from './ending.js';
import { Handovers } from './handovers.js';
import type { Obligation } from '../sites/client-calls.js';
import type { Spot } from '../flow/spots.js';
import { noteLimit } from '../limits/debug-log.js';
import { MAX_OWNERS } from '../limits/limits.js';
import type { LocalLives } from './lives/local-lives.js';
import { joined, returnedPaths, setUpsOf } from './lives/local-life.js';
import type { LocalLife } from './lives/local-life.js';
import type { Overwritings } from './places/overwritings.js';
import { RequestProperties } from './request/request-property.js';
import { inElements, isResultOfCallback, listFrom } from './callback-results.js';
import { isOtherFunction } from './other-function.js';
import { PRECEDENCE, PUT_AWAY } from './precedence.js';
import { constructedClass, givesOutOneInstance, isDestroyed } from './places/instances.js';
import { isEndedByReader } from './ended-by-reader.js';
import { hasLaterRelease } from './later-release.js';
import { isNeverOpened } from './never-opened.js';
import { mayBeReplaced } from './replaced-by-decorator.js';
import { ASKED, DECORATED, GIVEN, GUARDED, READ, UNASKED, UNOPENED } from './reasons.js';
import type { Conclusion } from './precedence.js';
import type { Program } from '../project/program.js';
import type { CallSite, RunOwner } from '../reach/callers.js';
import { mayMake, mayReach } from '../reach/possible-calls.js';
import { runBy } from '../reach/reach.js';
import type { Reach } from '../reach/reach.js';
import { readsOfEmptiedVariable, readsOfRefilledVariable } from './places/refilled-variable.js';

/*
 * Who ends up with a client, and how often? Follows it from the construction outwards: a function that returns it passes it to its
 * callers, a field to whoever constructs the object, a closure variable to the function that declares it. Each end is an `Ending`.
 * Invariant: an ending says `local` only if nothing that outlives the function can reach the client. Blind spot: what is handed to
 * code outside the project is `unknown`.
 */

export class EndingSearch {
  readonly endings: Ending[] = [];
  readonly holders: Holder[] = [];
  readonly #program: Program;
  readonly #reach: Reach;
  readonly #lives: LocalLives;
  readonly #overwritings: Overwritings;
  readonly #requestProperties: RequestProperties;
  readonly #handovers: Handovers;
  readonly #obligation: Obligation;
  /** The construction. */
  readonly #made: Spot;
  readonly #seen = new Map<Node, Set<string>>();
  #steps = 0;

  /** `isBeyond`: of a client that another search has led to, in what a request has. */
  constructor(
    program: Program, reach: Reach, lives: LocalLives, overwritings: Overwritings, obligation: Obligation, made: Spot, isBeyond = false,
  ) {
    this.#program = program;
    this.#made = made;
    this.#reach = reach;
    this.#lives = lives;
    this.#overwritings = overwritings;
    // What a request has is looked for in all that have it: of what they put onto a request in turn, nothing is known.
    const beyond = (file: FileModel, node: Node, path: Path): (LocalLife | undefined)[] => {
      const search = isBeyond ? undefined : new EndingSearch(program, reach, lives, overwritings, obligation, made, true);
      search?.settle({ file, node }, [path], [], new Set());
      return search?.endings.map((ending) => (ending.keep === 'local' ? ending.life : undefined)) ?? [];
    };
    this.#requestProperties = new RequestProperties(program, reach, lives, beyond);
    this.#handovers = new Handovers(program, reach, lives, this.#requestProperties, obligation);
    this.#obligation = obligation;
  }

  /**
   * Where does the client end that an expression gives at `paths` of its value? Several of them are one client: `{ client, close }`.
   * `via` are the functions it came through, innermost last.
   */
  settle({ file, node }: CallSite, paths: readonly Path[], via: readonly Hand[], releasers: ReadonlySet<FunctionNode>): void {
    if (!this.#enter(file, node, paths.flat())) return;
    const holder = via.find((hand) => hand.holder)?.holder;
    const life = this.#lives.ofExpression(file, node, paths, holder ? { ...this.#obligation, holder } : this.#obligation, releasers);
    this.#conclude(file, node, this.#handovers.settled(file, node, life, via), via);
  }

  #enter(file: FileModel, node: Node, path: Path): boolean {
    const key = path.join('\u0000');
    const paths = this.#seen.get(node) ?? new Set<string>();
    if (paths.has(key)) return false;
    this.#seen.set(node, paths.add(key));
    if (++this.#steps <= MAX_OWNERS) return true;
    if (this.#steps === MAX_OWNERS + 1) noteLimit('MAX_OWNERS', file, node);
    this.#unknown('it changes hands too often', file, node);
    return false;
  }

  #unknown(reason: string, file: FileModel, node: Node): true {
    this.endings.push({ keep: 'unknown', reason, place: { file, node } });
    return true;
  }

  #cached(reason: string, file: FileModel, node: Node): true {
    this.endings.push({ keep: 'cached', reason, place: { file, node } });
    return true;
  }

  /** What follows from the effects, by the first row of the table that applies. */
  #conclude(file: FileModel, origin: Node, life: LocalLife, via: readonly Hand[]): void {
    const held: Held = { file, origin, life, via };
    for (const { effects, unless = [], conclusion } of PRECEDENCE) {
      if (effects.length > 0 && !life.effects.has(...effects)) continue;
      if (life.effects.has(...unless) || !this.#isConcluded(conclusion, held)) continue;
      if (PUT_AWAY.has(conclusion)) this.holders.push({ ...held, kind: 'untilKept' });
      return;
    }
  }

  /** Whether a conclusion applies; if so, its endings are added. */
  #isConcluded(conclusion: Conclusion, held: Held): boolean {
    const { file, origin, life, via } = held;
    const owner = enclosingFunction(origin);
    switch (conclusion) {
      case 'outOfSight': {
        const [given] = life.effects.of('handedOver');
        return this.#unknown('it is handed to code that is not followed', given?.file ?? file, given?.node ?? origin);
      }
      case 'keptByModule':
        return this.#cached(owner ? 'an export of the module keeps it' : 'the module keeps it', file, origin);
      case 'keptForOneRun': {
        const local = this.#asLocal(file, life);
        if (local) this.#conclude(file, origin, local, via);
        return local !== undefined;
      }
      case 'putWhereNobodyReads':
        return this.#isPutWhereNobodyReads(held);
      case 'overwritten':
        return owner !== undefined && this.#isOverwritten(held);
      case 'keptByClass': {
        const field = life.effects.of('keptByField').find(({ isStatic }) => isStatic);
        return field !== undefined && this.#cached('a static field keeps it', field.file, field.node);
      }
      case 'keptByGlobal':
        return life.effects.of('stored').some(({ isGlobal }) => isGlobal) && this.#cached('a global keeps it', file, origin);
      case 'leftOnRequest':
        return owner !== undefined && this.#isLeftOnRequest(held);
      case 'ownedByGiver': {
        const takenBack = this.#requestProperties.lifeOfKeeper(life, this.#obligation);
        if (takenBack) this.holders.push({ ...held, ...takenBack, kind: 'onGiven' });
        this.endings.push({ keep: 'requestOwned', reason: GIVEN, place: { file, node: origin } });
        return true;
      }
      case 'madeAtModuleLevel':
        return (!owner || life.boundary.type === 'Program') && this.#cached('the module keeps it', file, origin);
      case 'keptByHolders':
        for (const places of grouped(life.effects.of('keptByVariable'), ({ variable }) => variable)) this.#keptBy(held, places);
        for (const fields of grouped(life.effects.of('keptByField'), ({ class: owner }) => owner)) this.#heldByFields(fields, held);
        return true;
      case 'givenBack':
        this.#returnedFrom(owner!, held);
        return true;
      case 'local':
        this.#leftBehind(owner!, held);
        return true;
    }
  }

  #leftBehind(owner: RunOwner, { file, origin, life, via }: Held): void {
    // Nobody has the client, or a part of it: what is in a cache in front is an answer, for which a client is made when the entry lacks.
    // Of one that is released there nothing stays, whatever is made of its parts.
    const isKept = life.effects.has('partKept', 'handleKept') && !life.effects.has('released');
    const run = this.#reach.runAt(file, origin, { isKept });
    // Used or not: the SDK has it.
    const way = [...run.kind === 'perRequest' ? run.trace : [], { file, owner, node: origin }, ...via];
    if (hasSdkStateTest(this.#program, this.#made, way)) this.#cached(ASKED, file, origin);
    else if (isNeverOpened(this.#reach, { file, owner }, via)) this.#unknown(UNOPENED, file, origin);
    else this.endings.push({ keep: 'local', life, origin, run, via });
  }

  /** The life of what a module variable keeps that is a local one in all but its place. */
  #asLocal(file: FileModel, life: LocalLife): LocalLife | undefined {
    const [place, ...others] = life.effects.of('keptByVariable');
    if (!place || place.path.length > 0 || others.length > 0 || life.effects.has('keptByField') || life.file !== file) return undefined;
    const emptied = readsOfEmptiedVariable(this.#program, file, place.node, this.#obligation.release);
    const reads = emptied ?? readsOfRefilledVariable(this.#program, file, place.node);
    // Variables that are given to each other lead nowhere.
    if (!reads || !this.#enter(file, place.node, place.path)) return undefined;
    const local = reads.reduce((sum: LocalLife, read) => (
      joined(sum, this.#lives.ofExpression(file, read, [[]], this.#obligation, new Set()))),
    { ...life, effects: life.effects.without('keptByVariable') });
    // What is not given back stays where it is: others may see to it that the function runs once.
    return emptied || local.effects.has('returned') ? local : undefined;
  }

  /** Whether the only place that keeps it is given another client by every run. */
  #isOverwritten({ file, origin, life, via }: Held): boolean {
    const [place] = [...life.effects.of('keptByVariable'), ...life.effects.of('keptByField')];
    if (!place || life.file !== file) return false;
    const found = this.#overwritings.find(file, place.node, life, this.#obligation);
    if (!found) return false;
    const { life: inRun, run, place: overwrites, outer, isForOthers: isUsedByOthers } = found;
    const way = outer ? [{ ...outer.hand, setUps: [] }, ...via] : via;
    const { origin: start = origin, isFresh = false } = outer ?? {};
    this.endings.push({ keep: 'local', life: inRun, origin: start, run, via: way, overwrites, isUsedByOthers, isFresh });
    return true;
  }

  /** Whether a request has it that nobody releases it from. */
  #isLeftOnRequest({ file, origin, life, via }: Held): boolean {
    const [place, ...others] = life.effects.of('stored');
    const isElsewhere = others.length > 0 || life.effects.has('returned', 'keptByVariable', 'keptByField', 'released');
    if (!place || isElsewhere || !this.#requestProperties.isUsedOnly(place, this.#obligation)) return false;
    const run = this.#reach.runAt(file, origin);
    if (run.kind !== 'perRequest') return false;
    const effects = life.effects.without('stored').and([{ kind: 'used' }]);
    this.endings.push({ keep: 'local', life: { ...life, effects }, origin, run, via });
    return true;
  }

  /** Whether one of several places that keep it is never read; if so, what follows from the others is concluded. */
  #isPutWhereNobodyReads({ file, origin, life, via }: Held): boolean {
    const places = [...life.effects.of('keptByVariable'), ...life.effects.of('keptByField')];
    if (places.length < 2 || life.file !== file) return false;
    const unread = new Set<Effect>(places.filter(({ node }) => this.#overwritings.isUnread(file, node)));
    if (unread.size === 0 || unread.size === places.length) return false;
    const effects = new Effects([...life.effects].filter((effect) => !unread.has(effect)));
    this.#conclude(file, origin, { ...life, effects }, via);
    return true;
  }

  /** A variable outside the function, the module's or that of a function around it, has it, perhaps under several names. */
  #keptBy({ file, life: inner, via }: Held, places: Several<'keptByVariable'>): void {
    const [{ variable, node }] = places;
    const paths = places.map(({ path }) => path);
    const declaring = enclosingFunction(variable.identifiers[0]!);
    if (!declaring) {
      this.#cached(`the module variable \`${variable.name}\` keeps it`, file, variable.identifiers[0]!);
      return;
    }
    if (!this.#enter(file, variable.identifiers[0]!, paths.flat())) return;
    const life = this.#lives.ofVariable(file, variable, paths, this.#obligation, inner.releasers);
    this.#conclude(file, variable.identifiers[0]!, life, [{ file, owner: declaring, node, setUps: setUpsOf(inner) }, ...via]);
  }

  /** Fields of the instances of a class: their lifetime is that of the object, so the obligation is its maker's. */
  #heldByFields(fields: Several<'keptByField'>, { origin, life, via }: Held): void {
    const [field] = fields;
    const owner = enclosingFunction(origin) as RunOwner;
    const callers = this.#reach.callersOf(field.file, field.class);
    const setUps = [...setUpsOf(life), ...fields.flatMap((each) => this.#lives.setUpsOfField(each, this.#obligation))];
    const step: Hand = { file: field.file, owner, node: origin, setUps, field, filling: life };
    if (findGuard(field.file, origin, owner)?.lives === 'process' && this.#cached(GUARDED, field.file, origin)) return;
    if (mayBeReplaced(this.#program, field.file, field.class) && this.#unknown(DECORATED, field.file, field.class)) return;
    if (givesOutOneInstance(field.file, field.class)) {
      this.#cached('the constructor of the object that holds it gives out one for all', field.file, field.class);
      return;
    }
    if (callers.isOnce || callers.isMemoised) this.#cached('the object that holds it is made once', field.file, field.class);
    for (const entry of callers.entries) {
      // A request-scoped object: the container makes one per request and drops it.
      const others = life.effects.without('keptByField');
      const dropped = fields.some((each) => isDestroyed(this.#lives, each, entry, this.#obligation));
      const effects = dropped ? others.and([{ kind: 'boundByUsing', node: field.node }]) : others;
      this.endings.push({ keep: 'local', life: { ...life, effects }, origin, run: runBy(entry), via: [step, ...via] });
    }
    const calls = callers.calls.filter((call) => mayMake(field, owner, origin, call));
    const paths = fields.map(({ path }) => path);
    for (const call of calls) {
      // What a container gives is an object of the class, whatever it is declared to be.
      const made = constructedClass(this.#program, call) ?? (call.isAsking ? field : undefined);
      this.#receive(call, field.class, paths, [made ? { ...step, holder: { ...made, paths } } : step, ...via], life.releasers);
    }
    if (calls.length + callers.entries.length === 0 && !callers.isOnce && !callers.isMemoised) {
      const reason = callers.calls.length > 0 ? UNASKED : 'nobody is known to construct the object that holds it';
      this.#unknown(reason, field.file, field.class);
    }
  }

  /** A call gets what `owner` gives back. */
  #receive(
    call: CallSite, owner: RunOwner, paths: readonly Path[], via: readonly Hand[], releasers: ReadonlySet<FunctionNode>,
  ): void {
    const { made } = call;
    const list = listFrom(this.#program, call, owner);
    if (list) return this.settle(list, inElements(paths), via, releasers);
    if (isResultOfCallback(this.#program, call, owner)) {
      this.#unknown('it is the result of a callback', call.file, call.node);
      return;
    }
    if (!made) {
      // A closure that was made with it: what that one gives back is something else.
      if (isOtherFunction(this.#program, call, owner)) this.#unknown('it is the result of a callback', call.file, call.node);
      else this.settle(call, paths, via, releasers);
      return;
    }
    // `create()` in a function that was given `create`: the client comes out there, and lives on behalf of the call that gave it.
    const around = enclosingFunction(made.node);
    if (!this.#enter(made.file, made.node, [`${call.node.range[0]} ${call.file.path}`, ...paths.flat()])) return;
    const life = this.#lives.ofExpression(made.file, made.node, paths, this.#obligation, releasers);
    const isOwned = life.effects.has('handedOver', 'exported', 'stored', 'keptByVariable', 'keptByField');
    if (isOwned || around !== made.context.target) return this.#conclude(made.file, made.node, life, via);
    const step: Hand = { file: made.file, owner: made.context.target, node: made.node, setUps: setUpsOf(life) };
    if (!life.effects.has('returned')) {
      const run = this.#reach.runAt(call.file, call.node);
      this.endings.push({ keep: 'local', life, origin: made.node, run, via: [step, ...via] });
      return;
    }
    const { context } = made;
    const outer: CallSite = { file: context.file, node: context.call };
    const isLast = context.call === call.node || !context.outer;
    const next: CallSite = isLast ? outer : { ...call, made: { ...outer, context: context.outer } };
    this.#receive(next, context.target, returnedPaths(life), [step, ...via], life.releasers);
  }

  #returnedFrom(owner: RunOwner, { file, origin, life, via }: Held): void {
    if (!isFunction(owner)) {
      this.#unknown('a field initialiser cannot return', file, origin);
      return;
    }
    if (findGuard(file, origin, owner)?.lives === 'process' && this.#cached(GUARDED, file, origin)) return;
    if (mayBeReplaced(this.#program, file, owner) && this.#unknown(DECORATED, file, owner)) return;
    const returned = returnedPaths(life);
    const setUps = setUpsOf(life);
    if (hasLaterRelease(file, owner, life) && this.#unknown('whoever gives it out releases it later', file, origin)) return;
    if (isExecutor(owner)) {
      this.settle({ file, node: owner.parent }, returned, [{ file, owner, node: origin, life, setUps }, ...via], life.releasers);
      return;
    }
    const callers = this.#reach.callersOf(file, owner);
    if (callers.isMemoised || callers.isOnce) this.#cached('the function that returns it runs once, or its result is kept', file, owner);
    const step: Hand = { file, owner, node: origin, life, setUps };
    const isRead = callers.entries.length > 0 && isEndedByReader(life, via, this.#obligation) && this.#unknown(READ, file, origin);
    const isPassedAround = callers.entries.length > 0 && !isRead && this.#requestProperties.areUsedOnly(returned, this.#obligation);
    for (const entry of isRead ? [] : callers.entries) {
      // The context of a request: the framework passes it around while the request lasts, and drops it.
      if (hasSdkStateTest(this.#program, this.#made, [step, ...via])) this.#cached(ASKED, file, origin);
      else this.endings.push({ keep: 'local', life, origin, run: runBy(entry), via: [step, ...via], isPassedAround });
    }
    const calls = deployedFirst(callers.calls.filter((call) => mayReach(file, owner, origin, call)), (call) => call.made ?? call);
    for (const call of calls) this.#receive(call, owner, returned, [step, ...via], life.releasers);
    if (calls.length + callers.entries.length === 0 && !callers.isMemoised && !callers.isOnce) {
      this.#unknown(callers.calls.length > 0 ? UNASKED : 'no caller is known of the function that returns it', file, owner);
    }
  }
}
