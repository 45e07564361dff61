import type { TSESTree } from '@typescript-eslint/utils';
import type { Node } from '../../syntax/nodes.js';
import { continuesStatement, decoratorsOf, topLevelIndex } from '../text/source.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';

/** Where text goes in at module scope, with the line breaks around it. */
export interface Place {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
  /** What follows would be read as a continuation of a statement without a semicolon. */
  readonly needsSemicolon: boolean;
}

/** Comments that speak about the whole file, although nothing stands between them and the first statement. */
const FILE_COMMENT = /@ts-(?:no)?check|@flow|copyright|licen[cs]e|SPDX|@\w+-environment|@jsx|@file|eslint-disable(?!-)|eslint-env/i;

/**
 * Directly above the top-level statement that holds `site`, together with the comments that belong to it; or, when something that the
 * moved code needs is declared in that statement or below it, directly below that.
 */
export function findPlace(source: Source, site: Node, lastNeeded: number, style: Style): Place | undefined {
  const index = topLevelIndex(source, site);
  if (index === -1) return undefined;
  const first = firstOverload(source.code.ast.body, index);
  return lastNeeded < first ? above(source, first, style) : below(source, lastNeeded, style);
}

function above(source: Source, index: number, style: Style): Place {
  const { code } = source;
  const statement = code.ast.body[index]!;
  const previous = code.ast.body[index - 1];
  const starts = [statement, ...decoratorsOf(statement)].map((node) => node.range[0]);
  const firstToken = code.getTokenByRangeStart(Math.min(...starts))!;
  let start: TSESTree.Token = firstToken;
  for (const comment of code.getCommentsBefore(firstToken).reverse()) {
    const earlier = code.getTokenBefore(comment, { includeComments: true });
    const isOnOwnLine = !earlier || earlier.loc.end.line < comment.loc.start.line;
    const isAdjacent = comment.loc.end.line >= start.loc.start.line - 1;
    // ESLint has the line of the interpreter among the comments, under a type of its own.
    if (!isOnOwnLine || !isAdjacent || (comment.type as string) === 'Shebang' || (!previous && FILE_COMMENT.test(comment.value))) break;
    start = comment;
  }
  const needsSemicolon = continuesStatement(firstToken);
  const earlier = code.getTokenBefore(start, { includeComments: true });
  if (earlier && earlier.loc.end.line === start.loc.start.line) {
    return { offset: start.range[0], before: '', after: style.eol, needsSemicolon };
  }
  const hasGap = !earlier || start.loc.start.line - earlier.loc.end.line > 1;
  const offset = code.getIndexFromLoc({ line: start.loc.start.line, column: 0 });
  return { offset, before: hasGap ? '' : style.eol, after: style.eol.repeat(2), needsSemicolon };
}

function below(source: Source, index: number, style: Style): Place {
  const { code } = source;
  const statement = code.ast.body[index]!;
  let end: Node | TSESTree.Token = statement;
  let next = code.getTokenAfter(statement, { includeComments: true });
  const { line } = statement.loc.end;
  while (next && (next.type === 'Line' || next.type === 'Block') && next.loc.start.line === line && next.loc.end.line === line) {
    end = next;
    next = code.getTokenAfter(next, { includeComments: true });
  }
  const following = code.getTokenAfter(end);
  const needsSemicolon = continuesStatement(following);
  if (next?.loc.start.line === end.loc.end.line) return { offset: end.range[1], before: style.eol, after: style.eol, needsSemicolon };
  // Two constants stand together; anything longer is set apart.
  const isShort = statement.type === 'VariableDeclaration' && statement.loc.start.line === statement.loc.end.line;
  const isFollowed = next !== null && next.loc.start.line === end.loc.end.line + 1;
  const before = isShort ? style.eol : style.eol.repeat(2);
  return { offset: end.range[1], before, after: !isShort && isFollowed ? style.eol : '', needsSemicolon };
}

/** A function's overloads must stand directly before it. */
function firstOverload(body: readonly TSESTree.ProgramStatement[], index: number): number {
  const name = overloadName(body[index]!);
  let first = index;
  while (first > 0 && isOverload(body[first - 1]!) && overloadName(body[first - 1]!) === name) first--;
  return first;
}

function isOverload(statement: Node): boolean {
  return declarationOf(statement).type === 'TSDeclareFunction';
}

function overloadName(statement: Node): string | undefined {
  const declaration = declarationOf(statement);
  return 'id' in declaration && declaration.id?.type === 'Identifier' ? declaration.id.name : undefined;
}

function declarationOf(statement: Node): Node {
  return 'declaration' in statement && statement.declaration ? statement.declaration : statement;
}
