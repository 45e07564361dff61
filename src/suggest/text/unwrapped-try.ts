import type { TSESTree } from '@typescript-eslint/utils';
import type { Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import type { Node } from '../../syntax/nodes.js';
import { isInTemplate } from './moved-text.js';
import { continuesStatement } from './source.js';
import type { Source } from './source.js';
import type { Edit } from './suggestion.js';

type IsGone = (node: Pick<Node, 'range'>) => boolean;

/**
 * Puts the statements of a `try` in its place; in a place for one statement only, and where their names would meet others, its block.
 * `undefined` where a comment would be lost. `isGone` tells of nodes that are not there any more, `mayGo` of comments that go with them.
 */
export function unwrapEdits(
  source: Source, statement: TSESTree.TryStatement, isGone: IsGone, mayGo: (comment: TSESTree.Comment) => boolean,
): Edit[] | undefined {
  const { code } = source;
  const { block } = statement;
  const rest: [number, number] = [block.range[1], statement.range[1]];
  const isCommented = code.getAllComments().some((comment) => comment.range[0] >= statement.range[0]
    && comment.range[1] <= statement.range[1] && !isInside(comment, block) && !mayGo(comment));
  if (isCommented) return undefined;
  const isOnlyStatement = statement.parent.type !== 'BlockStatement' && statement.parent.type !== 'Program';
  if (isOnlyStatement || isShadowing(source, statement, isGone) || !isParted(source, statement)) {
    return [{ range: [statement.range[0], block.range[0]], text: '' }, { range: rest, text: '' }];
  }
  const closing = code.getLastToken(block)!;
  let first = code.getTokenAfter(code.getFirstToken(block)!, { includeComments: true })!;
  while (isGone(first) && first !== closing) first = code.getTokenAfter(first, { includeComments: true })!;
  let last = code.getTokenBefore(closing, { includeComments: true })!;
  while (isGone(last) && last.range[0] > first.range[0]) last = code.getTokenBefore(last, { includeComments: true })!;
  const { line } = statement.loc.start;
  const startsLine = /^\s*$/.test(code.lines[line - 1]!.slice(0, statement.loc.start.column));
  const isBlockOfLines = startsLine && first.loc.start.line > code.getFirstToken(block)!.loc.end.line
    && last.loc.end.line < closing.loc.start.line;
  if (!isBlockOfLines) {
    if (first.loc.start.line !== last.loc.end.line) return undefined;
    return [{ range: [statement.range[0], first.range[0]], text: '' }, { range: [last.range[1], statement.range[1]], text: '' }];
  }
  const lineAt = (number: number): number => code.getIndexFromLoc({ line: number, column: 0 });
  const own = indentOf(code.lines[line - 1]!);
  const inner = indentOf(code.lines[first.loc.start.line - 1]!);
  const edits: Edit[] = [{ range: [lineAt(line), lineAt(first.loc.start.line)], text: '' }];
  for (let number = first.loc.start.line; number <= last.loc.end.line; number++) {
    const start = lineAt(number);
    if (!code.lines[number - 1]!.startsWith(inner) || isInTemplate(source, start)) continue;
    edits.push({ range: [start, start + inner.length], text: own });
  }
  // The line break behind the last statement goes, the one behind the `try` stays.
  edits.push({ range: [last.range[1], statement.range[1]], text: '' });
  return edits;
}

function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)![0];
}

/** A name of the block means something else around it. */
function isShadowing(source: Source, statement: TSESTree.TryStatement, isGone: IsGone): boolean {
  const { scopes } = source.file.tree.scopes;
  const inner = scopes.find((scope) => scope.block === statement.block);
  if (!inner) return false;
  const isLeft = (variable: Variable): boolean => variable.identifiers.length > 0 && !variable.identifiers.every(isGone);
  const around = statement.parent;
  return inner.variables.filter(isLeft).some(({ name }) => {
    const other = inner.upper?.set.get(name);
    if (other && (other.defs.length > 0 || other.references.length > 0)) return true;
    return scopes.some((scope) => scope.references.some(({ identifier }) => (
      identifier.name === name && isInside(identifier, around) && !isInside(identifier, statement))));
  });
}

/** Without the braces the statements around are not read as one. */
function isParted({ code }: Source, statement: TSESTree.TryStatement): boolean {
  const ends = (token: TSESTree.Token | null): boolean => !token || /^[;{}:]$/.test(token.value);
  const first = code.getTokenAfter(code.getFirstToken(statement.block)!);
  const last = code.getTokenBefore(code.getLastToken(statement.block)!);
  return (ends(code.getTokenBefore(statement)) || !continuesStatement(first))
    && (ends(last) || !continuesStatement(code.getTokenAfter(statement)));
}
