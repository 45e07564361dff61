import type { Heap } from '../../heap/heap.js';

/*
 * What keeps an object alive: the shortest way from the roots of the heap.
 * Input: a `Heap` with edges. Output: for each node, the node and the edge before it on that way.
 * Invariant: weak references keep nothing. Blind spot: of several holders only the nearest to the roots is seen.
 */

export interface RetainingPaths {
  /** The edge over which a node is reached, plus one; 0 for roots and what is not reached. */
  readonly edgeTo: Uint32Array;
  readonly parent: Uint32Array;
}

export function findRetainingPaths({ nodeCount, edges }: Heap): RetainingPaths {
  const edgeTo = new Uint32Array(nodeCount);
  const parent = new Uint32Array(nodeCount);
  if (!edges) return { edgeTo, parent };
  const isWeak = edges.types.map((name) => name === 'weak');
  const isSeen = new Uint8Array(nodeCount);
  const queue = new Uint32Array(nodeCount);
  let filled: number = 1;
  isSeen[0] = 1;
  for (let taken = 0; taken < filled; taken += 1) {
    const node: number = queue[taken]!;
    const end: number = edges.first[node + 1]!;
    for (let edge: number = edges.first[node]!; edge < end; edge += 1) {
      const to: number = edges.to[edge]!;
      if (isSeen[to] === 1 || isWeak[edges.type[edge]!]) continue;
      isSeen[to] = 1;
      edgeTo[to] = edge + 1;
      parent[to] = node;
      queue[filled++] = to;
    }
  }
  return { edgeTo, parent };
}
