import type { TSESTree } from '@typescript-eslint/utils';
import { matchesGlob } from '../catalog/match.js';
import { isExecutor, isRegistration } from '../control/callbacks.js';
import type { FileModel } from '../resolve/file-model.js';
import { isInConstructorOf } from '../resolve/class-members.js';
import { isInside } from '../syntax/is-inside.js';
import { enclosingFunction, isCall, isFunction, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { EffectOf } from '../ownership/lives/effects.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import { outermostAccess } from '../syntax/roots.js';

/*
 * Where is a client first used that opens nothing before? What is thrown until then, and returns until then, leave nothing open.
 * Input: the construction, and what releases the client. Output: the name by which it is first used, if that happens on every path on which
 * it is used at all. Invariant: no use stands before it. Blind spot: uses through other variables that the function gives the client.
 */

/** What is known of calls with the client. */
export interface UseKinds {
  /** Whether nothing is open after a failure of it: then the call is the use, which has to succeed. */
  readonly opensCleanly: (call: CallNode) => boolean;
  /** Methods that open nothing. */
  readonly inert?: readonly string[] | undefined;
}

export function findConnectingUse(
  file: FileModel, origin: Node, boundary: FunctionNode, releases: readonly Node[], { opensCleanly, inert = [] }: UseKinds,
): Node | undefined {
  const holder = outermost(origin).parent;
  // `client.connect(new Transport())`
  if (isCall(holder) && holder.arguments[0] === outermost(origin) && enclosingFunction(holder) === boundary && opensCleanly(holder)) {
    return holder;
  }
  const statement = holder?.type === 'AwaitExpression' ? holder.parent : holder;
  if (isCall(origin) && statement?.type === 'ExpressionStatement' && enclosingFunction(statement) === boundary) {
    return findOpeningOfPlace(file, statement, releases, opensCleanly);
  }
  if (holder?.type === 'AssignmentExpression' && enclosingFunction(holder) === boundary) {
    return findOpeningOfAssigned(file, holder, releases, opensCleanly);
  }
  // What is chained to the construction uses it at once.
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier') return undefined;
  const variable = file.variableOf(holder.id);
  const block = holder.parent.parent;
  if (!variable || !isList(block) || enclosingFunction(holder) !== boundary) return undefined;
  // A `var` that is used as a `let` would be.
  const isOfBlock = variable.defs.length === 1 && variable.references.every(({ identifier }) => isInside(identifier, block));
  if (holder.parent.kind === 'var' && !isOfBlock) return undefined;
  const reads = variable.references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier);
  const listenings = reads.flatMap((identifier) => listeningAt(identifier) ?? []);
  const isListener = (node: Node): boolean => listenings.some(({ last }) => isInside(node, last));
  const uses = [
    ...reads.filter((identifier) => !isListener(identifier) && !releases.some((release) => isInside(identifier, release))),
    ...listenings.flatMap(({ next }) => next ?? []),
  ].sort((a, b) => positionOf(a) - positionOf(b));
  // `client.ftp.verbose = true` tells it how to work, and opens nothing.
  const [first = uses[0]] = uses.filter((use) => !isSetting(use) && !isInertUse(use, inert));
  // A release that is arranged for beforehand is one of the client that is there, unless the client itself runs it.
  if (!first || releases.some((release) => positionOf(release) < positionOf(first) && !isListener(release))) return undefined;
  if (!isAlwaysRun(first, block)) return undefined;
  return isCall(first) ? first : opensOrFails(first, opensCleanly) ?? first;
}

/** `client = new Client(); await client.connect();`, and the same of `context.client`. */
function findOpeningOfAssigned(
  file: FileModel, assignment: TSESTree.AssignmentExpression, releases: readonly Node[], opensCleanly: UseKinds['opensCleanly'],
): Node | undefined {
  const { left, operator } = assignment;
  const variable = left.type === 'Identifier' ? file.variableOf(left) : undefined;
  const block = assignment.parent.parent;
  if (operator !== '=' || !isList(block)) return undefined;
  const isBehind = (node: Node): boolean => isInside(node, block) && node.range[0] >= assignment.range[1];
  const names = variable ? variable.references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier)
    : left.type === 'MemberExpression' ? accessesBehind(file, file.spellingOf(left), assignment, block) : [];
  const [first] = names.filter(isBehind)
    .flatMap((name) => {
      const listening = listeningAt(name);
      return listening ? listening.next ?? [] : opensOrFails(name, opensCleanly) ?? name;
    })
    .sort((a, b) => positionOf(a) - positionOf(b));
  if (!isCall(first) || !isAlwaysRun(first, block) || !opensCleanly(first)) return undefined;
  return releases.some((release) => isBehind(release) && positionOf(release) < positionOf(first)) ? undefined : first;
}

/** `this.make(); await this.client.connect();`: the call that opens what another function has put into the place that is released. */
function findOpeningOfPlace(
  file: FileModel, statement: Node, releases: readonly Node[], opensCleanly: UseKinds['opensCleanly'],
): Node | undefined {
  const [place, ...others] = new Set(releases.map((release) => placeOf(file, release)));
  const block = statement.parent;
  if (others.length > 0 || place === undefined || !isList(block)) return undefined;
  const [first] = accessesBehind(file, place, statement, block);
  return first && isAlwaysRun(first, block) ? opensOrFails(first, opensCleanly) : undefined;
}

