import { instrumentingFunctions } from '../../catalog/conventions/methods.js';
import { isErrorFirst, isExecutor, nodeCallbackOf } from '../../control/callbacks.js';
import type { Program } from '../../project/program.js';
import { isNothing } from '../../resolve/value.js';
import { isInside } from '../../syntax/is-inside.js';
import { calledName, isCall, isFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import { isOnlyTried } from '../share/only-tried.js';
import { UNKNOWN_ARGUMENTS, whyOneRequests } from '../share/sharing-suggestions.js';
import { isCalledLike, isOpenedFor, isStateChange } from '../task/client-uses.js';
import { removableReleases } from '../task/removable-releases.js';
import { ONE_REQUESTS_OWN, isPassedOn, namesOfClient } from '../task/shape.js';
import type { Shape } from '../task/shape.js';
import { whyNotShared } from '../task/sharing.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import { styleOf } from '../text/style-of.js';
import type { Suggestion } from '../text/suggestion.js';
import { withhold } from '../text/withhold.js';
import { sharedByCallbacks } from './opened-once.js';
import type { Given } from './opened-once.js';

/*
 * `getClient((error, client) => { … })` in place of `connect(url, (error, client) => { …; client.close(); })`: the first call opens a
 * client, all callbacks get it. The same for `const pool = new Pool(settings, (error) => { … })`.
 * Input: a construction that gives its client to a callback. Output: an edit, or `undefined`.
 * Invariant: each callback is called once and by itself, with the failure or with the client; after a failure the next call opens one anew.
 * Blind spot: what opens it and throws at once, because what it is given makes no sense, tells the callback from now on.
 */

/** Whether the construction tells a callback when its client is open, so that its own value is nothing that could be kept. */
export function isGivenToCallback({ site: { node, model } }: Finding): boolean {
  return nodeCallbackOf(node) !== undefined || (model.tellsWhenOpen === true && outcomeCallbackOf(node) !== undefined);
}

export function callbackMemo(source: Source, finding: Finding, program: Program, client: string): Suggestion | undefined {
  const no = (reason: string): undefined => withhold(source, finding.site.node, 'sharing', reason);
  const owner = whyOneRequests(finding);
  if (owner !== undefined) return no(owner);
  if (finding.arguments !== 'constant') return no(UNKNOWN_ARGUMENTS);
  const { node, model: { kind, tellsWhenOpen } } = finding.site;
  const given = tellsWhenOpen ? toldOf(source, node) : kind === 'asyncFactory' ? givenOf(source, node) : undefined;
  if (!given || finding.overwrites || usesItsCall(source, given.callback)) return no(OWN_CALLBACK);
  const releases = removableReleases(source, finding, given.client);
  if (!releases) return no('it is released in a way that cannot be taken out');
  const reads = given.client.references.flatMap(({ identifier, init }) => (
    init === true || releases.some((release) => isInside(identifier, release)) ? [] : [identifier]));
  if (!reads.every((identifier) => isForAll(identifier, finding))) return no(ONE_REQUESTS_OWN);
  if (isOnlyTried(finding, given.client)) return no('it is opened only to see whether it can be');
  const { call } = given;
  const names = namesOfClient(source, call);
  const shape: Shape = {
    construction: call, expression: call, isAsync: true, variable: given.client, releases, names, leaves: reads.some(isPassedOn),
  };
  const obstacle = whyNotShared(source, program, finding, shape);
  if (obstacle !== undefined) return no(obstacle);
  return sharedByCallbacks({ source, program, finding, shape, style: styleOf(source), client }, given)
    ?? no('what it is made of cannot leave its place unchanged');
}

const OWN_CALLBACK = 'its callback is not written where it is constructed, or somebody uses what the call gives';

function givenOf({ file }: Source, node: CallNode): Given | undefined {
  const callback = nodeCallbackOf(node);
  if (!callback || callback.generator || node.type !== 'CallExpression' || node.optional || !isUnused(node)) return undefined;
  const [first, second, ...others] = callback.params;
  const error = first?.type === 'Identifier' ? file.variableOf(first) : undefined;
  const client = second?.type === 'Identifier' ? file.variableOf(second) : undefined;
  if (!error || !client || others.length > 0 || client.defs.length > 1 || error.defs.length > 1) return undefined;
  if (client.references.some((reference) => reference.isWrite())) return undefined;
  // Whether there is no failure is told by `null` from now on, which others may tell by `undefined`.
  if (error.references.some(({ identifier }) => isComparedStrictly(identifier))) return undefined;
  return { call: node, callback, client, from: 'parameter' };
}

/** `new Pool(settings, (error) => { … })` */
function outcomeCallbackOf(node: CallNode): FunctionNode | undefined {
  const last = node.arguments.at(-1);
  const callback = last && unwrap(last);
  if (node.type !== 'NewExpression' || !isFunction(callback) || callback.params.length !== 1) return undefined;
  return isErrorFirst(callback) ? callback : undefined;
}

/** `const pool = new Pool(settings, (error) => { … });`, of which nothing but the callback knows. */
function toldOf({ file }: Source, node: CallNode): Given | undefined {
  const callback = outcomeCallbackOf(node);
  const declarator = outermost(node).parent;
  if (!callback || callback.generator || declarator?.type !== 'VariableDeclarator') return undefined;
  if (declarator.id.type !== 'Identifier') return undefined;
  const statement = declarator.parent;
  const client = file.variableOf(declarator.id);
  if (declarator.init !== node || declarator.id.typeAnnotation || client?.defs.length !== 1) return undefined;
  const isPlain = statement.declarations.length === 1 && !/using/.test(statement.kind) && /Block/.test(statement.parent.type);
  if (!isPlain) return undefined;
  const isOnlyThere = client.references.every((reference) => (
    reference.init === true || (!reference.isWrite() && isInside(reference.identifier, callback.body))));
  return isOnlyThere ? { call: node, callback, client, from: { statement } } : undefined;
}

/** `this` and `arguments` are what calls it, which is something else from now on. */
function usesItsCall(source: Source, callback: FunctionNode): boolean {
  return callback.type !== 'ArrowFunctionExpression' && [...nodesIn(source, callback.body, true)].some((node) => (
    node.type === 'ThisExpression' || (node.type === 'Identifier' && node.name === 'arguments')));
}

/** Nobody looks at what the call gives. */
function isUnused(call: Node): boolean {
  const { parent } = call;
  if (parent?.type === 'AwaitExpression') return parent.parent.type === 'ExpressionStatement';
  if (parent?.type === 'ExpressionStatement') return true;
  const owner = parent?.type === 'ReturnStatement' ? parent.parent.parent : parent;
  return isFunction(owner) && isExecutor(owner) && (owner === parent ? owner.body === call : owner.body === parent?.parent);
}

/** `error === null`, `strictEqual(error, undefined)` */
function isComparedStrictly(identifier: Node): boolean {
  const { parent } = identifier;
  if (parent?.type === 'BinaryExpression') return /^[!=]==$/.test(parent.operator) && [parent.left, parent.right].some(isNothing);
  return isCall(parent) && parent.callee !== identifier && /strict|^is$/i.test(calledName(parent) ?? '');
}

/** What is done with it is not meant for one request. */
function isForAll(identifier: Node, finding: Finding): boolean {
  const access = outermost(identifier).parent;
  if (isCall(access) && access.callee !== identifier) return !isCalledLike(access, instrumentingFunctions);
  if (access?.type !== 'MemberExpression' || unwrap(access.object) !== identifier) return true;
  const name = propertyName(access) ?? '';
  return !isStateChange(access, finding) && !isOpenedFor(access, name) && finding.site.model.setup?.includes(name) !== true;
}
