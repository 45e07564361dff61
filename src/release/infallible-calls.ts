import { infallible } from '../catalog/conventions/infallible.js';
import { matchesExports } from '../catalog/match.js';
import { packageOfSpecifier } from '../catalog/merge.js';
import type { CatalogIndex } from '../catalog/merge.js';
import type { FileModel } from '../resolve/file-model.js';
import { toSegments } from '../resolve/path.js';
import { cannotThrow, isHarmlessMethod } from '../control/non-throwing-calls.js';
import { runsNothingThatThrows } from '../control/plain-function.js';
import { isAwaited, isCall, isClass, isFunction, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, Node } from '../syntax/nodes.js';
import { siteAt } from '../sites/sites.js';
import { possibleFunctions } from './possible-functions.js';
import type { Program } from '../project/program.js';

/*
 * Which calls cannot fail, as far as the project and the catalog tell? `control/non-throwing-calls.ts` has those that the call alone shows.
 * Invariant: a construction of an error says what went wrong already, and one of a client opens nothing that could fail before it is used.
 * Blind spot: what the constructor of a project's error does besides.
 */

/** Base classes of base classes. Real ones are five deep. */
const MAX_BASES = 20;

export function isInfallibleCall(program: Program, index: CatalogIndex, file: FileModel, call: CallNode, depth = 0): boolean {
  const isNew = call.type === 'NewExpression';
  // What gives a promise of a client has connected it when that is fulfilled.
  if ((isNew || !isAwaited(call)) && siteAt(program, index, file, call).kind !== 'uncatalogued') return true;
  return isNew ? constructsError(program, file, call) || constructsWrapper(program, index, file, call)
    : isOfGlobal(program, file, call) || isInfallibleExport(program, file, call) || endsPart(program, index, file, call)
      || isPlainElsewhere(program, index, file, call, depth);
}

/**
 * Whether a call is one of an async function whose promise goes to a variable, to `return` or to nobody: what fails in it rejects that
 * promise, and the call itself goes on. One that another call is given may be waited for there.
 */
export function callsAsyncFunction(program: Program, file: FileModel, call: CallNode): boolean {
  if (call.type === 'NewExpression' || isGivenToCall(call)) return false;
  const value = program.evaluator.evaluate(file, call.callee);
  return value.kind === 'local' && value.path.length === 0 && isFunction(value.node) && value.node.async;
}

/** Whether an expression is part of what another call is given. */
function isGivenToCall(node: Node): boolean {
  for (let [inner, outer] = [node, node.parent]; outer && !isFunction(outer); inner = outer, outer = outer.parent) {
    if (isCall(outer) && outer.callee !== inner) return true;
    if (outer.type.endsWith('Statement') || outer.type === 'VariableDeclarator') return false;
  }
  return false;
}

/** `logError(logger, error)` of another file, or of each object that it may be of, which hands both to a logger and does nothing else. */
function isPlainElsewhere(program: Program, index: CatalogIndex, file: FileModel, call: CallNode, depth: number): boolean {
  const functions = possibleFunctions(program, file, call);
  return functions !== undefined && functions.every(({ file: there, node }) => (
    runsNothingThatThrows(there, node, call, (inner, deeper) => (
      cannotThrow(there, inner, deeper) || isInfallibleCall(program, index, there, inner, deeper)), depth)));
}

/** `performance.now()` where `performance`, which is a global, too, is imported from Node.js. */
function isOfGlobal(program: Program, file: FileModel, call: CallNode): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || !file.variableOf(callee.object)) return false;
  const value = program.evaluator.evaluate(file, callee.object);
  const module = value.kind === 'package' ? /^(?:node:)?(perf_hooks|process|console)$/.exec(value.specifier)?.[1] : undefined;
  if (value.kind !== 'package' || module === undefined) return false;
  const [name = module, ...deeper] = toSegments(value.path).filter((segment) => segment !== 'default');
  return deeper.length === 0 && isHarmlessMethod(name, propertyName(callee) ?? '');
}

/** `uuid()`, `context.getStore()` */
function isInfallibleExport(program: Program, file: FileModel, call: CallNode): boolean {
  if (isAwaited(call) || call.arguments.some(isFunction)) return false;
  const value = program.evaluator.evaluate(file, call.callee);
  if (value.kind !== 'package') return false;
  const segments = toSegments(value.path);
  const path = segments[0] === 'default' && segments.length > 1 ? segments.slice(1) : segments.length === 0 ? ['default'] : segments;
  return infallible.some((model) => matchesExports(model, value.specifier, path));
}

/** `page.close()` of a browser: who is gone need not be closed any more. */
function endsPart(program: Program, index: CatalogIndex, file: FileModel, call: CallNode): boolean {
  if (call.callee.type !== 'MemberExpression' || call.arguments.length > 0) return false;
  const value = program.evaluator.evaluate(file, call.callee);
  if (value.kind !== 'package') return false;
  const segments = toSegments(value.path);
  const made = segments.findIndex((segment) => segment.endsWith('()')) + 1;
  const [part, ending] = [segments[made]?.replace('()', ''), segments.at(-1)];
  if (made === 0 || part === undefined || ending === undefined || made + 2 > segments.length) return false;
  const name = packageOfSpecifier(value.specifier);
  const client = index.findClient(name, segments.slice(0, made).map((segment) => segment.replace('()', '')), 'call', (packageName) => (
    program.versionOf(file, packageName)))?.model;
  if (client === undefined || client.holds === 'nothing') return false;
  const { parts = [], partEndings = [] } = client;
  return parts.includes(part) && partEndings.includes(ending);
}

/** `new PostgresDialect({ pool })`, which keeps what it is given until somebody asks it something. */
function constructsWrapper(program: Program, index: CatalogIndex, file: FileModel, call: CallNode): boolean {
  const value = program.evaluator.evaluate(file, call.callee);
  return value.kind === 'package' && index.findWrapper(packageOfSpecifier(value.specifier), toSegments(value.path), 'new') !== undefined;
}

/** What errors of packages, and of JavaScript itself, are called: `GraphQLError`, `NotFoundException`. */
const ERROR_NAME = /(?:Error|Exception)$/;

/** `class NotFound extends AppError extends Error`, in whichever files. */
function constructsError(program: Program, file: FileModel, call: CallNode): boolean {
  let value = program.evaluator.evaluate(file, call.callee);
  for (let depth = 0; depth < MAX_BASES; depth++) {
    if (value.kind === 'global' || value.kind === 'package') return ERROR_NAME.test(toSegments(value.path).at(-1) ?? '');
    if (value.kind !== 'local' || value.path.length > 0 || !isClass(value.node) || !value.node.superClass) return false;
    value = program.evaluator.evaluate(value.file, value.node.superClass);
  }
  return false;
}
