import type { TSESTree } from '@typescript-eslint/utils';
import { listenerMethods } from '../../catalog/conventions/events.js';
import { deferralMethods, promiseMethods } from '../../catalog/conventions/methods.js';
import { TIMERS } from '../../control/callbacks.js';
import type { CatalogIndex } from '../../catalog/merge.js';
import type { OwnOpening } from '../../catalog/types.js';
import type { FileModel } from '../../resolve/file-model.js';
import { toSegments } from '../../resolve/path.js';
import type { Value } from '../../resolve/value.js';
import { calledName, enclosingFunction, isFunction, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { rootOfChain } from '../../syntax/roots.js';
import { mayBeCatalogued } from '../../project/file-evaluator.js';
import { closesParameter } from '../closing-helpers.js';
import { EntryFinder } from '../../reach/entries/entry-finder.js';
import type { EntryPoint } from '../../reach/entries/entry-point.js';
import type { LocalLives } from '../../ownership/lives/local-lives.js';
import { mayBeClosing, soundsLikeRelease } from '../../sites/pool-calls.js';
import { wantedPackages } from '../../sites/wanted-packages.js';
import type { Program } from '../../project/program.js';
import { clientOf } from '../../ownership/places/shared-holder.js';

/*
 * Where does a file close a client, whoever holds it? By a call of a release method, by giving such a method to something that runs it,
 * and by giving the client to a function of the project that closes what it is given.
 * Output: a `Closing` each. Invariant: a closing is only answered if the client is a catalogued one. Blind spot: release methods that are
 * kept in a variable, and helpers whose name tells nothing of closing.
 */

export interface Closing {
  /** The call that closes, or is given the method to run, or the client. */
  readonly node: TSESTree.CallExpression;
  /** The method that is given away: `client.close` in `res.on('finish', client.close)`. */
  readonly passed?: Method;
  /** The function that is given the client and closes it. */
  readonly helper?: FunctionNode;
  /** What runs the method, if a framework does. */
  readonly entry?: EntryPoint;
  readonly specifier: string;
  readonly receiver: Node;
  /** Methods that open the client again. */
  readonly setup: readonly string[];
  /** Versions of the package in which they do nothing while it is open. */
  readonly setupRepeatable?: string | undefined;
  readonly isProcessWide: boolean;
  /** How to open one that is not everybody's. */
  readonly own?: OwnOpening | undefined;
  /** What is closed is one connection, and no pool of them. */
  readonly isSingle?: boolean | undefined;
  /** What is closed does one thing at a time. */
  readonly isSerial?: boolean | undefined;
  /** What is closed has parts of its own, which end with it. */
  readonly isDivided?: boolean | undefined;
}

type Method = TSESTree.MemberExpression;
type Closed = Omit<Closing, 'node' | 'passed' | 'helper' | 'entry'>;

export class Closings {
  readonly #program: Program;
  readonly #index: CatalogIndex;
  readonly #lives: LocalLives;
  readonly #entries: EntryFinder;

  constructor(program: Program, index: CatalogIndex, lives: LocalLives) {
    this.#program = program;
    this.#index = index;
    this.#lives = lives;
    this.#entries = new EntryFinder(program, index);
  }

  of(file: FileModel): Closing[] {
    return file.calls.flatMap((node) => {
      if (node.type !== 'CallExpression') return [];
      const called = this.#closedBy(file, unwrap(node.callee));
      if (called) return [{ node, ...called }];
      return node.arguments.flatMap((argument, index) => (
        this.#passed(file, node, argument, index) ?? this.#handedOver(file, node, argument, index) ?? []));
    });
  }

  /** What a method closes when it is called. */
  #closedBy(file: FileModel, method: Node): Closed | undefined {
    const { toClose } = wantedPackages(this.#index);
    if (!mayBeClosing(file, this.#index, method) || !mayBeCatalogued(this.#program, file, method, toClose)) return undefined;
    const value = this.#meaningOf(file, method);
    if (value?.kind !== 'package') return undefined;
    const segments = toSegments(value.path);
    const { specifier } = value;
    const closer = this.#index.findSharedCloser(specifier, segments);
    if (closer?.model.unlessNamed && isLookUpByName(method)) return undefined;
    if (closer) {
      const { setupRepeatable, own } = closer.model;
      const closed = method.type === 'MemberExpression' ? method.object : method;
      return { specifier, receiver: closed, setup: [], setupRepeatable, isProcessWide: true, own };
    }
    // `client.close()`, and `client.connection.close()` where that is how it is done.
    let receiver = method;
    for (let length = 1; length <= 2 && receiver.type === 'MemberExpression' && segments.length > length; length++) {
      receiver = unwrap(receiver.object);
      const client = clientOf(this.#index, specifier, segments.slice(0, -length));
      if (!client?.release.includes(segments.slice(-length).join('.'))) continue;
      const { setup, setupRepeatable, isSingle, isSerial, isDivided } = client;
      return { specifier, receiver, setup, setupRepeatable, isProcessWide: false, isSingle, isSerial, isDivided };
    }
    return undefined;
  }

  /** What an expression means; of `globalThis.client.close` what the file puts there. */
  #meaningOf(file: FileModel, expression: Node): Value | undefined {
    const { evaluator } = this.#program;
    const value = evaluator.evaluate(file, expression);
    if (value.kind !== 'global' || value.path.length < 2) return value;
    const [name, ...path] = value.path;
    const assigned = (file.members.get(name!.slice(1)) ?? []).flatMap((access) => (
      access.parent.type === 'AssignmentExpression' && access.parent.left === access ? [access.parent.right] : []));
    return assigned.length === 0 ? value : evaluator.follow(evaluator.evaluate(file, assigned[0]!), path);
  }

  /** `res.on('finish', client.close)`, `promise.finally(client.close.bind(client))`, `server.addHook('onResponse', client.close)`. */
  #passed(file: FileModel, node: TSESTree.CallExpression, argument: Node, index: number): Closing | undefined {
    const given = unwrap(argument);
    const bound = given.type === 'CallExpression' ? unwrap(given.callee) : undefined;
    const isBound = bound?.type === 'MemberExpression' && propertyName(bound) === 'bind';
    const passed = isBound ? unwrap(bound.object) : given;
    const closed = passed.type === 'MemberExpression' ? this.#closedBy(file, passed) : undefined;
    if (passed.type !== 'MemberExpression' || !closed) return undefined;
    const role = this.#entries.ofArgument(file, node, index, []);
    if (role?.kind === 'entry' && !role.isRecursive) return { node, passed, entry: role.entry, ...closed };
    // What runs once, at the end of the process or of a server, is a shutdown hook.
    return role?.kind === 'once' || !runsWithRequest(file, node) ? undefined : { node, passed, ...closed };
  }

  /** `closeQuietly(client)`. */
  #handedOver(file: FileModel, node: TSESTree.CallExpression, argument: Node, index: number): Closing | undefined {
    if (!soundsLikeRelease(node) || !mayBeCatalogued(this.#program, file, argument, wantedPackages(this.#index).toClose)) return undefined;
    const value = this.#meaningOf(file, argument);
    const client = value?.kind === 'package' ? clientOf(this.#index, value.specifier, toSegments(value.path)) : undefined;
    const callee = client && this.#program.evaluator.evaluate(file, node.callee);
    if (!client || callee?.kind !== 'local' || callee.path.length > 0 || !isFunction(callee.node)) return undefined;
    const { specifier, release, setup, isSerial } = client;
    const obligation = { specifier, release, setup, inert: [] };
    if (!closesParameter(this.#program, this.#lives, obligation, { file: callee.file, fn: callee.node, index })) return undefined;
    return { node, helper: callee.node, specifier, receiver: unwrap(argument), setup, isProcessWide: false, isSerial };
  }
}

/**
 * Whether a call runs what it is given while the request goes on or when it ends: promises, timers, and listeners of something that the
 * function has for itself. What stands at module level, as the process and the server do, lives longer.
 */
function runsWithRequest(file: FileModel, node: CallNode): boolean {
  const callee = unwrap(node.callee);
  const name = calledName(node);
  if (name === undefined) return false;
  if (TIMERS.has(name) || deferralMethods.has(name)) return true;
  if (callee.type !== 'MemberExpression') return false;
  if (promiseMethods.has(name)) return true;
  const root = rootOfChain(callee.object);
  const variable = root.type === 'Identifier' ? file.variableOf(root) : undefined;
  return listenerMethods.has(name) && variable !== undefined && enclosingFunction(variable.identifiers[0]!) !== undefined;
}

/** `getConnection(name).close`: what is closed was looked up by a name. */
function isLookUpByName(method: Node): boolean {
  const lookUp = method.type === 'MemberExpression' ? unwrap(method.object) : method;
  return lookUp.type === 'CallExpression' && lookUp.arguments.length > 0;
}
