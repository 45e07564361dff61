import type { Node } from '../../syntax/nodes.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';
import { indentAt } from '../text/wrapped-in-try.js';

/** The line in front of all that a block does; a single statement gets a block. */
export function begin(source: Source, { eol, indent, semicolon }: Style, body: Node, line: string): Edit[] {
  const { code } = source;
  if (body.type === 'BlockStatement') {
    const brace = code.getFirstToken(body)!;
    const next = code.getTokenAfter(brace, { includeComments: true })!;
    const isOnLine = next.loc.start.line === brace.loc.end.line;
    const inner = isOnLine ? indentAt(source, body) + indent : indentAt(source, next as never);
    if (!isOnLine) return [{ range: [brace.range[1], brace.range[1]], text: `${eol}${inner}${line}` }];
    return [{ range: [brace.range[1], brace.range[1]], text: ` ${line}` }];
  }
  const own = indentAt(source, body);
  const isExpression = !/Statement$/.test(body.type);
  return [
    { range: [body.range[0], body.range[0]], text: `{${eol}${own}${indent}${line}${eol}${own}${indent}` },
    { range: [body.range[1], body.range[1]], text: `${isExpression ? semicolon : ''}${eol}${own}}` },
  ];
}
