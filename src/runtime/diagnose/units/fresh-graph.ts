import type { Heap } from '../../heap/heap.js';
import { isOrdered } from '../growth/census.js';

/*
 * The objects that were made while snapshots were taken and are still there in the last one, and the references between them.
 * Input: the last `Heap`, and the highest id of each snapshot. Output: an undirected graph, and the interval in which each was made.
 * Invariant: what was there before the first snapshot is not in it, so that clients are not connected by the prototypes, the global lists
 * and the modules that all of them share. Blind spot: a table that was made anew as it grew connects its entries; nodes with many
 * neighbours are therefore not walked through.
 */

export interface FreshGraph {
  /** Of each node of the heap: the interval in which it was made, from 1; 0 for what was there before, or is not looked at. */
  readonly born: Uint8Array;
  /** The neighbours of heap node `n` are `neighbours[first[n]]` up to `first[n + 1]`. */
  readonly first: Uint32Array;
  readonly neighbours: Uint32Array;
}

/** Types that many objects share, or that hold nothing. */
const leftOut = /string|number|bigint|symbol|regexp|code|object shape|synthetic/;

/** Edges that keep nothing alive, or lead to what V8 has of its own. */
const looseEdges = new Set(['weak', 'shortcut']);

/** `highestIds`: of each snapshot but the last. */
export function buildFreshGraph(heap: Heap, highestIds: readonly number[]): FreshGraph {
  const { nodeCount, id, type, nodeTypes, edges } = heap;
  const born = new Uint8Array(nodeCount);
  const isLeftOut = nodeTypes.map((name) => leftOut.test(name));
  for (let node = 0; node < nodeCount; node += 1) {
    if (isLeftOut[type[node]!] || !isOrdered(id[node]!)) continue;
    born[node] = intervalOf(id[node]!, highestIds);
  }
  const first = new Uint32Array(nodeCount + 1);
  if (!edges) return { born, first, neighbours: new Uint32Array(0) };
  const isLoose = edges.types.map((name) => looseEdges.has(name));
  const isLink = (from: number, edge: number): boolean => {
    const to = edges.to[edge]!;
    return born[to] !== 0 && to !== from && !isLoose[edges.type[edge]!];
  };
  for (let node = 0; node < nodeCount; node += 1) {
    if (born[node] === 0) continue;
    for (let edge = edges.first[node]!; edge < edges.first[node + 1]!; edge += 1) {
      if (!isLink(node, edge)) continue;
      first[node + 1]! += 1;
      first[edges.to[edge]! + 1]! += 1;
    }
  }
  for (let node = 0; node < nodeCount; node += 1) first[node + 1]! += first[node]!;
  const neighbours = new Uint32Array(first[nodeCount]!);
  const next = first.slice(0, nodeCount);
  for (let node = 0; node < nodeCount; node += 1) {
    if (born[node] === 0) continue;
    for (let edge = edges.first[node]!; edge < edges.first[node + 1]!; edge += 1) {
      if (!isLink(node, edge)) continue;
      const to = edges.to[edge]!;
      neighbours[next[node]!++] = to;
      neighbours[next[to]!++] = node;
    }
  }
  return { born, first, neighbours };
}

function intervalOf(id: number, highestIds: readonly number[]): number {
  let interval = 0;
  while (interval < highestIds.length && id > highestIds[interval]!) interval += 1;
  return interval;
}
