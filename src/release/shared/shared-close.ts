import type { TSESTree } from '@typescript-eslint/utils';
import semver from 'semver';
import { isEndOrLoss, listeningOf } from '../../control/callbacks.js';
import { isAfterFailure, isInFailureHandler } from '../../control/failure-handlers.js';
import { findGuard } from '../../control/guards/guards.js';
import { matchesPackage } from '../../catalog/match.js';
import { packageOfSpecifier } from '../../catalog/merge.js';
import type { CatalogIndex } from '../../catalog/merge.js';
import type { OwnOpening } from '../../catalog/types.js';
import type { FileModel } from '../../resolve/file-model.js';
import { toSegments } from '../../resolve/path.js';
import { isEmptying } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { calledName, enclosingFunction, isFunction, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, ClassNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { Closings } from './closings.js';
import type { Closing } from './closings.js';
import { isCountedBefore } from './idle-tests.js';
import { endsProcess } from '../../control/process-end.js';
import { MAX_NAME_MATCHES } from '../../limits/limits.js';
import type { LocalLives } from '../../ownership/lives/local-lives.js';
import type { Program } from '../../project/program.js';
import { runBy } from '../../reach/reach.js';
import type { Reach, RequestRun, Run, TraceStep } from '../../reach/reach.js';
import { runtimeOf } from '../../reach/entries/runtime.js';
import { SharedHolders } from '../../ownership/places/shared-holder.js';
import type { SharedHolder } from '../../ownership/places/shared-holder.js';

/*
 * Which calls of a file close, while a request runs, a client that other requests use as well? Every closing whose receiver resolves to
 * a catalogued client that something shared holds, and every call that closes what its package shares itself.
 * Output: the calls, with who holds the client and how a request gets there. Invariant: code that ends the process, or opens the client
 * again behind the call, is left alone, and so is a job that opens it each time. Blind spot: clients in collections.
 */

export interface SharedClose {
  readonly file: FileModel;
  /** The call that closes, or is given the method to run. */
  readonly node: CallNode;
  /** The method that is given away: `client.close` in `res.on('finish', client.close)`. */
  readonly passed?: TSESTree.MemberExpression;
  /** The function of the project that is given the client and closes it: `closeQuietly(client)`. */
  readonly helper?: FunctionNode;
  /** The expression that is closed. */
  readonly receiver: Node;
  /** Who holds it. Without one: the package, for the whole process. */
  readonly holder?: SharedHolder;
  readonly run: RequestRun;
  /** The call by which the same function opens it as well, each time. */
  readonly reopening?: CallNode;
  /** Of the connection of a whole process: the calls that open it on the way to the closing. */
  readonly openings: readonly Opening[];
  /** The one of them that is nearest to it, and whether it runs each time, with nothing that keeps what it has opened. */
  readonly opening?: Opening & { readonly isEachTime: boolean };
  /** They are not known to open the same for all requests. Left out: they do, or nobody has asked. */
  readonly mayNeedOthers?: boolean;
  /** Opening it does nothing while it is open. */
  readonly isReopenable: boolean;
  /** How to open one that is not everybody's, of the package with that name. */
  readonly own?: OwnOpening & { readonly specifier: string };
  /** It is one connection, and no pool of them. */
  readonly isSingle: boolean;
  /** It is come to only when something has failed. */
  readonly isAfterFailure?: boolean;
  /** It does one thing at a time: who shares it waits, or fails. */
  readonly isSerial: boolean;
  /** It has parts of its own, which end with it. */
  readonly isDivided: boolean;
}

interface Opening {
  readonly file: FileModel;
  readonly call: CallNode;
}

/** What answers the questions about a project that closes ask. */
export interface CloseSearch {
  readonly program: Program;
  readonly index: CatalogIndex;
  readonly reach: Reach;
  readonly lives: LocalLives;
}

export function findSharedCloses({ program, index, reach, lives }: CloseSearch, file: FileModel): SharedClose[] {
  const holders = new SharedHolders(program, index, reach);
  return new Closings(program, index, lives).of(file).flatMap((closing) => {
    const { node, passed, helper, entry, receiver } = closing;
    // What is given to a framework runs when that says, and not where it is given.
    const owner = entry ? undefined : enclosingFunction(node);
    // A client that closes itself: whoever calls its method decides.
    if (receiver.type === 'ThisExpression') return [];
    // At module level a script closes what it has used.
    if (!owner && !entry) return [];
    if (owner && (endsProcess(file, owner) || callsWhatEnds(program, file, owner))) return [];
    if (owner && isOpenedAfter(program, file, owner, closing)) return [];
    // Asked before what needs other files.
    if (owner && (isGuarded(file, node, owner, receiver) || isCountedBefore(program, file, node, owner))) return [];
    if (closing.isProcessWide && isOpenedNowhere(program, closing)) return [];
    const holder = closing.isProcessWide ? undefined : holders.find(file, receiver, owner ?? node);
    if (!closing.isProcessWide && !holder) return [];
    const run: Run = owner ? reach.runOf(file, owner) : runBy(entry!);
    if (run.kind !== 'perRequest' || runtimeOf(program, index, file, { entry: run.entry })?.perRequestIsRight !== undefined) return [];
    // A health check that failed drops a connection that is dead.
    const isScheduled = run.entry.occasion === 'tick' || run.entry.occasion === 'turn';
    if (isScheduled && isInFailureHandler(node)) return [];
    if (owner && closing.isProcessWide && isInFailureHandler(node) && isForgottenAfter(file, owner, closing)) return [];
    // A job that connects when it begins and closes when it ends leaves the next one nothing that is closed.
    const openings = owner && (isScheduled || closing.isProcessWide) ? openingsOnWay(program, file, owner, run.trace, closing) : [];
    if (isScheduled && (openings.length > 0 || (holder && isReplacedAfterEnd(holder)))) return [];
    // What delivers the messages is closed by one of them: it is the last one.
    if (run.entry.framework.packages.some((pattern) => matchesPackage(pattern, packageOfSpecifier(closing.specifier)))) return [];
    const [reopening] = owner ? opens(program, file, owner, closing) : [];
    const nearest = closing.isProcessWide ? openings.at(-1) : undefined;
    return [{
      file, node, ...(passed && { passed }), ...(helper && { helper }), receiver, ...(holder && { holder }),
      run: owner ? { ...run, trace: [...run.trace, { file, owner, node }] } : run,
      ...(reopening && { reopening }),
      openings: closing.isProcessWide ? openings : [],
      ...(nearest && { opening: { ...nearest, isEachTime: isEachTime(nearest) } }),
      isReopenable: isReopenable(program, file, closing),
      ...(closing.own && { own: { ...closing.own, specifier: closing.specifier } }),
      ...(owner && isAfterFailure(node) && { isAfterFailure: true }),
      isSingle: closing.isSingle === true,
      isSerial: closing.isSerial === true,
      isDivided: closing.isDivided === true,
    }];
  });
}

/** `await flushLogsAndExit(0)`, a function of the project that ends the process. */
function callsWhatEnds(program: Program, file: FileModel, owner: FunctionNode | ClassNode): boolean {
  return file.calls.some((call) => {
    if (!isInside(call, owner) || !/exit|terminate|quit|kill|shut/i.test(calledName(call) ?? '')) return false;
    const value = program.evaluator.evaluate(file, call.callee);
    return value.kind === 'local' && value.path.length === 0 && isFunction(value.node) && endsProcess(value.file, value.node);
  });
}

/** Whether the methods that set a client up do nothing to one that is set up, in the version that runs. */
export function isReopenable(
  program: Program, file: FileModel, { specifier, setupRepeatable }: Pick<Closing, 'specifier' | 'setupRepeatable'>,
): boolean {
  if (setupRepeatable === undefined) return false;
  const name = packageOfSpecifier(specifier);
  // Some have all their packages at the root of the workspace, or among those that are for development.
  const declared = program.runtimeRangeOf(file, name) ?? program.versionOf(file, name);
  if (declared === undefined || semver.validRange(declared) === null) return setupRepeatable === '*';
  return semver.subset(declared, setupRepeatable);
}

/** Calls inside `owner` that open what is closed. */
function opens(program: Program, file: FileModel, owner: FunctionNode | ClassNode, closing: Closing): CallNode[] {
  const { specifier, receiver, setup, isProcessWide } = closing;
  return file.calls.filter((call) => {
    if (call.range[0] < owner.range[0] || call.range[1] > owner.range[1]) return false;
    const callee = unwrap(call.callee);
    const method = callee.type === 'MemberExpression' ? callee : undefined;
    if (isProcessWide) return opensForProcess(program, file, call, specifier);
    return method !== undefined && file.spellingOf(method.object) === file.spellingOf(receiver)
      && setup.includes(propertyName(method) ?? '');
  });
}

/** Whether a call opens what a package shares itself. */
function opensForProcess(program: Program, file: FileModel, call: CallNode, specifier: string): boolean {
  const value = program.evaluator.evaluate(file, unwrap(call.callee));
  if (value.kind !== 'package' || packageOfSpecifier(value.specifier) !== packageOfSpecifier(specifier)) return false;
  const segments = toSegments(value.path);
  // `new sdk.ConnectionPool(options).connect()` opens a connection of its own.
  if (call.type === 'NewExpression' || segments.some((segment) => segment.endsWith('()'))) return false;
  return /connect/i.test(segments.at(-1)!) && !/disconnect/i.test(segments.at(-1)!);
}

/**
 * Whether nobody opens what a package shares itself, where the code has connections of its own of that package: what is closed is nothing,
 * and nobody uses it.
 */
function isOpenedNowhere(program: Program, { specifier, own }: Closing): boolean {
  const name = packageOfSpecifier(specifier);
  const files = own && program.seesOthers ? program.fewFilesWith([name, own.opening], MAX_NAME_MATCHES) : undefined;
  if (!own || !files) return false;
  let hasOwn = false;
  for (const file of files) {
    for (const call of file.calls) {
      if (opensForProcess(program, file, call, specifier)) return false;
      const value = call.type === 'NewExpression' ? program.evaluator.evaluate(file, call.callee) : undefined;
      hasOwn ||= value?.kind === 'package' && toSegments(value.path).at(-1) === own.constructed;
    }
  }
  return hasOwn;
}

/** Calls of functions on the way to what opens a client. */
const MAX_OPENING_CALLS = 2;

/** The calls by which the functions that run on the way to the closing, or the object that closes, open what is closed. */
function openingsOnWay(
  program: Program, file: FileModel, owner: FunctionNode | ClassNode, way: readonly TraceStep[], closing: Closing,
): readonly Opening[] {
  const seen = new Set<Node>();
  const openingsIn = (at: FileModel, scope: FunctionNode | ClassNode, calls: number): readonly Opening[] => {
    if (seen.has(scope)) return [];
    seen.add(scope);
    // What the receiver of another file is called tells nothing.
    const own = at === file || closing.isProcessWide ? opens(program, at, scope, closing).map((call) => ({ file: at, call })) : [];
    if (own.length > 0 || calls === 0) return own;
    return at.calls.flatMap((call) => {
      const callee = isInside(call, scope) ? program.evaluator.evaluate(at, call.callee) : undefined;
      const isFollowed = callee?.kind === 'local' && callee.path.length === 0 && isFunction(callee.node);
      return isFollowed ? openingsIn(callee.file, callee.node, calls - 1) : [];
    });
  };
  const holder = owner.parent.type === 'MethodDefinition' ? owner.parent.parent.parent : owner;
  return [...way, { file, owner: holder }].flatMap((step) => openingsIn(step.file, step.owner, MAX_OPENING_CALLS));
}

/** No state that outlives the call decides on it: `if (!pool) pool = await sdk.connect(options)`. */
function isEachTime({ file, call }: Opening): boolean {
  return !findGuard(file, call, enclosingFunction(call), { onceSet: true });
}

/** It is closed to be opened anew: with other settings, or because the connection was lost. */
function isOpenedAfter(program: Program, file: FileModel, owner: FunctionNode | ClassNode, closing: Closing): boolean {
  return opens(program, file, owner, closing).some((call) => call.range[0] > closing.node.range[1]);
}

/** `this.socket.on('close', () => this.reconnect())`: a timer that finds it dead ends it, and whoever listens for that makes another. */
function isReplacedAfterEnd({ file, name }: SharedHolder): boolean {
  const place = name.split('.').at(-1)!;
  // `const socket = new Socket(url); this.socket = socket; socket.on('close', …)`
  const others = (file.members.get(place) ?? []).flatMap(({ parent }) => (
    parent.type === 'AssignmentExpression' && parent.right.type === 'Identifier' ? parent.right.name : []));
  const names = new Set([place, ...others]);
  return file.calls.some((call) => {
    const listening = listeningOf(call);
    return listening !== undefined && isEndOrLoss(listening.event) && call.arguments.length > 1
      && names.has(file.spellingOf(listening.to).split('.').at(-1)!);
  });
}

/** The variable or field that was closed is emptied: whoever needs it next opens it again. */
function isForgottenAfter(file: FileModel, owner: FunctionNode | ClassNode, { node, receiver }: Closing): boolean {
  const target = unwrap(receiver);
  const spelling = file.spellingOf(target);
  const places = target.type === 'Identifier' ? file.variableOf(target)?.references.map(({ identifier }): Node => identifier)
    : target.type === 'MemberExpression' ? file.members.get(propertyName(target) ?? '') : undefined;
  return (places ?? []).some((place) => place.parent?.type === 'AssignmentExpression' && place.parent.left === place
    && place.range[0] > node.range[1] && isInside(place, owner) && isEmptying(place.parent.right) && file.spellingOf(place) === spelling);
}

/** A test of some state, other than whether there is a client, lets it be closed at certain times only. */
function isGuarded(file: FileModel, node: Node, owner: FunctionNode | ClassNode, receiver: Node): boolean {
  if (!findGuard(file, node, owner, { onceSet: true })) return false;
  const wanted = file.spellingOf(receiver);
  for (let current = node.parent; current && current !== owner; current = current.parent) {
    const test = current.type === 'IfStatement' || current.type === 'ConditionalExpression' ? current.test
      : current.type === 'LogicalExpression' ? current.left : undefined;
    if (test && file.spellingOf(test).replace(/^!!|!==?(?:null|undefined)$/g, '') === wanted) return false;
  }
  return true;
}

