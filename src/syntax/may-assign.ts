import { literally } from '../catalog/mentions.js';

/*
 * Does a text assign something to a member, or hand on the object? Asked before a file is parsed for that.
 * Input: names. Output: a test of texts. Invariant: true wherever the tree says so, and the time is linear. Blind spot: names with escapes.
 */

/** What may stand behind a name before what is done with it: the end of a computed name, of parentheses. */
const BETWEEN = String.raw`(?:["'\x60\])\s]|!(?!=)){0,99}`;
/** Behind comments and casts there may be anything. */
const HIDDEN = String.raw`/[*/]|as\b|satisfies\b`;
const OPERATOR = String.raw`(?:${HIDDEN}|(?:[-+*/%&|^]|\*\*|&&|\|\||\?\?|<<|>>>?)?=(?![=>]))`;

/** Whether a text may assign something to a member of that name. Nearly all files that name a variable of the environment only read it. */
export function mayAssign(name: string): (text: string) => boolean {
  const assignment = new RegExp(`${literally(name)}${BETWEEN}${OPERATOR}`);
  return (text) => assignment.test(text);
}

/** Whether a text may take a member of an object of that name that it computes. */
export function mayCompute(object: string): (text: string) => boolean {
  const member = new RegExp(String.raw`${literally(object)}${BETWEEN}(?:${HIDDEN}|(?:\?\.\s{0,99})?\[\s{0,99}[^\s"'])`);
  return (text) => member.test(text);
}

/** Whether a text may hand on an object of that name, as an argument. */
export function mayGive(object: string): (text: string) => boolean {
  const given = new RegExp(String.raw`${literally(object)}["'\x60\]!\s]{0,99}(?:${HIDDEN}|[,)])`);
  return (text) => given.test(text);
}

/** What stands in front of a name that is a member's, if not a comment: `.`, or `[` with quotes. */
const MEMBER = String.raw`(?:[.[]|\*/|//[^\n]{0,300}\n)["'\x60(\s]{0,99}`;

/** Whether a text may put something onto an object under that name: `app.db = pool`, or `app.set('db', pool)` by a method. */
export function mayPut(name: string): (text: string) => boolean {
  const literal = literally(name);
  // A number needs no quotes.
  const told = /^\d/.test(name) ? `${literal}["'\x60]?` : `["'\x60]${literal}["'\x60]`;
  const put = new RegExp(String.raw`${MEMBER}${literal}${BETWEEN}${OPERATOR}|${told}[)\s]{0,99}(?:,|/[*/])`);
  return (text) => put.test(text);
}
