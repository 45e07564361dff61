import { collectingMethods } from '../../catalog/conventions/collections.js';
import { promiseMethods } from '../../catalog/conventions/methods.js';
import { isAwaited, isClass, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import type { FileModel } from '../../resolve/file-model.js';
import { toPath } from '../../resolve/path.js';
import type { Path } from '../../resolve/path.js';
import type { MemberUse, Obligation } from '../../sites/client-calls.js';
import type { Flow } from '../../flow/flow.js';
import type { Program } from '../../project/program.js';
import { noteLimit } from '../../limits/debug-log.js';
import { MAX_SPOTS } from '../../limits/limits.js';
import type { LocalLife } from './local-life.js';
import type { Boundary, Landing, Spot } from '../../flow/spots.js';

/*
 * What becomes of a part of a client inside one function: of what a property gives, or a method whose result goes on using the client?
 * Output: whether the part outlives the function, and whether anything is done with it there. Invariant: a part that is neither ends in
 * tests and texts. Blind spot: what code of others does with a part that it is given.
 */

interface PartLife {
  /** Something outside of the function has it when the function ends. */
  isKept: boolean;
  /** A variable, field or object keeps it. */
  hasPlace: boolean;
  /** It is called, given away, or has a member read. */
  isUsed: boolean;
}

/**
 * Notes what becomes of a part in the life of the client that it is of. Gives where the part has the client, `channel.connection`, as long
 * as the part goes from hand to hand: what keeps it is no second place of the client.
 */
export function notePart(
  flow: Flow, file: FileModel, { node, isRead }: Extract<MemberUse, { kind: 'part' }>, obligation: Obligation, life: LocalLife,
): Spot[] {
  const part = partLife(flow, life.boundary, { file, node, path: [] });
  if (part.isKept) life.effects.add({ kind: 'partKept' });
  life.effects.add({ kind: isRead && (!part.isUsed || obligation.connects === 'connectCall') ? 'touched' : 'used' });
  return isRead || part.hasPlace ? [] : (obligation.partOwners ?? []).map((owner) => ({ file, node, path: toPath(owner) }));
}

/**
 * Whether what has the client under a path is a part of it: work that is done with that, or its end, are no end of the client. An object of
 * the project that has it under such a name is none.
 */
export function isPart(program: Program, file: FileModel, holder: Node | undefined, { partOwners = [] }: Obligation, path: Path): boolean {
  return path.length > 0 && partOwners.some((owner) => toPath(owner).join() === path.join()) && !isOwnObject(program, file, holder);
}

function isOwnObject(program: Program, file: FileModel, holder: Node | undefined): boolean {
  if (!holder || holder.type === 'ThisExpression') return true;
  const value = program.evaluator.evaluate(file, holder);
  return value.kind === 'local' && (isClass(value.node) || value.node.type === 'ObjectExpression');
}

/** What is to be done with a client, in a function that is given what has it: of an object of the project, no member is a part's. */
export function obligationInside(
  program: Program, { file, call, index, path }: Extract<Landing, { kind: 'argument' }>, obligation: Obligation,
): Obligation {
  const isOwn = path.length > 0 && obligation.partOwners !== undefined && isOwnObject(program, file, call.arguments[index]);
  return isOwn ? { ...obligation, partOwners: [] } : obligation;
}

/**
 * Whether something that outlives the function has what a method of the client gave at once: a handle, such as a table of a database, that
 * goes on using the client. What is awaited is an answer. Handles of handles count as well.
 */
export function isHandleKept(flow: Flow, boundary: Boundary, method: Spot): boolean {
  const call = callOf(method.node) ?? constructionOf(method.node);
  if (!call || isAnswer(call)) return false;
  const queue: Spot[] = [{ ...method, node: call }];
  const seen = new Set<Node>([call]);
  for (const spot of queue) {
    if (queue.length > MAX_SPOTS) return true;
    const { onward, landings } = flow.next(spot, boundary);
    const derived = landings.flatMap((landing) => {
      const next = landing.kind === 'member' ? callOf(landing.node) : undefined;
      return next && !isAnswer(next) ? [{ file: landing.file, node: next, path: [] }] : [];
    });
    for (const next of [...onward, ...derived]) {
      if (seen.has(next.node)) continue;
      seen.add(next.node);
      queue.push(next);
    }
    const life: PartLife = { isKept: false, hasPlace: false, isUsed: false };
    for (const landing of landings) land(landing, boundary, life);
    if (life.isKept || (call.type === 'NewExpression' && landings.some(isCollected))) return true;
  }
  return false;
}

/** `new client.Table()`, `new client.tables.Table()`. */
function constructionOf(access: Node): CallNode | undefined {
  let member = outermost(access);
  while (member.parent?.type === 'MemberExpression' && member.parent.object === member) member = outermost(member.parent);
  return member.parent?.type === 'NewExpression' && member.parent.callee === member ? member.parent : undefined;
}

/** An object that was made is no answer that is waited for together with others. */
function isCollected(landing: Landing): boolean {
  const callee = landing.kind === 'argument' ? unwrap(landing.call.callee) : undefined;
  return callee?.type === 'MemberExpression' && collectingMethods.has(propertyName(callee) ?? '');
}

function callOf(access: Node): CallNode | undefined {
  const call = outermost(access).parent;
  return call?.type === 'CallExpression' && unwrap(call.callee) === access ? call : undefined;
}

/** `await client.get()`, `client.get().then(…)`. */
function isAnswer(call: Node): boolean {
  const { parent } = outermost(call);
  return isAwaited(call) || (parent?.type === 'MemberExpression' && promiseMethods.has(propertyName(parent) ?? ''));
}

function partLife(flow: Flow, boundary: Boundary, start: Spot): PartLife {
  const life: PartLife = { isKept: false, hasPlace: false, isUsed: false };
  const queue: Spot[] = [start];
  const seen = new Set([start.node]);
  for (const spot of queue) {
    if (queue.length > MAX_SPOTS) {
      noteLimit('MAX_SPOTS', spot.file, spot.node);
      return { isKept: true, hasPlace: true, isUsed: true };
    }
    const step = flow.next(spot, boundary);
    for (const next of step.onward) {
      if (seen.has(next.node)) continue;
      seen.add(next.node);
      queue.push(next);
    }
    for (const landing of step.landings) land(landing, boundary, life);
  }
  return life;
}

function land(landing: Landing, boundary: Boundary, life: PartLife): void {
  switch (landing.kind) {
    case 'kept':
    case 'field':
    case 'stored':
    case 'exported':
      life.isKept = true;
      life.hasPlace = true;
      return;
    case 'returned':
      life.isKept ||= landing.function === boundary;
      return;
    case 'called':
    case 'argument':
    case 'member':
    case 'taken':
    case 'holderCalled':
    case 'lost':
      life.isUsed = true;
      return;
    case 'holderRead':
      return;
  }
}
