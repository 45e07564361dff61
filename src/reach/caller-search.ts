import { promiseMethods } from '../catalog/conventions/methods.js';
import { runningMethods } from '../catalog/conventions/collections.js';
import { callingMethods } from '../catalog/conventions/events.js';
import { isPromise, isStream } from '../control/callbacks.js';
import type { FileModel } from '../resolve/file-model.js';
import { CALL } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { isMethodOfFunction } from '../syntax/bound-function.js';
import { isInside } from '../syntax/is-inside.js';
import type { ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import { enclosingFunction, isClass, isFunction, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import { isUntakenExport } from '../project/starts/untaken-export.js';
import { CallerCollector, isHandedBack, isOfList } from './callers.js';
import type { CallSite, Callers, RunOwner } from './callers.js';
import { contextId } from './context-id.js';
import type { EntryFinder } from './entries/entry-finder.js';
import type { Owned } from './entries/passed-on.js';
import type { Flow } from '../flow/flow.js';
import type { CallContext, FlowStep, Landing, Spot } from '../flow/spots.js';
import { noteLimit } from '../limits/debug-log.js';
import { MAX_IMPORTERS_NEAR, MAX_SPOTS, MAX_SPOTS_NEAR } from '../limits/limits.js';
import { addContainer, addInjected } from './injected.js';
import { callersByName } from './method-names.js';
import { isLeftRegistration } from './left-registrations.js';
import { callsOverridden, isOverriddenEverywhere } from './overridden-methods.js';
import { callsThatTell } from './told-events.js';
import { isHelperByCalls } from './placed-helpers.js';
import type { Program } from '../project/program.js';

/*
 * What runs a function? Forward from the function, wherever its value goes, until it is called, registered with a framework, or exported
 * under a name that a framework looks for.
 * Output: `Callers`. Invariant: what is not followed makes them open. Blind spot: the one of `Flow`.
 */

type Push = (spot: Spot, runBy?: FunctionNode) => void;

export class CallerSearch {
  readonly #program: Program;
  readonly #flow: Flow;
  readonly #entries: EntryFinder;
  readonly #isTestFile: (file: FileModel) => boolean;
  readonly #known = new WeakMap<Node, Callers>();
  /** Functions of whose callers some are out of sight, and the others have not been looked for. */
  readonly #open = new WeakSet<Node>();
  /** Of these the search ended at a limit before all of them were found. */
  readonly #nearest = new WeakMap<Node, Callers>();
  /** Functions whose callers are being looked for. */
  readonly #pending = new Set<Node>();

  constructor(program: Program, flow: Flow, entries: EntryFinder, isTestFile: (file: FileModel) => boolean) {
    this.#program = program;
    this.#flow = flow;
    this.#entries = entries;
    this.#isTestFile = isTestFile;
  }

  /** Everything that runs a function, or constructs a class. */
  of(file: FileModel, owner: RunOwner): Callers {
    let callers = this.#known.get(owner);
    if (!callers) this.#known.set(owner, callers = this.#findCallers(file, owner, false));
    return callers;
  }

  /** The same, as far as it is near the function. */
  #nearestOf(file: FileModel, owner: RunOwner): Callers {
    const known = this.#known.get(owner) ?? this.#nearest.get(owner);
    if (known) return known;
    const callers = this.#findCallers(file, owner, false, MAX_SPOTS_NEAR);
    (callers.isCut ? this.#nearest : this.#known).set(owner, callers);
    return callers;
  }

  /** The same, or `undefined` if some of it is out of sight. At the first that is, the search is given up. */
  allOf(file: FileModel, owner: RunOwner): Callers | undefined {
    const known = this.#known.get(owner);
    if (known) return known.isOpen ? undefined : known;
    if (this.#open.has(owner)) return undefined;
    const callers = this.#findCallers(file, owner, true);
    if (callers.isOpen) this.#open.add(owner);
    else this.#known.set(owner, callers);
    return callers.isOpen ? undefined : callers;
  }

  #findCallers(file: FileModel, owner: RunOwner, untilOpen: boolean, most = MAX_SPOTS): Callers {
    this.#pending.add(owner);
    const callers = this.#collectCallers(file, owner, untilOpen, most);
    this.#pending.delete(owner);
    return callers;
  }

  #collectCallers(file: FileModel, owner: RunOwner, untilOpen: boolean, most: number): Callers {
    const found = new CallerCollector();
    if (this.#isTestFile(file)) return found;
    if (isFunction(owner)) {
      if (this.#entries.isOnce(file, owner)) return Object.assign(found, { isOnce: true });
      const entry = this.#entries.ofFunction(file, owner, false);
      if (entry && !entry.isByType) return { ...found, entries: [entry] };
      if (entry) {
        this.#spread(this.#flow.startOf(file, owner), owner, found, false, most);
        const isHelper = found.calls.some((call) => !call.isAsking && !call.isGiven);
        if (isHelper) return Object.assign(found, { byType: entry });
        const isLeft = found.isEmpty && this.#isUnmounted(file, owner);
        return { ...new CallerCollector(), entries: isLeft ? [] : [entry], isCut: found.isCut };
      }
    }
    if (isFunction(owner) && this.#entries.containers.isOnceMethod(file, owner)) found.isOnce = true;
    const constructed = isClass(owner) ? owner : isConstructor(owner) ? owner.parent.parent!.parent as ClassNode : undefined;
    const injectable = constructed && addContainer(this.#entries.containers, found, file, constructed);
    this.#spread(this.#flow.startOf(file, owner), owner, found, untilOpen, most);
    if (untilOpen && found.isOpen) return found;
    addInjected(this.#program, this.#isTestFile, found, injectable);
    const isMadeElsewhere = injectable && !injectable.framework && found.bindings.length === 0;
    if (isMadeElsewhere || (constructed && found.isRegistered)) found.dropAsking();
    if (isFunction(owner) && found.entries.some(({ isByPlace }) => isByPlace) && isHelperByCalls(file, owner, found)) found.dropPlaces();
    if (isFunction(owner) && isOverriddenEverywhere(this.#program, this.#flow, file, owner)) found.keepSuperCalls();
    if (found.isEmpty && isFunction(owner)) {
      const byName = callersByName(this.#program, file, owner).filter((call) => !this.#isTestFile(call.file));
      found.calls.push(...byName);
    }
    if (found.isEmpty && isFunction(owner)) {
      const entry = this.#entries.ofFunction(file, owner, true);
      if (entry && !this.#isUnmounted(file, owner)) found.entries.push(entry);
    }
    // What the base class calls by a name that it has itself is called from where that class stands.
    if (found.isEmpty && isFunction(owner) && callsOverridden(file, owner)) found.isOpen = true;
    return found;
  }

  /** Whether what looks like a handler is evidently taken by nobody. */
  #isUnmounted(file: FileModel, fn: FunctionNode): boolean {
    return this.#entries.isPassedOver(file) || isUntakenExport(this.#program, file, fn, this.#isTestFile);
  }

  #spread(start: Spot, owner: RunOwner, found: CallerCollector, untilOpen: boolean, most: number): void {
    const queue: Spot[] = [start];
    const seen = new Map<Node, Set<string>>();
    const given = new Map<Spot, FunctionNode>();
    let current: FunctionNode | undefined;
    const push = (spot: Spot, giving = current): void => {
      const key = `${spot.path.join('\u0000')} ${spot.context ? contextId(spot.context.call) : ''}`;
      const paths = seen.get(spot.node);
      if (paths?.has(key)) return;
      if (paths) paths.add(key);
      else seen.set(spot.node, new Set([key]));
      queue.push(spot);
      if (giving) given.set(spot, giving);
    };
    push(start);
    for (const spot of queue) {
      if (untilOpen && found.isOpen) return;
      if (queue.length > most) {
        noteLimit(most === MAX_SPOTS ? 'MAX_SPOTS' : 'MAX_SPOTS_NEAR', start.file, start.node);
        found.isOpen = found.isCut = true;
        return;
      }
      if (this.#isTestFile(spot.file)) continue;
      if (most !== MAX_SPOTS && this.#leadsFarAway(spot)) {
        found.isOpen = found.isCut = true;
        continue;
      }
      current = given.get(spot);
      this.#goOn(this.#flow.next(spot), { file: start.file, node: owner, ...(current && { runBy: current }) }, found, push);
    }
  }

  #goOn(step: FlowStep, owner: Owned, found: CallerCollector, push: Push): void {
    found.work += step.work;
    for (const spot of step.onward) push(spot);
    for (const landing of step.landings) this.#land(landing, owner, found, push);
  }

  /** What a module declares, and very many others import. */
  #leadsFarAway({ file, node }: Spot): boolean {
    return (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && !enclosingFunction(node)
      && this.#program.countImporters(file) > MAX_IMPORTERS_NEAR;
  }

  #land(landing: Landing, owner: Owned, found: CallerCollector, push: Push): void {
    switch (landing.kind) {
      case 'called':
        if (isMethod(owner.node) && this.#isAnyMethod(landing)) {
          found.isOpen = true;
          return;
        }
        return this.#called(landing, landing.context, found, push);
      case 'argument':
        return this.#landInCall(landing, owner, found, push);
      case 'exported': {
        const fn = isFunction(owner.node) ? owner.node : undefined;
        if (this.#isTestFile(landing.file)) return;
        const entry = this.#entries.ofExport(landing.file, landing.name, landing.path, fn, owner.runBy);
        if (this.#entries.isOnceExport(landing.file, landing.name, landing.path, fn)) found.isOnce = true;
        else if (entry) found.entries.push(entry);
        return;
      }
      case 'stored':
      case 'lost':
        found.isOpen = true;
        return;
      case 'member':
      case 'taken':
      case 'holderCalled':
      case 'holderRead':
      case 'returned':
      case 'kept':
      case 'field':
        return;
    }
  }

  /** `log[level](message)`: which method of an object is called is not known. A table of functions is there to be looked up in. */
  #isAnyMethod({ file, node }: { readonly file: FileModel; readonly node: Node }): boolean {
    const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
    if (callee?.type !== 'MemberExpression' || propertyName(callee) !== undefined) return false;
    const holder = this.#program.evaluator.evaluate(file, callee.object);
    return holder.kind === 'local' && isClass(holder.node) && holder.path.length === 1;
  }

  #landInCall(landing: Extract<Landing, { kind: 'argument' }>, owner: Owned, found: CallerCollector, push: Push): void {
    const { file, call, index, path } = landing;
    if (this.#isTestFile(file)) return;
    const binding = this.#entries.containers.bindingOf(file, call, index, path);
    if (binding) return void found.bindings.push(binding);
    const role = this.#entries.ofArgument(file, call, index, path, owner);
    // A class is no function that a framework could run: it constructs one when it likes.
    if (role?.kind === 'entry' && path.length === 0 && isClass(owner.node)) {
      found.isOpen = true;
      return;
    }
    if (role?.kind === 'entry' && role.isRecursive) {
      found.recursions.push({ entry: role.entry, file, node: call });
      if (enclosingFunction(call)) found.addCall({ file, node: call });
      else found.isOnce = true;
    } else if (role?.kind === 'entry') {
      if (!isLeftRegistration(this.#program, file, call, this.#isTestFile)) found.entries.push(role.entry);
    }
    else if (role?.kind === 'once') found.isOnce = found.isRegistered = true;
    else if (role?.kind === 'memo') found.isMemoised = true;
    if (role && role.kind !== 'passed') return;
    if (landing.inside) {
      // A function that is handed to itself, or around in a circle, tells nothing more the second time.
      if (found.enter(call, `${index} ${path.join()}`)) this.#goOn(landing.inside(), owner, found, push);
      return;
    }
    if (role) {
      if (!found.enter(call, `${index} ${path.join()}`)) return;
      for (const on of role.to) this.#goOn(this.#flow.binding(on.file, on.parameter, on.path), owner, found, push);
      return;
    }
    if (path[0] === CALL) return;
    const callee = this.#program.evaluator.evaluate(file, call.callee);
    if (callee.kind === 'local' && callee.path.length === 0 && (isFunction(callee.node) || isClass(callee.node))) return;
    // `method.bind(it)`: it is what `this` stands for there; nobody calls it, and the bound function is not it.
    if (index === 0 && isMethodOfFunction(call)) return;
    // What gives back the function's result gives back no function that runs it once more.
    if (path.length === 0 && !isClass(owner.node) && isHandedBack(this.#program, file, call, call.arguments[index])) {
      if (enclosingFunction(call)) return this.#called({ file, node: call }, landing.context, found, push);
      found.isOnce = true;
      return;
    }
    // `list.map(f)`, `promise.then(f)`: the result is none that could be called. What a package does in a `map` of its own nobody knows,
    // unless it gives lists; its promises are like all others.
    const method = call.callee.type === 'MemberExpression' ? propertyName(call.callee) : undefined;
    const isThen = method !== undefined && promiseMethods.has(method);
    const isRunning = method !== undefined && runningMethods.has(method) && (callee.kind !== 'package' || isOfList(callee));
    if (path.length === 0 && (isThen || isRunning)) {
      return this.#called({ file, node: call, ...(!isThen && { isGiven: true }) }, landing.context, found, push);
    }
    // `new ReadableStream({ start() { … } })`: it is read while whatever made it goes on.
    if (path.length === 1 && isStream(call)) return this.#called({ file, node: call, isGiven: true }, landing.context, found, push);
    // `new Promise((resolve) => { … })` runs it at once, and is nothing that could be called.
    if (path.length === 0 && isPromise(call) && enclosingFunction(call)) {
      return this.#called({ file, node: call, isGiven: true }, landing.context, found, push);
    }
    for (const { context, ...told } of path.length === 0 ? callsThatTell(this.#program, this.#flow, file, call, index) : []) {
      this.#called({ ...told, isGiven: true }, context, found, push);
    }
    // An emitter that nobody knows calls it whenever it likes: in what registers it, at the earliest.
    if (path.length === 0 && index > 0 && method !== undefined && callingMethods.has(method)) found.isOpen = true;
    // A function of nobody's: a wrapper that gives back a function like it, or one that calls it.
    // Both are assumed, neither is proof of `once`.
    push({ file, node: call, path, ...(landing.context && { context: landing.context }) });
    if (path.length > 0) return;
    // `providers.push(Service)`: whoever makes the object from that list, it is not given back here.
    const isPut = isClass(owner.node) && outermost(call).parent?.type === 'ExpressionStatement';
    if (enclosingFunction(call) && !isPut) this.#called({ file, node: call, isAsking: true }, landing.context, found, push);
    else found.isOpen = true;
  }

  /** A call inside a function that the value was given to is made when that function is called: by the call that gave it, not by others. */
  #called(site: CallSite, from: CallContext | undefined, found: CallerCollector, push: Push): void {
    let { file, node } = site;
    const made = site.made ?? (from && { file, node, context: from });
    for (let context = from; context; context = context.outer) {
      const around = enclosingFunction(node);
      if (around !== context.target) {
        const path = isFunction(around) ? this.#returnedPath(file, context.target, around) : undefined;
        const out = path && { file: context.file, node: context.call, path, ...(context.outer && { context: context.outer }) };
        if (out) return push(out, around as FunctionNode);
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
    if (this.#pending.has(callback) || !isProperlyInside(callback, target)) return [];
    const { entries, calls, isOnce, isMemoised } = this.#nearestOf(file, callback);
    return entries.length === 0 && !isOnce && !isMemoised ? calls.filter(({ node }) => isProperlyInside(node, target)) : [];
  }

  /** Where in its results a function hands out another one that is written inside it. */
  #returnedPath(file: FileModel, outer: FunctionNode, inner: FunctionNode): Path | undefined {
    if (!isProperlyInside(inner, outer)) return undefined;
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

function isMethod(node: Node): boolean {
  return node.parent?.type === 'MethodDefinition' && node.parent.kind === 'method';
}

function isProperlyInside(inner: Node, outer: Node): boolean {
  return inner !== outer && isInside(inner, outer);
}

function isConstructor(node: FunctionNode): boolean {
  return node.parent.type === 'MethodDefinition' && node.parent.kind === 'constructor';
}
