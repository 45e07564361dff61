import { releaseLikeMethods } from '../../catalog/conventions/methods.js';
import { stateNames } from '../../catalog/conventions/state.js';
import type { Holder } from '../../ownership/ending.js';
import { LETTING_GO } from '../../ownership/lives/effects.js';
import { findReplacedEntry } from '../../ownership/places/replaced-entry.js';
import type { Refusal, ReplacedEntry } from '../../ownership/places/replaced-entry.js';
import type { Obligation } from '../../sites/client-calls.js';
import { isInside } from '../../syntax/is-inside.js';
import { calledName, enclosingFunction, functionName, isCall, isFunction, outermost } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import type { FileEngine } from '../engine.js';
import type { Released } from './release.js';

/*
 * The pass that asks whether a client under a key is lost to the next one, which takes its place because it was refused or not asked for.
 * Invariant: it is open then: a function that leaves it open has set the flag for which it is refused, or its time is up and nothing in
 * the file closes what is kept there. Those who got it do not close it.
 */

export function findReplacements(engine: FileEngine, holders: readonly Holder[], obligation: Obligation): Released[] {
  return holders.flatMap((holder): Released[] => {
    const { life, origin, via, kind, file } = holder;
    const { boundary, effects } = life;
    const others = effects.without('keptByVariable', 'keptByField', 'returned');
    if (kind !== 'untilKept' || !isFunction(boundary) || others.has(...LETTING_GO, 'released')) return [];
    const replaced = findReplacedEntry(file, life, origin);
    const run = replaced && engine.reach.runAt(file, origin, { isKept: false });
    if (run?.kind !== 'perRequest' || !isLeftOpen(engine, holder, boundary, replaced!, obligation)) return [];
    const answer = { kind: 'somePaths', witness: { kind: 'overwritten', file, node: replaced!.filling } } as const;
    const isTimed = replaced!.refusal.kind === 'time';
    return [{ ending: { keep: 'local', life, origin, run, via, hold: kind, isTimed }, paths: { answer } }];
  });
}

function isLeftOpen(
  engine: FileEngine, { file, life }: Holder, boundary: FunctionNode, { accesses, refusal }: ReplacedEntry, obligation: Obligation,
): boolean {
  const closing = file.calls.filter((call) => isClosing(calledName(call), obligation));
  if (closing.some((call) => isInside(call, boundary)) || mayLookThere({ file, boundary }, accesses)) return false;
  if (refusal.kind !== 'flag' ? closing.length > 0 : !isSetWhileOpen(engine, { file, boundary }, refusal, closing)) return false;
  const { calls = [], entries = [] } = life.effects.has('returned') ? engine.reach.callersOf(file, boundary) : {};
  return entries.length === 0 && calls.every((call) => (
    !engine.lives.ofExpression(call.file, call.node, [[]], obligation, new Set()).effects.has('released', 'boundByUsing')));
}

function isClosing(name: string | undefined, { release }: Obligation): boolean {
  return name !== undefined && (releaseLikeMethods.test(name) || release.some((path) => path.split('.').at(-1) === name));
}

interface Here {
  readonly file: Holder['file'];
  readonly boundary: FunctionNode;
}

/** Whether the function calls one of the file that does something with the collection, itself or through others, by its name. */
function mayLookThere({ file, boundary }: Here, accesses: readonly Node[]): boolean {
  const names = new Set(accesses.flatMap((access) => (isInside(access, boundary) ? [] : shortName(enclosingFunction(access)) ?? [])));
  for (let before = -1; before !== names.size;) {
    before = names.size;
    for (const call of file.calls) {
      const around = names.has(calledName(call) ?? '') && !isInside(call, boundary) ? shortName(enclosingFunction(call)) : undefined;
      if (around !== undefined) names.add(around);
    }
  }
  return file.calls.some((call) => isInside(call, boundary) && names.has(calledName(call) ?? ''));
}

/** `get` of `Pools.get`. */
function shortName(fn: Node | undefined): string | undefined {
  return isFunction(fn) ? functionName(fn)?.replace(/^.*\./, '') : undefined;
}

/** Whether a function that somebody calls sets the flag and leaves the client open. */
function isSetWhileOpen(
  engine: FileEngine, { file, boundary }: Here, { name, value }: Extract<Refusal, { kind: 'flag' }>, closing: readonly Node[],
): boolean {
  // `entry.closed`: it says what has happened to the client.
  if (stateNames.test(name)) return false;
  return (file.members.get(name) ?? []).some((access) => {
    const write = access.parent;
    if (write.type !== 'AssignmentExpression' || write.left !== access || write.operator !== '=') return false;
    const setter = enclosingFunction(write);
    if (write.right.type !== 'Literal' || write.right.value !== value || !isFunction(setter) || setter === boundary) return false;
    // What listens hears of the client's own end, perhaps.
    if (isCall(outermost(setter).parent) || closing.some((call) => isInside(call, setter))) return false;
    const callers = engine.reach.allCallersOf(file, setter);
    return callers !== undefined && callers.calls.length + callers.entries.length > 0;
  });
}
