import type { Heap } from '../../heap/heap.js';

/*
 * Counts the objects of a snapshot by kind.
 * Input: a `Heap`. Output: rows of objects that the same code constructs, with number and size, and the kind of each node.
 * Invariant: a row has the same key in all snapshots of a process. Names mislead (bound functions, minified classes, two classes of one
 * name), so that an object is known by the place of its constructor. Blind spot: object literals and arrays have no constructor of their
 * own and are rows by name.
 */

/** What the objects of a row have in common. */
export interface RowKey {
  /** Type of the nodes: `object`, `closure`, `native`, … */
  readonly type: string;
  /** Of the constructor, of the function, or of the kind of memory. */
  readonly name: string;
  /** Where the constructor, or the function, begins. */
  readonly place?: { readonly script: number; readonly line: number; readonly column: number };
}

export interface CensusRow {
  readonly key: RowKey;
  count: number;
  /** In bytes, without what the objects refer to. */
  size: number;
  /** Of the objects, those that were not there in the snapshot before. */
  fresh: number;
}

export interface Census {
  readonly rows: ReadonlyMap<string, CensusRow>;
  readonly nodeCount: number;
  /** All that V8 counts, in bytes. */
  readonly size: number;
  readonly highestId: number;
  /** Which objects there are, and roughly of which row each is. */
  readonly ids: IdSigns;
}

export interface DetailedCensus extends Census {
  /** The row of each node, by its place in `rowList`. */
  readonly rowOf: Uint32Array;
  readonly rowList: readonly CensusRow[];
}

/** Types whose nodes are named after their contents, or after what they serve. */
const unnamedTypes = new Set(['string', 'concatenated string', 'sliced string', 'symbol', 'regexp', 'number', 'bigint', 'code']);

/** `highestBefore`: the highest id in the snapshot before, beyond which an object is fresh. */
export function takeCensus(heap: Heap, highestBefore = 0): DetailedCensus {
  const { nodeCount, nodeTypes, type, name, id, selfSize } = heap;
  const placeOf = indexLocations(heap);
  const rows = new Map<string, CensusRow>();
  const rowList: CensusRow[] = [];
  const numbers = new Map<string, number>();
  const rowOf = new Uint32Array(nodeCount);
  const signs: number[] = [];
  const known = new Map<number, number>();
  let size = 0;
  let highestId = 0;
  for (let node = 0; node < nodeCount; node += 1) if (isOrdered(id[node]!) && id[node]! > highestId) highestId = id[node]!;
  const ids = new IdSigns(highestId);
  const numberOf = (key: RowKey): number => {
    const text = textOfKey(key);
    let number = numbers.get(text);
    if (number === undefined) {
      numbers.set(text, number = rowList.length);
      const row = { key, count: 0, size: 0, fresh: 0 };
      rowList.push(row);
      signs.push(signOf(text));
      rows.set(text, row);
    }
    return number;
  };
  const isUnnamed = nodeTypes.map((typeName) => unnamedTypes.has(typeName));
  for (let node = 0; node < nodeCount; node += 1) {
    const location = placeOf[node]!;
    const ofType = type[node]!;
    // Two nodes of one type, name and constructor are of one row. Both are told by one number, where there is no constructor.
    const short = location > 0 ? -1 : ofType * 2 ** 32 + (isUnnamed[ofType] ? 0 : name[node]!);
    let number = short < 0 ? undefined : known.get(short);
    if (number === undefined) {
      number = numberOf(keyOf(heap, node, location, isUnnamed[ofType]!));
      if (short >= 0) known.set(short, number);
    }
    rowOf[node] = number;
    const row = rowList[number]!;
    row.count += 1;
    row.size += selfSize[node]!;
    size += selfSize[node]!;
    if (!isOrdered(id[node]!)) continue;
    if (id[node]! > highestBefore) row.fresh += 1;
    ids.add(id[node]!, signs[number]!);
  }
  return { rows, rowOf, rowList, nodeCount, size, highestId, ids };
}

/** Objects of the heap have odd ids, which grow. Those of memory beside it are even, and made of addresses. */
export function isOrdered(id: number): boolean {
  return (id & 1) === 1;
}

/** Lets go of what only the last snapshot is asked for. */
export function withoutDetails({ rows, nodeCount, size, highestId, ids }: DetailedCensus): Census {
  return { rows, nodeCount, size, highestId, ids };
}

function keyOf({ nodeTypes, type, name, strings, locations }: Heap, node: number, location: number, isUnnamed: boolean): RowKey {
  const typeName = nodeTypes[type[node]!] ?? 'unknown';
  const at = location - 1;
  return {
    type: typeName,
    name: isUnnamed ? '' : strings.at(name[node]!),
    ...(location > 0 && { place: { script: locations.script[at]!, line: locations.line[at]!, column: locations.column[at]! } }),
  };
}

export function textOfKey({ type, name, place }: RowKey): string {
  // A function is one wherever it is bound; its name may be computed.
  return place ? `${type} ${type === 'closure' ? '' : name} ${place.script}:${place.line}:${place.column}` : `${type} ${name}`;
}

/** The place of each node in the list of locations, plus one; 0 where it has none. */
function indexLocations({ nodeCount, locations }: Heap): Uint32Array {
  const index = new Uint32Array(nodeCount);
  for (let location = 0; location < locations.node.length; location += 1) index[locations.node[location]!] = location + 1;
  return index;
}

/** Two rows have the same sign once in 255 times. 0 is none. */
function signOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) >>> 0;
  return 1 + hash % 255;
}

/** The signs of objects by their ids, which are odd, numerous and dense. */
export class IdSigns {
  readonly #signs: Uint8Array;

  constructor(highest: number) {
    this.#signs = new Uint8Array((highest >>> 1) + 1);
  }

  add(id: number, sign: number): void {
    this.#signs[id >>> 1] = sign;
  }

  /** How many objects with ids up to `highest` the other has not, or has as something else, and how many there are. */
  compareUpTo(highest: number, other: IdSigns): { readonly strange: number; readonly all: number } {
    let strange = 0;
    let all = 0;
    for (let at = 0; at <= highest >>> 1; at += 1) {
      const sign = this.#signs[at];
      if (!sign) continue;
      all += 1;
      if (sign !== other.#signs[at]) strange += 1;
    }
    return { strange, all };
  }
}
