import type { TSESLint } from '@typescript-eslint/utils';
import semver from 'semver';
import type { Source } from './source.js';

/** How the file is written, as far as an edit has to write in the same way. */
export interface Style {
  readonly eol: string;
  readonly indent: string;
  readonly semicolon: ';' | '';
  readonly isTypeScript: boolean;
  /** Whether what runs or compiles the file reads a syntax. */
  readonly knows: (syntax: NewerSyntax) => boolean;
}

/** Syntax that edits write and that was not always there: what it looks like, and since when Node.js and TypeScript read it. */
const NEWER = {
  '??=': { written: /(?:\?\?|\|\||&&)=/, node: '15.0.0', typescript: '4.0.0' },
  '??': { written: /\?\?/, node: '14.0.0', typescript: '3.7.0' },
  '?.': { written: /\?\.(?=[\w$[(])/, node: '14.0.0', typescript: '3.7.0' },
  // Only its place in a class tells it from an assignment.
  field: { written: /(?!)/, node: '12.0.0', typescript: '1.0.0' },
} as const;

export type NewerSyntax = keyof typeof NEWER;

/** Whether it is there in the lowest version that the package is for, as far as that says one; and where the file itself is written so. */
export function isKnown({ code, file, lowest }: Source, syntax: NewerSyntax): boolean {
  const { written, ...since } = NEWER[syntax];
  const version = isTypeScript(file.path) ? lowest?.typescript : lowest?.node;
  const first = isTypeScript(file.path) ? since.typescript : since.node;
  return version === undefined || semver.gte(version, first) || written.test(code.text);
}

/** Whether texts that an edit puts into a file have nothing in them that is newer than what reads it. */
export function areKnown(source: Source, texts: readonly string[]): boolean {
  return (Object.keys(NEWER) as NewerSyntax[]).every((syntax) => (
    !texts.some((text) => NEWER[syntax].written.test(text)) || isKnown(source, syntax)));
}

/** `client ??= `, or the same in older words: what stands behind it is never nothing. */
export function filling({ knows }: Style, place: string): string {
  return knows('??=') ? `${place} ??= ` : `${place} = ${place} || `;
}

const ENDING_WITH_SEMICOLON = new Set([
  'ExpressionStatement', 'VariableDeclaration', 'ImportDeclaration', 'ReturnStatement', 'ThrowStatement', 'ExportAllDeclaration',
]);

export function styleOf(source: Source): Style {
  const sourceCode = source.code;
  return {
    eol: /\r\n|\n/.exec(sourceCode.text)?.[0] ?? '\n',
    indent: indentOf(sourceCode.lines),
    semicolon: usesSemicolons(sourceCode) ? ';' : '',
    isTypeScript: isTypeScript(source.file.path),
    knows: (syntax) => isKnown(source, syntax),
  };
}

function isTypeScript(path: string): boolean {
  return /\.[cm]?tsx?$/i.test(path);
}

/** The smallest step by which a line is indented more than the one before it. */
function indentOf(lines: readonly string[]): string {
  let previous = 0;
  const counts = new Map<number, number>();
  for (const line of lines) {
    if (line.startsWith('\t')) return '\t';
    const own = line.search(/\S/);
    if (own === -1 || line.startsWith(' *', own - 1)) continue;
    if (own > previous) counts.set(own - previous, (counts.get(own - previous) ?? 0) + 1);
    previous = own;
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return ' '.repeat(best?.[0] ?? 2);
}

/** Most of its statements end with one. */
function usesSemicolons(sourceCode: Readonly<TSESLint.SourceCode>): boolean {
  let balance = 0;
  const count = (statements: readonly { readonly type: string }[]): void => {
    for (const statement of statements as typeof sourceCode.ast.body) {
      if (ENDING_WITH_SEMICOLON.has(statement.type)) balance += sourceCode.getLastToken(statement)?.value === ';' ? 1 : -1;
    }
  };
  count(sourceCode.ast.body);
  for (const scope of sourceCode.scopeManager?.scopes ?? []) {
    if (scope.block.type === 'BlockStatement') count(scope.block.body);
    else if ('body' in scope.block && scope.block.body && 'body' in scope.block.body && Array.isArray(scope.block.body.body)) {
      count(scope.block.body.body);
    }
  }
  return balance >= 0;
}
