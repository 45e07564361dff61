import { analyze } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/utils';
import { parseSync, visitorKeys } from 'oxc-parser';
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
  const languages = languagesOf(path);
  for (const lang of languages) {
    try {
      const result = parseSync(path, text, { lang, range: true, astType: 'ts', preserveParens: false, sourceType: 'module' });
      const ast = result.program as unknown as TSESTree.Program;
      // Semantic complaints (a `return` at the top of a CommonJS file) leave a whole tree; a syntax error leaves an empty one.
      if (ast.body.length === 0 && result.errors.length > 0) continue;
      walk(ast, visitorKeys, () => undefined);
      const scopes = analyze(ast, { sourceType: 'module', lib: [], childVisitorKeys: visitorKeys });
      return new FileModel({ path, text, ast, scopes, visitorKeys });
    } catch {
      continue;
    }
  }
  if (languages.length > 0) note(() => ({ kind: 'unparsable', file: path }));
  return undefined;
}

function languagesOf(path: string): readonly ('js' | 'jsx' | 'ts' | 'tsx')[] {
  if (/\.d\.[cm]?ts$/.test(path)) return [];
  if (/\.tsx$/.test(path)) return ['tsx'];
  if (/\.[cm]?ts$/.test(path)) return ['ts'];
  // Type annotations in `.js` files are stripped by many builds.
  return ['jsx', 'tsx'];
}
