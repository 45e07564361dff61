/** How far a line and a comment are followed back, in characters, so that the time stays linear whatever the text is. */
const MAX_LINE = 300;
const MAX_COMMENT = 4000;

/** Places in one text that are asked about. Further ones count as code. */
const MAX_QUESTIONS = 200;

/**
 * For places in a text: whether they certainly lie in a comment that takes whole lines, as examples in documentation do. The text is not
 * read from its beginning, so comments behind code, and block comments without a `*` before each line, count as code.
 */
export function commentsOf(text: string): (at: number) => boolean {
  let questions = 0;
  return (at) => ++questions <= MAX_QUESTIONS && isInComment(text, at);
}

function isInComment(text: string, at: number): boolean {
  const start = lineStart(text, at);
  if (start === undefined) return false;
  const line = text.slice(start, at).trimStart();
  // In a template, what looks like a comment is no code either, unless the template ends before the place, or asks for a value there.
  if (line.includes('${')) return false;
  if (line.startsWith('//')) return !line.includes('`');
  if (!/^(?:\*|\/\*)/.test(line)) return false;
  const from = Math.max(0, at - MAX_COMMENT);
  const before = text.slice(from, at);
  const open = before.lastIndexOf('/*');
  // `export` and `* from './a.js'` may stand on two lines.
  if (open === -1 || before.lastIndexOf('*/') > open) return false;
  const opening = lineStart(text, from + open);
  return opening !== undefined && text.slice(opening, from + open).trim() === ''
    && text.slice(from + open, start).split('\n').slice(1, -1).every((between) => /^\s*\*/.test(between));
}

function lineStart(text: string, at: number): number | undefined {
  const from = Math.max(0, at - MAX_LINE);
  const found = text.slice(from, at).lastIndexOf('\n');
  return found === -1 ? (from === 0 ? 0 : undefined) : from + found + 1;
}
