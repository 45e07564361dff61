import type { FingerprintRows } from '../../../catalog/measured/fingerprint.js';
import type { Owner } from '../owners/owner.js';
import type { UnitRow } from '../units/unit.js';

/*
 * The kinds of objects of a unit as a fingerprint writes them.
 * Input: a unit. Output: how many of each kind there are for each client, by whose code constructs them.
 * Invariant: only objects, and only those of which each client has the same whole number: what depends on chance is left out.
 */

/** How many of each kind, by owner and name. */
export type Kinds = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** A name that ends with it: the objects are there as long as somebody keeps the client. */
const KEPT = '?';

/**
 * The owner of what neither a package nor Node.js constructs: code of the project, or a bundle. Fingerprints have none of it. Names are
 * followed by a number, because several classes of a bundle may have one name.
 */
export const PROJECT = '.';

/** The owner of what the engine and C++ construct. */
export const ENGINE = '';

export function kindsOf(rows: readonly UnitRow[], staysAlone: (row: UnitRow) => boolean = () => true): Kinds {
  const kinds = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const { key: { type, name }, owner, each } = row;
    if (type !== 'object' || !Number.isInteger(each) || !/^[\w$.#]+$/.test(name)) continue;
    const by = ownerName(owner);
    const ofOwner = kinds.get(by) ?? new Map<string, number>();
    kinds.set(by, ofOwner);
    const kind = by === PROJECT ? `${name}@${ofOwner.size}` : staysAlone(row) ? name : `${name}${KEPT}`;
    ofOwner.set(kind, (ofOwner.get(kind) ?? 0) + each);
  }
  return kinds;
}

export function writeKinds(kinds: Kinds): FingerprintRows {
  return Object.fromEntries([...kinds].sort(byName).filter(([owner]) => owner !== PROJECT).map(([owner, ofOwner]) => [
    owner, [...ofOwner].sort(byName).map(([name, each]) => (each === 1 ? name : `${name}*${each}`)).join(' '),
  ]));
}

/** `isLost`: only what is left when nobody keeps the client. */
export function readKinds(rows: FingerprintRows, isLost: boolean): Kinds {
  const kinds = new Map<string, Map<string, number>>();
  for (const [owner, text] of Object.entries(rows)) {
    const ofOwner = new Map<string, number>();
    for (const kind of text.split(' ')) {
      const [name = '', each = '1'] = kind.split('*');
      const isKept = name.endsWith(KEPT);
      const plain = isKept ? name.slice(0, -KEPT.length) : name;
      if (!(isKept && isLost)) ofOwner.set(plain, (ofOwner.get(plain) ?? 0) + Number(each));
    }
    if (ofOwner.size > 0) kinds.set(owner, ofOwner);
  }
  return kinds;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function ownerName(owner: Owner): string {
  switch (owner.kind) {
    case 'package':
      return owner.package;
    case 'node':
      return owner.module;
    case 'unknown':
      return ENGINE;
    case 'project':
      return PROJECT;
  }
}
