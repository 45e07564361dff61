import { listingPackages } from '../catalog/conventions/collections.js';
import { handingBack } from '../catalog/conventions/handed-back.js';
import { matchesExports, matchesPackage } from '../catalog/match.js';
import { packageOfSpecifier } from '../catalog/merge.js';
import type { Program } from '../project/program.js';
import type { FileModel } from '../resolve/file-model.js';
import { CALL, toSegments } from '../resolve/path.js';
import type { Value } from '../resolve/value.js';
import { isDescendant, isInside } from '../syntax/is-inside.js';
import { isCall, unwrap } from '../syntax/nodes.js';
import type { ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import type { EntryPoint } from './entries/entry-point.js';
import type { Binding } from './entries/bindings.js';
import type { CallContext } from '../flow/spots.js';

export type RunOwner = FunctionNode | ClassNode;

/** A place that makes a function run. */
export interface CallSite {
  readonly file: FileModel;
  readonly node: Node;
  /** Where the function is called in the end, if `node` only gives it, or what holds it, to the function that calls it. */
  readonly made?: CallInContext;
  /** It is given to code of nobody's that runs it. */
  readonly isGiven?: true;
  /** It is given to code of nobody's, which may be a container that is asked for an object: `container.resolve(Service)`. */
  readonly isAsking?: true;
}

export interface CallInContext {
  readonly file: FileModel;
  readonly node: Node;
  readonly context: CallContext;
}

export interface Recursion extends CallSite {
  readonly entry: EntryPoint;
}

export interface Callers {
  readonly entries: readonly EntryPoint[];
  readonly calls: readonly CallSite[];
  /** Calls that run it again and again, if it is what makes them. */
  readonly recursions: readonly Recursion[];
  /** What its parameters' types say of a function that others call: that a request runs them, too. */
  readonly byType?: EntryPoint;
  /** Something runs it once per process, or keeps its result. */
  readonly isOnce: boolean;
  readonly isMemoised: boolean;
  /** It goes somewhere that is not followed: there may be callers that nobody sees. */
  readonly isOpen: boolean;
  /** The search for them met its limit: there may be more of everything. */
  readonly isCut: boolean;
  /** Uses of variables that were looked at to find them. */
  readonly work: number;
}

/** Callers while they are being found. */
export class CallerCollector implements Callers {
  readonly entries: EntryPoint[] = [];
  readonly calls: CallSite[] = [];
  readonly recursions: Recursion[] = [];
  readonly #entered = new Map<Node, Set<string>>();
  byType?: EntryPoint;
  isOnce = false;
  isMemoised = false;
  isOpen = false;
  isCut = false;
  /** A container is told to make it once. */
  isRegistered = false;
  /** By which tokens containers give what it makes. */
  readonly bindings: Binding[] = [];
  work = 0;

  addCall(call: CallSite): void {
    if (!this.calls.some(({ node, made }) => node === call.node && made?.node === call.made?.node)) this.calls.push(call);
  }

  enter(call: Node, key: string): boolean {
    const keys = this.#entered.get(call) ?? new Set<string>();
    if (keys.has(key)) return false;
    this.#entered.set(call, keys.add(key));
    return true;
  }

  /** A container makes the object, and calls that are given the class are given that object. */
  dropAsking(): void {
    const others = this.calls.filter(({ isAsking }) => !isAsking);
    this.isOpen ||= others.length < this.calls.length && !this.isOnce;
    this.calls.splice(0, this.calls.length, ...others);
  }

  /** Its place among the files makes it no handler. */
  dropPlaces(): void {
    this.entries.splice(0, this.entries.length, ...this.entries.filter(({ isByPlace }) => !isByPlace));
  }

  /** Calls through `this` or an instance run the method of a subclass. */
  keepSuperCalls(): void {
    const calls = this.calls.filter(({ node }) => node.type === 'CallExpression' && node.callee.type === 'MemberExpression'
      && node.callee.object.type === 'Super');
    this.calls.splice(0, this.calls.length, ...calls);
  }

  get isEmpty(): boolean {
    return this.entries.length === 0 && this.calls.length === 0 && !this.isOnce && !this.isMemoised;
  }
}

/** The "call" of a callback is the call that it is given to: neither its arguments nor its result are the callback's. */
export function isCallWithCallback(call: Node, owner: RunOwner): boolean {
  return isCall(call) && call.arguments.some((argument) => isInside(owner, argument) && isDescendant(owner, argument));
}

/** Whether a call gives back what a function gives that is one of its arguments: `await retry(() => connect(url))`. */
export function isHandedBack(program: Program, file: FileModel, call: Node, given: Node | undefined): boolean {
  if (!isCall(call) || !call.arguments.some((argument) => argument === given || unwrap(argument) === given)) return false;
  const callee = program.evaluator.evaluate(file, call.callee);
  if (callee.kind !== 'package') return false;
  const name = packageOfSpecifier(callee.specifier);
  const segments = toSegments(callee.path);
  return handingBack.some((model) => matchesExports(model, name, segments));
}

/** `fs.readdirSync(folder).filter(…).forEach`. */
export function isOfList({ specifier, path }: Extract<Value, { kind: 'package' }>): boolean {
  return path.includes(CALL) && listingPackages.some((pattern) => matchesPackage(pattern, specifier));
}
