import { isNumbered } from './heap.js';
import type { Edges, Heap, Locations } from './heap.js';
import { JsonStream, syntax } from './json-stream.js';
import type { Column } from './json-stream.js';
import { StringCollector } from './string-table.js';

/*
 * Reads a heap snapshot of V8 as a stream, since a large one is longer than the longest string of JavaScript.
 * Input: the path of a `.heapsnapshot`. Output: a `Heap` of typed arrays.
 * Invariant: positions of fields come from the `meta` of the file, because they differ between versions of Node.js. The contents of the
 * strings of the process are never kept. Blind spot: `trace_tree` and `samples`, which only recordings of allocations have, are skipped.
 */

interface Meta {
  readonly node_fields: readonly string[];
  readonly node_types: readonly (string | readonly string[])[];
  readonly edge_fields: readonly string[];
  readonly edge_types: readonly (string | readonly string[])[];
  readonly location_fields?: readonly string[];
}

interface Header {
  readonly meta: Meta;
  readonly node_count: number;
  readonly edge_count: number;
}

/** `edges: false` skips the edges, which are most of the file. */
export interface ReadOptions {
  readonly edges: boolean;
  /** Called with the bytes that were read since the last call. */
  readonly onProgress?: (bytes: number) => void;
}

/** The header is a few kilobytes. What has not ended by then is another kind of file. */
const MAX_HEADER_BYTES = 1024 * 1024;

const MAX_STRINGS = 2 ** 28;
const NO_NUMBERS = new Uint32Array(0);

/** @throws {UserError} when the file is no heap snapshot, or ends too early. */
export function readHeap(path: string, options: ReadOptions): Heap {
  const stream = new JsonStream(path, options.onProgress);
  try {
    return new HeapReader(stream, options).read();
  } finally {
    stream.close();
  }
}

class HeapReader {
  readonly #stream: JsonStream;
  readonly #options: ReadOptions;
  #header: Header | undefined;
  #nodes: Pick<Heap, 'type' | 'name' | 'id' | 'selfSize'> | undefined;
  #edges: Edges | undefined;
  #locations: Locations = { node: NO_NUMBERS, script: NO_NUMBERS, line: NO_NUMBERS, column: NO_NUMBERS };
  #strings: StringCollector | undefined;
  /** How many references each node has, until the edges are read. */
  #edgeCounts: Uint32Array = NO_NUMBERS;

  constructor(stream: JsonStream, options: ReadOptions) {
    this.#stream = stream;
    this.#options = options;
  }

