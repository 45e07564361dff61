import { listenerMethods } from '../catalog/conventions/events.js';
import { deferralMethods } from '../catalog/conventions/methods.js';
import type { FileModel } from '../resolve/file-model.js';
import { TIMERS, isExecutor, listenerRole } from '../control/callbacks.js';
import { isInside } from '../syntax/is-inside.js';
import { returnedExpressions } from '../resolve/values.js';
import { calledName, declaredNameOf, enclosingFunction, isCall, isFunction, outermost, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import { rootOfChain } from '../syntax/roots.js';
import { releasesOf } from './lives/local-life.js';
import type { LocalLife } from './lives/local-life.js';

/*
 * A function gives a client out, and releases it as well: does it arrange for a release that comes after the caller has got it?
 * Input: the function, and what becomes of the client there. Invariant: a release before the client is given out, or on a way on which it
 * is not, is none of these. Blind spot: helpers that arrange for it.
 */

export function hasLaterRelease(file: FileModel, owner: FunctionNode, life: LocalLife): boolean {
  if (isExecutor(owner)) return !isReleasedWhereRejected(file, owner, life);
  const results = returnedExpressions(owner, file.tree.visitorKeys);
  return releasesOf(life).some((release) => {
    // `return { client, end: client.end.bind(client) }`
    if (!isCall(release) && results.some((result) => isInside(release, result))) return true;
    for (let node: Node | undefined = enclosingFunction(release); node && node !== owner; node = enclosingFunction(node)) {
      const calls = usesOf(file, node).flatMap((use) => (isCall(use.parent) && use.parent.callee !== use ? [use.parent] : []));
      if (calls.some((call) => isArranging(call, release))) return true;
    }
    return false;
  });
}

/** A function where it stands, and where its name does. */
function usesOf(file: FileModel, fn: Node): Node[] {
  const { parent } = outermost(fn);
  const name = parent?.type === 'VariableDeclarator' ? parent.id : isFunction(fn) ? declaredNameOf(fn) : undefined;
  const named = name?.type === 'Identifier' ? file.variableOf(name)?.references ?? [] : [];
  return [outermost(fn), ...named.flatMap((reference) => (reference.isRead() ? outermost(reference.identifier) : []))];
}

/** `setTimeout(() => client.end(), 1000)`, `res.on('finish', () => client.end())`; what listens to the client itself hears its own end. */
function isArranging(call: CallNode, release: Node): boolean {
  const callee = unwrap(call.callee);
  const name = calledName(call);
  if (name === undefined) return false;
  if (TIMERS.has(name) || deferralMethods.has(name)) return true;
  return listenerMethods.has(name) && listenerRole(call) === 'covering'
    && rootName(callee) !== rootName(isCall(release) ? release.callee : release);
}

function rootName(node: Node): string | undefined {
  const root = rootOfChain(node);
  return root.type === 'Identifier' ? root.name : undefined;
}

/**
 * Whether an executor releases what it makes only beside a `reject`, or in a function that it gives out with it: whoever gets the promise
 * gets one that is open.
 */
function isReleasedWhereRejected(file: FileModel, executor: FunctionNode, life: LocalLife): boolean {
  const reject = executor.params[1] && file.variableOf(executor.params[1]);
  return releasesOf(life).every((release) => {
    const block = blockAround(release);
    const isBesideReject = reject?.references.some(({ identifier }) => blockAround(identifier) === block) ?? false;
    return isBesideReject || isGivenOut(file, executor, release);
  });
}

/** `resolve({ release: () => connection.release() })`, where the function may have a name. */
function isGivenOut(file: FileModel, executor: FunctionNode, release: Node): boolean {
  const resolve = executor.params[0] && file.variableOf(executor.params[0]);
  const given = resolve?.references.flatMap(({ identifier }) => {
    const call = outermost(identifier).parent;
    return isCall(call) && unwrap(call.callee) === identifier ? call.arguments : [];
  }) ?? [];
  for (let fn: Node | undefined = enclosingFunction(release); fn && fn !== executor; fn = enclosingFunction(fn)) {
    const { parent } = outermost(fn);
    const variable = parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? file.variableOf(parent.id) : undefined;
    const uses = variable ? variable.references.map(({ identifier }) => identifier as Node) : [fn];
    if (uses.some((use) => given.some((argument) => isInside(use, argument)))) return true;
  }
  return false;
}

function blockAround(node: Node): Node | undefined {
  for (let current = node.parent; current; current = current.parent) if (current.type === 'BlockStatement') return current;
  return undefined;
}
