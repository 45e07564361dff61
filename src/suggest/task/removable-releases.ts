import { errorNames } from '../../catalog/conventions/errors.js';
import { ongoingNames } from '../../catalog/conventions/methods.js';
import type { Program } from '../../project/program.js';
import type { Variable } from '../../resolve/file-model.js';
import { isEmptying } from '../../resolve/values.js';
import { enclosingFunction, isCall, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { rootOfMembers } from '../../syntax/roots.js';
import type { Finding } from '../../verdict/finding.js';
import { factoryCallsOf } from './factory-call.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';

/*
 * Which calls release a client that is to be shared from now on? They go, or they would close everybody's client.
 * Invariant: all of them, and each only releases: `undefined` where one stands in a helper, or is an answer to something that happened
 * to the client. Blind spot: what the program prints about closing.
 */

/** What goes: the calls, and statements that only say that the client is closed. */
export function removableReleases(source: Source, finding: Finding, variable: Variable | undefined): Node[] | undefined {
  const { release, releases } = finding;
  if (release.kind === 'never' && (releases === undefined || releases.length === 0)) return [];
  if (!variable || !releases || !isWrittenOnce(variable)) return undefined;
  const reopenings = reopeningsOf(source, finding, variable, releases);
  if (!reopenings) return undefined;
  if (!releases.every((node) => isCallOf(source, node, variable) && isForItsOwnSake(source, node, variable))) return undefined;
  return [...releases, ...releases.flatMap((node) => remarksBehind(source, node)), ...reopenings];
}

/**
 * The same for what a function makes for callers that all stand in its file: each holds it in a variable and closes that. `undefined` where
 * one of them does something else about it.
 */
export function releasesAtCallers(source: Source, finding: Finding, program: Program): Node[] | undefined {
  const { model, node } = finding.site;
  const found: Node[] = [];
  for (const call of factoryCallsOf(source, program, node)) {
    const holder = outermost(call.node).parent;
    const name = holder?.type === 'VariableDeclarator' ? holder.id : undefined;
    const variable = name?.type === 'Identifier' ? source.file.variableOf(name) : undefined;
    if (!variable || !isWrittenOnce(variable)) return undefined;
    for (const reference of variable.references) {
      const access = outermost(reference.identifier).parent;
      if (reference.isWrite() || /^(?:If|Logical|Unary)/.test(access?.type ?? '')) continue;
      // Whoever is given it may close it.
      if (access?.type !== 'MemberExpression' || unwrap(access.object) !== reference.identifier) return undefined;
      if (!model.release.includes(propertyName(access) ?? '')) continue;
      const release = outermost(access).parent;
      if (!release || !isCallOf(source, release, variable) || !isForItsOwnSake(source, release, variable)) return undefined;
      found.push(release, ...remarksBehind(source, release));
    }
  }
  return found.length > 0 && finding.releases === undefined ? found : undefined;
}

/**
 * `await connect(); …; await end(); await connect(); …`: what stays open is not opened again, so all but the first one go.
 * `undefined` where each time it is another connection, as in `connect(a); …; end(); connect(b);`, and the first close is no end.
 */
function reopeningsOf(
  source: Source, { site }: Finding, variable: Variable, releases: readonly Node[],
): Node[] | undefined {
  const openings = variable.references.flatMap(({ identifier }) => {
    const access = outermost(identifier).parent;
    const name = access?.type === 'MemberExpression' && unwrap(access.object) === identifier ? propertyName(access) : undefined;
    const isOpening = name !== undefined
      && (site.model.setup?.includes(name) === true || /^(?:re)?(?:connect|bind|open|login)$/i.test(name));
    const call = isOpening ? outermost(access!).parent : undefined;
    return isCall(call) ? [{ call, name: name! }] : [];
  }).sort((a, b) => a.call.range[0] - b.call.range[0]);
  const close = Math.min(...releases.map((release) => release.range[1]));
  const [first, ...again] = openings;
  if (!first || !again.some(({ call }) => call.range[0] > close)) return [];
  // A single connection that is opened anew has forgotten what it was told. Of a pool, the first opening alone makes it ready.
  const isSame = site.holds !== 'socket' && openings.every(({ call, name }) => (
    name === first.name && site.model.setup?.includes(name) === true && call.arguments.length === 0));
  const areStatements = again.every(({ call }) => (
    call.parent.type === 'AwaitExpression' && call.parent.parent.type === 'ExpressionStatement'
    && enclosingFunction(call) === enclosingFunction(first.call)));
  return isSame && areStatements && !beginsToGoOn(source, first.call, variable) ? again.map(({ call }) => call) : undefined;
}

/** `const changes = client.db().collection('a').watch();`, `client.startSession()`: only the close in between ends it. */
function beginsToGoOn(source: Source, opening: Node, variable: Variable): boolean {
  return [...nodesIn(source, enclosingFunction(opening) ?? source.code.ast, true)].some((node) => {
    const access = isCall(node) ? unwrap(node.callee) : undefined;
    if (access?.type !== 'MemberExpression') return false;
    const receiver = unwrap(access.object);
    const name = propertyName(access) ?? '';
    // Who hears of the client itself hears of it all the time.
    const isOfClient = /^on(?:ce)?$/.test(name) && receiver.type === 'Identifier' && source.file.variableOf(receiver) === variable;
    return !isOfClient && (ongoingNames.test(name) || /session|transaction/i.test(name));
  });
}

/** Otherwise a release may be that of another client. A parameter has its value from whoever calls. */
function isWrittenOnce(variable: Variable): boolean {
  const values = variable.references.filter((reference) => reference.isWrite() && reference.writeExpr && !isEmptying(reference.writeExpr));
  return variable.defs.length === 1 && values.length === (variable.defs[0]!.type === 'Parameter' ? 0 : 1);
}

/** `client.close()`, `client.pool.end()`: with arguments that can go as well, which a callback cannot. */
function isCallOf(source: Source, release: Node, variable: Variable): boolean {
  if (!isCall(release) || !release.arguments.every((argument) => isPlain(source, argument))) return false;
  if (unwrap(release.callee).type !== 'MemberExpression') return false;
  const receiver = rootOfMembers(release.callee);
  return receiver.type === 'Identifier' && source.file.variableOf(receiver) === variable;
}

/** Nothing is called and no function is named: `true`, `{ force: true }`. */
function isPlain(source: Source, argument: Node): boolean {
  return [...nodesIn(source, argument, true)].every((node) => (
    /^(?:Literal|ObjectExpression|Property|UnaryExpression)$/.test(node.type) || (node.type === 'Identifier' && isName(node))));
}

function isName(node: Node): boolean {
  return node.parent?.type === 'Property' && node.parent.key === node && !node.parent.computed && !node.parent.shorthand;
}

/** No condition that means something else decides about it: `if (error.fatal) client.destroy()`, `if (isLast) client.close()`. */
function isForItsOwnSake(source: Source, release: Node, variable: Variable): boolean {
  const boundary = enclosingFunction(variable.identifiers[0]!);
  // Whether nothing is left of the branch without the release.
  let isAlone = true;
  for (let child = release, parent = release.parent; parent && child !== boundary; child = parent, parent = parent.parent) {
    if (parent.type === 'BlockStatement' && parent.body.length > 1) isAlone = false;
    const test = testOf(parent, child);
    if (!test) continue;
    const parts = [...nodesIn(source, test, false)];
    if (parts.some(isLookAtFailure) && !isLeft(child)) return false;
    const isAboutClient = parts.every((node) => (
      node.type !== 'Identifier' || node.name === 'undefined' || isMemberName(node) || source.file.variableOf(node) === variable));
    if (isAlone && !isAboutClient) return false;
  }
  return true;
}

function testOf(parent: Node, child: Node): Node | undefined {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === child ? undefined : parent.test;
    case 'LogicalExpression':
      return parent.right === child ? parent.left : undefined;
    case 'SwitchCase':
      return parent.parent.discriminant;
    default:
      return undefined;
  }
}