  read(): Heap {
    if (this.#stream.skipSpace() !== syntax.openBrace) throw this.#stream.foreign();
    this.#stream.position += 1;
    for (;;) {
      const byte = this.#stream.skipSpace();
      if (byte === syntax.closeBrace) break;
      if (byte === syntax.comma) {
        this.#stream.position += 1;
        continue;
      }
      if (byte !== syntax.quote) throw byte === -1 ? this.#stream.truncated() : this.#stream.foreign();
      const key = this.#stream.readShortString();
      if (this.#stream.skipSpace() !== syntax.colon) throw this.#stream.foreign();
      this.#stream.position += 1;
      this.#readSection(key);
    }
    return this.#finish();
  }

  #readSection(key: string): void {
    if (key !== 'snapshot' && !this.#header) throw this.#stream.foreign();
    switch (key) {
      case 'snapshot':
        this.#header = this.#readHeader();
        break;
      case 'nodes':
        this.#readNodes(this.#header!);
        break;
      case 'edges':
        if (this.#options.edges) this.#readEdges(this.#header!);
        else this.#stream.skipNumbers();
        break;
      case 'locations':
        this.#readLocations(this.#header!);
        break;
      case 'strings':
        this.#readStrings();
        break;
      default:
        this.#stream.skipValue();
    }
  }

  #finish(): Heap {
    const nodes = this.#nodes;
    const header = this.#header;
    if (!header || !nodes || !this.#strings) throw this.#stream.foreign();
    if (this.#options.edges && !this.#edges) throw this.#stream.truncated();
    return {
      ...nodes,
      nodeCount: header.node_count,
      edgeCount: header.edge_count,
      nodeTypes: namesOf(header.meta.node_types[header.meta.node_fields.indexOf('type')]),
      ...(this.#edges && { edges: this.#edges }),
      locations: this.#locations,
      strings: this.#strings,
    };
  }

  #readHeader(): Header {
    const text = this.#stream.readRawValue(MAX_HEADER_BYTES);
    let header: Partial<Header>;
    try {
      header = JSON.parse(text) as Partial<Header>;
    } catch (error) {
      throw this.#stream.foreign(error);
    }
    const { meta, node_count: nodes, edge_count: edges } = header;
    const isWhole = Array.isArray(meta?.node_fields) && Array.isArray(meta.edge_fields)
      && Number.isSafeInteger(nodes) && Number.isSafeInteger(edges)
      && ['type', 'name', 'id', 'self_size', 'edge_count'].every((field) => meta.node_fields.includes(field))
      && ['type', 'name_or_index', 'to_node'].every((field) => meta.edge_fields.includes(field));
    if (!isWhole) throw this.#stream.foreign();
    // Each takes at least two bytes a field; what promises more was cut, and would take memory before that is noticed.
    if ((nodes! * meta.node_fields.length + edges! * meta.edge_fields.length) * 2 > this.#stream.size) throw this.#stream.truncated();
    return header as Header;
  }

  #readNodes({ meta, node_count: count }: Header): void {
    const nodes = {
      type: new Uint8Array(count), name: new Uint32Array(count), id: new Uint32Array(count), selfSize: new Uint32Array(count),
    };
    this.#edgeCounts = new Uint32Array(count);
    const rows = this.#stream.readTable(count, meta.node_fields, {
      type: nodes.type, name: nodes.name, id: nodes.id, self_size: nodes.selfSize, edge_count: this.#edgeCounts,
    });
    if (rows !== count) throw this.#stream.truncated();
    this.#nodes = nodes;
  }

  #readEdges({ meta, node_count: nodeCount, edge_count: count }: Header): void {
    if (!this.#nodes) throw this.#stream.foreign();
    const edges = { type: new Uint8Array(count), nameOrIndex: new Uint32Array(count), to: new Uint32Array(count) };
    const rows = this.#stream.readTable(count, meta.edge_fields, { type: edges.type, name_or_index: edges.nameOrIndex, to_node: edges.to });
    const first = new Uint32Array(nodeCount + 1);
    for (let node = 0; node < nodeCount; node += 1) first[node + 1] = first[node]! + this.#edgeCounts[node]!;
    if (rows !== count || first[nodeCount] !== count) throw this.#stream.truncated();
    // Targets are written as positions in the array of nodes.
    const width = meta.node_fields.length;
    for (let edge = 0; edge < count; edge += 1) {
      edges.to[edge] = edges.to[edge]! / width;
      if (edges.to[edge]! >= nodeCount) throw this.#stream.foreign();
    }
    this.#edges = { ...edges, first, types: namesOf(meta.edge_types[meta.edge_fields.indexOf('type')]) };
  }

  #readLocations({ meta }: Header): void {
    const fields = meta.location_fields ?? ['object_index', 'script_id', 'line', 'column'];
    let room = 1 << 16;
    let locations = locationsFor(room);
    // Their number is not in the header.
    const rows = this.#stream.readTable(Infinity, fields, columnsOf(locations), (row) => {
      if (row < room) return;
      room *= 2;
      const larger = locationsFor(room);
      for (const key of ['node', 'script', 'line', 'column'] as const) larger[key].set(locations[key]);
      locations = larger;
      return columnsOf(locations);
    });
    const width = meta.node_fields.length;
    const cut = (column: Uint32Array): Uint32Array => column.slice(0, rows);
    this.#locations = {
      node: cut(locations.node).map((position) => position / width),
      script: cut(locations.script), line: cut(locations.line), column: cut(locations.column),
    };
  }

  #readStrings(): void {
    if (this.#stream.skipSpace() !== syntax.openBracket) throw this.#stream.foreign();
    this.#stream.position += 1;
    const strings = new StringCollector();
    const isWanted = this.#namedStrings();
    for (;;) {
      const byte = this.#stream.skipSpace();
      if (byte === syntax.closeBracket) break;
      if (byte === syntax.comma) {
        this.#stream.position += 1;
        continue;
      }
      if (byte !== syntax.quote) throw byte === -1 ? this.#stream.truncated() : this.#stream.foreign();
      this.#stream.readString(isWanted[strings.count] === 1 ? strings : undefined);
      strings.finish();
    }
    this.#stream.position += 1;
    this.#strings = strings;
  }

  /** Strings that name something. The others are contents of the process. */
  #namedStrings(): Uint8Array {
    const nodes = this.#nodes;
    if (!nodes) throw this.#stream.foreign();
    const { meta, node_count: count } = this.#header!;
    const isContent = namesOf(meta.node_types[meta.node_fields.indexOf('type')])
      .map((type) => /string|number|bigint|symbol|regexp/.test(type));
    const edges = this.#edges;
    const isNumberedEdge = edges?.types.map(isNumbered) ?? [];
    let highest = 0;
    for (let node = 0; node < count; node += 1) if (nodes.name[node]! > highest) highest = nodes.name[node]!;
    const edgeCount = edges?.type.length ?? 0;
    for (let edge = 0; edge < edgeCount; edge += 1) {
      if (!isNumberedEdge[edges!.type[edge]!] && edges!.nameOrIndex[edge]! > highest) highest = edges!.nameOrIndex[edge]!;
    }
    // A name is an index into the strings: more of them than the file has bytes can only be nonsense.
    const wanted = new Uint8Array(Math.min(highest, MAX_STRINGS) + 1);
    for (let node = 0; node < count; node += 1) if (!isContent[nodes.type[node]!]) wanted[nodes.name[node]!] = 1;
    for (let edge = 0; edge < edgeCount; edge += 1) if (!isNumberedEdge[edges!.type[edge]!]) wanted[edges!.nameOrIndex[edge]!] = 1;
    return wanted;
  }
}

/** The names of an enumerated field. */
function namesOf(field: string | readonly string[] | undefined): readonly string[] {
  return Array.isArray(field) ? field as readonly string[] : [];
}

function locationsFor(rows: number): { readonly [key in keyof Locations]: Uint32Array } {
  return { node: new Uint32Array(rows), script: new Uint32Array(rows), line: new Uint32Array(rows), column: new Uint32Array(rows) };
}

function columnsOf({ node, script, line, column }: Locations): Readonly<Record<string, Column>> {
  return { object_index: node, script_id: script, line, column };
}
