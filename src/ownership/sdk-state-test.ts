import { testsOnWay } from '../control/guards/tests-on-way.js';
import { packageOfSpecifier } from '../catalog/merge.js';
import type { FileModel } from '../resolve/file-model.js';
import { CALL } from '../resolve/path.js';
import { singleValueOf } from '../resolve/values.js';
import { isInside } from '../syntax/is-inside.js';
import { isCall, literalText, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import { outermostAccess, rootOfMembers } from '../syntax/roots.js';
import { ownNodes } from '../syntax/walk.js';
import type { Program } from '../project/program.js';
import type { TraceStep } from '../reach/reach.js';
import type { Spot } from '../flow/spots.js';

type PackageValue = Extract<ReturnType<Program['evaluator']['evaluate']>, { kind: 'package' }>;

/*
 * Is the SDK asked, on the way to a construction, what it has already? `if (getConnectionManager().connections.length === 0)`,
 * `if (mongoose.connection.readyState !== 1)`: what it keeps itself is a memo, too.
 * Invariant: a constant, a class or a question about something else (`ObjectId.isValid(id)`) is no such test.
 */

/** `origin` is the construction. */
export function hasSdkStateTest(program: Program, origin: Spot, way: readonly TraceStep[]): boolean {
  const made = program.evaluator.evaluate(origin.file, origin.node);
  return made.kind === 'package'
    && way.some(({ file, owner, node }) => (
      [...testsOnWay(node, owner), ...triedBefore(node, owner)].some((test) => asks(program, file, test, made, origin.node))));
}

/** `try { sdk.getPool(); } catch { … }`: what has failed where control comes to a node. */
function triedBefore(node: Node, boundary: Node | undefined): Node[] {
  const tried: Node[] = [];
  for (let child = node; child.parent && child !== boundary; child = child.parent) {
    if (child.type === 'CatchClause' && child.parent.type === 'TryStatement') tried.push(child.parent.block);
  }
  return tried;
}

function asks(program: Program, file: FileModel, test: Node, made: PackageValue, origin: Node): boolean {
  for (const node of ownNodes(test, file.tree.visitorKeys)) {
    const isChain = node.type === 'MemberExpression' || node.type === 'Identifier' || isCall(node);
    if (isChain && isState(program, file, node, made, origin)) return true;
  }
  return false;
}

/**
 * `getApps()`, `connection.readyState`: nothing that is asked about a value other than the name under which the client is made, nothing
 * that is spelt as a class or a constant, not a client of the same kind, and not the pool that the connection is borrowed from.
 */
function isState(program: Program, file: FileModel, node: Node, made: PackageValue, origin: Node): boolean {
  const value = program.evaluator.evaluate(file, node);
  if (value.kind !== 'package' || packageOfSpecifier(value.specifier) !== packageOfSpecifier(made.specifier)) return false;
  if (isBeginningOf(made.path, value.path) || isBeginningOf(value.path, made.path)) return false;
  const names = value.path.filter((step) => step !== CALL && step !== '.default').map((step) => step.replace(/^\./, ''));
  if (names.length === 0 || names.some((name) => !/^[a-z]/.test(name))) return false;
  if (!value.path.includes(CALL)) return names.length > 1;
  const seen = new Set<Node>();
  for (let access: Node | undefined = unwrap(node); access && !seen.has(access); access = holderOf(file, access)) {
    seen.add(access);
    if (isCall(access) && access.arguments.some((argument) => (
      literalText(argument) === undefined && !isNameOf(file, argument, origin)))) return false;
  }
  return true;
}

function isBeginningOf(path: readonly string[], other: readonly string[]): boolean {
  return path.every((step, index) => step === other[index]);
}

/** What a chain goes on with: the object of a member, what is called, what a variable holds. */
function holderOf(file: FileModel, access: Node): Node | undefined {
  if (isCall(access)) return unwrap(access.callee);
  if (access.type === 'MemberExpression') return unwrap(access.object);
  if (access.type === 'AwaitExpression') return unwrap(access.argument);
  const variable = access.type === 'Identifier' ? file.variableOf(access) : undefined;
  const held = variable && singleValueOf(variable);
  return held && unwrap(held.expression);
}

/** `manager.has(name)` before `createConnection({ ...options, name })`, `getConnection(shop.name)` before one with `name: shop.name`. */
function isNameOf(file: FileModel, argument: Node, origin: Node): boolean {
  const root = rootOfMembers(argument);
  const variable = root.type === 'Identifier' ? file.variableOf(root) : undefined;
  return variable !== undefined && isCall(origin) && variable.references.some(({ identifier }) => {
    const chain = outermostAccess(identifier);
    return file.spellingOf(chain) === file.spellingOf(argument) && origin.arguments.some((given) => isInside(chain, given));
  });
}

