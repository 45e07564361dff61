import type { TSESTree } from '@typescript-eslint/utils';
import { promiseMethods } from '../../catalog/conventions/methods.js';
import { streamingMethods } from '../../catalog/conventions/events.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { singleValueOf, variableOfFunction } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { isFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { isDropped, isExecutor, isNamed } from '../../control/callbacks.js';
import { isFreeOfObjects } from '../../control/free-values.js';
import { isPromiseReturned, isSettledAtOnce, resolveCallsOf } from './resolve-calls.js';
import { failuresOf, openingOf } from './opening.js';
import type { ReleaseQuestion, Witness } from './release-question.js';
import type { Loss, Settlement } from './release-state.js';
import { functionOf, holdersOf, isCollected, isHolder, isInObject, isPromised, outcomesOf } from './variables-of.js';
import type { Holders } from './variables-of.js';

/*
 * What must be known of a function before its paths are walked: where the client is opened and released, which of its variables hold
 * the client, and which nested functions matter because they release it, directly or through another one.
 * Blind spot: functions that are reached through objects.
 */

/** Something that can be called, as far as it matters here. */
export type Callable =
  | { readonly kind: 'function'; readonly node: FunctionNode }
  /** `client.close`, not called yet. */
  | { readonly kind: 'release' }
  | { readonly kind: 'settle'; readonly as: Settlement };

export class ReleaseFacts {
  readonly file: FileModel;
  readonly boundary: FunctionNode;
  /** The node after which the client is there. */
  readonly opening: Node;
  /** The node after which there is something to release. */
  readonly start: Node;
  /** What releases it, in the boundary. */
  readonly releases: ReadonlySet<Node>;
  /** Nested functions that release it, and those around them. */
  readonly relevant = new Set<FunctionNode>();
  /** Nested functions that settle a promise whose executor is relevant, or clear a timer. */
  readonly settlers = new Set<FunctionNode>();
  /** Variables that hold it. */
  readonly aliases: ReadonlySet<Variable>;
  /** Variables that are set when it could not be opened. */
  readonly failures: ReadonlySet<Variable>;
  /** Variables that are set when it could be opened. */
  readonly successes: ReadonlySet<Variable>;
  /** It is put into a collection, so that a second one does not replace it. */
  readonly isCollected: boolean;
  /** Whether it is an element of a list, or a value of an object: a loop through those comes to it. */
  readonly isAmongOthers: boolean;
  /** The function gives it back. */
  readonly isGivenBack: boolean;
  /** What is left without a failure does not count. */
  readonly onlyFailures: boolean;
  /** What fails in the call that opens it, after it has done so. */
  readonly failedOpening: Loss | undefined;
  readonly #losing: ReadonlyMap<Node, Witness | 'told'>;
  readonly #openFailure: readonly string[];
  readonly #asked: ReleaseQuestion;
  readonly #keeps: ReadonlySet<Node>;
  readonly #settling = new Map<Variable, Settlement>();
  readonly #holders: Holders;
  /** Variables that hold a release method. */
  readonly #releaseNames: ReadonlySet<Variable>;
  #isAsync: boolean | undefined;

  constructor(question: ReleaseQuestion) {
    this.#asked = question;
    this.file = question.file;
    this.boundary = question.boundary;
    this.opening = openingOf(question.origin, question.boundary);
    this.start = question.firstUse ?? this.opening;
    this.releases = new Set(question.releases.filter((node) => isInside(node, question.boundary)));
    this.isGivenBack = question.isGivenBack ?? false;
    this.onlyFailures = question.onlyFailures ?? false;
    this.#losing = question.losing ?? new Map();
    this.failedOpening = question.failedOpening && { ...question.failedOpening, at: this.start.range[0], isLikely: true };
    this.#openFailure = question.openFailure ?? [];
    this.#keeps = question.keeps ?? new Set();
    this.#holders = holdersOf(this, question.parts);
    this.aliases = this.#holders.names;
    const outcomes = outcomesOf(this.file, this.opening);
    const failures = failuresOf(question, this.opening, this.start, (node) => this.isRootedInClient(node));
    this.failures = new Set([...failures, ...outcomes.failures]);
    this.successes = new Set(outcomes.successes);
    this.#releaseNames = new Set([...this.releases].flatMap((release) => this.#nameOf(release) ?? []));
    this.#collectRelevant();
    this.#collectSettlers();
    this.#collectClearings();
    this.isCollected = isCollected(this.opening, this.aliases);
    this.isAmongOthers = this.isCollected || isInObject(this.opening, this.aliases);
  }

