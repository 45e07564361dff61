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
