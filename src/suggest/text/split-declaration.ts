import type { TSESTree } from '@typescript-eslint/utils';
import type { Node } from '../../syntax/nodes.js';
import type { Detached } from './detached-statement.js';
import type { Source } from './source.js';
import type { Edit } from './suggestion.js';

/*
 * `const a = 1, client = new X(), b = a;`: one of several declarators leaves, and the rest of the declaration stays as it is.
 * Invariant: the comments of what leaves go with it, those of its neighbours stay; `undefined` where it cannot be told whose they are.
 * Blind spot: a blank line that set declarators apart stays.
 */

type Declaration = TSESTree.VariableDeclaration;
type Declarator = TSESTree.VariableDeclarator;

/** What leaves when a variable does: its declaration, or where others share that, its declarator. */
export function leavingPart(declaration: Declaration, declarator: Declarator): Declaration | Declarator {
  return declaration.declarations.length === 1 ? declaration : declarator;
}

/** Declarations in place of their declarators, where all of those are among the nodes. */
export function wholeDeclarations(nodes: readonly Node[]): Node[] {
  const isWhole = (node: Node): node is Declarator => (
    node.type === 'VariableDeclarator' && node.parent.declarations.every((declarator) => nodes.includes(declarator)));
  return [...new Set(nodes.map((node) => isWhole(node) ? node.parent : node))];
}

/** A declarator with the comments on lines of their own above it. */
export function detachDeclarator(source: Source, declarator: Declarator): Detached | undefined {
  const { code } = source;
  const comma = code.getTokenAfter(declarator);
  if (comma?.value === ',') {
    const next = code.getTokenAfter(comma)!;
    const following = code.getTokenAfter(comma, { includeComments: true })!;
    const isRemark = following !== next && following.loc.start.line === comma.loc.end.line && next.loc.start.line > comma.loc.end.line;
    // A remark behind the comma could only stay without what it is about.
    if (isRemark || code.commentsExistBetween(declarator, comma)) return undefined;
  } else if (declarator.loc.start.line > declarator.parent.loc.start.line) {
    const end = code.getLastToken(declarator.parent)!;
    const following = code.getTokenAfter(end, { includeComments: true });
    if (following?.loc.start.line === end.loc.end.line && following !== code.getTokenAfter(end)) return undefined;
  }
  const content = [startOf(source, declarator).range[0], declarator.range[1]] as const;
  return { statement: declarator, content, range: content };
}

/** Takes declarators out of declarations of which others stay. */
export function withoutDeclarators(source: Source, gone: readonly Declarator[]): Edit[] | undefined {
  const edits: Edit[] = [];
  for (const declaration of new Set(gone.map(({ parent }) => parent))) {
    const { declarations } = declaration;
    for (let first = 0; first < declarations.length; first++) {
      if (!gone.includes(declarations[first]!)) continue;
      let last = first;
      while (last + 1 < declarations.length && gone.includes(declarations[last + 1]!)) last++;
      const range = rangeOf(source, declarations, first, last);
      if (!range) return undefined;
      edits.push({ range, text: '' });
      first = last;
    }
  }
  return edits;
}

/** Declarators that stand side by side, with one of the commas around them. */
function rangeOf(source: Source, declarations: readonly Declarator[], first: number, last: number): [number, number] | undefined {
  const { code } = source;
  const start = startOf(source, declarations[first]!);
  const end = declarations[last]!;
  if (last === declarations.length - 1) {
    const comma = code.getTokenBefore(declarations[first]!)!;
    // What ends the declaration would become a part of the comment.
    return code.commentsExistBetween(comma, start) && code.getTokenBefore(start, { includeComments: true }) !== comma
      ? undefined : [comma.range[0], end.range[1]];
  }
  const comma = code.getTokenAfter(end)!;
  const next = code.getTokenAfter(comma, { includeComments: true })!;
  const isNextBelow = next.loc.start.line > comma.loc.end.line;
  const lineStart = code.getIndexFromLoc({ line: start.loc.start.line, column: 0 });
  if (isNextBelow && code.text.slice(lineStart, start.range[0]).trim() === '') {
    return [lineStart, code.getIndexFromLoc({ line: comma.loc.end.line + 1, column: 0 })];
  }
  // `const` and the comment of the next one would be on one line.
  const isComment = next.type === 'Line' || next.type === 'Block';
  return isNextBelow && isComment ? undefined : [start.range[0], next.range[0]];
}

function startOf({ code }: Source, declarator: Declarator): Node | TSESTree.Token {
  let start: Node | TSESTree.Token = declarator;
  if (declarator.parent.declarations[0] === declarator) return start;
  for (const comment of code.getCommentsBefore(declarator).reverse()) {
    const earlier = code.getTokenBefore(comment, { includeComments: true })!;
    if (earlier.loc.end.line >= comment.loc.start.line || comment.loc.end.line < start.loc.start.line - 1) break;
    start = comment;
  }
  return start;
}
