import type { TSESTree } from '@typescript-eslint/utils';
import { runsAfterFailure } from '../analysis/after-failure.js';
import { findGuard } from '../analysis/guards.js';
import { matchesPackage } from '../catalog/match.js';
import { packageOfSpecifier } from '../catalog/merge.js';
import type { CatalogIndex } from '../catalog/merge.js';
import type { Value } from '../resolve/value.js';
import type { FileModel } from '../resolve/file-model.js';
import { toSegments } from '../resolve/path.js';
import { enclosingFunction, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import type { Program } from './program.js';
import type { Reach, Run } from './reach.js';
import { runtimeOf } from './runtime.js';
import { SharedHolders, clientOf } from './shared-holder.js';
import type { SharedHolder } from './shared-holder.js';

/*
 * Which calls of a file close, while a request runs, a client that other requests use as well? Every call of a release method whose
 * receiver resolves to a catalogued client that something shared holds, and every call that closes what its package shares itself.
 * Output: the calls, with who holds the client and how a request gets there. Invariant: code that ends the process, or opens the client
 * again behind the call, is left alone. Blind spot: clients that came as a parameter, and release methods
 * that are kept in a variable or given to a helper.
 */

export interface SharedClose {
  readonly file: FileModel;
  /** The call that closes, or is given the method to run. */
  readonly node: CallNode;
  /** The method that is given away: `client.close` in `res.on('finish', client.close)`. */
  readonly passed?: TSESTree.MemberExpression;
  /** The expression that is closed. */
  readonly receiver: Node;
  /** Who holds it. Without one: the package, for the whole process. */
  readonly holder?: SharedHolder;
  readonly run: Extract<Run, { kind: 'perRequest' }>;
  /** The same function opens it as well, each time. */
  readonly isReopened: boolean;
}

type Method = TSESTree.MemberExpression;

/** What a call closes. */
interface Closing {
  readonly specifier: string;
  readonly receiver: Node;
  /** Methods that open the client again. */
  readonly setup: readonly string[];
  readonly isProcessWide: boolean;
}

export function findSharedCloses(program: Program, index: CatalogIndex, reach: Reach, file: FileModel): SharedClose[] {
  const holders = new SharedHolders(program, index, reach);
  return file.calls.flatMap((node) => [{ node }, ...passedMethods(node)]).flatMap(({ node, passed }: Candidate) => {
    const closing = closingOf(program, index, file, node, passed);
    const owner = closing && enclosingFunction(node);
    // A client that closes itself: whoever calls its method decides.
    if (closing?.receiver.type === 'ThisExpression') return [];
    // At module level a script closes what it has used.
    if (!closing || !owner || endsProcess(file, owner) || isOpenedAfter(program, file, owner, node, closing)) return [];
    const holder = closing.isProcessWide ? undefined : holders.find(file, closing.receiver, owner);
    if (!closing.isProcessWide && !holder) return [];
    if (isGuarded(file, node, owner, closing.receiver)) return [];
    const run = reach.runOf(file, owner);
    if (run.kind !== 'perRequest' || runtimeOf(program, index, file, run.entry)?.perRequestIsRight !== undefined) return [];
    // A health check that failed drops a connection that is dead.
    if (run.entry.occasion === 'tick' && runsAfterFailure(node)) return [];
    // What delivers the messages is closed by one of them: it is the last one.
    if (run.entry.framework.packages.some((pattern) => matchesPackage(pattern, packageOfSpecifier(closing.specifier)))) return [];
    return [{
      file, node, ...(passed && { passed }), receiver: closing.receiver, ...(holder && { holder }),
      run: { ...run, trace: [...run.trace, { file, owner, node }] },
      isReopened: opens(program, file, owner, closing).length > 0,
    }];
  });
}

interface Candidate {
  readonly node: CallNode;
  readonly passed?: Method;
}

/** Calls that run what they are given: at the end of a response or a promise, or a little later. */
const RUNNING = new Set(['on', 'once', 'addListener', 'addEventListener', 'onFinished', 'then', 'finally', 'nextTick', 'setImmediate',
  'queueMicrotask', 'setTimeout']);

/** `res.on('finish', client.close)`, `promise.finally(client.close.bind(client))`. */
function passedMethods(node: CallNode): Candidate[] {
  const callee = unwrap(node.callee);
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : callee.type === 'Identifier' ? callee.name : undefined;
  if (name === undefined || !RUNNING.has(name)) return [];
  // The process ends on a signal, and a server with it; requests do not.
  const isOfProcess = callee.type === 'MemberExpression' && callee.object.type === 'Identifier'
    && /^(?:process|server)$/.test(callee.object.name);
  if (isOfProcess && name !== 'nextTick') return [];
  return node.arguments.flatMap((argument) => {
    const given = unwrap(argument);
    const bound = given.type === 'CallExpression' ? unwrap(given.callee) : undefined;
    const isBound = bound?.type === 'MemberExpression' && propertyName(bound) === 'bind';
    const passed = isBound ? unwrap(bound.object) : given;
    return passed.type === 'MemberExpression' ? [{ node, passed }] : [];
  });
}

function closingOf(program: Program, index: CatalogIndex, file: FileModel, node: CallNode, passed?: Method): Closing | undefined {
  const target = passed ?? unwrap(node.callee);
  if (node.type !== 'CallExpression') return undefined;
  const value = calleeOf(program, file, target);
  if (value?.kind !== 'package') return undefined;
  const segments = toSegments(value.path);
  const { specifier } = value;
  if (index.findSharedCloser(specifier, segments)) {
    return { specifier, receiver: target.type === 'MemberExpression' ? target.object : target, setup: [], isProcessWide: true };
  }
  // `client.close()`, and `client.connection.close()` where that is how it is done.
  let receiver: Node = target;
  for (let length = 1; length <= 2 && receiver.type === 'MemberExpression' && segments.length > length; length++) {
    receiver = unwrap(receiver.object);
    const client = clientOf(index, specifier, segments.slice(0, -length));
    if (!client?.release.includes(segments.slice(-length).join('.'))) continue;
    return { specifier, receiver, setup: client.setup, isProcessWide: false };
  }
  return undefined;
}

/** What a callee means; of `globalThis.client.close` what the file puts there. */
function calleeOf(program: Program, file: FileModel, callee: Node): Value | undefined {
  const value = program.evaluator.evaluate(file, callee);
  if (value.kind !== 'global' || value.path.length < 2) return value;
  const [name, ...path] = value.path;
  const assigned = (file.members.get(name!.slice(1)) ?? []).flatMap((access) => (
    access.parent.type === 'AssignmentExpression' && access.parent.left === access ? [access.parent.right] : []));
  return assigned.length === 0 ? value : program.evaluator.follow(program.evaluator.evaluate(file, assigned[0]!), path);
}

/** Calls inside `owner` that open what is closed. */
function opens(program: Program, file: FileModel, owner: FunctionNode | ClassNode, closing: Closing): CallNode[] {
  const { specifier, receiver, setup, isProcessWide } = closing;
  return file.calls.filter((call) => {
    if (call.range[0] < owner.range[0] || call.range[1] > owner.range[1]) return false;
    const callee = unwrap(call.callee);
    const method = callee.type === 'MemberExpression' ? callee : undefined;
    if (isProcessWide) {
      const value = program.evaluator.evaluate(file, callee);
      if (value.kind !== 'package' || packageOfSpecifier(value.specifier) !== packageOfSpecifier(specifier)) return false;
      return /connect/i.test(toSegments(value.path).at(-1)!) && !/disconnect/i.test(toSegments(value.path).at(-1)!);
    }
    return method !== undefined && isMethodOf(file, method, receiver) && setup.includes(propertyName(method) ?? '');
  });
}

/** It is closed to be opened anew: with other settings, or because the connection was lost. */
function isOpenedAfter(program: Program, file: FileModel, owner: FunctionNode | ClassNode, node: CallNode, closing: Closing): boolean {
  return opens(program, file, owner, closing).some((call) => call.range[0] > node.range[1]);
}

function isMethodOf(file: FileModel, method: Method, receiver: Node): boolean {
  return textOf(file, method.object) === textOf(file, receiver);
}

/** `process.exit()` in the same function: this is how the process ends, whoever asks for it. */
export function endsProcess(file: FileModel, owner: FunctionNode | ClassNode): boolean {
  return (file.members.get('exit') ?? []).some((access) => (
    access.object.type === 'Identifier' && access.object.name === 'process'
    && access.range[0] >= owner.range[0] && access.range[1] <= owner.range[1]));
}

/** A test of some state, other than whether there is a client, lets it be closed at certain times only. */
function isGuarded(file: FileModel, node: Node, owner: FunctionNode | ClassNode, receiver: Node): boolean {
  if (!findGuard(file, node, owner)) return false;
  const wanted = textOf(file, receiver);
  for (let current = node.parent; current && current !== owner; current = current.parent) {
    const test = current.type === 'IfStatement' || current.type === 'ConditionalExpression' ? current.test
      : current.type === 'LogicalExpression' ? current.left : undefined;
    if (test && textOf(file, test).replace(/^!!|!==?(?:null|undefined)$/g, '') === wanted) return false;
  }
  return true;
}

function textOf(file: FileModel, node: Node): string {
  return file.textOf(unwrap(node)).replace(/\s|[?!](?=\.)/g, '');
}
