import type { TSESTree } from '@typescript-eslint/utils';
import { isInside } from '../../syntax/is-inside.js';
import type { Node } from '../../syntax/nodes.js';
import { isInTemplate } from './moved-text.js';
import type { Source } from './source.js';
import type { Style } from './style-of.js';
import type { Edit } from './suggestion.js';

/*
 * Statements of a block go into a `try` of their own.
 * Input: those from one of them to the end of their block, what is taken out of them by others, and what stands behind the `try`, from
 * its closing brace on. Output: edits, or `undefined` where a name would be out of reach or a line be shared.
 */

export function wrappedInTry(
  source: Source, style: Style, statements: readonly Node[], removed: readonly Edit[], behind: (own: string) => string,
): Edit[] | undefined {
  const { code } = source;
  const first = statements[0];
  const last = statements.at(-1);
  if (!first || !last || !startsItsLine(source, first) || areUsedAbove(source, statements)) return undefined;
  let start: Node | TSESTree.Token = first;
  for (const comment of code.getCommentsBefore(first).reverse()) {
    const before = code.getTokenBefore(comment, { includeComments: true });
    if (before && before.loc.end.line >= comment.loc.start.line) break;
    start = comment;
  }
  let end: Node | TSESTree.Token = last;
  for (const comment of code.getCommentsAfter(last)) {
    if (comment.loc.start.line === last.loc.end.line && comment.loc.end.line === comment.loc.start.line) end = comment;
  }
  const next = code.getTokenAfter(end, { includeComments: true });
  if (next?.loc.start.line === end.loc.end.line) return undefined;
  const own = indentAt(source, first);
  const edits: Edit[] = [];
  for (let line = start.loc.start.line; line <= end.loc.end.line; line++) {
    const at = code.getIndexFromLoc({ line, column: 0 });
    const isGone = removed.some(({ range: [from, to], text }) => (
      text === '' && from <= at && at < to && code.text.slice(from, to).includes('\n')));
    const before = line === start.loc.start.line ? `${own}try {${style.eol}` : '';
    const isIndented = code.lines[line - 1]!.trim() !== '' && !isGone && !isInTemplate(source, at);
    const text = before + (isIndented ? style.indent : '');
    if (text !== '') edits.push({ range: [at, at], text });
  }
  return [...edits, { range: [end.range[1], end.range[1]], text: `${style.eol}${own}}${behind(own)}` }];
}

/** ` catch (error) { <line> throw error; }`, as it stands behind a closing brace at the indentation `own`. */
export function catchClause({ eol, indent, semicolon }: Style, own: string, line: string): string {
  const lines = [line, 'throw error'].map((each) => `${eol}${own}${indent}${each}${semicolon}`);
  return ` catch (error) {${lines.join('')}${eol}${own}}`;
}

/** Something that the new block declares is used in front of it, or in another case of the same `switch`. */
function areUsedAbove(source: Source, statements: readonly Node[]): boolean {
  const { parent } = statements[0]!;
  const block = parent!.type === 'SwitchCase' ? parent!.parent : parent!;
  return statements.some((statement) => source.file.tree.scopes.getDeclaredVariables(statement).some((variable) => (
    statement.type !== 'VariableDeclaration' || statement.kind !== 'var') && variable.references.some(({ identifier }) => (
    isInside(identifier, block) && (
      identifier.range[0] < statements[0]!.range[0] || identifier.range[0] > statements.at(-1)!.range[1])))));
}

export function startsItsLine({ code }: Source, { loc }: Node): boolean {
  return code.lines[loc.start.line - 1]!.slice(0, loc.start.column).trim() === '';
}

export function indentAt({ code }: Source, { loc }: Node): string {
  return /^[ \t]*/.exec(code.lines[loc.start.line - 1]!)![0];
}
