import type { GrowingRow } from '../growth/growth.js';
import type { Context } from './group-handles.js';

/** The objects that units were found to be made of, and what is left of each row without them. */
export class Taken {
  readonly #context: Context;
  readonly #marks: Uint8Array;
  /** Of each row: how many of its objects were taken, and how many bytes, by the interval in which they were made. */
  readonly #rows = new Map<number, { readonly counts: number[]; readonly sizes: number[] }>();

  constructor(context: Context) {
    this.#context = context;
    this.#marks = new Uint8Array(context.series.last.heap.nodeCount);
  }

  has(node: number): boolean {
    return this.#marks[node] === 1;
  }

  /** The marks of all that is taken, to try what would be. */
  copy(): Uint8Array {
    return this.#marks.slice();
  }

  add(nodes: readonly number[]): void {
    const { series: { last: { heap, census }, censuses }, graph } = this.#context;
    const none = (): number[] => new Array<number>(censuses.length - 1).fill(0);
    for (const node of nodes) {
      this.#marks[node] = 1;
      const row = census.rowOf[node]!;
      let taken = this.#rows.get(row);
      if (!taken) this.#rows.set(row, taken = { counts: none(), sizes: none() });
      const interval = graph.born[node]! - 1;
      taken.counts[interval]! += 1;
      taken.sizes[interval]! += heap.selfSize[node]!;
    }
  }

  /** A row without the objects that are taken. */
  without(row: number, grown: GrowingRow): GrowingRow {
    const taken = this.#rows.get(row);
    if (!taken) return grown;
    return {
      ...grown,
      countDeltas: grown.countDeltas.map((delta, interval) => delta - taken.counts[interval]!),
      sizeDeltas: grown.sizeDeltas.map((delta, interval) => delta - taken.sizes[interval]!),
      made: grown.made.map((count, interval) => count - taken.counts[interval]!),
    };
  }

  /** How many of these objects, or of those of one row among them, were made in each interval. */
  bornByInterval(nodes: readonly number[], row?: number): number[] {
    const { series: { last: { census }, censuses }, graph } = this.#context;
    const counts = new Array<number>(censuses.length - 1).fill(0);
    for (const node of nodes) if (row === undefined || census.rowOf[node] === row) counts[graph.born[node]! - 1]! += 1;
    return counts;
  }
}
