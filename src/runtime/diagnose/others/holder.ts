import type { Heap } from '../../heap/heap.js';
import { isNumbered } from '../../heap/heap.js';
import type { RetainingPaths } from './retaining-paths.js';

/*
 * Who keeps an object that was made meanwhile: the first object on the way up that was there before, and the names that lead to it.
 * Input: a node, and the way to it. Output: a `Holder`.
 * Blind spot: names that a minifier has shortened are shown as they are.
 */

export interface Holder {
  /** The node that was there before. */
  readonly node: number;
  /** Its constructor: `Map`, `Array`, `EventEmitter`. */
  readonly name: string;
  /** Names of variables and properties that lead to it, outermost first. */
  readonly path: readonly string[];
  /** The function, by its node, whose scope the first of the names stands in. */
  readonly scope?: number;
  /** It is a list of listeners. */
  readonly isListeners: boolean;
}

const MAX_STEPS = 60;
const MAX_NAMES = 4;

/** Names of Node.js and V8 for what lies between. */
const inner = /^(?:<symbol|__proto__|map$|table$|elements$|properties$|code$|shared$|constructor$)/;
const listenerLists = new Set(['_events', 'listeners', 'kEvents']);

export function findHolder(heap: Heap, { edgeTo, parent }: RetainingPaths, born: Uint8Array, start: number): Holder | undefined {
  const { edges, nodeTypes, type, strings, name } = heap;
  if (!edges) return undefined;
  let holder: number | undefined;
  const path: string[] = [];
  let isListeners = false;
  let node = start;
  for (let step = 0; step < MAX_STEPS && edgeTo[node] !== 0; step += 1) {
    const edge = edgeTo[node]! - 1;
    const edgeType = edges.types[edges.type[edge]!]!;
    const edgeName = isNumbered(edgeType) ? undefined : strings.at(edges.nameOrIndex[edge]!);
    if (edgeName !== undefined && listenerLists.has(edgeName)) isListeners = true;
    if (holder !== undefined && edgeName !== undefined && (edgeType === 'property' || edgeType === 'context') && !inner.test(edgeName)) {
      path.unshift(edgeName);
    }
    node = parent[node]!;
    if (holder === undefined && born[node] === 0 && nodeTypes[type[node]!] === 'object') holder = node;
    if (holder !== undefined && (nodeTypes[type[node]!] === 'closure' || path.length === MAX_NAMES)) break;
  }
  if (holder === undefined) return undefined;
  return {
    node: holder, name: strings.at(name[holder]!), path, isListeners,
    ...(nodeTypes[type[node]!] === 'closure' && { scope: node }),
  };
}
