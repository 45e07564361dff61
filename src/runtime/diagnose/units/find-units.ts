import { total } from '../growth/growth.js';
import type { GrowingRow } from '../growth/growth.js';
import { nameOfOwner } from '../owners/owner.js';
import type { Owner } from '../owners/owner.js';
import { certaintyOf, isLeakLike } from './certainty.js';
import { groupHandles, handleRows } from './group-handles.js';
import type { Context, Group } from './group-handles.js';
import { Walker } from './neighbourhood.js';
import { Taken } from './taken.js';
import type { Unit, UnitHandle, UnitPackage, UnitRow } from './unit.js';
import { commonestVector, ratioOf } from './vectors.js';

/*
 * Which objects are made together each time, and own a connection?
 * Input: what grows, and the graph of what was made meanwhile and is still there. Output: units, the largest first, and what they took.
 * Of each group of handles the rows that lie around most of them, and grow in step, are the unit. Then all that is connected with it is
 * taken out, and the next group is looked at without it: so several leaks at once, which share the rows of Node.js, are told apart.
 * Invariant: a unit has handles that were made in every interval and are still there, and rows of its owner that grow in every interval.
 * Blind spot: two leaks of one package that grow at once are one unit.
 */

/** Part of the handles of a group around which a row must lie. A client that is being made has not all of its parts yet. */
const MIN_PRESENCE = 0.6;

export interface FoundUnits {
  readonly units: readonly Unit[];
  /** What is connected with them. */
  readonly taken: Taken;
}

export function findUnits(context: Context): FoundUnits {
  const { series: { last: { census } }, graph } = context;
  const owners = census.rowList.map(({ key }) => ownerOfKey(context, key));
  const walker = new Walker(graph, census.rowOf, census.rowList.map(({ key }) => key.place !== undefined));
  const taken = new Taken(context);
  const growing = new Map(context.growing.map((row) => [row.id, row]));
  const units: Unit[] = [];
  for (const group of groupHandles(context, owners, walker)) {
    const handles = group.handles.filter((node) => !taken.has(node));
    const unit = handles.length > 0 ? unitOf(context, { ...group, handles }, { owners, growing, taken, walker }) : undefined;
    if (unit) units.push(unit);
  }
  return { units: units.sort((a, b) => total(b.deltas) * b.bytesEach - total(a.deltas) * a.bytesEach), taken };
}

interface Found {
  readonly owners: readonly Owner[];
  readonly growing: ReadonlyMap<string, GrowingRow>;
  readonly taken: Taken;
  readonly walker: Walker;
}

function unitOf(context: Context, group: Group, { owners, growing, taken, walker }: Found): Unit | undefined {
  const { series: { last: { census } } } = context;
  const rowIds = [...census.rows.keys()];
  const around = [...group.presence]
    .filter(([, count]) => count >= group.handles.length * MIN_PRESENCE)
    .flatMap(([row]) => {
      const grown = growing.get(rowIds[row]!);
      return grown ? [{ row, grown: taken.without(row, grown), owner: owners[row]! }] : [];
    })
    .filter(({ grown }) => grown.countDeltas.every((delta) => delta > 0));
  const own = around.filter(({ owner, grown }) => grown.key.place !== undefined && nameOfOwner(owner) === nameOfOwner(group.owner));
  const deltas = commonestVector(own.map(({ grown }) => grown.countDeltas));
  if (!deltas) return undefined;
  const base = own.filter(({ grown }) => grown.countDeltas.join() === deltas.join());
  const marks = taken.copy();
  const reached = walker.flood(group.handles, marks);
  const survivors = middleOf(base.map(({ row }) => taken.bornByInterval(reached, row)));
  const made = Math.max(...base.map(({ grown }) => total(grown.made)));
  const handleBirths = taken.bornByInterval(group.handles);
  if (!handleBirths.every((count) => count > 0) || !isLeakLike(deltas, survivors, made)) return undefined;
  const rows = around.flatMap(({ grown, owner }): UnitRow[] => {
    const each = ratioOf(grown.countDeltas, deltas);
    return each === undefined ? [] : [{ ...grown, owner, each }];
  });
  const alongside = alongsideOf({ growing, owners, taken, deltas, rowIds }, new Set(around.map(({ row }) => row)));
  taken.add(reached);
  const outside = outsideOfHeap(context.growing, deltas);
  return {
    owner: group.owner,
    isIncoming: group.isIncoming,
    // Of those that grow alike, the one that there were fewest of at first is the client; others have been made for something else, too.
    counts: base.map(({ grown }) => grown.counts).sort((a, b) => total(a) - total(b))[0]!,
    deltas,
    survivors,
    rows: [...rows, ...outside],
    alongside,
    handles: handlesOf(context, reached, total(survivors)),
    packages: packagesOf(rows),
    bytesEach: total([...rows, ...outside].map(({ sizeDeltas }) => total(sizeDeltas))) / total(deltas),
    certainty: certaintyOf({ deltas, survivors, made, inStep: rows.filter(({ each }) => each === 1).length }),
  };
}

