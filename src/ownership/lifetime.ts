import { findGuard } from '../control/guards.js';
import { isExecutor } from '../control/callbacks.js';
import type { EntryPoint } from '../reach/entry-point.js';
import type { FileModel } from '../resolve/file-model.js';
import type { Path } from '../resolve/path.js';
import type { ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import { enclosingFunction, functionName, isCall, isFunction, propertyName } from '../syntax/nodes.js';
import { isAskedFirst } from './asked-first.js';
import type { Obligation } from '../sites/client-calls.js';
import type { Spot } from '../flow/spots.js';
import { noteLimit } from '../limits/debug-log.js';
import { MAX_OWNERS } from '../limits/limits.js';
import type { LocalLives } from './local-lives.js';
import { joined } from './local-life.js';
import type { LocalLife } from './local-life.js';
import { Overwritings } from './overwritten.js';
import type { Program } from '../project/program.js';
import type { CallSite, RunOwner } from '../reach/callers.js';
import type { KeptPlace } from './kept-place.js';
import type { Reach, Run, TraceStep } from '../reach/reach.js';
import { readsOfWrittenFirst } from './written-first.js';

/*
 * Who ends up with a client, and how often? Follows it from the construction outwards: a function that returns it passes it to its
 * callers, a field to whoever constructs the object, a closure variable to the function that declares it. Each end is an `Ending`.
 * Invariant: an ending says `local` only if nothing that outlives the function can reach the client. Blind spot: what is handed to
 * code outside the project is `unknown`.
 */

export type Ending =
  /** It dies, or is left behind, with a run of one function. */
  | {
    readonly keep: 'local'; readonly life: LocalLife; readonly origin: Node; readonly run: Run; readonly via: readonly TraceStep[];
    /** The place outside of the function where the next run puts another one. */
    readonly overwrites?: KeptPlace;
  }
  /** Something that lives as long as the process keeps it. `place` is where it goes there, or where nobody can follow it. */
  | { readonly keep: 'cached'; readonly reason: string; readonly place: CallSite }
  | { readonly keep: 'requestOwned'; readonly reason: string; readonly place: CallSite }
  | { readonly keep: 'unknown'; readonly reason: string; readonly place: CallSite };

const ASKED = 'the SDK is asked first what it has';
const GUARDED = 'a test of what is kept lets it be made once only';

export class Lifetimes {
  readonly #program: Program;
  readonly #reach: Reach;
  readonly #lives: LocalLives;
  readonly #overwritings: Overwritings;

  constructor(program: Program, lives: LocalLives, reach: Reach) {
    this.#reach = reach;
    this.#program = program;
    this.#lives = lives;
    this.#overwritings = new Overwritings(program, reach, this.#lives);
  }

  /** Every way in which the life of a client that is made at `origin` can end. */
  endingsOf(origin: Spot, obligation: Obligation): Ending[] {
    const search = new Search(this.#program, this.#reach, this.#lives, this.#overwritings, obligation, origin);
    search.settle(origin, [origin.path], [], new Set());
    return search.endings;
  }
}

class Search {
  readonly endings: Ending[] = [];
  readonly #program: Program;
  readonly #reach: Reach;
  readonly #lives: LocalLives;
  readonly #overwritings: Overwritings;
  readonly #obligation: Obligation;
  /** The construction. */
  readonly #made: Spot;
  readonly #seen = new Map<Node, Set<string>>();
  #steps = 0;

  constructor(program: Program, reach: Reach, lives: LocalLives, overwritings: Overwritings, obligation: Obligation, made: Spot) {
    this.#program = program;
    this.#made = made;
    this.#reach = reach;
    this.#lives = lives;
    this.#overwritings = overwritings;
    this.#obligation = obligation;
  }

  /**
   * Where does the client end that an expression gives at `paths` of its value? Several of them are one client: `{ client, close }`.
   * `via` are the functions it came through, innermost last.
   */
  settle({ file, node }: CallSite, paths: readonly Path[], via: readonly TraceStep[], releasers: ReadonlySet<FunctionNode>): void {
    if (!this.#enter(file, node, paths.flat())) return;
    const life = this.#lives.ofExpression(file, node, paths, this.#obligation, releasers);
    this.#conclude(file, node, life, via);
  }

  #enter(file: FileModel, node: Node, path: Path): boolean {
    const key = path.join('\u0000');
    const paths = this.#seen.get(node) ?? new Set<string>();
    if (paths.has(key)) return false;
    this.#seen.set(node, paths.add(key));
    if (++this.#steps <= MAX_OWNERS) return true;
    noteLimit('MAX_OWNERS', file, node);
    this.#unknown('it changes hands too often', file, node);
    return false;
  }

  #unknown(reason: string, file: FileModel, node: Node): void {
    this.endings.push({ keep: 'unknown', reason, place: { file, node } });
  }

  #cached(reason: string, file: FileModel, node: Node): void {
    this.endings.push({ keep: 'cached', reason, place: { file, node } });
  }

  #conclude(file: FileModel, origin: Node, life: LocalLife, via: readonly TraceStep[]): void {
    if (life.isHandedOver) return this.#unknown('it is handed to code that is not followed', file, origin);
    const owner = enclosingFunction(origin);
    if (life.isExported) return this.#cached(owner ? 'an export of the module keeps it' : 'the module keeps it', file, origin);
    const local = life.isStored ? undefined : this.#asLocal(file, life);
    if (local) return this.#conclude(file, origin, local, via);
    if (owner && !life.isStored && this.#isOverwritten(file, origin, life, via)) return;
    const field = life.fields.find(({ isStatic }) => isStatic);
    if (field) return this.#cached('a static field keeps it', field.file, field.node);
    if (life.isGlobal) return this.#cached('a global keeps it', file, origin);
    if (life.isStored) {
      const reason = 'an object that was given to the function keeps it';
      this.endings.push({ keep: 'requestOwned', reason, place: { file, node: origin } });
      return;
    }
    if (!owner || life.boundary.type === 'Program') return this.#cached('the module keeps it', file, origin);
    for (const { variable, path, node } of life.kept) this.#keptBy(file, variable, path, node, via);
    for (const field of life.fields) this.#heldByField(field, origin, life, via);
    // Whoever keeps it owns it; what is returned beside is lent.
    if (life.kept.length + life.fields.length > 0) return;
    if (life.returned.length > 0) return this.#returnedFrom(file, owner, origin, life, via);
    const run = this.#reach.runAt(file, origin);
    // Used or not: the SDK has it.
    const way = [...run.kind === 'perRequest' ? run.trace : [], { file, owner, node: origin }, ...via];
    if (isAskedFirst(this.#program, this.#made, way)) return this.#cached(ASKED, file, origin);
    this.endings.push({ keep: 'local', life, origin, run, via });
  }

  /** The life of what a module variable keeps that is a local one in all but its place. */
  #asLocal(file: FileModel, life: LocalLife): LocalLife | undefined {
    const [place, ...others] = life.kept;
    if (!place || place.path.length > 0 || others.length + life.fields.length > 0 || life.file !== file) return undefined;
    const reads = readsOfWrittenFirst(this.#program, file, place.node);
    // Variables that are given to each other lead nowhere.
    if (!reads || !this.#enter(file, place.node, place.path)) return undefined;
    const local = reads.reduce((sum: LocalLife, read) => (
      joined(sum, this.#lives.ofExpression(file, read, [[]], this.#obligation, new Set()))), { ...life, kept: [] });
    // What is not given back stays where it is: others may see to it that the function runs once.
    return local.returned.length > 0 ? local : undefined;
  }

  /** Whether the only place that keeps it is given another client by every run. */
  #isOverwritten(file: FileModel, origin: Node, life: LocalLife, via: readonly TraceStep[]): boolean {
    const [place, ...others] = [...life.kept, ...life.fields];
    if (!place || others.length > 0 || life.file !== file) return false;
    const found = this.#overwritings.find(file, place.node, life, this.#obligation);
    if (!found) return false;
    this.endings.push({ keep: 'local', life: found.life, origin, run: found.run, via, overwrites: found.place });
    return true;
  }

  /** A variable outside the function: the module's, or that of a function around it. */
  #keptBy(file: FileModel, variable: LocalLife['kept'][number]['variable'], path: Path, node: Node, via: readonly TraceStep[]): void {
    const declaring = enclosingFunction(variable.identifiers[0]!);
    if (!declaring) return this.#cached(`the module variable \`${variable.name}\` keeps it`, file, variable.identifiers[0]!);
    if (!this.#enter(file, variable.identifiers[0]!, path)) return;
    const life = this.#lives.ofVariable(file, variable, path, this.#obligation);
    this.#conclude(file, variable.identifiers[0]!, life, [...via, { file, owner: declaring, node }]);
  }

  /** A field of the instances of a class: its lifetime is that of the object, so the obligation is its maker's. */
  #heldByField(field: LocalLife['fields'][number], origin: Node, life: LocalLife, via: readonly TraceStep[]): void {
    const owner = enclosingFunction(origin) as RunOwner;
    const callers = this.#reach.callersOf(field.file, field.class);
    const step: TraceStep = { file: field.file, owner, node: origin };
    const guard = findGuard(field.file, origin, owner);
    if (guard?.lives === 'process') return this.#cached(GUARDED, field.file, origin);
    if (callers.isOnce || callers.isMemoised) this.#cached('the object that holds it is made once', field.file, field.class);
    for (const entry of callers.entries) {
      // A request-scoped object: the container makes one per request and drops it.
      const run: Run = { kind: 'perRequest', entry, trace: [] };
      const isUsing = life.isUsing || this.#isDestroyed(field, entry);
      this.endings.push({ keep: 'local', life: { ...life, fields: [], isUsing }, origin, run, via: [step, ...via] });
    }
    for (const call of callers.calls) {
      this.#receive(call, field.class, [field.path], [step, ...via], life.releasers);
    }
    if (callers.calls.length === 0 && callers.entries.length === 0 && !callers.isOnce && !callers.isMemoised) {
      this.#unknown('nobody is known to construct the object that holds it', field.file, field.class);
    }
  }

  /** Whether the container drops the object by calling a method of it that releases the field, as the end of a block with `using` does. */
  #isDestroyed(field: LocalLife['fields'][number], { destroyMethods = [] }: EntryPoint): boolean {
    return field.class.body.body.some((member) => member.type === 'MethodDefinition' && isFunction(member.value)
      && destroyMethods.includes(propertyName(member) ?? '')
      && this.#lives.ofMethod(field.file, member.value, field.path, this.#obligation).releases);
  }

  /** A call gets what `owner` gives back. */
  #receive(
    call: CallSite, owner: RunOwner, paths: readonly Path[], via: readonly TraceStep[], releasers: ReadonlySet<FunctionNode>,
  ): void {
    const { made } = call;
    if (call.isGiven || isCallWithCallback(made?.node ?? call.node, owner)) {
      return this.#unknown('it is the result of a callback', call.file, call.node);
    }
    if (!made) {
      // A closure that was made with it: what that one gives back is something else.
      if (this.#isOtherFunction(call, owner)) return this.#unknown('it is the result of a callback', call.file, call.node);
      return this.settle(call, paths, via, releasers);
    }
    // `create()` in a function that was given `create`: the client comes out there, and lives on behalf of the call that gave it.
    const around = enclosingFunction(made.node);
    if (!this.#enter(made.file, made.node, [`${call.node.range[0]} ${call.file.path}`, ...paths.flat()])) return;
    const life = this.#lives.ofExpression(made.file, made.node, paths, this.#obligation, releasers);
    const isOwned = life.isExported || life.isStored || life.kept.length + life.fields.length > 0;
    if (life.isHandedOver || isOwned || around !== made.context.target) return this.#conclude(made.file, made.node, life, via);
    const step: TraceStep = { file: made.file, owner: made.context.target, node: made.node };
    if (life.returned.length === 0) {
      const run = this.#reach.runAt(call.file, call.node);
      this.endings.push({ keep: 'local', life, origin: made.node, run, via: [step, ...via] });
      return;
    }
    const { context } = made;
    const outer: CallSite = { file: context.file, node: context.call };
    const isLast = context.call === call.node || !context.outer;
    const next: CallSite = isLast ? outer : { ...call, made: { ...outer, context: context.outer } };
    this.#receive(next, context.target, life.returned, [step, ...via], life.releasers);
  }

  #isOtherFunction({ file, node }: CallSite, owner: RunOwner): boolean {
    if (!isCall(node)) return false;
    const callee = this.#program.evaluator.evaluate(file, node.callee);
    if (callee.kind !== 'local' || callee.path.length > 0 || !isFunction(callee.node) || callee.node === owner) return false;
    // A method and what overrides it go by one name.
    return functionName(callee.node) !== functionName(owner);
  }

  #returnedFrom(file: FileModel, owner: FunctionNode | ClassNode, origin: Node, life: LocalLife, via: readonly TraceStep[]): void {
    if (!isFunction(owner)) return this.#unknown('a field initialiser cannot return', file, origin);
    const guard = findGuard(file, origin, owner);
    if (guard?.lives === 'process') return this.#cached(GUARDED, file, origin);
    if (isExecutor(owner)) {
      if (life.releases.length > 0) return this.#unknown('it is released where its promise is made', file, origin);
      return this.settle({ file, node: owner.parent }, life.returned, [{ file, owner, node: origin }, ...via], life.releasers);
    }
    const callers = this.#reach.callersOf(file, owner);
    if (callers.isMemoised || callers.isOnce) this.#cached('the function that returns it runs once, or its result is kept', file, owner);
    const step: TraceStep = { file, owner, node: origin };
    for (const entry of callers.entries) {
      // The context of a request: the framework passes it around while the request lasts, and drops it.
      const run: Run = { kind: 'perRequest', entry, trace: [] };
      this.endings.push({ keep: 'local', life, origin, run, via: [step, ...via] });
    }
    for (const call of callers.calls) this.#receive(call, owner, life.returned, [step, ...via], life.releasers);
    if (callers.calls.length + callers.entries.length === 0 && !callers.isMemoised && !callers.isOnce) {
      this.#unknown('no caller is known of the function that returns it', file, owner);
    }
  }
}

/** The "call" of a callback is the call that it is given to, whose result is not the callback's. */
function isCallWithCallback(call: Node, owner: RunOwner): boolean {
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return false;
  return call.arguments.some((argument) => argument.range[0] <= owner.range[0] && argument.range[1] >= owner.range[1]);
}

