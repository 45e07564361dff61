import type { TSESTree } from '@typescript-eslint/utils';
import type { Node } from '../../syntax/nodes.js';
import { isInTemplate } from '../text/moved-text.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';
import { UniqueNames } from '../text/unique-name.js';
import { indentAt, startsItsLine } from '../text/wrapped-in-try.js';

/*
 * Statements in front of another one, or at the end of a block.
 * Input: what control leaves by, and the statements without semicolons. Output: edits, or `undefined` where the text has no place for them.
 */

export function inFrontOf(source: Source, style: Style, way: Node, lines: readonly string[]): Edit[] | undefined {
  if (way.type === 'BlockStatement') return atEndOf(source, style, way, lines);
  if (way.type === 'AwaitExpression') return behindAwait(source, style, way, lines);
  const { parent } = way;
  if (parent?.type !== 'BlockStatement' && parent?.type !== 'SwitchCase') return inBlockOfItsOwn(source, style, way, lines);
  const at = way.range[0];
  // On one line with something else a line break is no end of a statement.
  if (!startsItsLine(source, way)) return [{ range: [at, at], text: lines.map((line) => `${line}; `).join('') }];
  const behind = style.eol + indentAt(source, way);
  return [{ range: [at, at], text: lines.map((line) => line + style.semicolon + behind).join('') }];
}

function atEndOf(
  source: Source, { eol, semicolon }: Style, { body }: TSESTree.BlockStatement, lines: readonly string[],
): Edit[] | undefined {
  const last = body.at(-1);
  if (!last || !startsItsLine(source, last)) return undefined;
  const at = endWithComment(source, last);
  const before = eol + indentAt(source, last);
  return [{ range: [at, at], text: lines.map((line) => before + line + semicolon).join('') }];
}

/** Where a statement ends, with a comment behind it that ends on the same line. */
function endWithComment({ code }: Source, statement: Node): number {
  const { range, loc: { end } } = statement;
  const comment = code.getCommentsAfter(statement).find(({ loc }) => loc.start.line === end.line && loc.end.line === loc.start.line);
  return comment?.range[1] ?? range[1];
}

/** `return await next();` becomes `const result = await next(); …; return result;`. */
function behindAwait(
  source: Source, { eol, semicolon }: Style, way: TSESTree.AwaitExpression, lines: readonly string[],
): Edit[] | undefined {
  const statement = way.parent;
  if (statement.parent?.type !== 'BlockStatement' || !startsItsLine(source, statement)) return undefined;
  if (source.code.commentsExistBetween(source.code.getFirstToken(statement)!, way)) return undefined;
  const name = new UniqueNames(source).choose(['result', 'answer', 'returned'], [statement]);
  const before = semicolon + eol + indentAt(source, statement);
  return [
    { range: [statement.range[0], way.range[0]], text: `const ${name} = ` },
    { range: [way.range[1], way.range[1]], text: `${lines.map((line) => before + line).join('')}${before}return ${name}` },
  ];
}

/** `if (failed) return;` gets a block. */
function inBlockOfItsOwn(
  source: Source, { eol, indent, semicolon }: Style, way: Node, lines: readonly string[],
): Edit[] | undefined {
  const { code } = source;
  const before = code.getTokenBefore(way);
  const holder = way.parent;
  if (!before || !holder || !/^(?:If|For|ForIn|ForOf|While)Statement$/.test(holder.type)) return undefined;
  if (code.commentsExistBetween(before, way)) return undefined;
  const own = /^[ \t]*/.exec(code.lines[before.loc.end.line - 1]!)![0];
  const end = endWithComment(source, way);
  const next = code.getTokenAfter(way, { includeComments: true });
  const otherwise = next?.value === 'else' ? next : undefined;
  const inner = eol + own + indent;
  const edits: Edit[] = [
    { range: [before.range[1], way.range[0]], text: ` {${lines.map((line) => inner + line + semicolon).join('')}${inner}` },
    { range: [end, otherwise?.range[0] ?? end], text: `${eol}${own}}${otherwise ? ' ' : ''}` },
  ];
  // What stands on the line of its condition moves by a step.
  if (way.loc.start.line !== before.loc.end.line) return edits;
  for (let line = way.loc.start.line + 1; line <= way.loc.end.line; line++) {
    const at = code.getIndexFromLoc({ line, column: 0 });
    if (code.lines[line - 1]!.trim() !== '' && !isInTemplate(source, at)) edits.push({ range: [at, at], text: indent });
  }
  return edits;
}
