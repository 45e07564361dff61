import { analyze } from '@typescript-eslint/scope-manager';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { parseSync, visitorKeys } from 'oxc-parser';
import type { Comment } from 'oxc-parser';
import { FileModel } from '../../resolve/file-model.js';
import type { Node } from '../../syntax/nodes.js';
import { walk } from '../../syntax/walk.js';
import { note } from '../../limits/debug-log.js';
import { MAX_FILE_SIZE } from '../../limits/limits.js';

/** Parses a file of the project into a model. `undefined` for what no parser accepts and for bundles: skipped, never fatal. */
export function parseFile(path: string, text: string): FileModel | undefined {
  if (text.length > MAX_FILE_SIZE) {
    note(() => ({ kind: 'limit', limit: 'MAX_FILE_SIZE', where: path }));
    return undefined;
  }
  const nodes: Node[] = [];
  const parsed = parseText(path, text, false, nodes);
  if (parsed) return new FileModel({ path, text, ast: parsed.ast, scopes: parsed.scopes, visitorKeys }, nodes);
  if (languagesOf(path).length > 0) note(() => ({ kind: 'unparsable', file: path }));
  return undefined;
}

/** Whether `parseFile` tries to: a bundle, and what only declares types, is no file that anything is found in. */
export function isParsable(path: string, length: number): boolean {
  return length <= MAX_FILE_SIZE && languagesOf(path).length > 0;
}

/** A text as its grammar tells it, and what the parser says against it. */
export interface ParsedTree {
  /** With parents, and with offsets only. */
  readonly ast: TSESTree.Program;
  /** Messages; with `isStrict`, also about what only the whole text shows, as a name that is declared twice. */
  readonly errors: readonly string[];
  /** In source order. Made when they are asked for. */
  readonly comments: () => readonly Comment[];
}

/** The same, and what its names mean. */
export interface ParsedText extends ParsedTree {
  readonly scopes: TSESLint.Scope.ScopeManager;
}

/** `undefined` for what no parser accepts. `nodes` gets all nodes of the tree, as `walk` finds them. */
export function parseText(path: string, text: string, isStrict = false, nodes?: Node[]): ParsedText | undefined {
  return parseWith(path, text, isStrict, nodes, (tree) => (
    { ...tree, scopes: analyze(tree.ast, { sourceType: 'module', lib: [], childVisitorKeys: visitorKeys }) }));
}

/** The same without what the names mean, which takes as long as parsing. */
export function parseTree(path: string, text: string): ParsedTree | undefined {
  return parseWith(path, text, false, undefined, (tree) => tree);
}

function parseWith<Parsed>(
  path: string, text: string, isStrict: boolean, nodes: Node[] | undefined, make: (tree: ParsedTree) => Parsed,
): Parsed | undefined {
  for (const lang of languagesOf(path)) {
    try {
      const result = parseSync(path, text, {
        lang, astType: 'ts', preserveParens: false, sourceType: 'module', showSemanticErrors: isStrict,
      });
      const ast = result.program as unknown as TSESTree.Program;
      // Semantic complaints (a `return` at the top of a CommonJS file) leave a whole tree; a syntax error leaves an empty one.
      if (ast.body.length === 0 && result.errors.length > 0) continue;
      if (nodes) nodes.length = 0;
      walk(ast, visitorKeys, (node) => {
        setRange(node);
        nodes?.push(node);
      });
      return make({ ast, errors: result.errors.map(({ message }) => message), comments: () => result.comments });
    } catch {
      continue;
    }
  }
  return undefined;
}

/** The parser is not asked for ranges: it would write them into the text in which it hands over the tree, a third of all of that. */
function setRange(node: Node): void {
  const { start, end } = node as unknown as Record<'start' | 'end', number>;
  node.range = [start, end];
}

function languagesOf(path: string): readonly ('js' | 'jsx' | 'ts' | 'tsx')[] {
  if (/\.d\.[cm]?ts$/.test(path)) return [];
  if (/\.tsx$/.test(path)) return ['tsx'];
  if (/\.[cm]?ts$/.test(path)) return ['ts'];
  // Type annotations in `.js` files are stripped by many builds.
  return ['jsx', 'tsx'];
}