/** Objects that hold much, such as the configuration of a client, are not walked through: the client itself may lie behind one. */
function alongsideOf(
  { growing, owners, taken, deltas, rowIds }: Pick<Found, 'growing' | 'owners' | 'taken'> & {
    readonly deltas: readonly number[];
    readonly rowIds: readonly string[];
  },
  around: ReadonlySet<number>,
): UnitRow[] {
  return owners.flatMap((owner, row): UnitRow[] => {
    const grown = growing.get(rowIds[row]!);
    if (!grown || owner.kind !== 'package' || grown.key.type !== 'object' || around.has(row)) return [];
    const left = taken.without(row, grown);
    const each = left.countDeltas.every((delta) => delta > 0) ? ratioOf(left.countDeltas, deltas) : undefined;
    return each === undefined ? [] : [{ ...left, owner, each }];
  });
}

/** The row in the middle speaks for all. */
function middleOf(vectors: readonly (readonly number[])[]): readonly number[] {
  const sorted = [...vectors].sort((a, b) => total(a) - total(b));
  return sorted[Math.floor(sorted.length / 2)] ?? [];
}

function handlesOf(context: Context, reached: readonly number[], units: number): UnitHandle[] {
  const { series: { last: { census } } } = context;
  const kinds = handleRows(context);
  const counts = new Map<number, number>();
  for (const node of reached) {
    const row = census.rowOf[node]!;
    if (kinds[row] !== undefined) counts.set(row, (counts.get(row) ?? 0) + 1);
  }
  const order = { connection: 0, layer: 1, timer: 2, other: 3 };
  return [...counts]
    .map(([row, count]): UnitHandle => ({ name: census.rowList[row]!.key.name, kind: kinds[row]!, each: count / units }))
    .sort((a, b) => order[a.kind] - order[b.kind] || b.each - a.each);
}

/** Memory beside the heap has no edges that lead to it from one client; of it, only what grows exactly in step is counted. */
function outsideOfHeap(growing: readonly GrowingRow[], deltas: readonly number[]): UnitRow[] {
  return growing.flatMap((row): UnitRow[] => {
    if (row.key.type !== 'native') return [];
    const each = row.countDeltas[0]! / deltas[0]!;
    const isExact = Number.isInteger(each) && row.countDeltas.every((delta, index) => delta === each * deltas[index]!);
    return isExact ? [{ ...row, each, owner: { kind: 'unknown' } }] : [];
  });
}

function packagesOf(rows: readonly UnitRow[]): UnitPackage[] {
  const counts = new Map<string, number>();
  for (const { owner } of rows) if (owner.kind === 'package') counts.set(owner.package, (counts.get(owner.package) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, rows: count })).sort((a, b) => b.rows - a.rows);
}

function ownerOfKey({ scripts, findOwner }: Context, { place }: GrowingRow['key']): Owner {
  const script = place && scripts.get(place.script);
  return place === undefined || script === undefined ? { kind: 'unknown' } : findOwner(script, place.line, place.column);
}
