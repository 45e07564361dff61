import type { TSESTree } from '@typescript-eslint/utils';
import { visitorKeys } from 'oxc-parser';
import { parseTree } from '../../project/files/parse.js';
import type { Node } from '../../syntax/nodes.js';
import { walk } from '../../syntax/walk.js';

/*
 * The tokens and comments of a text, as ESLint's parsers give them. What only a parser can tell (regular expressions, templates, JSX, the
 * brackets of type arguments) is taken from the tree, and what stands between is told by its characters.
 * Input: a text that parses. Output: tokens and comments in source order, with offsets alone. Invariant: no two overlap, and only white
 * space stands between them. Blind spot: the types of identifiers are those of words, whatever the parser calls a contextual keyword.
 */

export interface Span {
  readonly type: string;
  readonly value: string;
  readonly range: readonly [number, number];
}

export interface Spans {
  readonly tokens: readonly Span[];
  readonly comments: readonly Span[];
}

const ESCAPE = String.raw`\\u(?:\{[\da-fA-F]+\}|[\da-fA-F]{4})`;

const WORD = new RegExp(String.raw`(?:[\p{ID_Start}$_]|${ESCAPE})(?:[\p{ID_Continue}$\u200c\u200d]|${ESCAPE})*`, 'uy');

/** Longest first. */
const PUNCTUATORS = [
  '>>>=', '...', '===', '!==', '**=', '<<=', '>>=', '>>>', '&&=', '||=', '??=', '=>', '==', '!=', '<=', '>=', '&&', '||', '??', '?.',
  '++', '--', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<', '>>', '**',
];

const KEYWORDS = new Set([
  'break', 'case', 'catch', 'class', 'const', 'continue', 'debugger', 'default', 'delete', 'do', 'else', 'enum', 'export', 'extends',
  'finally', 'for', 'function', 'if', 'import', 'in', 'instanceof', 'new', 'return', 'super', 'switch', 'this', 'throw', 'try', 'typeof',
  'var', 'void', 'while', 'with',
]);

/** `undefined` for what does not parse. */
export function spansOf(path: string, text: string): Spans | undefined {
  const parsed = parseTree(path, text);
  if (!parsed) return undefined;
  const comments: Span[] = parsed.comments().map(({ type, value, start, end }) => ({ type, value, range: [start, end] }));
  const { hashbang } = parsed.ast as { hashbang?: { readonly value: string; readonly start: number; readonly end: number } };
  if (hashbang) comments.unshift({ type: 'Shebang', value: hashbang.value, range: [hashbang.start, hashbang.end] });
  const { leaves, brackets } = readTree(parsed.ast, text);
  const fixed = [...leaves, ...comments].sort((a, b) => a.range[0] - b.range[0]);
  const tokens: Span[] = [];
  let at = 0;
  for (const span of fixed) {
    tokens.push(...between(text, at, span.range[0], brackets));
    // What stands for a comment is none of the tokens; both are passed over.
    if (leaves.has(span)) tokens.push(span);
    at = span.range[1];
  }
  tokens.push(...between(text, at, text.length, brackets));
  return { tokens, comments };
}

interface TreeSpans {
  readonly leaves: ReadonlySet<Span>;
  /** Offsets of `<` and `>` that are tokens of their own. */
  readonly brackets: ReadonlySet<number>;
}

function readTree(ast: TSESTree.Program, text: string): TreeSpans {
  const byStart = new Map<number, Span>();
  const brackets = new Set<number>();
  walk(ast, visitorKeys, (node) => {
    const type = leafType(node);
    if (type !== undefined) {
      // One piece of text can stand twice in a tree, as a name and as its value.
      byStart.set(node.range[0], { type, value: text.slice(...node.range), range: node.range });
    } else if (node.type === 'TSTypeParameterInstantiation' || node.type === 'TSTypeParameterDeclaration') {
      brackets.add(node.range[0]).add(node.range[1] - 1);
    }
  });
  return { leaves: new Set(byStart.values()), brackets };
}

function leafType(node: Node): string | undefined {
  switch (node.type) {
    case 'Literal':
      if ('regex' in node) return 'RegularExpression';
      if (typeof node.value === 'string') return node.parent.type === 'JSXAttribute' ? 'JSXText' : 'String';
      return typeof node.value === 'number' || 'bigint' in node ? 'Numeric' : undefined;
    case 'TemplateElement':
      return 'Template';
    case 'JSXText':
      return node.range[0] < node.range[1] ? 'JSXText' : undefined;
    case 'JSXIdentifier':
      return 'JSXIdentifier';
    case 'PrivateIdentifier':
      return 'PrivateIdentifier';
    default:
      return undefined;
  }
}

function* between(text: string, from: number, to: number, brackets: ReadonlySet<number>): Generator<Span> {
  for (let at = from; at < to;) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    const end = Math.min(to, endOf(text, at, brackets));
    const value = text.slice(at, end);
    yield { type: typeOf(value), value, range: [at, end] };
    at = end;
  }
}

function endOf(text: string, at: number, brackets: ReadonlySet<number>): number {
  WORD.lastIndex = at;
  const word = WORD.exec(text);
  if (word) return at + word[0].length;
  if (brackets.has(at)) return at + 1;
  const found = PUNCTUATORS.find((punctuator) => text.startsWith(punctuator, at));
  return at + (found?.length ?? 1);
}

function typeOf(value: string): string {
  if (value === 'true' || value === 'false') return 'Boolean';
  if (value === 'null') return 'Null';
  if (KEYWORDS.has(value)) return 'Keyword';
  return /^[\p{ID_Start}$_\\]/u.test(value) ? 'Identifier' : 'Punctuator';
}
