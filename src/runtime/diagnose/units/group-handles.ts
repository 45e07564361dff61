import type { Heap } from '../../heap/heap.js';
import type { GrowingRow } from '../growth/growth.js';
import type { Series } from '../growth/series.js';
import { nameOfOwner } from '../owners/owner.js';
import type { FindOwner, Owner } from '../owners/owner.js';
import type { FreshGraph } from './fresh-graph.js';
import { handleKind } from './handles.js';
import type { HandleKind } from './handles.js';
import type { Walker } from './neighbourhood.js';

/*
 * Whose are the handles that were made meanwhile?
 * Input: the fresh graph. Output: groups of handles around which the nearest code is of one package, or of one file.
 * Blind spot: what wraps a socket in objects of its own (tracing) is taken for its owner when it is nearer than the client.
 */

/** More handles tell nothing new. They are taken evenly from all. */
const MAX_HANDLES = 6000;

export interface Context {
  readonly series: Series;
  readonly graph: FreshGraph;
  readonly growing: readonly GrowingRow[];
  readonly scripts: ReadonlyMap<number, string>;
  readonly findOwner: FindOwner;
}

/** Handles that are of one owner. */
export interface Group {
  readonly owner: Owner;
  readonly kind: HandleKind;
  /** They are sockets that a server of this process accepted. */
  readonly isIncoming: boolean;
  readonly handles: number[];
  /** Around how many of the handles a row lies. */
  readonly presence: Map<number, number>;
}

/** What kind of handle the objects of each row are. */
export function handleRows({ series: { last: { census } }, scripts }: Context): readonly (HandleKind | undefined)[] {
  return census.rowList.map(({ key }) => handleKind(key.type, key.name, key.place && scripts.get(key.place.script)));
}

/** The groups that say most come first: those of packages, and connections before timers. */
export function groupHandles(context: Context, owners: readonly Owner[], walker: Walker): Group[] {
  const { series: { last: { heap, census } }, graph } = context;
  const kinds = handleRows(context);
  const handles: number[] = [];
  for (let node = 0; node < heap.nodeCount; node += 1) {
    if (graph.born[node] !== 0 && kinds[census.rowOf[node]!] !== undefined) handles.push(node);
  }
  const isSocket = census.rowList.map(({ key }) => (
    key.type === 'object' && key.place !== undefined && /^node:(?:net|_tls_wrap)$/.test(context.scripts.get(key.place.script) ?? '')));
  const groups = new Map<string, Group>();
  const step = Math.max(1, handles.length / MAX_HANDLES);
  for (let at = 0; at < handles.length; at += step) {
    const handle = handles[Math.floor(at)]!;
    const kind = withoutLayers(kinds[census.rowOf[handle]!]!);
    let owner: Owner = { kind: 'unknown' };
    let isIncoming: boolean | undefined;
    const around = new Set<number>();
    walker.walk(handle, (node) => {
      const row = census.rowOf[node]!;
      around.add(row);
      // The nearest one is its own.
      if (isIncoming === undefined && isSocket[row]) isIncoming = hasObject(heap, node, 'server');
      if (rank(owners[row]!) > rank(owner)) owner = owners[row]!;
    });
    const key = `${kind} ${isIncoming} ${nameOfOwner(owner)}`;
    const group = groups.get(key) ?? { owner, kind, isIncoming: isIncoming ?? false, handles: [], presence: new Map<number, number>() };
    groups.set(key, group);
    group.handles.push(handle);
    for (const row of around) group.presence.set(row, (group.presence.get(row) ?? 0) + 1);
  }
  return [...groups.values()]
    .sort((a, b) => Number(b.kind === 'connection') - Number(a.kind === 'connection') || rank(b.owner) - rank(a.owner));
}

function withoutLayers(kind: HandleKind): HandleKind {
  return kind === 'layer' ? 'connection' : kind;
}

/** The code of a package says most, then that of the project, then that of Node.js; of two of a kind, the nearer is taken. */
function rank({ kind }: Owner): number {
  switch (kind) {
    case 'package':
      return 3;
    case 'project':
      return 2;
    case 'node':
      return 1;
    case 'unknown':
      return 0;
  }
}

/** Whether a property holds an object; `undefined` and `null` are nodes too, of another type. Accepted sockets know their server. */
function hasObject({ edges, strings, type, nodeTypes }: Heap, node: number, name: string): boolean {
  if (!edges) return false;
  for (let edge = edges.first[node]!; edge < edges.first[node + 1]!; edge += 1) {
    if (edges.types[edges.type[edge]!] === 'property' && strings.at(edges.nameOrIndex[edge]!) === name) {
      return nodeTypes[type[edges.to[edge]!]!] === 'object';
    }
  }
  return false;
}