/** `this.client = new Client(); … await this.client.connect();`, alone or in the executor of a promise that is waited for. */
export function findFieldOpening(file: FileModel, origin: Node, opensCleanly: UseKinds['opensCleanly']): Node | undefined {
  const assignment = outermost(origin).parent;
  const block = assignment?.parent?.parent;
  if (assignment?.type !== 'AssignmentExpression' || !isList(block)) return undefined;
  const place = file.spellingOf(unwrap(assignment.left));
  const use = accessesBehind(file, place, assignment, block).find((access) => !listeningAt(access));
  const opening = use && opensOrFails(use, opensCleanly);
  const executor = opening && enclosingFunction(opening);
  const isOwn = isFunction(executor) && isExecutor(executor) && isAlwaysRun(opening!, executor.body);
  const whole = isOwn ? executor.parent : opening;
  return whole && isAlwaysRun(whole, block) ? whole : undefined;
}

/** Where a block names a place, `this.client`, behind one of its nodes, in the order in which that takes effect. */
function accessesBehind(file: FileModel, place: string, node: Node, block: Node): Node[] {
  return (file.members.get(place.split('.').at(-1)!) ?? [])
    .filter((access) => file.spellingOf(access) === place && isInside(access, block) && access.range[0] >= node.range[1])
    .sort((a, b) => positionOf(a) - positionOf(b));
}

/** `client.ftp.verbose = true` */
function isSetting(identifier: Node): boolean {
  const access = outermostAccess(identifier);
  return access !== identifier && access.parent?.type === 'AssignmentExpression' && access.parent.left === access;
}

/** `gateway.connect(profile)`, where that only reads what is connected to later. */
function isInertUse(identifier: Node, inert: readonly string[]): boolean {
  const access = outermost(identifier).parent;
  const call = access?.type === 'MemberExpression' && access.object === outermost(identifier) ? outermost(access).parent : undefined;
  if (access?.type !== 'MemberExpression' || !isCall(call) || unwrap(call.callee) !== access) return false;
  return inert.some((pattern) => matchesGlob(pattern, propertyName(access) ?? ''));
}

/** `this.client` of `this.client.close()`. */
function placeOf(file: FileModel, release: Node): string | undefined {
  const callee = isCall(release) ? unwrap(release.callee) : undefined;
  return callee?.type === 'MemberExpression' ? file.spellingOf(unwrap(callee.object)) : undefined;
}

/**
 * Whether the constructor of an object does nothing with a client but put it into a field: `this.gateway = new Gateway()`. Until somebody
 * uses the object, nobody has used the client.
 */
export function isOnlyPutAway(origin: Node, { file, class: maker }: EffectOf<'keptByField'>): boolean {
  const place = outermost(origin).parent;
  const isField = place?.type === 'PropertyDefinition' && place.value === outermost(origin);
  const isAssigned = isInConstructorOf(maker, origin) && place?.type === 'AssignmentExpression' && isWrite(place.left);
  if (!isField && !isAssigned) return false;
  const outside = enclosingFunction(maker);
  return file.thisExpressions.every((self) => {
    if (!isInside(self, maker)) return true;
    const runs = enclosingFunction(self);
    // Other methods run later, and initialisers together with the constructor.
    const isConstructing = runs === outside || isInConstructorOf(maker, self);
    return !isConstructing || (self.parent.type === 'MemberExpression' && isWrite(self.parent));
  });
}

/** `this.name` on the left of `=`. */
function isWrite(access: Node): boolean {
  return access.type === 'MemberExpression' && access.object.type === 'ThisExpression' && !access.computed
    && access.parent.type === 'AssignmentExpression' && access.parent.operator === '=' && access.parent.left === access;
}

/** Where a use takes effect: a call at the end of a chain behind all that stands in the chain. */
function positionOf(node: Node): number {
  return isCall(node) ? node.range[1] : node.range[0];
}

/** `client.connect()`, or `client.connect(transport)` for what it is given. */
function opensOrFails(identifier: Node, opensCleanly: UseKinds['opensCleanly']): Node | undefined {
  const user = outermost(identifier).parent;
  const call = user?.type === 'MemberExpression' ? outermost(user).parent : user;
  if (!isCall(call)) return undefined;
  const isUsed = user === call ? call.arguments[0] === outermost(identifier) : unwrap(call.callee) === user;
  return isUsed && opensCleanly(call) ? call : undefined;
}

/** `client.on('error', log).on('ready', go).connect()`: the last call that registers a listener, and the one behind it. */
function listeningAt(identifier: Node): { readonly last: Node; readonly next: Node | undefined } | undefined {
  let last: Node | undefined;
  for (let node = identifier; ;) {
    const access = outermost(node).parent;
    const call = access?.type === 'MemberExpression' && access.object === outermost(node) ? outermost(access).parent : undefined;
    const isCalled = isCall(call) && call.callee === outermost(access!);
    if (!isCalled || !isRegistration(call)) return last && { last, next: isCalled ? call : undefined };
    last = node = call;
  }
}

/** What runs another time, or not at all. */
const SOMETIMES = /^(?:CatchClause|SwitchCase|(?:For|ForIn|ForOf|While|DoWhile)Statement)$/;

/** What statements stand in, one after the other. */
function isList(node: Node | undefined): node is TSESTree.BlockStatement | TSESTree.SwitchCase {
  return node?.type === 'BlockStatement' || node?.type === 'SwitchCase';
}

/** Whether a node is evaluated whenever control comes to its statement in the block. */
function isAlwaysRun(node: Node, block: Node): boolean {
  for (let child = node; child.parent && child.parent !== block; child = child.parent) {
    const { parent } = child;
    // `new Promise((resolve, reject) => { client.connect(); … })`: an executor runs at once.
    if ((isFunction(parent) && !isExecutor(parent)) || SOMETIMES.test(parent.type)) return false;
    if ((parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && child !== parent.test) return false;
    if (parent.type === 'LogicalExpression' && child !== parent.left) return false;
    if (parent.type === 'TryStatement' && child !== parent.block) return false;
  }
  return true;
}
