import type { TSESTree } from '@typescript-eslint/utils';
import { TextLines } from './text-lines.js';
import { walk } from './walk.js';
import type { VisitorKeys } from './walk.js';

/**
 * Gives the nodes of a tree their lines and columns, where its parser gave offsets only. Asked for by what makes edits, because that is
 * needed of hardly any file, and costs as much as the tree itself.
 */
export function placeNodes(ast: TSESTree.Program, visitorKeys: VisitorKeys, text: string): void {
  if ((ast as Partial<TSESTree.Program>).loc) return;
  const lines = new TextLines(text);
  walk(ast, visitorKeys, (node) => {
    node.loc = { start: lines.locate(node.range[0]), end: lines.locate(node.range[1]) };
  });
}
