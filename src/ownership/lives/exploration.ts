import { arrayRunningMethods } from '../../catalog/conventions/collections.js';
import { releaseLikeMethods } from '../../catalog/conventions/methods.js';
import { isResultIgnored } from '../../control/callbacks.js';
import { waitsForProcessEnd } from '../../control/process-end.js';
import { isOnSharedStack } from '../../control/disposable-stacks.js';
import type { CatalogIndex } from '../../catalog/merge.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { isElement, member } from '../../resolve/path.js';
import type { Path } from '../../resolve/path.js';
import { methodOf } from '../../syntax/method-of.js';
import { enclosingFunction, isFunction, isUsingDeclaration, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { argumentUse, isRelease, memberUse } from '../../sites/client-calls.js';
import type { Obligation } from '../../sites/client-calls.js';
import { functionNamed } from '../../flow/called-function.js';
import type { Flow } from '../../flow/flow.js';
import { listedPath } from '../../flow/flow-collections.js';
import { givenToEach } from '../../flow/named-callback.js';
import { noteLimit } from '../../limits/debug-log.js';
import { MAX_PATH, MAX_SPOTS } from '../../limits/limits.js';
import { isCaptured, isOfClosures } from './closures.js';
import type { Effect, GivenAt } from './effects.js';
import { getterOf, isOnSuper, methodOfInstance, overriding } from './instance-members.js';
import { isRootedInGlobal } from './global-root.js';
import { isElsewhere, namedAnew, noteTaker, releasesOf } from './local-life.js';
import type { LocalLife, OtherLives } from './local-life.js';
import { MetClosures } from './met-closures.js';
import { parameterLife } from './parameter-life.js';
import { isHandleKept, isPart, notePart, obligationInside } from './part-life.js';
import { hasTextKey } from './text-key.js';
import { whoGetsResolved } from './resolved-executor.js';
import { seenFromCall } from './seen-from-call.js';
import type { Program } from '../../project/program.js';
import type { FlowStep, Landing, Spot } from '../../flow/spots.js';

/*
 * What becomes of a client, or of something that holds it, inside one function? Collects the aliases of the value there and where each
 * of them ends: released, returned, kept in an outer variable or a field, handed over, or nothing of all that.
 * Output: a `LocalLife`. Invariant: every alias the function makes is followed, or `isHandedOver` is set. Blind spot: aliases made by
 * code of other packages.
 */

export class Exploration {
  readonly #lives: OtherLives;
  readonly #program: Program;
  readonly #index: CatalogIndex;
  readonly #flow: Flow;
  readonly #life: LocalLife;
  readonly #queue: Spot[] = [];
  readonly #seen = new Map<Node, Set<string>>();
  readonly #closures: MetClosures;
  /** Members of the client that were met. */
  readonly #methods = new Set<Node>();
  /** Variables and fields that took the value in, and under which paths: collections may be put into one another. */
  readonly #collected = new Map<Variable | Node, Set<string>>();
  #obligation: Obligation;

  constructor(lives: OtherLives, program: Program, index: CatalogIndex, flow: Flow, obligation: Obligation, life: LocalLife) {
    this.#lives = lives;
    this.#program = program;
    this.#index = index;
    this.#flow = flow;
    this.#obligation = obligation;
    this.#life = life;
    this.#closures = new MetClosures(program, flow, life, (node) => this.#seen.get(node)?.has('') === true);
  }

  run(): void {
    let followed = 0;
    for (const spot of this.#queue) {
      if (this.#queue.length > MAX_SPOTS) {
        noteLimit('MAX_SPOTS', spot.file, spot.node);
        this.#life.unfollowed = this.#queue.length - followed;
        this.#handOver(spot);
        return;
      }
      followed++;
      if (isUsingDeclaration(spot.node)) this.#add({ kind: 'boundByUsing', node: spot.node });
      this.take(this.#flow.next(spot, this.#life.boundary));
    }
    this.#closures.addReleasers();
  }

  take(step: FlowStep): void {
    for (const spot of step.onward) this.#push(spot);
    for (const landing of step.landings) this.#land(landing);
  }

  #push(spot: Spot): void {
    const key = spot.path.join('\u0000');
    const paths = this.#seen.get(spot.node);
    if (paths?.has(key)) return;
    if (paths) paths.add(key);
    else this.#seen.set(spot.node, new Set([key]));
    this.#queue.push(spot);
    this.#closures.noteUse(spot.node);
  }

  #add(effect: Effect): void {
    this.#life.effects.add(effect);
  }

  #alsoReleasedBy(release: readonly string[]): void {
    this.#obligation = { ...this.#obligation, release: [...new Set([...this.#obligation.release, ...release])] };
  }

  #handOver({ file, node }: { readonly file: FileModel; readonly node: Node }, given?: GivenAt): void {
    this.#add({ kind: 'handedOver', file, node, ...(given && { given }) });
  }

  #land(landing: Landing): void {
    const { boundary } = this.#life;
    switch (landing.kind) {
      case 'member':
        return this.#landOnMember(landing);
      case 'argument':
        return this.#landInCall(landing);
      case 'called':
        // Clients that are functions (`sql(...)`): a use.
        this.#add({ kind: 'used' });
        this.#closures.noteUse(landing.node);
        return;
      case 'taken':
        // A method without its object goes its own ways.
        return isRelease(this.#obligation, landing.name) ? this.#handOver(landing) : this.#add({ kind: 'used' });
      case 'holderCalled':
        return this.#holderCall(landing.file, landing.call, landing.path);
      case 'holderRead':
        return this.#holderRead(landing);
      case 'returned':
        if (landing.function === boundary && !isResultIgnored(boundary)) this.#add({ kind: 'returned', path: landing.path });
        return;
      case 'kept':
        return this.#add({ ...landing, kind: 'keptByVariable' });
      case 'field':
        return this.#add({ ...landing, kind: 'keptByField' });
      case 'exported':
        return this.#add({ kind: 'exported' });
      case 'stored':
        return this.#add({ ...landing, kind: 'stored', isGlobal: isRootedInGlobal(landing.file, landing.node) });
      case 'lost':
        return this.#handOver(landing);
    }
  }

  #landOnMember(landing: Extract<Landing, { kind: 'member' }>): void {
    this.#methods.add(landing.node);
    this.#closures.noteHolder(landing.file, landing.node.object);
    this.#closures.noteUse(landing.node);
    const use = memberUse(this.#program, this.#index, this.#obligation, landing);
    switch (use.kind) {
      case 'release':
        return this.#released(use.node);
      case 'alias':
        this.#add({ kind: use.isInert ? 'touched' : 'used' });
        if (use.isSetup) this.#add({ kind: 'setUp', file: landing.file, call: use.call });
        return this.#push({ file: landing.file, node: use.call, path: [] });
      case 'use':
        if (isHandleKept(this.#flow, this.#life.boundary, { ...landing, path: [] })) this.#add({ kind: 'handleKept' });
        // Whoever asks the package for it gets it.
        if (use.name !== undefined && this.#obligation.globalBy?.includes(use.name)) this.#add({ kind: 'partKept' });
        return this.#add({ kind: use.isInert ? 'touched' : 'used' });
      case 'itself':
        return this.#push({ file: landing.file, node: use.node, path: [] });
      case 'part':
        return notePart(this.#flow, landing.file, use, this.#obligation, this.#life).forEach((spot) => this.#push(spot));
      case 'anyMethod':
      case 'givenAway':
        return this.#handOver(landing);
    }
  }

  #landInCall(landing: Extract<Landing, { kind: 'argument' }>): void {
    const { file, call, path } = landing;
    if (path.length === 0) this.#closures.noteHolder(file, call.arguments[landing.index]);
    this.#closures.noteUse(call);
    const listed = listedPath(file, call, landing.index, path);
    if (listed) {
      // `Object.values(clients).map((client) => client.close())`
      const elements = this.#lives.ofExpression(file, call, [listed], this.#obligation, new Set());
      for (const release of releasesOf(elements)) this.#released(release);
      // `new Map(Object.entries(clients))`: others have them then. What a chain does with each is followed.
      if (call.parent.type !== 'MemberExpression' && isElsewhere(elements)) this.#handOver({ file, node: call });
    }
    const use = argumentUse(this.#program, this.#index, this.#obligation, landing);
    // `setTimeout(close, 500)`, `client.send(text).finally(close)`, where `close` came with the client.
    const isReleaser = (use.kind === 'use' || use.kind === 'handedOver') && isOfClosures(path[0], this.#life.releasers);
    if (isReleaser) return this.#released(unwrap(call.arguments[landing.index]!));
    switch (use.kind) {
      case 'release':
        return this.#released(use.node);
      case 'alias':
        if (use.isQuiet) this.#add({ kind: 'wrapped', call });
        this.#alsoReleasedBy(use.release);
        return this.#push({ file, node: use.call, path: [] });
      case 'use':
        return this.#add({ kind: use.isInert ? 'touched' : 'used' });
      case 'adopted':
        this.#add({ kind: 'used' });
        return this.#putInto(file, use.receiver, path);
      case 'stacked':
        return this.#stack(landing, use.call, use.disposer);
      case 'collected':
        // `c.set('db', client)`: as good as a property of what the function was given.
        if (hasTextKey(file, call)) return this.#add({ kind: 'stored', isGlobal: false, file, node: call, path });
        return this.#putInto(file, use.receiver, [member('*'), ...path], true);
      case 'handedOver':
        // `client.define(name, { client })`: it has itself.
        if (this.#methods.has(unwrap(call.callee)) || this.#isResolved(landing)) return;
        if (isPart(this.#program, file, call.arguments[landing.index], this.#obligation, path)) return;
        return this.#inCallbacks(landing);
      case 'parameter':
        // What the called function of the project does with its parameter, as seen from the call.
        return this.#inFunction(landing, use.file, use.function, use.index, use.owner !== undefined && call.type === 'NewExpression');
    }
  }

  /** `stack.use(client)`, `stack.adopt(client, (client) => client.close())`: the client, which the stack releases. */
  #stack(landing: Extract<Landing, { kind: 'argument' }>, call: CallNode, disposer: Node | undefined): void {
    if (isOnSharedStack(landing.file, call)) this.#handOver({ file: landing.file, node: call });
    else if (!disposer) this.#released(call);
    else {
      const fn = functionNamed(this.#program, landing.file, disposer);
      if (!fn) this.#handOver({ file: landing.file, node: call });
      else if (fn.node.params.length > 0) this.#inFunction(landing, fn.file, fn.node, 0, false);
    }
    this.#push({ file: landing.file, node: call, path: [] });
  }

  /** `resolve(client)`: whoever has the promise gets it. `false` if the call is something else. */
  #isResolved(landing: Extract<Landing, { kind: 'argument' }>): boolean {
    const gets = whoGetsResolved(landing, this.#life.boundary);
    if (gets === 'caller') this.#add({ kind: 'returned', path: landing.path });
    else if (gets) this.#push({ file: landing.file, node: gets, path: landing.path });
    return gets !== undefined;
  }

  /** `fn(client)` in a function that is given `fn`: what the functions do with it that callers give. */
  #inCallbacks(landing: Extract<Landing, { kind: 'argument' }>): void {
    const callbacks = this.#lives.callbacksOf(landing.file, unwrap(landing.call.callee));
    if (!callbacks) return this.#handOver({ file: landing.file, node: landing.call }, landing);
    for (const { file, node } of callbacks) {
      if (landing.index < node.params.length) this.#inFunction(landing, file, node, landing.index, false);
    }
  }

  #inFunction(
    landing: Extract<Landing, { kind: 'argument' }>, file: FileModel, fn: FunctionNode, index: number, isConstructor: boolean,
  ): void {
    const obligation = obligationInside(this.#program, landing, this.#obligation);
    const inside = parameterLife(this.#lives, file, fn, index, landing.path, obligation);
    if (inside === 'pending') return;
    const here = { file: landing.file, node: landing.call };
    if (!inside) return this.#handOver(here);
    for (const effect of inside.effects) {
      const seen = seenFromCall(landing, effect, isConstructor);
      if (seen === 'released') this.#released(landing.call);
      else if (seen && 'alias' in seen) this.#push({ ...here, path: seen.alias });
      else if (seen) this.#add(seen);
    }
    if (landing.path.length === 0) noteTaker(this.#life, landing.call, { life: inside, parameter: fn.params[index]! });
  }

  /** A method of an object took it in: what holds the object holds it under `held`, and so do others that have the same collection. */
  #putInto(file: FileModel, receiver: Node, held: Path, isCollected = false): void {
    const target = unwrap(receiver);
    if (held.length > MAX_PATH) {
      // `list.push([...list])`
      noteLimit('MAX_PATH', file, target);
      return this.#handOver({ file, node: target });
    }
    const variable = target.type === 'Identifier' ? file.variableOf(target) : undefined;
    const known = this.#collected.get(variable ?? target) ?? new Set();
    if (known.has(held.join())) return;
    this.#collected.set(variable ?? target, known.add(held.join()));
    if (variable && variable.defs[0]?.type !== 'Parameter') {
      return this.take(this.#flow[isCollected ? 'collected' : 'binding'](file, variable.identifiers[0]!, held, this.#life.boundary));
    }
    const isField = target.type === 'MemberExpression' && unwrap(target.object).type === 'ThisExpression';
    if (isField && propertyName(target) !== undefined) return this.take(this.#flow.binding(file, target, held, this.#life.boundary));
    this.#handOver({ file, node: target });
  }

  #released(node: Node): void {
    if (releasesOf(this.#life).includes(node)) return;
    this.#add({ kind: 'used' });
    if (waitsForProcessEnd(this.#life.file, node, this.#life.boundary)) return this.#add({ kind: 'releasedAtEnd' });
    this.#add({ kind: 'released', node });
    const around = enclosingFunction(node);
    if (isFunction(around) && around !== this.#life.boundary) this.#life.releasers.add(around);
  }

  /** A call on what holds the client (`service.close()`, `cleanup()`): does the function that it runs release it? */
  #holderCall(file: FileModel, call: CallNode, path: Path): void {
    if (isCaptured(path[0])) this.#closures.noteUse(call);
    const named = functionNamed(this.#program, file, call.callee);
    const target = unwrap(call.callee);
    if (isPart(this.#program, file, target.type === 'MemberExpression' ? target.object : target, this.#obligation, path)) return;
    const name = target.type === 'MemberExpression' ? propertyName(target) : undefined;
    const { holder } = this.#obligation;
    const isHeld = holder?.paths.some((held) => held.join() === path.join()) === true && !isOnSuper(target);
    const callee = (named && isHeld ? overriding(this.#program, holder, named, name) : undefined) ?? named;
    if (callee) {
      if (this.#life.releasers.has(callee.node)) return this.#released(call);
      const isMethod = methodOf(callee.node) !== undefined;
      if (isMethod) this.#inMethod({ file, node: call }, callee.file, callee.node, path);
      // What releases it may stand in a function within.
      if (isMethod || !isCaptured(path[0])) return;
    }
    if (isElement(path[0]) && arrayRunningMethods.has(name ?? '')) return this.#forEach(file, call, path.slice(1));
    const method = isHeld ? methodOfInstance(this.#program, holder, name) : undefined;
    if (method) return this.#inMethod({ file, node: call }, method.file, method.node, path);
    if (isOfClosures(path[0], this.#life.releasers)) return this.#released(call);
    if (name !== undefined && member(name) !== path[0] && releaseLikeMethods.test(name)) this.#handOver({ file, node: call });
  }

  /** `service.client`, where that is a getter: what it gives may be the client, or have it. */
  #holderRead({ file, access, path }: Extract<Landing, { kind: 'holderRead' }>): void {
    const getter = getterOf(this.#program, file, access.object, propertyName(access));
    const inside = getter && this.#lives.ofMethod(getter.file, getter.node, path, this.#obligation, this.#life.isOwn);
    if (inside) this.#results({ file, node: access }, inside);
  }

  /** `return this`, `return this.client`: the result has it as well. Who keeps the object, or lent it, lends what comes out of it. */
  #results(here: { readonly file: FileModel; readonly node: Node }, inside: LocalLife): void {
    for (const { path } of inside.effects.of('returned')) if (path.length > 0 || this.#life.isOwn) this.#push({ ...here, path });
  }

  /** `clients.map(close)`: what the function does with each. */
  #forEach(file: FileModel, call: CallNode, path: Path): void {
    const fn = givenToEach(this.#program, file, call);
    if (fn === 'unseen') this.#handOver({ file, node: call });
    else if (fn) this.#inFunction({ kind: 'argument', file, call, index: 0, path }, fn.file, fn.node, 0, false);
  }

  #inMethod(here: { readonly file: FileModel; readonly node: CallNode }, file: FileModel, method: FunctionNode, path: Path): void {
    const inside = this.#lives.ofMethod(file, method, path, this.#obligation, this.#life.isOwn);
    if (inside) this.#results(here, inside);
    const { callee } = here.node;
    const receiver = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
    // `this.client.connect(this.transport)`: the object has it under another name from then on.
    for (const moved of receiver ? namedAnew(inside, path) : []) {
      if (receiver!.type === 'ThisExpression') this.#add(moved);
      else this.#putInto(here.file, receiver!, moved.path);
    }
    if (!inside?.effects.has('released')) return inside?.effects.has('handedOver') ? this.#handOver(here) : undefined;
    this.#released(here.node);
    noteTaker(this.#life, here.node, { life: inside });
  }
}
