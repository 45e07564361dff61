import type { TSESTree } from '@typescript-eslint/utils';
import type { Node } from './nodes.js';

/** Whether a node or token is another one, or stands in it. */
export function isInside(inner: Node | TSESTree.Token, outer: Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

/** The same of nodes that may be of different files, whose positions say nothing about one another. */
export function isDescendant(node: Node, ancestor: Node): boolean {
  for (let current: Node | undefined = node; current; current = current.parent) if (current === ancestor) return true;
  return false;
}
