/** What a heap snapshot is made of, as columns. Nodes and edges are numbered from 0 in the order of the file. */
export interface Heap {
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** Index into `nodeTypes`. */
  readonly type: Uint8Array;
  /** Index into `strings`. */
  readonly name: Uint32Array;
  /** The same for one object in all snapshots of a process; one that is seen first in a later snapshot has a higher one. */
  readonly id: Uint32Array;
  /** In bytes, without what it refers to. Saturates at 4 GiB. */
  readonly selfSize: Uint32Array;
  /** Names of the types of nodes: `object`, `closure`, `native`, … */
  readonly nodeTypes: readonly string[];
  /** Left out when the snapshot was read without edges. */
  readonly edges?: Edges;
  readonly locations: Locations;
  readonly strings: StringTable;
}

/** References. Those of node `n` are the edges from `first[n]` up to `first[n + 1]`. */
export interface Edges {
  readonly first: Uint32Array;
  /** Index into `types`. */
  readonly type: Uint8Array;
  /** Index into the strings, or the number of an element: see `isNamed`. */
  readonly nameOrIndex: Uint32Array;
  readonly to: Uint32Array;
  /** `context`, `element`, `property`, `internal`, … */
  readonly types: readonly string[];
}

/** Where functions, and the constructors of objects, stand in the source. Lines and columns begin with 0. */
export interface Locations {
  readonly node: Uint32Array;
  readonly script: Uint32Array;
  readonly line: Uint32Array;
  readonly column: Uint32Array;
}

export interface StringTable {
  /** The contents of strings of the process are not kept: they are nobody's business, and may be secrets. Of them it gives ''. */
  at(index: number): string;
}

/** Edges of these types have the number of an element, or of nothing, where the others have a name. */
export function isNumbered(edgeType: string): boolean {
  return edgeType === 'element' || edgeType === 'hidden';
}
