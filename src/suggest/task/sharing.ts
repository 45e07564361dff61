import type { TSESTree } from '@typescript-eslint/utils';
import type { Program } from '../../project/program.js';
import { toSegments } from '../../resolve/path.js';
import { isReopenable } from '../../release/shared/shared-close.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isCall, isFunction, isPropertyKey, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import { holdersOf } from '../place/holders.js';
import { isModuleScope, nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import type { Shape } from './shape.js';

/** Methods that other code may call on a client it was given and that one client for all requests would not bear. */
const CHANGING = ['on', 'once', 'addListener', 'setMaxListeners'];

/** Statements of a transaction that belongs to the connection it is sent on. */
const TRANSACTION = /\b(?:BEGIN|START TRANSACTION|COMMIT|beginTransaction|startTransaction)\b|\bLISTEN\b/;

/**
 * Why one client cannot serve all requests at once, as the end of a sentence; `undefined` if it can. It cannot when it is a single
 * connection that carries transactions, nor when code that gets it from this place closes it, connects it or adds listeners to it.
 */
export function whyNotShared(source: Source, program: Program, finding: Finding, shape: Shape): string | undefined {
  const { model, holds, name } = finding.site;
  if (model.shareInstead !== undefined) return `one \`${model.shareInstead}\` is to be shared instead`;
  if (model.unshareable !== undefined) return 'one cannot serve several requests for long';
  if (holds === 'child-process') return 'a process that has ended is not started again';
  // A client that stands for a server opens another one.
  if (holds === 'socket' && /connection(?:\(\))?$/i.test(name.segments.at(-1)!)) return 'a connection that breaks is not opened again';
  const owner = enclosingFunction(shape.construction);
  if (holds === 'socket' && TRANSACTION.test(source.file.textOf(isFunction(owner) ? owner : source.code.ast))) {
    return 'it carries a transaction, which belongs to one request';
  }
  if (isSetUpElsewhere(program, source, finding, shape)) return 'a function that it is given to sets it up, each time';
  const replaced = whyReplaced(finding, [shape.expression, ...shape.declared?.connects.flatMap(givenToConnect) ?? []]);
  if (replaced !== undefined) return replaced;
  if (!shape.leaves) return undefined;
  const setup = isSetupRepeatable(source, program, finding) ? [] : model.setup ?? [];
  const methods = [...model.release, ...setup, ...CHANGING].map((path) => path.split('.').at(-1)!);
  // What sets it up where it is made goes along.
  const along = [shape.expression, ...shape.declared?.listeners ?? [], ...shape.declared?.connects ?? [], ...shape.releases];
  const method = methods.find((one) => holdersOf(program, source.file).some((file) => isCalledOnSuch(program, file, one, finding, along)));
  return method === undefined ? undefined : `whoever gets it from here calls \`${method}()\` on it`;
}

/** `await client.connect(url);` */
function givenToConnect({ expression }: TSESTree.ExpressionStatement): readonly Node[] {
  const call = expression.type === 'AwaitExpression' ? unwrap(expression.argument) : undefined;
  return isCall(call) ? call.arguments : [];
}

/** Why one that is made of the expressions once would not be the right one for long, as the end of a sentence. */
export function whyReplaced({ around }: Finding, expressions: readonly Node[]): string | undefined {
  return around?.mayBeReplaced(expressions) === true ? 'the program itself replaces what it is made of while it runs' : undefined;
}

/** To set it up once more does nothing to it: those who get it may go on doing so. */
export function isSetupRepeatable({ file }: Source, program: Program, { site }: Finding): boolean {
  const { model: { setupRepeatable }, name: { specifier } } = site;
  return isReopenable(program, file, { specifier, setupRepeatable });
}

/** The names of what is read of `process.env` in the construction, also through a local variable. */
export function environmentOf(source: Source, shape: Made): string[] {
  return [shape.expression, ...localInitialisers(source, shape)].flatMap((root) => [...nodesIn(source, root, false)]).flatMap((node) => {
    if (node.type !== 'MemberExpression' || source.file.textOf(node.object) !== 'process.env') return [];
    return propertyName(node) ?? [];
  });
}

/** A function of the project that is given the client connects it, or adds listeners to it: once is enough for a shared one. */
function isSetUpElsewhere(program: Program, source: Source, finding: Finding, shape: Shape): boolean {
  const methods = [...(finding.site.model.setup ?? []), ...CHANGING];
  const givens = [shape.expression, ...(shape.variable?.references.map((reference) => reference.identifier) ?? [])].map(outermost);
  return givens.some((given) => {
    const call = given.parent;
    if (!isCall(call)) return false;
    const index = call.arguments.findIndex((argument) => argument === given);
    const callee = index === -1 ? undefined : program.evaluator.evaluate(source.file, call.callee);
    if (callee?.kind !== 'local' || callee.path.length > 0 || !isFunction(callee.node)) return false;
    const parameter = callee.node.params[index];
    const variable = parameter?.type === 'Identifier' ? callee.file.variableOf(parameter) : undefined;
    return variable?.references.some(({ identifier }) => (
      identifier.parent.type === 'MemberExpression' && methods.includes(propertyName(identifier.parent) ?? ''))) ?? false;
  });
}

/** `along` are parts of the construction's own file that do not count. */
function isCalledOnSuch(program: Program, file: FileModel, method: string, finding: Finding, along: readonly Node[]): boolean {
  return (file.members.get(method) ?? []).some((access) => {
    if (file === finding.site.file && along.some((part) => isInside(access, part))) return false;
    if (outermost(access).parent?.type !== 'CallExpression') return false;
    const value = program.evaluator.evaluate(file, access.object);
    return value.kind === 'package' && value.specifier === finding.site.name.specifier
      && isClientOrPart(toSegments(value.path), finding.site);
  });
}

/** What it answers is no part of it: `(await client.send(command)).Body.on('end', …)`. To set it up answers the client itself. */
function isClientOrPart(path: readonly string[], { name: { segments }, model: { setup = [] } }: Finding['site']): boolean {
  const isMadeSo = segments.every((segment, at) => path[at] === segment || path[at] === `${segment}()`);
  return isMadeSo && path.slice(segments.length).every((segment) => (
    !segment.endsWith('()') || setup.some((method) => `${method.split('.').at(-1)!}()` === segment)));
}

/** As much of how a construction is written as a condition can be about. */
type Made = Pick<Shape, 'construction' | 'expression' | 'declared'>;

/**
 * Whether a condition that looks at what the construction is made of decides if it runs: `if (!process.env.KEY) return …`. Then it must not
 * run earlier.
 */
export function isGuardedByArguments(source: Source, shape: Made): boolean {
  const names = new Set<string>();
  const declarations = shape.declared ? [shape.declared.statement] : [];
  for (const root of [shape.expression, ...declarations, ...localInitialisers(source, shape)]) {
    for (const node of nodesIn(source, root, false)) {
      if (node.type === 'Identifier' && !isPropertyKey(node) && !isCalleeRoot(node, shape)) names.add(node.name);
    }
  }
  if (shape.declared) names.delete(shape.declared.variable.name);
  for (const common of ['process', 'env', 'undefined', 'console']) names.delete(common);
  const isMentioned = (node: Node): boolean => node.type === 'Identifier' && names.has(node.name);
  const mentions = (test: Node): boolean => [...nodesIn(source, test, false)].some(isMentioned);
  let child: Node = shape.expression;
  for (let parent = child.parent; parent && !isFunction(child); child = parent, parent = parent.parent) {
    if (testsBefore(parent, child).some(mentions)) return true;
  }
  return false;
}

/**
 * Whether something that is the same for all requests decides if it runs: `if (isConfigured()) …`. At module scope it would run, and
 * connect or throw, where the program is told not to.
 */
export function isGuardedByConfiguration(source: Source, shape: Made): boolean {
  let child: Node = shape.expression;
  for (let parent = child.parent; parent && !isFunction(child); child = parent, parent = parent.parent) {
    if (testsBefore(parent, child).some((test) => isAboutConfiguration(source, test, new Set([shape.declared?.variable])))) return true;
  }
  return false;
}

/**
 * Whether the environment is looked at in front of it: `const missing = NAMES.filter((name) => !process.env[name]); if (missing.length) …`,
 * `assertConfigured();`
 */
export function isGuardedByEnvironment(source: Source, program: Program, shape: Made): boolean {
  let child: Node = shape.expression;
  for (let parent = child.parent; parent && !isFunction(child); child = parent, parent = parent.parent) {
    if (parent.type !== 'BlockStatement') continue;
    for (const statement of parent.body.slice(0, parent.body.indexOf(child as never))) {
      const call = statement.type === 'ExpressionStatement' ? unwrap(statement.expression) : undefined;
      if (statement.type === 'IfStatement' && looksAtEnvironment(source, statement.test)) return true;
      if (call && failsByEnvironment(source, program, call)) return true;
    }
  }
  return false;
}

/** Through local variables, and in what is done with each element of a list. */
function looksAtEnvironment(source: Source, test: Node): boolean {
  return [...nodesIn(source, test, true)].some((node) => {
    if (node.type === 'MemberExpression') return source.file.textOf(node) === 'process.env';
    const variable = node.type === 'Identifier' ? source.file.variableOf(node) : undefined;
    const definition = variable?.defs[0]?.node;
    const init = definition?.type === 'VariableDeclarator' && !isInside(test, definition) ? definition.init : null;
    return init !== null && init !== undefined && init !== test && !isModuleScope(variable!.scope) && looksAtEnvironment(source, init);
  });
}

/** A function of the project that throws, and reads the environment. */
function failsByEnvironment(source: Source, program: Program, call: Node): boolean {
  const callee = isCall(call) ? program.evaluator.evaluate(source.file, call.callee) : undefined;
  if (callee?.kind !== 'local' || callee.path.length > 0 || !isFunction(callee.node)) return false;
  const text = callee.file.textOf(callee.node);
  return text.includes('process.env') && /\bthrow\b|\.exit\(/.test(text);
}

/** It reads something, and nothing of the request. */
function isAboutConfiguration(source: Source, test: Node, seen: Set<Variable | undefined>): boolean {
  let readsSomething = false;
  for (const node of nodesIn(source, test, false)) {
    if (node.type === 'ThisExpression') return false;
    if (node.type !== 'Identifier' || node.name === 'undefined' || isPropertyKey(node)) continue;
    if (node.parent.type === 'MemberExpression' && node.parent.property === node && !node.parent.computed) continue;
    const variable = source.file.variableOf(node);
    const definition = variable?.defs[0];
    if (variable && seen.has(variable)) return false;
    readsSomething = true;
    if (!variable || !definition || isModuleScope(variable.scope)) continue;
    seen.add(variable);
    // A local name for the same thing; a parameter is the request's.
    const init = definition.node.type === 'VariableDeclarator' ? definition.node.init : null;
    if (!init || !isAboutConfiguration(source, init, seen)) return false;
  }
  return readsSomething;
}

/** The initialisers of the local variables in the arguments, one step deep. */
function localInitialisers(source: Source, shape: Made): Node[] {
  return [...nodesIn(source, shape.expression, false)].flatMap((node) => {
    const definition = node.type === 'Identifier' ? source.file.variableOf(node)?.defs[0] : undefined;
    const init = definition?.node.type === 'VariableDeclarator' && enclosingFunction(definition.node) ? definition.node.init : null;
    return init ? [init] : [];
  });
}

function isCalleeRoot(node: Node, shape: Made): boolean {
  const callee = unwrap(shape.construction.callee);
  return callee.range[0] <= node.range[0] && node.range[1] <= callee.range[1];
}

/** The tests that decide whether a child of `parent` runs. */
export function testsBefore(parent: Node, child: Node): Node[] {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === child ? [] : [parent.test];
    case 'LogicalExpression':
      return parent.right === child ? [parent.left] : [];
    case 'SwitchStatement':
      return [parent.discriminant];
    case 'BlockStatement':
      return parent.body.slice(0, parent.body.indexOf(child as never))
        .flatMap((statement) => statement.type === 'IfStatement' ? [statement.test] : []);
    default:
      return [];
  }
}
