import type { TSESLint } from '@typescript-eslint/utils';

/** How the file is written, as far as an edit has to write in the same way. */
export interface Style {
  readonly eol: string;
  readonly indent: string;
  readonly semicolon: ';' | '';
  readonly isTypeScript: boolean;
}

const ENDING_WITH_SEMICOLON = new Set([
  'ExpressionStatement', 'VariableDeclaration', 'ImportDeclaration', 'ReturnStatement', 'ThrowStatement', 'ExportAllDeclaration',
]);

export function styleOf(sourceCode: Readonly<TSESLint.SourceCode>, path: string): Style {
  return {
    eol: /\r\n|\n/.exec(sourceCode.text)?.[0] ?? '\n',
    indent: indentOf(sourceCode.lines),
    semicolon: usesSemicolons(sourceCode) ? ';' : '',
    isTypeScript: /\.[cm]?tsx?$/i.test(path),
  };
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
