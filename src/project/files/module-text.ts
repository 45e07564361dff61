import { commentsOf } from '../../catalog/in-comment.js';
import { literally } from '../../catalog/mentions.js';
import { packageSpecifierOf } from '../../catalog/registry-specifiers.js';

/*
 * What a module imports, defines and exports, read off its text without parsing it: a twentieth of the price of a tree, for questions
 * that are asked of every file and answered "nothing" for almost all. Output: a superset, as far as it goes; comments count as code.
 * Blind spot: forms that nobody writes by hand, such as names between comments in an import clause.
 */

/** The whole module: a namespace import, `require()`, or everything that it exports. */
export const WHOLE = '*';

/** A name that a module gets from another one. Without `local` nothing is bound: `new (require('./sdk').Client)()`. */
export interface TextImport {
  readonly specifier: string;
  readonly imported: string;
  readonly local?: string;
}

/** `exported` of a module is what `imported` of another one is. Both `*`: it hands on everything. */
export interface TextReexport {
  readonly specifier: string;
  readonly imported: string;
  readonly exported: string;
}

/** `name` is another name for `head`, or for a member of it, a subclass of it, or an object with it. */
export interface TextLink {
  readonly name: string;
  readonly head: string;
}

/** What a module hands out under names of its own. */
export interface TextExports {
  readonly reexports: readonly TextReexport[];
  readonly links: readonly TextLink[];
  /** Exported names and the local names behind them. */
  readonly exported: readonly TextLink[];
}

