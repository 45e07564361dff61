import { analyze } from '@typescript-eslint/scope-manager';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { parseSync, visitorKeys } from 'oxc-parser';
import type { Comment } from 'oxc-parser';
import { FileModel } from '../../resolve/file-model.js';
import { walk } from '../../syntax/walk.js';
import { note } from '../../limits/debug-log.js';
import { MAX_FILE_SIZE } from '../../limits/limits.js';

/** Parses a file of the project into a model. `undefined` for what no parser accepts and for bundles: skipped, never fatal. */
export function parseFile(path: string, text: string): FileModel | undefined {
  if (text.length > MAX_FILE_SIZE) {
    note(() => ({ kind: 'limit', limit: 'MAX_FILE_SIZE', where: path }));
    return undefined;
  }
  const parsed = parseText(path, text);
  if (parsed) return new FileModel({ path, text, ast: parsed.ast, scopes: parsed.scopes, visitorKeys });
  if (languagesOf(path).length > 0) note(() => ({ kind: 'unparsable', file: path }));
  return undefined;
}

/** A text as its names tell it, and what the parser says against it. */
export interface ParsedText {
  readonly ast: TSESTree.Program;
  readonly scopes: TSESLint.Scope.ScopeManager;
  /** Messages; with `isStrict`, also about what only the whole text shows, as a name that is declared twice. */
  readonly errors: readonly string[];
  /** In source order. Made when they are asked for. */
  readonly comments: readonly Comment[];
}

/** `undefined` for what no parser accepts. */
export function parseText(path: string, text: string, isStrict = false): ParsedText | undefined {
  for (const lang of languagesOf(path)) {
    try {
      const result = parseSync(path, text, {
        lang, range: true, astType: 'ts', preserveParens: false, sourceType: 'module', showSemanticErrors: isStrict,
      });
      const ast = result.program as unknown as TSESTree.Program;
      // Semantic complaints (a `return` at the top of a CommonJS file) leave a whole tree; a syntax error leaves an empty one.
      if (ast.body.length === 0 && result.errors.length > 0) continue;
      walk(ast, visitorKeys, () => undefined);
      const scopes = analyze(ast, { sourceType: 'module', lib: [], childVisitorKeys: visitorKeys });
      return { ast, scopes, errors: result.errors.map(({ message }) => message), get comments() { return result.comments; } };
    } catch {
      continue;
    }
  }
  return undefined;
}

function languagesOf(path: string): readonly ('js' | 'jsx' | 'ts' | 'tsx')[] {
  if (/\.d\.[cm]?ts$/.test(path)) return [];
  if (/\.tsx$/.test(path)) return ['tsx'];
  if (/\.[cm]?ts$/.test(path)) return ['ts'];
  // Type annotations in `.js` files are stripped by many builds.
  return ['jsx', 'tsx'];
}
