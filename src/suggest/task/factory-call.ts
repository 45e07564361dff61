import { isExecutor, isPromise } from '../../control/callbacks.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import type { Program } from '../../project/program.js';
import { isEmptying, isReassigned, returnedExpressions } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { declaredNameOf, enclosingFunction, isCall, isFunction, outermost, propertyName, thisClass, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import type { CheckoutFinding } from '../../verdict/checkout-finding.js';
import type { Finding } from '../../verdict/finding.js';
import type { Source } from '../text/source.js';

/** A call that gets a client from the function that constructs it. */
export interface FactoryCall {
  readonly node: CallNode;
  /** The call gives a promise. */
  readonly isAsync: boolean;
  /** The function may give nothing: `return null`. */
  readonly mayBeNothing: boolean;
  /** What it gives then is no object of which a method can be asked, not even by `?.`: `return false`. */
  readonly mayBeFalse?: boolean;
  /** The name by which it is in the object that the function gives: `return { client, channel }`. */
  readonly part?: string;
}

/** What a function gives: always the client, or nothing in some cases; in an object, or as it is. */
type Given = Pick<FactoryCall, 'mayBeNothing' | 'mayBeFalse' | 'part'>;

/**
 * The calls of a function whose only result is the construction itself: whoever calls it has a client of its own. None where there may be
 * another caller, in this file or in one that imports it. `forClosing`: those of a function that gives it in an object, or `false`, too.
 */
export function factoryCallsOf(source: Source, program: Program, construction: CallNode, forClosing = false): FactoryCall[] {
  const promise = forClosing ? promiseOf(source.file, construction) : undefined;
  const factory = enclosingFunction(promise ?? construction);
  if (!isFunction(factory) || factory.generator) return [];
  const given = givenBy(source.file, factory, promise ?? construction);
  if (!given || ((given.part !== undefined || given.mayBeFalse) && !forClosing)) return [];
  const method = callsOfMethod(source, program, factory);
  const isAsync = factory.async || promise !== undefined;
  if (method) return method.map((node) => ({ node, isAsync, ...given }));
  const variable = nameOf(source, factory);
  if (!variable || source.file.exportedNames(variable).some((name) => isUsedElsewhere(source, program, name))) return [];
  const uses = variable.references.filter(({ identifier, init }) => init !== true && identifier.parent.type !== 'ExportSpecifier');
  const calls = uses.map(({ identifier }) => {
    const call = outermost(identifier).parent;
    return call?.type === 'CallExpression' && unwrap(call.callee) === identifier ? call : undefined;
  });
  if (!calls.every((call) => call !== undefined)) return [];
  return calls.map((node) => ({ node, isAsync, ...given }));
}

/**
 * The calls of a method, all of them `this.make()` in its own class; `undefined` for other functions, and where somebody else may call it.
 */
function callsOfMethod(source: Source, program: Program, factory: FunctionNode): CallNode[] | undefined {
  const member = factory.parent;
  if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') return undefined;
  const name = propertyName(member);
  const owner = member.parent.parent;
  if (name === undefined || member.value !== factory || (member.type === 'MethodDefinition' && member.kind !== 'method')) return undefined;
  const isDeclaredTwice = owner.body.body.some((other) => other !== member && 'key' in other && other.key.type === 'Identifier'
    && !other.computed && other.key.name === name);
  if (isDeclaredTwice) return undefined;
  const calls = (source.file.members.get(name) ?? []).map((access) => {
    const call = outermost(access).parent;
    const around = access.object.type === 'ThisExpression' ? thisClass(access) : undefined;
    const isOwn = around?.node === owner && around.isStatic === member.static;
    return isOwn && call?.type === 'CallExpression' && unwrap(call.callee) === access ? call : undefined;
  });
  if (calls.length === 0 || !calls.every((call) => call !== undefined)) return undefined;
  const isPrivate = name.startsWith('#') || member.accessibility === 'private';
  const named = new RegExp(`(?<![\\w$])${name.replace('#', '').replaceAll('$', '\\$')}(?![\\w$])`);
  return isPrivate || !program.importersOf(source.file).some(({ file }) => named.test(file.tree.text)) ? calls : undefined;
}

/** The variable that only ever means this function. */
function nameOf(source: Source, factory: FunctionNode): Variable | undefined {
  const name = declaredNameOf(factory);
  const variable = name && source.file.variableOf(name);
  return variable?.defs.length === 1 && !isReassigned(variable) ? variable : undefined;
}

/** Whether a file that imports this one names it, other than in a text. */
function isUsedElsewhere({ file }: Source, program: Program, name: string): boolean {
  const named = new RegExp(`(?<!['"\`\\w$])${name.replaceAll('$', '\\$')}(?!['"\`\\w$])`);
  return program.importersOf(file, name).some((importer) => (
    importer.passesOnAll || importer.reexports.length > 0 || name === 'default' || named.test(importer.file.tree.text)));
}

/**
 * The calls on the way from the entry point to the construction whose value is the client itself, from the construction outwards, as far
 * as they stand in this file. Where the construction stands in another one, whatever files are between.
 */
export function callsOnTheWay(source: Source, { site, trace }: Finding | CheckoutFinding): FactoryCall[] {
  const calls: FactoryCall[] = [];
  let made: Node = site.node;
  let madeIn = site.file;
  let isPromise = site.model.kind === 'asyncFactory';
  let mayBeNothing = false;
  let mayBeFalse = false;
  for (const step of [...trace].reverse()) {
    if ((step.file !== source.file && site.file === source.file) || !isCall(step.node)) break;
    // The construction's own step.
    if (step.node === site.node) continue;
    const promise = promiseOf(madeIn, made);
    made = promise ?? made;
    isPromise ||= promise !== undefined;
    if (step.node === promise) continue;
    const factory = enclosingFunction(made);
    const isOwn = madeIn === step.file && factory !== undefined && isInside(step.node, factory);
    const given = isFunction(factory) && !factory.generator && !isOwn ? givenBy(madeIn, factory, made, !isPromiseOf(made)) : undefined;
    if (!given || !isFunction(factory)) break;
    isPromise ||= factory.async;
    mayBeNothing ||= given.mayBeNothing;
    mayBeFalse ||= given.mayBeFalse === true;
    if (step.file === source.file) calls.push({ ...given, node: step.node, isAsync: isPromise, mayBeNothing, mayBeFalse });
    // Who gets the object may do anything with it.
    if (given.part !== undefined) break;
    made = step.node;
    madeIn = step.file;
  }
  return calls;
}

/** The calls of the function that constructs it, in any file. */
export function callsOfFactory({ file }: Source, program: Program, { site }: Finding | CheckoutFinding): FactoryCall[] {
  const promise = promiseOf(site.file, site.node);
  const factory = enclosingFunction(promise ?? site.node);
  const given = isFunction(factory) && !factory.generator ? givenBy(site.file, factory, promise ?? site.node, !promise) : undefined;
  if (!given || !isFunction(factory)) return [];
  const isItsCall = (call: CallNode): boolean => {
    const callee = call.type === 'CallExpression' ? program.evaluator.evaluate(file, call.callee) : undefined;
    return callee?.kind === 'local' && callee.path.length === 0 && callee.node === factory;
  };
  const isAsync = factory.async || promise !== undefined || site.model.kind === 'asyncFactory';
  return file.calls.filter(isItsCall).map((node) => ({ node, isAsync, ...given }));
}

/**
 * `new Promise((resolve, reject) => { const client = new X(); client.on('ready', () => resolve(client)); … })`: the promise that is
 * only ever fulfilled with what is made there.
 */
function promiseOf(file: FileModel, made: Node): Node | undefined {
  const executor = enclosingFunction(made);
  const resolve = isFunction(executor) && isExecutor(executor) ? executor.params[0] : undefined;
  const holder = outermost(made).parent;
  const client = holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? file.variableOf(holder.id) : undefined;
  if (resolve?.type !== 'Identifier' || !client || client.defs.length !== 1 || isReassigned(client)) return undefined;
  const uses = file.variableOf(resolve)?.references ?? [];
  const isFulfilling = uses.length > 0 && uses.every(({ identifier }) => {
    const call = outermost(identifier).parent;
    if (call?.type !== 'CallExpression' || unwrap(call.callee) !== identifier) return false;
    const [value] = call.arguments;
    return value?.type === 'Identifier' && file.variableOf(value) === client;
  });
  return isFulfilling ? executor!.parent : undefined;
}

/** What the same constructor makes elsewhere is another promise. */
function isPromiseOf(made: Node): boolean {
  return made.type === 'NewExpression' && isPromise(made);
}

/** Whether what the function gives is always what `made` makes, or `alike`, what the same constructor makes elsewhere in it. */
function givenBy(file: FileModel, factory: FunctionNode, made: Node, alike = false): Given | undefined {
  const calleeOf = (value: Node): string | undefined => isCall(value) ? `${value.type} ${file.textOf(value.callee)}` : undefined;
  const isMade = (value: Node): boolean => value === made || (alike && calleeOf(value) !== undefined && calleeOf(value) === calleeOf(made));
  const isClient = (value: Node): boolean => {
    const variable = value.type === 'Identifier' ? file.variableOf(value) : undefined;
    const written = variable?.references.flatMap(({ writeExpr }) => (writeExpr && !isEmptying(writeExpr) ? [writeExpr] : [])) ?? [];
    const only = written.length === 1 && variable?.defs.length === 1 ? unwrap(written[0]!) : value;
    return isMade(only.type === 'AwaitExpression' ? unwrap(only.argument) : only);
  };
  const results = returnedExpressions(factory, file.tree.visitorKeys).map((result): Given | 'nothing' | 'false' | undefined => {
    const value = unwrap(result.type === 'AwaitExpression' ? result.argument : unwrap(result));
    if (isEmptying(value)) return 'nothing';
    if (value.type === 'Literal' && value.value === false) return 'false';
    if (isClient(value)) return { mayBeNothing: false };
    const properties = value.type === 'ObjectExpression' ? value.properties : [];
    const [part, ...more] = properties.flatMap((one) => (one.type === 'Property' && isClient(one.value) ? [propertyName(one)] : []));
    return part === undefined || more.length > 0 ? undefined : { mayBeNothing: false, part };
  });
  const [first, ...others] = results.filter((result) => result !== 'nothing' && result !== 'false');
  if (!first || !others.every((other) => other?.part === first.part && other !== undefined)) return undefined;
  const mayBeFalse = results.includes('false');
  return { ...first, mayBeNothing: mayBeFalse || results.includes('nothing'), ...(mayBeFalse && { mayBeFalse }) };
}