// These run over every file of the project: each part is bounded, or followed by what it cannot take itself, so that the time is linear.
const IMPORT = /\bimport(?=[\s{*])(?!\s+type\s+[\w{*])([^;"'()=]{1,4000}?)\bfrom\s*["']([^"'\n]{1,300})["']/g;
const REQUIRED = new RegExp([
  String.raw`(?:\b(?:const|let|var|import)\s+([\w$]+|\{[^{}]{0,2000}\})(?:\s*:[^=;\n]{1,200})?\s*=\s*(?:await\s+)?)?`,
  String.raw`\b(?:require|import)\s*\(\s*["'\x60]([^"'\x60\n]{1,300})["'\x60]\s*\)(?:\s*\.\s*([\w$]+))?`,
].join(''), 'g');
const REEXPORT = /\bexport\s*(\*(?:\s*as\s+[\w$]+)?|\{[^{}]{0,4000}\})\s*from\s*["']([^"'\n]{1,300})["']/g;
const COMMONJS_REEXPORT = /\bexports(?:\.([\w$]+))?\s*=\s*require\(\s*["'`]([^"'`\n]{1,300})["'`]\s*\)(?:\s*\.\s*([\w$]+))?/g;
const SPREAD_REQUIRE = /\.\.\.\s*require\(\s*["'`]([^"'`\n]{1,300})["'`]\s*\)/g;
const SUBCLASS = /\bclass\b(?:\s+(?!extends\b)([\w$]+))?[^{}()]{0,300}?\bextends\s+([\w$]+)/g;
const ALIAS = /\b(?:const|let|var)\s+([\w$]+)(?:\s*:[^=;\n]{1,200})?\s*=\s*([\w$]+)(?:\s*\.\s*[\w$]+)*\s*(?:[;,\n]|as\b|$)/g;
const OBJECT = /\b(?:const|let|var)\s+([\w$]+)(?:\s*:[^=;\n]{1,200})?\s*=\s*(?:Object\.freeze\(\s*)?\{([^{}]{0,4000})\}/g;
const DECLARED_EXPORT = /\bexport\s+(?:abstract\s+)?(?:class|const|let|var)\s+([\w$]+)/g;
const LISTED_EXPORT = /\bexport\s*\{([^{}]{0,4000})\}(?!\s*from\b)/g;
const DEFAULT_EXPORT = /\bexport\s*(?:default\s+(?:(?:abstract\s+)?class\s+(?!extends\b))?|=\s*)([\w$]+)/g;
const ANONYMOUS_SUBCLASS = /(?:\bexport\s+default|\bexports\s*=)\s*class\s+extends\s+([\w$]+)/g;
const COMMONJS_EXPORT = /\bexports(?:\.([\w$]+))?\s*=\s*(?:class\s+)?(?!require\b|class\b|function\b|async\b|new\b)([\w$]+)/g;
const COMMONJS_OBJECT = /\bexports\s*=\s*\{([^{}]{0,4000})\}/g;
const ENTRY = /^(?:([\w$]+|["'][^"']+["'])\s*:\s*)?([\w$]+)(?:\s*\.\s*[\w$]+)*$/;

/** The names that a module gets from others. */
export function importsOfText(text: string): TextImport[] {
  const found: TextImport[] = [];
  for (const [, clause = '', specifier = ''] of text.matchAll(IMPORT)) found.push(...clauseNames(clause, packageSpecifierOf(specifier)));
  if (!text.includes('(')) return found;
  for (const [, binding, written = '', member] of text.matchAll(REQUIRED)) {
    const specifier = packageSpecifierOf(written);
    if (binding?.startsWith('{')) {
      const names = listedNames(binding.slice(1, -1), ':');
      for (const [imported, local] of names) found.push({ specifier, imported: member ?? imported, local });
    } else {
      found.push({ specifier, imported: member ?? WHOLE, ...(binding !== undefined && { local: binding }) });
    }
  }
  return found;
}

/** The names that a module hands out, and where they come from, as far as they stand for something else. */
export function exportsOfText(text: string): TextExports {
  const reexports: TextReexport[] = [];
  const links: TextLink[] = [];
  const exported: TextLink[] = [];
  for (const [, clause = '', written = ''] of text.matchAll(REEXPORT)) {
    const specifier = packageSpecifierOf(written);
    const namespace = /as\s+([\w$]+)$/.exec(clause)?.[1];
    if (clause.startsWith('{')) {
      for (const [imported, name] of listedNames(clause.slice(1, -1), 'as')) reexports.push({ specifier, imported, exported: name });
    } else {
      reexports.push({ specifier, imported: WHOLE, exported: namespace ?? WHOLE });
    }
  }
  for (const [, name = WHOLE, specifier = '', member] of text.matchAll(COMMONJS_REEXPORT)) {
    reexports.push({ specifier, imported: member ?? WHOLE, exported: name });
  }
  for (const [, specifier = ''] of text.matchAll(SPREAD_REQUIRE)) reexports.push({ specifier, imported: WHOLE, exported: WHOLE });
  for (const [, name, head = ''] of text.matchAll(SUBCLASS)) if (name !== undefined) links.push({ name, head });
  for (const [, name = '', head = ''] of text.matchAll(ALIAS)) links.push({ name, head });
  for (const [, name = '', body = ''] of text.matchAll(OBJECT)) for (const [, head] of entriesOf(body)) links.push({ name, head });
  for (const [, name = ''] of text.matchAll(DECLARED_EXPORT)) exported.push({ name, head: name });
  for (const [, list = ''] of text.matchAll(LISTED_EXPORT)) {
    for (const [head, name] of listedNames(list, 'as')) exported.push({ name, head });
  }
  for (const [, head = ''] of text.matchAll(DEFAULT_EXPORT)) exported.push({ name: 'default', head });
  for (const [, head = ''] of text.matchAll(ANONYMOUS_SUBCLASS)) exported.push({ name: 'default', head });
  for (const [, name = WHOLE, head = ''] of text.matchAll(COMMONJS_EXPORT)) exported.push({ name, head });
  for (const [, body = ''] of text.matchAll(COMMONJS_OBJECT)) for (const [name, head] of entriesOf(body)) exported.push({ name, head });
  return { reexports, links, exported };
}

/** `Default, { a as b }`, `* as ns`. */
function clauseNames(clause: string, specifier: string): TextImport[] {
  const found: TextImport[] = [];
  const open = clause.indexOf('{');
  const outside = open < 0 ? clause : clause.slice(0, open);
  for (const part of outside.split(',')) {
    const text = part.trim();
    const namespace = /^\*\s*as\s+([\w$]+)$/.exec(text)?.[1];
    if (namespace !== undefined) found.push({ specifier, imported: WHOLE, local: namespace });
    else if (/^[\w$]+$/.test(text)) found.push({ specifier, imported: 'default', local: text });
  }
  if (open < 0) return found;
  const list = clause.slice(open + 1, clause.lastIndexOf('}'));
  for (const [imported, local] of listedNames(list, 'as')) found.push({ specifier, imported, local });
  return found;
}

/** `a`, `a as b` (or `a: b`): the name before and the name after. */
function listedNames(list: string, between: 'as' | ':'): [before: string, after: string][] {
  const pattern = between === 'as' ? /^([\w$]+)(?:\s+as\s+([\w$]+))?$/ : /^([\w$]+)(?:\s*:\s*([\w$]+))?(?:\s*=.*)?$/s;
  return list.split(',').flatMap((part): [string, string][] => {
    const text = part.trim();
    const [, before, after] = (/^type\s+(?!as\b)/.test(text) ? null : pattern.exec(text)) ?? [];
    return before === undefined ? [] : [[before, after ?? before]];
  });
}

/** Keys of an object literal and the names that their values start with. */
function entriesOf(body: string): [key: string, head: string][] {
  return body.split(',').flatMap((part): [string, string][] => {
    const [, key, head] = ENTRY.exec(part.trim()) ?? [];
    return head === undefined ? [] : [[key?.replace(/["']/g, '') ?? head, head]];
  });
}

/** What a class extends has to be asked about in turn. */
export type TextDeclaration =
  /** A function, or a class that extends nothing. */
  | { readonly kind: 'own' }
  /** A class that extends one of the same module. */
  | { readonly kind: 'extends'; readonly name: string }
  /** A class that extends what the module imports. */
  | { readonly kind: 'extendsImported'; readonly base: TextImport };

/**
 * The function or class that a module certainly declares under a name, `isExported`: and exports under it. `undefined` where the text does
 * not show the declaration at the beginning of a line, or shows it twice. Blind spot: a text in a template that looks like a module.
 */
export function declarationIn(text: string, name: string, isExported: boolean): TextDeclaration | undefined {
  if (text.includes('\\u')) return undefined;
  const start = `^export\\s+${isExported ? '' : '|^'}`;
  const literal = `${literally(name)}(?![\\w$])`;
  const isInComment = commentsOf(text);
  const functions = new RegExp(`(?:${start})(?:async\\s+)?function\\s*\\*?\\s*${literal}`, 'gm');
  if ([...text.matchAll(functions)].some(({ index }) => !isInComment(index))) return { kind: 'own' };
  const classes = [...text.matchAll(new RegExp(`(?:${start})(?:abstract\\s+)?class\\s+${literal}`, 'gm'))];
  const [found] = classes;
  if (!found || classes.length > 1 || isInComment(found.index)) return undefined;
  return heritageOf(text, found.index + found[0].length);
}

/** What stands in front of the body of a class, in characters. */
const LONGEST_HERITAGE = 1000;

function heritageOf(text: string, at: number): TextDeclaration | undefined {
  const plain = withoutTypeArguments(text.slice(at, at + LONGEST_HERITAGE));
  const [whole, name] = /^\s*(?:extends\s+([A-Za-z_$][\w$]*)\s*)?(?:\bimplements\s[\w$\s.,]+)?\{/.exec(plain) ?? [];
  if (whole === undefined) return undefined;
  if (name === undefined) return { kind: 'own' };
  const [base, ...others] = importsOfText(text).filter(({ local }) => local === name);
  if (base) return others.length === 0 ? { kind: 'extendsImported', base } : undefined;
  return { kind: 'extends', name };
}

/** Up to the first brace that stands outside of `<…>`. */
function withoutTypeArguments(text: string): string {
  let depth = 0;
  let kept = '';
  for (const [at, character] of [...text].entries()) {
    if (character === '<') depth++;
    else if (character === '>' && text[at - 1] !== '=') depth--;
    else if (depth === 0) kept += character;
    if (depth === 0 && character === '{') break;
  }
  return kept;
}
