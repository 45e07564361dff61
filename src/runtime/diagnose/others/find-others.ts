import { total } from '../growth/growth.js';
import { nameOfOwner } from '../owners/owner.js';
import type { Owner, SourcePlace } from '../owners/owner.js';
import type { Context } from '../units/group-handles.js';
import type { Taken } from '../units/taken.js';
import { findHolder } from './holder.js';
import type { Holder } from './holder.js';
import { findRetainingPaths } from './retaining-paths.js';

/*
 * What grows, and belongs to no connection: caches, lists of listeners, whatever somebody keeps.
 * Input: what grows, and what the units took. Output: rows of which more is left, with who keeps them, largest first.
 * Invariant: only objects of constructors and functions; what V8 makes for itself (code, shapes, feedback) grows in every process.
 * Blind spot: strings and numbers in a table of their own are named by the table only when something else is in it, too.
 */

export interface OtherGrowth {
  /** The class, or the name of the function. */
  readonly name: string;
  readonly isFunction: boolean;
  readonly owner: Owner;
  /** How many more after each interval, without those around connections. */
  readonly deltas: readonly number[];
  readonly sizeDeltas: readonly number[];
  readonly heldBy?: HolderReport;
  /** What else the same holder keeps more of: the parts of these, most likely. */
  readonly besides: readonly string[];
}

export interface HolderReport {
  /** `Map`, `Array`, … */
  readonly name: string;
  /** `sessions`, `app.locals.cache`. Empty when no name leads there. */
  readonly path: string;
  readonly isListeners: boolean;
  /** Where the function stands in whose scope it is kept. */
  readonly place?: SourcePlace;
}

/** Fewer than this may be chance, or a module that was loaded late. */
const MIN_EACH = 3;
const MIN_TOTAL = 12;
const SAMPLES = 24;

/** `packages`: those whose code constructs units; what else they make belongs to these. */
export function findOthers(context: Context, taken: Taken, packages: ReadonlySet<string>): OtherGrowth[] {
  const { series: { last: { heap, census } }, graph, growing, scripts, findOwner } = context;
  const rowIds = new Map([...census.rows.keys()].map((id, row) => [id, row]));
  const candidates = growing.filter(({ key, countDeltas }) => (
    (key.type === 'object' || key.type === 'closure') && !/^system \//.test(key.name) && isMany(countDeltas)));
  const wanted = new Map(candidates.map((row) => [rowIds.get(row.id)!, {
    row, nodes: [] as number[], deltas: row.countDeltas.map(() => 0), sizeDeltas: row.countDeltas.map(() => 0),
  }]));
  for (let node = 0; node < heap.nodeCount; node += 1) {
    const born = graph.born[node]!;
    const entry = born === 0 || taken.has(node) ? undefined : wanted.get(census.rowOf[node]!);
    if (!entry) continue;
    entry.nodes.push(node);
    entry.deltas[born - 1]! += 1;
    entry.sizeDeltas[born - 1]! += heap.selfSize[node]!;
  }
  const found = [...wanted.values()].filter(({ deltas }) => isMany(deltas));
  if (found.length === 0) return [];
  const paths = findRetainingPaths(heap);
  return mergeByHolder(found
    .map(({ row, nodes, deltas, sizeDeltas }): Held => {
      const { key } = row;
      const script = key.place && scripts.get(key.place.script);
      const holder = commonest(evenly(nodes).flatMap((node) => findHolder(heap, paths, graph.born, node) ?? []));
      const growth: OtherGrowth = {
        name: key.name || heap.strings.at(heap.name[nodes[0]!]!),
        isFunction: key.type === 'closure',
        owner: key.place && script !== undefined ? findOwner(script, key.place.line, key.place.column) : { kind: 'unknown' },
        deltas,
        sizeDeltas,
        besides: [],
        ...(holder && { heldBy: reportHolder(context, holder) }),
      };
      return { growth, holder: holder?.node };
    })
    .filter(({ growth: { owner, heldBy } }) => (
      (owner.kind === 'package' && !packages.has(owner.package)) || owner.kind === 'project' || (heldBy?.path ?? '') !== '')));
}

interface Held {
  readonly growth: OtherGrowth;
  readonly holder: number | undefined;
}

/** What one holder keeps is told once, by the name that says most. */
function mergeByHolder(found: readonly Held[]): OtherGrowth[] {
  const groups = new Map<number | string, OtherGrowth[]>();
  for (const { growth, holder } of found) {
    const key = holder === undefined || growth.heldBy?.path === '' ? `none ${groups.size}` : holder;
    groups.set(key, [...groups.get(key) ?? [], growth]);
  }
  return [...groups.values()]
    .map((group) => {
      const [main, ...others] = [...group].sort((a, b) => (
        Number(a.owner.kind === 'unknown') - Number(b.owner.kind === 'unknown') || total(b.sizeDeltas) - total(a.sizeDeltas)));
      return { ...main!, besides: others.map(({ name }) => name) };
    })
    .sort((a, b) => total(b.sizeDeltas) - total(a.sizeDeltas));
}

function isMany(deltas: readonly number[]): boolean {
  return deltas.every((delta) => delta >= MIN_EACH) && total(deltas) >= MIN_TOTAL;
}

function evenly(nodes: readonly number[]): number[] {
  const step = Math.max(1, nodes.length / SAMPLES);
  return Array.from({ length: Math.min(SAMPLES, nodes.length) }, (_, index) => nodes[Math.floor(index * step)]!);
}

function commonest(holders: readonly Holder[]): Holder | undefined {
  const counts = new Map<number, { readonly holder: Holder; count: number }>();
  for (const holder of holders) {
    const known = counts.get(holder.node) ?? { holder, count: 0 };
    known.count += 1;
    counts.set(holder.node, known);
  }
  const [first] = [...counts.values()].sort((a, b) => b.count - a.count);
  return first && first.count * 2 >= holders.length ? first.holder : undefined;
}

function reportHolder({ series: { last: { census } }, scripts, findOwner }: Context, holder: Holder): HolderReport {
  const place = holder.scope === undefined ? undefined : census.rowList[census.rowOf[holder.scope]!]?.key.place;
  const script = place && scripts.get(place.script);
  const owner = place && script !== undefined ? findOwner(script, place.line, place.column) : undefined;
  return {
    name: holder.name,
    path: holder.path.join('.'),
    isListeners: holder.isListeners,
    ...(owner && 'file' in owner && {
      place: {
        file: owner.kind === 'package' ? `${nameOfOwner(owner)}/${owner.file}` : owner.file, line: owner.line, column: owner.column,
      },
    }),
  };
}
