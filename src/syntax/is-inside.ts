import type { TSESTree } from '@typescript-eslint/utils';
import type { Node } from './nodes.js';

/** Whether a node or token is another one, or stands in it. */
export function isInside(inner: Node | TSESTree.Token, outer: Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}
