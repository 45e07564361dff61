import { isOnSharedStack } from '../control/disposable-stacks.js';
import { assignedRole, isPromise, isStream } from '../control/callbacks.js';
import type { CatalogIndex } from '../catalog/merge.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { isRootedInGlobal } from '../resolve/global-root.js';
import { member } from '../resolve/path.js';
import type { Path, Step } from '../resolve/path.js';
import { enclosingFunction, isClass, isFunction, isUsingDeclaration, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import { argumentUse, memberUse } from '../sites/client-calls.js';
import type { Obligation } from '../sites/client-calls.js';
import type { Flow } from '../flow/flow.js';
import { listedPath } from '../flow/flow-collections.js';
import { noteLimit } from '../limits/debug-log.js';
import { MAX_PATH, MAX_SPOTS } from '../limits/limits.js';
import type { LocalLife, OtherLives } from './local-life.js';
import { parameterLife } from './parameter-life.js';
import { notePart } from './part-life.js';
import { RELEASE_LIKE } from './release-like.js';
import { resolvesPromise } from './resolves-promise.js';
import type { Program } from '../project/program.js';
import type { FlowStep, Landing, Spot } from '../flow/spots.js';

/*
 * What becomes of a client, or of something that holds it, inside one function? Collects the aliases of the value there and where each
 * of them ends: released, returned, kept in an outer variable or a field, handed over, or nothing of all that.
 * Output: a `LocalLife`. Invariant: every alias the function makes is followed, or `isHandedOver` is set. Blind spot: aliases made by
 * code of other packages.
 */

/** A step of a path that nothing can follow: the client is caught in a closure at that place. */
const CAPTURED: Step = '~';

export class Exploration {
  readonly #lives: OtherLives;
  readonly #program: Program;
  readonly #index: CatalogIndex;
  readonly #flow: Flow;
  readonly #life: LocalLife;
  readonly #queue: Spot[] = [];
  readonly #seen = new Map<Node, Set<string>>();
  readonly #closures = new Set<FunctionNode>();
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
  }

  run(): void {
    for (const spot of this.#queue) {
      if (this.#queue.length > MAX_SPOTS) {
        noteLimit('MAX_SPOTS', spot.file, spot.node);
        this.#life.isHandedOver = true;
        return;
      }
      if (isUsingDeclaration(spot.node)) this.#life.isUsing = true;
      this.take(this.#flow.next(spot, this.#life.boundary));
    }
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
    this.#noteClosure(spot.node);
  }

  #land(landing: Landing): void {
    const life = this.#life;
    switch (landing.kind) {
      case 'member':
        return this.#landOnMember(landing);
      case 'argument':
        return this.#landInCall(landing);
      case 'called':
        // Clients that are functions (`sql(...)`): a use.
        life.isUsed = true;
        this.#noteClosure(landing.node);
        return;
      case 'taken':
        // A method without its object goes its own ways.
        if (this.#obligation.release.includes(landing.name)) life.isHandedOver = true;
        else life.isUsed = true;
        return;
      case 'holderCalled':
        return this.#holderCall(landing.file, landing.call, landing.path);
      case 'returned':
        if (landing.function === life.boundary) life.returned.push(landing.path);
        return;
      case 'kept':
        life.kept.push(landing);
        return;
      case 'field':
        life.fields.push(landing);
        return;
      case 'exported':
        life.isExported = true;
        return;
      case 'stored':
        life.isStored = true;
        life.isGlobal ||= isRootedInGlobal(landing.file, landing.node);
        return;
      case 'lost':
        life.isHandedOver = true;
        return;
    }
  }

  #landOnMember(landing: Extract<Landing, { kind: 'member' }>): void {
    this.#noteClosure(landing.node);
    const use = memberUse(this.#program, this.#index, this.#obligation, landing);
    switch (use.kind) {
      case 'release':
        return this.#released(use.node);
      case 'alias':
        this.#life.isUsed = true;
        if (use.isSetup) this.#life.setups.push({ file: landing.file, call: use.call });
        return this.#push({ file: landing.file, node: use.call, path: [] });
      case 'use':
        if (use.isInert) this.#life.hasInertUse = true;
        else this.#life.isUsed = true;
        return;
      case 'part':
        return notePart(this.#flow, { file: landing.file, node: use.node, path: [] }, use.isRead, this.#obligation, this.#life);
      case 'anyMethod':
        this.#life.isHandedOver = true;
        return;
    }
  }

  #landInCall(landing: Extract<Landing, { kind: 'argument' }>): void {
    const { file, call, path } = landing;
    const life = this.#life;
    this.#noteClosure(call);
    const listed = listedPath(file, call, landing.index, path);
    if (listed) {
      // `Object.values(clients).map((client) => client.close())`
      for (const release of this.#lives.ofExpression(file, call, [listed], this.#obligation, new Set()).releases) this.#released(release);
    }
    const use = argumentUse(this.#program, this.#index, this.#obligation, landing);
    switch (use.kind) {
      case 'release':
        return this.#released(use.node);
      case 'alias':
        if (use.isQuiet) life.quiet.push(call);
        this.#obligation = { ...this.#obligation, release: [...new Set([...this.#obligation.release, ...use.release])] };
        return this.#push({ file, node: use.call, path: [] });
      case 'use':
        if (use.isInert) life.hasInertUse = true;
        else life.isUsed = true;
        return;
      case 'adopted':
        life.isUsed = true;
        return this.#putInto(file, use.receiver, path);
      case 'stacked':
        return this.#stack(landing, use.call, use.disposer);
      case 'collected':
        return this.#putInto(file, use.receiver, [member('*'), ...path]);
      case 'handedOver':
        if (resolvesPromise(life.boundary, landing)) life.returned.push(path);
        else this.#inCallbacks(landing);
        return;
      case 'parameter':
        return this.#inParameter(landing, use);
    }
  }

  /** `stack.use(client)`, `stack.adopt(client, (client) => client.close())`: the client, which the stack releases. */
  #stack(landing: Extract<Landing, { kind: 'argument' }>, call: CallNode, disposer: Node | undefined): void {
    if (isOnSharedStack(landing.file, call)) this.#life.isHandedOver = true;
    else if (!disposer) this.#released(call);
    else {
      const value = this.#program.evaluator.evaluate(landing.file, disposer);
      if (value.kind !== 'local' || value.path.length > 0 || !isFunction(value.node)) this.#life.isHandedOver = true;
      else if (value.node.params.length > 0) this.#inFunction(landing, value.file, value.node, 0, false);
    }
    this.#push({ file: landing.file, node: call, path: [] });
  }

  /** What the called function of the project does with its parameter, as seen from the call. */
  #inParameter(landing: Extract<Landing, { kind: 'argument' }>, use: Extract<ReturnType<typeof argumentUse>, { kind: 'parameter' }>): void {
    const isConstructor = use.owner !== undefined && landing.call.type === 'NewExpression';
    this.#inFunction(landing, use.file, use.function, use.index, isConstructor);
  }

  /** `fn(client)` in a function that is given `fn`: what the functions do with it that callers give. */
  #inCallbacks(landing: Extract<Landing, { kind: 'argument' }>): void {
    const callbacks = this.#lives.callbacksOf(landing.file, unwrap(landing.call.callee));
    if (!callbacks) {
      this.#life.isHandedOver = true;
      return;
    }
    for (const { file, node } of callbacks) {
      if (landing.index < node.params.length) this.#inFunction(landing, file, node, landing.index, false);
    }
  }

  #inFunction(
    landing: Extract<Landing, { kind: 'argument' }>, file: FileModel, fn: FunctionNode, index: number, isConstructor: boolean,
  ): void {
    const inside = parameterLife(this.#lives, file, fn, index, landing.path, this.#obligation);
    const life = this.#life;
    if (inside === 'pending') return;
    if (!inside) {
      life.isHandedOver = true;
      return;
    }
    life.isUsed ||= inside.isUsed;
    life.isPartKept ||= inside.isPartKept;
    life.hasInertUse ||= inside.hasInertUse;
    life.setups.push(...inside.setups);
    // A client kept by somebody else's variable or object is that one's to release.
    life.isHandedOver ||= inside.isHandedOver || inside.isStored || inside.kept.length > 0 || inside.isExported;
    if (inside.releases.length > 0) this.#released(landing.call);
    for (const path of inside.returned) this.#push({ file: landing.file, node: landing.call, path });
    for (const field of inside.fields) {
      if (isConstructor && !field.isStatic) this.#push({ file: landing.file, node: landing.call, path: field.path });
      else life.isHandedOver = true;
    }
  }

  /** A method of an object took it in: what holds the object holds it under `held`. */
  #putInto(file: FileModel, receiver: Node, held: Path): void {
    const target = unwrap(receiver);
    if (held.length > MAX_PATH) {
      // `list.push([...list])`
      noteLimit('MAX_PATH', file, target);
      this.#life.isHandedOver = true;
      return;
    }
    const variable = target.type === 'Identifier' ? file.variableOf(target) : undefined;
    const key = held.join();
    const known = this.#collected.get(variable ?? target);
    if (known?.has(key)) return;
    this.#collected.set(variable ?? target, (known ?? new Set()).add(key));
    if (variable && variable.defs[0]?.type !== 'Parameter') {
      return this.take(this.#flow.binding(file, variable.identifiers[0]!, held, this.#life.boundary));
    }
    if (target.type === 'MemberExpression' && unwrap(target.object).type === 'ThisExpression') {
      const name = propertyName(target);
      if (name !== undefined) return this.take(this.#flow.binding(file, target, held, this.#life.boundary));
    }
    this.#life.isHandedOver = true;
  }

  #released(node: Node): void {
    if (this.#life.releases.includes(node)) return;
    this.#life.releases.push(node);
    this.#life.isUsed = true;
    const around = enclosingFunction(node);
    if (isFunction(around) && around !== this.#life.boundary) this.#life.releasers.add(around);
  }

  /** A call on what holds the client (`service.close()`, `cleanup()`): does the function that it runs release it? */
  #holderCall(file: FileModel, call: CallNode, path: Path): void {
    if (path[0] === CAPTURED) this.#noteClosure(call);
    const callee = this.#program.evaluator.evaluate(file, call.callee);
    const target = unwrap(call.callee);
    const name = target.type === 'MemberExpression' ? propertyName(target) : undefined;
    if (callee.kind === 'local' && callee.path.length === 0 && isFunction(callee.node)) {
      if (this.#life.releasers.has(callee.node)) return this.#released(call);
      const owner = callee.node.parent.type === 'MethodDefinition' ? callee.node.parent.parent.parent : undefined;
      const inside = isClass(owner) ? this.#lives.ofMethod(callee.file, callee.node, path, this.#obligation) : undefined;
      if (inside?.releases) this.#released(call);
      else if (inside?.handsOver) this.#life.isHandedOver = true;
      return;
    }
    // A function that came with it, and may be the one that releases it.
    if (path[0] === CAPTURED && this.#life.releasers.size > 0) this.#life.isHandedOver = true;
    if (name !== undefined && member(name) !== path[0] && RELEASE_LIKE.test(name)) this.#life.isHandedOver = true;
  }

  /** A use inside a nested function: if that function leaves the boundary, the client goes with it. */
  #noteClosure(node: Node): void {
    const { boundary } = this.#life;
    for (let current: Node | undefined = node.parent; current && current !== boundary; current = current.parent) {
      if (!isFunction(current) || this.#closures.has(current)) continue;
      this.#closures.add(current);
      this.#followClosure(current);
    }
  }

  #followClosure(closure: FunctionNode): void {
    const { file, boundary } = this.#life;
    const start = this.#flow.startOf(file, closure);
    const queue: Spot[] = [start];
    const seen = new Set<Node>([start.node]);
    for (const spot of queue) {
      const step = this.#flow.next(spot, boundary);
      for (const next of step.onward) {
        if (seen.has(next.node)) continue;
        seen.add(next.node);
        queue.push(next);
      }
      for (const landing of step.landings) this.#landClosure(landing);
    }
  }

  #landClosure(landing: Landing): void {
    const life = this.#life;
    switch (landing.kind) {
      case 'returned':
        if (landing.function === life.boundary) life.returned.push([...landing.path, CAPTURED]);
        return;
      case 'stored':
        // `signal.onabort = () => client.close()`: when that runs is known.
        if (landing.node.type === 'MemberExpression' && assignedRole(propertyName(landing.node)) !== 'unclear') return;
        // `client.method = () => original()`: it holds itself.
        if (landing.node.type === 'MemberExpression' && this.#seen.get(unwrap(landing.node.object))?.has('')) return;
        life.isHandedOver = true;
        return;
      case 'kept':
      case 'field':
        // Somebody who outlives the function can still use the client.
        life.isHandedOver = true;
        return;
      case 'exported':
        life.isExported = true;
        return;
      case 'argument': {
        // An object of functions that is given away holds the client; a bare callback is assumed to be run by whoever gets it.
        if (isOnSharedStack(landing.file, landing.call)) life.isHandedOver = true;
        const isRead = isPromise(landing.call) || isStream(landing.call);
        if (landing.path.length > 0 || landing.call.type === 'NewExpression') life.isHandedOver ||= !isRead;
        return;
      }
      case 'called':
      case 'holderCalled':
      case 'taken':
      case 'member':
      case 'lost':
        return;
    }
  }
}
