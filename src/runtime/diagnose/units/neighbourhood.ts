import type { FreshGraph } from './fresh-graph.js';

/*
 * The objects around one of a fresh graph.
 * Invariant: lists are not walked through: neither those in which objects of one kind follow one another (timers of one duration), nor
 * arrays and tables that grew and were made anew, because they lead from one client to all others.
 */

/** More neighbours than this has a list of many things. */
const MAX_NEIGHBOURS = 64;

/** And so has what leads to so many of one kind. */
const MAX_OF_A_KIND = 8;

/** A client of the largest SDKs has a few hundred objects. */
const MAX_NODES = 3000;

export class Walker {
  readonly #graph: FreshGraph;
  readonly #rowOf: Uint32Array;
  readonly #isPlaced: readonly boolean[];
  readonly #seenIn: Uint32Array;
  /** Whether a node is a list: 0 not asked yet, 1 no, 2 yes. */
  readonly #isList: Uint8Array;
  #round = 0;
  readonly #queue = new Uint32Array(MAX_NODES);

  /** `isPlaced`: which rows have a constructor, so that one may follow another in a list. */
  constructor(graph: FreshGraph, rowOf: Uint32Array, isPlaced: readonly boolean[]) {
    this.#graph = graph;
    this.#rowOf = rowOf;
    this.#isPlaced = isPlaced;
    this.#seenIn = new Uint32Array(rowOf.length);
    this.#isList = new Uint8Array(rowOf.length);
  }

  /** Visits the objects around one, nearest first. */
  walk(start: number, visit: (node: number) => void): void {
    this.#round += 1;
    let filled = 0;
    this.#queue[filled++] = start;
    this.#seenIn[start] = this.#round;
    for (let taken = 0; taken < filled; taken += 1) {
      const node = this.#queue[taken]!;
      visit(node);
      this.#forNeighbours(node, (neighbour) => {
        if (filled === MAX_NODES || this.#seenIn[neighbour] === this.#round) return;
        this.#seenIn[neighbour] = this.#round;
        this.#queue[filled++] = neighbour;
      });
    }
  }

  /** Marks all objects that are connected with one of these, and have no mark yet; gives those that it marked. */
  flood(starts: readonly number[], marks: Uint8Array): number[] {
    const reached = starts.filter((start) => marks[start] === 0);
    for (const node of reached) marks[node] = 1;
    for (const node of reached) {
      this.#forNeighbours(node, (neighbour) => {
        if (marks[neighbour] === 1) return;
        marks[neighbour] = 1;
        reached.push(neighbour);
      });
    }
    return reached;
  }

  #forNeighbours(node: number, visit: (neighbour: number) => void): void {
    const { first, neighbours } = this.#graph;
    if (this.#isListNode(node)) return;
    for (let at = first[node]!; at < first[node + 1]!; at += 1) {
      const neighbour = neighbours[at]!;
      const row = this.#rowOf[neighbour]!;
      if (row !== this.#rowOf[node] || !this.#isPlaced[row]) visit(neighbour);
    }
  }

  #isListNode(node: number): boolean {
    if (this.#isList[node] === 0) this.#isList[node] = this.#looksLikeList(node) ? 2 : 1;
    return this.#isList[node] === 2;
  }

  #looksLikeList(node: number): boolean {
    const { first, neighbours } = this.#graph;
    const count = first[node + 1]! - first[node]!;
    if (count <= MAX_OF_A_KIND) return false;
    if (count > MAX_NEIGHBOURS) return true;
    const ofKind = new Map<number, number>();
    for (let at = first[node]!; at < first[node + 1]!; at += 1) {
      const row = this.#rowOf[neighbours[at]!]!;
      const known = (ofKind.get(row) ?? 0) + 1;
      if (known > MAX_OF_A_KIND) return true;
      ofKind.set(row, known);
    }
    return false;
  }
}
