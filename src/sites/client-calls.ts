import type { TSESTree } from '@typescript-eslint/utils';
import { collectingMethods } from '../catalog/conventions/collections.js';
import { agentEndings, agentOptions, disposerMethods } from '../catalog/conventions/methods.js';
import { onlookers } from '../catalog/conventions/onlookers.js';
import { withoutPromise } from '../catalog/conventions/promisified.js';
import { settingsNames } from '../catalog/conventions/values.js';
import { fluentMethods } from '../catalog/conventions/events.js';
import { stackCallOf } from '../control/disposable-stacks.js';
import { isLogging } from '../control/non-throwing-calls.js';
import { globalBorrowers } from '../catalog/global-borrowers.js';
import { matchesExports, matchesGlob } from '../catalog/match.js';
import { packageOfSpecifier } from '../catalog/merge.js';
import type { Catalogued, CatalogIndex } from '../catalog/merge.js';
import type { ConnectTime, WrapperModel } from '../catalog/types.js';
import type { FileModel } from '../resolve/file-model.js';
import { CALL, isMember, member, toSegments } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { isDroppedValue } from '../syntax/dropped-value.js';
import { isClass, isFunction, literalText, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import type { Landing } from '../flow/spots.js';
import { findConstructor } from '../flow/called-function.js';
import type { Program } from '../project/program.js';

/*
 * What does one call do with a client, or with something that holds one? Reads the client as receiver (`client.close()`) and as argument
 * (`drizzle(client)`, `console.log(client)`, `helper(client)`) against the catalog's data.
 */

/** What must be released, in the terms that matter to the calls around it. */
export interface Obligation {
  readonly specifier: string;
  /** Methods any of which releases it, dotted when on a member. */
  readonly release: readonly string[];
  /** Methods of its pool that take it back as an argument. */
  readonly releasedBy?: readonly string[];
  readonly setup: readonly string[];
  readonly inert: readonly string[];
  /** Methods whose results go on using it, so that who keeps them keeps it. */
  readonly parts?: readonly string[];
  /** What leads from such a part back to it. */
  readonly partOwners?: readonly string[];
  /** Methods by which it becomes the one of the whole process. */
  readonly globalBy?: readonly string[];
  readonly connects?: ConnectTime;
  /** Packages take it by options that say what it is for. */
  readonly isAgent?: true;
  /** Options under which calls are told of it, and methods that are given it, to use it and no more. */
  readonly lentAs?: readonly string[];
  readonly lentTo?: readonly string[];
  /** The function that a call gives it to instead of giving it back, and the indexes of its parameters. */
  readonly givenTo?: GivenTo;
  readonly givenByName?: GivenByName;
  readonly holder?: HolderClass;
}

/** The class whose instances keep it under `paths`: what their methods do is known, whatever the variable may hold beside them. */
export interface HolderClass {
  readonly file: FileModel;
  readonly class: ClassNode;
  readonly paths: readonly Path[];
}

/** `pool.connect((error, client, done) => …)`: the function gets what was borrowed, and perhaps a function that gives it back. */
export interface GivenTo {
  readonly call: CallNode;
  readonly function: FunctionNode;
  readonly parameter: number;
  readonly done?: number;
}

/** `pool.getConnection(run)`: the function is what this expression stands for. */
export type GivenByName = Omit<GivenTo, 'function'> & { readonly function: Node };

export type MemberUse =
  | { readonly kind: 'release'; readonly node: CallNode | TSESTree.MemberExpression }
  /** The call gives the client itself back, or something that shares its obligation. */
  | { readonly kind: 'alias'; readonly call: CallNode; readonly isSetup?: boolean; readonly isInert?: boolean }
  | { readonly kind: 'use'; readonly name: string | undefined; readonly isInert: boolean }
  /** The property that is read is the client that what has it was made of. */
  | { readonly kind: 'itself'; readonly node: Node }
  /** A property is read, or a method is called whose result goes on using the client: `node` gives that. Reading opens nothing. */
  | { readonly kind: 'part'; readonly node: Node; readonly isRead: boolean }
  /** A method whose name is known only when it runs, without arguments or with one: any of them. */
  | { readonly kind: 'anyMethod' }
  /** Given away with what releases it. */
  | { readonly kind: 'givenAway' };

export type ArgumentUse =
  | { readonly kind: 'release'; readonly node: CallNode }
  /** A quiet one works on nothing but the client, and does not fail. */
  | { readonly kind: 'alias'; readonly call: CallNode; readonly release: readonly string[]; readonly isQuiet: boolean }
  | { readonly kind: 'use'; readonly isInert: boolean }
  /** A function or constructor of the project: what it does with the parameter decides. */
  | {
    readonly kind: 'parameter'; readonly file: FileModel; readonly function: FunctionNode; readonly index: number;
    readonly owner?: ClassNode;
  }
  /** Given to an object of the same SDK, which closes what it was given. */
  | { readonly kind: 'adopted'; readonly receiver: TSESTree.Expression }
  /** Put onto a stack of things to be disposed of, which gives it back. */
  | { readonly kind: 'stacked'; readonly call: CallNode; readonly disposer?: TSESTree.CallExpressionArgument | undefined }
  /** Put into a collection, the call's receiver. */
  | { readonly kind: 'collected'; readonly receiver: TSESTree.Expression }
  | { readonly kind: 'handedOver' };

/** Globals that look at their argument and keep nothing. */
const HARMLESS_GLOBALS = [
  'console.*', 'JSON.*', 'String', 'Boolean', 'Object.keys', 'Object.values', 'Object.entries', 'Object.getPrototypeOf',
  'Array.isArray', 'Reflect.*', 'expect', 'structuredClone', 'queueMicrotask', 'require'];

export function memberUse(
  program: Program, index: CatalogIndex, obligation: Obligation, landing: Extract<Landing, { kind: 'member' }>,
): MemberUse {
  const { file, node } = landing;
  const { access, path } = memberChain(program, file, node);
  const call = outermost(access).parent;
  const isCalled = call?.type === 'CallExpression' && call.callee === outermost(access);
  const dotted = path.join('.');
  // `client.close.bind(client)`, `close.call(client)`: the method by another way.
  const method = unwrap(access.object);
  if (['bind', 'call', 'apply'].includes(path.at(-1)!) && obligation.release.includes(path.slice(0, -1).join('.'))) {
    return { kind: 'release', node: path.at(-1) === 'bind' && method.type === 'MemberExpression' ? method : isCalled ? call : access };
  }
  const closing = isCalled ? closingOfResult(obligation, dotted, call) : undefined;
  if (closing) return { kind: 'release', node: closing };
  if (isReleasing(obligation.release, dotted) || isDisposal(node)) {
    // `if (connection && connection.close)` only asks whether it can be closed.
    if (!isCalled && isTested(access)) return { kind: 'use', name: path[0], isInert: true };
    // `client.close;`, where the parentheses were forgotten.
    if (!isCalled && isDroppedValue(access)) return { kind: 'use', name: path[0], isInert: true };
    return { kind: 'release', node: isCalled ? call : access };
  }
  if (isCalled && path.length === 1) {
    const name = path[0]!;
    if (disposerMethods.has(name) && call.arguments.length === 1) return { kind: 'givenAway' };
    const isSetup = obligation.setup.includes(name);
    if (isSetup || fluentMethods.has(name)) return { kind: 'alias', call, isSetup, isInert: isInert(obligation, name) };
    const callee = program.evaluator.evaluate(file, access);
    const wrapper = callee.kind === 'package' ? index.findWrapper(callee.specifier, toSegments(callee.path), 'call') : undefined;
    if (wrapper?.model.argument === 'receiver') return { kind: 'alias', call };
  }
  const [first] = path;
  // What is given an argument and more is at work: none that releases needs them.
  if (isCalled && path.length === 0 && !isSymbol(access) && call.arguments.length < 2) return { kind: 'anyMethod' };
  // `client.config.region`: how it works, for a copy of it perhaps.
  const isSetting = first !== undefined && settingsNames.test(first) && !(isCalled && path.length === 1);
  if (isSetting) return { kind: 'use', name: first, isInert: true };
  if (isCalled && path.length === 1 && obligation.parts?.includes(first!)) return { kind: 'part', node: call, isRead: false };
  if (first !== undefined && !obligation.setup.includes(first) && isRead(access)) {
    return isItself(obligation, dotted) ? { kind: 'itself', node: access } : { kind: 'part', node: access, isRead: true };
  }
  return { kind: 'use', name: first, isInert: first !== undefined && (isInert(obligation, first) || isInert(obligation, dotted)) };
}

/** `web3.currentProvider`, where `currentProvider.disconnect` ends the client as its own `disconnect` does: it is the client. */
function isItself({ release }: Obligation, dotted: string): boolean {
  return release.some((method) => release.includes(`${dotted}.${method}`));
}

/** Whether a member that is taken out by its name may be what releases the client. */
export function isRelease(obligation: Obligation, name: string): boolean {
  return obligation.release.includes(name) || isItself(obligation, name);
}

/** Also by what a method was promisified to. */
function isReleasing(release: readonly string[], method: string): boolean {
  return release.includes(method) || release.includes(withoutPromise(method));
}

function isInert({ inert }: Obligation, method: string): boolean {
  return inert.some((pattern) => matchesGlob(pattern, method));
}

export function argumentUse(
  program: Program, index: CatalogIndex, obligation: Obligation, landing: Extract<Landing, { kind: 'argument' }>,
): ArgumentUse {
  const { file, call, index: position, path } = landing;
  const target = unwrap(call.callee);
  const method = target.type === 'MemberExpression' ? propertyName(target) : undefined;
  if (path.length === 0 && method !== undefined && obligation.releasedBy && isReleasing(obligation.releasedBy, method)) {
    return { kind: 'release', node: call };
  }
  // `client.method.bind(client)`: its own method, told what `this` is.
  if (method === 'bind' || method === 'call' || method === 'apply') return { kind: 'use', isInert: false };
  const stacking = path.length === 0 && position === 0 ? stackCallOf(file, call)?.method : undefined;
  if (stacking === 'use' || stacking === 'adopt') {
    return { kind: 'stacked', call, ...(stacking === 'adopt' && { disposer: call.arguments[1] }) };
  }
  // What is known of the client itself comes first: `Order.findOne().session(session)` is no object that ends the session.
  const isLent = path.length === 0 ? method !== undefined && obligation.lentTo?.includes(method)
    : path.length === 1 && obligation.lentAs?.some((option) => path[0] === member(option));
  if (isLent) return { kind: 'use', isInert: false };
  const callee = program.evaluator.evaluate(file, call.callee);
  if (callee.kind === 'package') {
    const segments = toSegments(callee.path);
    const wrapper = index.findWrappers(callee.specifier, segments, call.type === 'NewExpression' ? 'new' : 'call')
      .find(({ model }) => model.argument === position && isOption(path, model.option));
    if (wrapper) return { kind: 'alias', call, release: wrapper.model.release, isQuiet: wrapper.model.kind !== 'asyncFactory' };
    const borrower = index.findBorrowers(callee.specifier, segments)
      .find(({ model }) => model.argument === position && isOption(path, model.option));
    if (borrower?.model.releases) return { kind: 'release', node: call };
    if (borrower) return { kind: 'use', isInert: borrower.model.inert === true };
    if (onlookers.some((model) => matchesExports(model, callee.specifier, segments))) return { kind: 'use', isInert: true };
    // `new S3Client({ ...client, region })`: settings are read from it, its methods stay where they are.
    if (path.length === 0 && call.type === 'NewExpression' && call.arguments[position]?.type === 'ObjectExpression') {
      return { kind: 'use', isInert: true };
    }
    if (packageOfSpecifier(callee.specifier) === packageOfSpecifier(obligation.specifier) && call.type === 'CallExpression') {
      // `session.connect(transport)`: from here on, closing the session closes the transport.
      const isMethod = path.length === 0 && target.type === 'MemberExpression' && callee.path.includes(CALL);
      // An SDK's own helpers work with its client: `paginateScan({ client }, …)`.
      return isMethod ? { kind: 'adopted', receiver: target.object } : { kind: 'use', isInert: false };
    }
    // Whoever has what it makes has the agent, and may end it by that.
    if (obligation.isAgent && isAgentOption(path)) return { kind: 'alias', call, release: agentEndings, isQuiet: false };
  }
  if (callee.kind === 'global') {
    const segments = toSegments(callee.path);
    const isBorrowed = globalBorrowers.some(({ name, argument, option }) => (
      name === segments.filter((step) => step !== 'globalThis').join('.') && argument === position && isOption(path, option)));
    if (isBorrowed) return { kind: 'use', isInert: false };
    if (HARMLESS_GLOBALS.some((pattern) => matchesGlob(pattern, segments.join('.')))) return { kind: 'use', isInert: true };
  }
  if (callee.kind === 'local' && callee.path.length === 0) {
    const owner = isClass(callee.node) ? callee.node : undefined;
    const constructor = owner ? findConstructor(program, callee.file, owner) : { file: callee.file, node: callee.node };
    // Behind a list of arguments, `fn(...all, client)`, nobody knows which of them it is.
    const isListed = call.arguments.slice(0, position).some(({ type }) => type === 'SpreadElement');
    if (constructor && isFunction(constructor.node) && !isListed) {
      return { kind: 'parameter', file: constructor.file, function: constructor.node, index: position, ...(owner
        && { owner }) };
    }
  }
  if (isLogging(call)) return { kind: 'use', isInert: true };
  if (method !== undefined && collectingMethods.has(method) && target.type === 'MemberExpression') {
    return { kind: 'collected', receiver: target.object };
  }
  return { kind: 'handedOver' };
}

/** `client.getChannel().close()`: the call that releases the client by way of what another one gave. */
function closingOfResult({ release }: Obligation, dotted: string, call: TSESTree.CallExpression): TSESTree.CallExpression | undefined {
  const access = outermost(call).parent;
  if (access?.type !== 'MemberExpression' || unwrap(access.object) !== call) return undefined;
  const outer = outermost(access).parent;
  const isClosing = outer?.type === 'CallExpression' && unwrap(outer.callee) === access;
  return isClosing && release.includes(`${dotted}().${propertyName(access) ?? ''}`) ? outer : undefined;
}

/** `client.a.b` as far as members go: the outermost access and the names. */
function memberChain(
  program: Program, file: FileModel, node: TSESTree.MemberExpression,
): { readonly access: TSESTree.MemberExpression; readonly path: readonly string[] } {
  const path: string[] = [];
  let access = node;
  for (;;) {
    const name = propertyName(access) ?? constantName(program, file, access);
    if (name === undefined) return { access, path };
    path.push(name);
    const outer = outermost(access).parent;
    if (outer?.type !== 'MemberExpression' || unwrap(outer.object) !== access) return { access, path };
    access = outer;
  }
}

/** `client[method]` where `const method = 'quit'`. */
function constantName(program: Program, file: FileModel, access: TSESTree.MemberExpression): string | undefined {
  const value = program.evaluator.evaluate(file, access.property);
  return value.kind === 'local' && value.path.length === 0 ? literalText(value.node) : undefined;
}

/** Neither called nor written to. */
function isRead(access: TSESTree.MemberExpression): boolean {
  const node = outermost(access);
  switch (node.parent?.type) {
    case 'CallExpression':
    case 'NewExpression':
      return node.parent.callee !== node;
    case 'AssignmentExpression':
      return node.parent.left !== node;
    case 'UnaryExpression':
      return node.parent.operator !== 'delete';
    case 'UpdateExpression':
    case 'TaggedTemplateExpression':
    case 'MemberExpression':
      return false;
    default:
      return true;
  }
}

/** Whether a value only decides what happens: `if (client && client.close)`. */
function isTested(value: Node): boolean {
  let tested: Node = outermost(value);
  while (tested.parent?.type === 'LogicalExpression' || tested.parent?.type === 'UnaryExpression') tested = tested.parent;
  const { parent } = tested;
  return (parent?.type === 'IfStatement' || parent?.type === 'ConditionalExpression') && parent.test === tested;
}

/** `client[Symbol.asyncDispose]`. */
function isDisposal(node: TSESTree.MemberExpression): boolean {
  return isSymbol(node, ['dispose', 'asyncDispose']);
}

function isSymbol(node: TSESTree.MemberExpression, names?: readonly string[]): boolean {
  const key = node.computed ? unwrap(node.property) : undefined;
  return key?.type === 'MemberExpression' && key.object.type === 'Identifier' && key.object.name === 'Symbol'
    && (!names || names.includes(propertyName(key) ?? ''));
}

/** Whether a call makes, at once, another form of a client that is one of its arguments, or an option in that. */
export function isWrapperCall(program: Program, index: CatalogIndex, file: FileModel, call: CallNode, argument: Node): boolean {
  const callee = program.evaluator.evaluate(file, call.callee);
  if (callee.kind !== 'package') return false;
  const isWrapped = ({ model }: Catalogued<WrapperModel>): boolean => model.kind !== 'asyncFactory'
    && call.arguments.findIndex((candidate) => candidate === argument) === model.argument
    && (model.option !== undefined) === (argument.type === 'ObjectExpression');
  return index.findWrappers(callee.specifier, toSegments(callee.path), call.type === 'NewExpression' ? 'new' : 'call').some(isWrapped);
}

/** `request: { agent }` */
function isAgentOption(path: Path): boolean {
  return path.length > 0 && path.every(isMember) && agentOptions.has(path.at(-1)!.slice(1));
}

function isOption(path: Path, option: string | undefined): boolean {
  const wanted = option === undefined ? [] : option.split('.').map(member);
  return wanted.length === path.length && wanted.every((step, index) => step === path[index]);
}

