import type { Program } from '../project/program.js';
import type { Obligation } from '../sites/client-calls.js';
import { isWritten } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import type { Hand } from './ending.js';
import { LETTING_GO } from './lives/effects.js';
import type { LocalLives } from './lives/local-lives.js';
import { findKeptPlace } from './places/kept-place.js';

/*
 * A field keeps a client with which the methods of its object do nothing that opens a connection: it signs addresses, and sends nothing.
 * Input: the functions that the client came through; the object may stand in fields of others. Invariant: all that reads the field is
 * seen, and some of it does something. Blind spot: objects with several fields that have the client itself.
 */

export function isOnlyTouchedByMethods(program: Program, lives: LocalLives, obligation: Obligation, via: readonly Hand[]): boolean {
  const hands = via.filter(({ field }) => field !== undefined);
  const { field, filling } = hands.at(-1) ?? {};
  // Others have the object that has it, and reach it through that only.
  if (!field || hands.slice(0, -1).some((hand) => hand.field!.path.length === 1)) return false;
  if (field.path.length !== 1 || filling?.effects.has('used') !== false) return false;
  if (filling.effects.of('keptByField').length > 1 || filling.effects.without('keptByField').has(...LETTING_GO)) return false;
  const reads = findKeptPlace(program, field.file, field.node)?.accesses.filter((access) => !isWritten(access)) ?? [];
  const effectsOf = (access: Node) => lives.ofExpression(field.file, access, [[]], obligation, new Set()).effects;
  return reads.some((access) => effectsOf(access).has('touched'))
    && reads.every((access) => !effectsOf(access).has(...LETTING_GO, 'used', 'partKept', 'handleKept'));
}
