import type { TSESTree } from '@typescript-eslint/utils';
import type { Node } from '../../syntax/nodes.js';
import { movedText } from './moved-text.js';
import { continuesStatement } from './source.js';
import type { Source } from './source.js';
import type { Edit } from './suggestion.js';

/** A statement that leaves its place, with the comments that belong to it. */
export interface Detached {
  readonly statement: Node;
  /** The statement and its comments. */
  readonly content: readonly [number, number];
  /** What goes: whole lines where nothing else stands on them. */
  readonly range: readonly [number, number];
}

/** `undefined` when its neighbours would then be read as one statement. `isBare`: the comments on lines of their own stay. */
export function detach(source: Source, statement: Node, isBare = false): Detached | undefined {
  const { code } = source;
  const last = code.getTokenBefore(statement);
  const following = code.getTokenAfter(statement);
  if (last && !/^[;{}:]$/.test(last.value) && continuesStatement(following)) return undefined;
  let start: Node | TSESTree.Token = statement;
  for (const comment of isBare ? [] : code.getCommentsBefore(statement).reverse()) {
    const earlier = code.getTokenBefore(comment, { includeComments: true });
    if (earlier && earlier.loc.end.line >= comment.loc.start.line) break;
    if (comment.loc.end.line < start.loc.start.line - 1) break;
    start = comment;
  }
  let end: Node | TSESTree.Token = statement;
  for (const comment of code.getCommentsAfter(statement)) {
    if (comment.loc.start.line !== statement.loc.end.line || comment.loc.end.line !== comment.loc.start.line) break;
    end = comment;
  }
  const before = code.getTokenBefore(start, { includeComments: true });
  const after = code.getTokenAfter(end, { includeComments: true });
  const isAlone = (!before || before.loc.end.line < start.loc.start.line) && (!after || after.loc.start.line > end.loc.end.line);
  if (isAlone) {
    const from = code.getIndexFromLoc({ line: start.loc.start.line, column: 0 });
    const to = end.loc.end.line >= code.lines.length ? code.text.length : code.getIndexFromLoc({ line: end.loc.end.line + 1, column: 0 });
    return { statement, content: [start.range[0], end.range[1]], range: [from, to] };
  }
  // It shares its line: its comments are anybody's, and stay.
  const next = code.getTokenAfter(statement, { includeComments: true });
  const isFollowed = next?.loc.start.line === statement.loc.end.line;
  const previous = code.getTokenBefore(statement, { includeComments: true });
  const [start0, end0] = statement.range;
  return { statement, content: [start0, end0], range: isFollowed ? [start0, next.range[0]] : [previous?.range[1] ?? start0, end0] };
}

/** Takes the statements out, and one of the blank lines that would be left on both sides or at an end of a block. */
export function removalEdits(source: Source, detached: readonly Detached[]): Edit[] {
  const ranges: [number, number][] = [];
  for (const { range } of [...detached].sort((a, b) => a.range[0] - b.range[0])) {
    const last = ranges.at(-1);
    if (last && last[1] === range[0]) last[1] = range[1];
    else ranges.push([...range]);
  }
  const { text } = source.code;
  return ranges.map(([start, end]) => {
    const isWholeLines = (start === 0 || text[start - 1] === '\n') && text[end - 1] === '\n';
    const isBelowNothing = /(?:^|[{([]|\n[ \t]*)[ \t]*\r?\n$/.test(text.slice(Math.max(0, start - 200), start));
    const blank = isWholeLines && isBelowNothing ? /^[ \t]*\r?\n/.exec(text.slice(end))?.[0] : undefined;
    // The blank line that set the last statements of a block apart.
    const above = isWholeLines && blank === undefined && /^[ \t]*[})\]]/.test(text.slice(end))
      ? /(?<=\n)[ \t]*\r?\n$/.exec(text.slice(0, start))?.[0] : undefined;
    return { range: [start - (above?.length ?? 0), end + (blank?.length ?? 0)], text: '' };
  });
}

/** The comments that go with a statement, as text for another place. */
export function commentsOf(source: Source, { content, statement }: Detached): string[] {
  const isIn = ([start, end]: readonly [number, number], outer: readonly [number, number]): boolean => outer[0] <= start && end <= outer[1];
  return source.code.getAllComments()
    .filter(({ range }) => isIn(range, content) && !isIn(range, statement.range))
    .map(({ range }) => movedText(source, range, []));
}