  isRelease(node: Node): boolean {
    return this.releases.has(node) || this.#keeps.has(node);
  }

  /** Whether others have it afterwards. */
  isKeeping(node: Node): boolean {
    return this.#keeps.has(node);
  }

  /** Whether a piece of code is on a way to where others get it, if it does not leave before. */
  isKeptBeside(node: Node): boolean {
    return [...this.#keeps].some((keeping) => keeping.range[0] >= node.range[1]);
  }

  /** Whether a release may fail before it has released the client. */
  mayLose(release: Node): boolean {
    return this.#losing.get(release) === 'told';
  }

  /** What fails in the function that a call gives it to, of which that says nothing. */
  lossIn(call: CallNode): Loss | undefined {
    const witness = this.#losing.get(call);
    return witness && witness !== 'told' ? { ...witness, at: call.range[0], isLikely: true } : undefined;
  }

  /** Whether a call that fails leaves the client open. */
  leavesOpen({ callee }: CallNode): boolean {
    return callee.type === 'MemberExpression' && this.#openFailure.includes(propertyName(callee) ?? '') && this.isClient(callee.object);
  }

  isQuiet(call: CallNode): boolean {
    // Its own construction decides whether there is a client at all.
    return (this.opening === this.boundary || !isInside(call, this.opening)) && this.#asked.isQuiet?.(call) === true;
  }

  /** Whether a value may be missing, so that a look into it fails. */
  mayBeMissing(value: Node): boolean {
    return this.#asked.isMissing?.(value) === true;
  }

  /** Whether a call gives such a value to a function that looks into it. */
  looksIntoMissing(call: CallNode): boolean {
    return this.#asked.looksIntoMissing?.(call) === true;
  }

  /** What a test tells of the client that came with what is tested. */
  toldBy(test: Node): 'present' | 'absent' | undefined {
    return this.#asked.tells?.(test);
  }

  /** Whether reading a name fails, because nothing declares it. */
  isNowhere(name: Node): boolean {
    return this.#asked.isNowhere?.(name) === true;
  }

  /** Whether a call that nothing waits for is known to fail now and then. */
  mayFail(call: CallNode): boolean {
    return this.#asked.mayFail?.(call) === true;
  }

  hasReleases(): boolean {
    return this.releases.size + this.#keeps.size > 0 || this.isGivenBack;
  }

  /** Whether the function is the executor of a promise of the client: what it rejects, it has given to nobody. */
  get isExecutorOfClient(): boolean {
    return this.isGivenBack && isExecutor(this.boundary);
  }

  /** Whether it goes to the caller with a value that the function returns. */
  isHandedOn(fn: Node, value: Node): boolean {
    return this.isGivenBack && fn === this.boundary
      && !isFreeOfObjects(this.file, value, (node) => this.isClient(node) || isInside(this.opening, node));
  }

  /** Whether a piece of code releases the client, itself or through a nested function that it names. */
  releasesIn(node: Node | null | undefined): boolean {
    if (!node) return false;
    for (const release of this.releases) if (isInside(release, node)) return true;
    for (const keeping of this.#keeps) if (isInside(keeping, node)) return true;
    for (const fn of this.relevant) {
      if (variableOfFunction(this.file, fn)?.references.some(({ identifier }) => isInside(identifier, node))) return true;
    }
    return false;
  }

  /** Whether a piece of code releases something by a name: `client.close()`, `end(holder)`, `clients[key].close()`. */
  releasesByName(node: Node, name: TSESTree.Identifier): boolean {
    const references = this.file.variableOf(name)?.references ?? [];
    return [...this.releases].some((release) => (
      isInside(release, node) && references.some(({ identifier }) => isInside(identifier, release))));
  }

  /** Whether an expression is the client itself: a variable that holds it, or what its releases are called on. */
  isClient(node: Node): boolean {
    return isHolder(this.file, this.#holders, node);
  }

  /** Whether a variable is all that leads to the client where it is written: no other name, no object, no method that was taken from it. */
  isOnlyHolder(target: Node): boolean {
    const variable = target.type === 'Identifier' ? this.file.variableOf(target) : undefined;
    if (!variable || !this.aliases.has(variable) || this.#releaseNames.size > 0) return false;
    return [...this.aliases].every((alias) => alias === variable || !isInside(target, alias.scope.block))
      && [...this.#holders.receivers].every((receiver) => [...this.aliases].some(({ name }) => name === receiver));
  }

  /** Whether a variable holds the client, or is what one of its variables may hold in place of it: `let own = given;`. */
  mayHold(variable: Variable): boolean {
    return this.aliases.has(variable) || variable.references.some(({ identifier }) => !isInside(identifier, this.opening)
      && [...this.aliases].some((alias) => alias.references.some(({ writeExpr }) => writeExpr && isInside(identifier, writeExpr))));
  }

  /** Whether an expression starts at the client: `client.a.b()`. */
  isRootedInClient(node: Node): boolean {
    for (let current = unwrap(node); ;) {
      if (this.isClient(current)) return true;
      if (current.type === 'MemberExpression') current = unwrap(current.object);
      else if (current.type === 'CallExpression') current = unwrap(current.callee);
      else if (current.type === 'Identifier') {
        // `const db = client.db();`
        const variable = this.file.variableOf(current);
        const held = variable && singleValueOf(variable);
        if (!held || !isInside(held.expression, this.boundary) || held.expression.range[0] >= current.range[0]) return false;
        current = unwrap(held.expression);
      } else return false;
    }
  }

  /**
   * An async function, or a method of a client that came by a promise, or whose methods give promises or take callbacks: not awaited, it
   * rejects a promise.
   */
  isBeginning(call: CallNode): boolean {
    const callee = unwrap(call.callee);
    if (this.#asked.isBeginning?.(call) === true) return true;
    if (callee.type !== 'MemberExpression' || !this.isRootedInClient(callee.object)) return false;
    return this.#isAsync ??= isPromised(this.opening)
      || this.file.calls.some((other) => isInside(other, this.boundary) && this.#isAsyncUse(other));
  }

  #isAsyncUse(call: CallNode): boolean {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || !this.isRootedInClient(callee.object)) return false;
    const user = call.parent.type === 'ChainExpression' ? call.parent.parent : call.parent;
    if (user.type === 'CallExpression' && user.callee !== call) {
      // `pipeline(client.query(text), response, (error) => …)`: a stream reports its errors there.
      return user.arguments.some((argument) => this.callableOf(argument) !== undefined);
    }
    if (user.type === 'MemberExpression' && streamingMethods.has(propertyName(user) ?? '')) return true;
    return user.type === 'AwaitExpression' || promiseMethods.has(propertyName(callee) ?? '')
      || call.arguments.some((argument) => this.callableOf(argument) !== undefined);
  }

  callableOf(argument: Node | undefined): Callable | undefined {
    if (!argument) return undefined;
    const node = unwrap(argument);
    if (this.isRelease(node)) return node.type === 'MemberExpression' || node.type === 'Identifier' ? { kind: 'release' } : undefined;
    if (isFunction(node)) return { kind: 'function', node };
    if (node.type === 'CallExpression') {
      const callee = unwrap(node.callee);
      return callee.type === 'MemberExpression' && propertyName(callee) === 'bind' ? this.callableOf(callee.object) : undefined;
    }
    if (node.type !== 'Identifier') return undefined;
    const variable = this.file.variableOf(node);
    const as = variable && this.#settling.get(variable);
    if (as) return { kind: 'settle', as };
    if (variable && this.#releaseNames.has(variable)) return { kind: 'release' };
    const fn = variable && functionOf(variable);
    return fn && isInside(fn, this.boundary) ? { kind: 'function', node: fn } : undefined;
  }

  /** Whether a release method gets a name here, by which it is called later: `const stop = client.close.bind(client)`. */
  isNamedHere(release: Node): boolean {
    return this.#nameOf(release) !== undefined;
  }

  /** Whether calling it changes what is known of the client. */
  matters(callable: Callable | undefined): callable is Callable {
    return callable !== undefined && (callable.kind !== 'function' || this.relevant.has(callable.node) || this.settlers.has(callable.node));
  }

  /** Whether the `reject` of an executor is used at all. What hands the client on is taken to come to that if it is not seen to reject. */
  canReject(executor: FunctionNode): boolean {
    const parameter = executor.params[1];
    const variable = parameter && this.file.variableOf(parameter);
    const isHandedOut = this.isGivenBack && isPromiseReturned(this.boundary, executor);
    return variable !== undefined && variable.references.length > 0 && !isHandedOut;
  }

  #collectRelevant(): void {
    const queue: Node[] = [...this.releases, ...this.#keeps, ...this.isGivenBack ? resolveCallsOf(this.boundary, this) : []];
    if (this.opening !== this.boundary) queue.push(this.opening, this.start);
    for (const variable of this.#releaseNames) {
      queue.push(...variable.references.flatMap(({ identifier }) => (isInside(identifier, this.boundary) ? identifier : [])));
    }
    for (const node of queue) {
      for (let current = node.parent; current && current !== this.boundary; current = current.parent) {
        if (!isFunction(current) || this.relevant.has(current)) continue;
        if (isDropped(this.file, current, this.boundary)) break;
        this.relevant.add(current);
        // Whoever calls or passes on a function that matters matters too.
        for (const { identifier } of variableOfFunction(this.file, current)?.references ?? []) {
          if (isInside(identifier, this.boundary)) queue.push(identifier);
        }
      }
    }
  }

  #collectSettlers(): void {
    for (const executor of [...this.relevant, ...this.isExecutorOfClient ? [this.boundary] : []]) {
      if (!isExecutor(executor)) continue;
      for (const [index, as] of (['resolved', 'rejected'] as const).entries()) {
        const parameter = executor.params[index];
        const variable = parameter && this.file.variableOf(parameter);
        if (!variable) continue;
        this.#settling.set(variable, as);
        for (const { identifier } of as === 'rejected' && isSettledAtOnce(this.file, executor) ? [] : variable.references) {
          for (let current: Node | undefined = identifier.parent; current && current !== executor; current = current.parent) {
            if (isFunction(current)) this.settlers.add(current);
          }
        }
      }
    }
  }

  /** Nested functions that clear a timer, which would have released it perhaps. */
  #collectClearings(): void {
    if (this.relevant.size === 0) return;
    for (const call of this.file.calls) {
      if (!isNamed(unwrap(call.callee), 'clearTimeout') || !isInside(call, this.boundary)) continue;
      for (let current: Node | undefined = call.parent; current && current !== this.boundary; current = current.parent) {
        if (isFunction(current)) this.settlers.add(current);
      }
    }
  }

  /** The constant that a release method is kept in, bound or as it is. */
  #nameOf(release: Node): Variable | undefined {
    if (release.type !== 'MemberExpression') return undefined;
    const access = outermost(release).parent;
    const call = access?.type === 'MemberExpression' && propertyName(access) === 'bind' ? outermost(access).parent : undefined;
    const value = call?.type === 'CallExpression' ? call : release;
    const holder = outermost(value).parent;
    const isName = holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' && holder.parent.kind === 'const';
    const variable = isName ? this.file.variableOf(holder.id) : undefined;
    return variable?.references.some((reference) => reference.isRead()) ? variable : undefined;
  }
}
