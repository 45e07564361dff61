import type { Node } from '../syntax/nodes.js';

const ids = new WeakMap<Node, number>();
let last = 0;

/** A number for each call on whose behalf a value is followed, to tell one context from another in a key. */
export function contextId(call: Node): number {
  let id = ids.get(call);
  if (id === undefined) ids.set(call, id = ++last);
  return id;
}