function isLookAtFailure(node: Node): boolean {
  if (node.type === 'BinaryExpression' && node.operator === 'instanceof') return true;
  return node.type === 'MemberExpression' && node.object.type === 'Identifier' && errorNames.test(node.object.name);
}

/** `if (error instanceof Refused) { client.close(); return false; }`: who leaves there has to close it, as everybody else does. */
function isLeft(branch: Node): boolean {
  const last = branch.type === 'BlockStatement' && branch.body.length > 1 ? branch.body.at(-1)! : undefined;
  return last !== undefined && /^(?:Return|Throw)Statement$/.test(last.type);
}

function isMemberName(node: Node): boolean {
  return node.parent?.type === 'MemberExpression' && node.parent.property === node && !node.parent.computed;
}

const REMARK = /^console\.(?:log|info|debug)\((['"`])[^'"`$]*\b(?:clos|disconnect)(?:e|ed|ing)\b[^'"`$]*\1\);?$/i;

/** `console.log('connection closed');` directly behind it. */
function remarksBehind(source: Source, release: Node): Node[] {
  let statement: Node = release;
  while (statement.parent && !('body' in statement.parent && Array.isArray(statement.parent.body))) statement = statement.parent;
  const block = statement.parent;
  const body = block?.type === 'BlockStatement' || block?.type === 'Program' ? block.body : [];
  const next = statement.type === 'ExpressionStatement' ? body[body.indexOf(statement) + 1] : undefined;
  return next && REMARK.test(source.file.textOf(next)) ? [next] : [];
}
