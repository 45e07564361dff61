import { parseSync } from 'oxc-parser';
import type { ProjectFacts, TextFile } from './project-facts.js';

/*
 * The configuration of ESLint with this plugin in it: a new file, or the one that is there with an import and an entry more.
 * Invariant: what stands there stays as it is, character by character. `undefined`: the file is made in a way that is not understood, and
 * people put the two lines there themselves.
 */

const PACKAGE = 'eslint-plugin-client-lifetime';
const ENTRY = 'clientLifetime.configs.recommended';

export function newEslintConfig({ isModule, hasTypeScript }: Pick<ProjectFacts, 'isModule' | 'hasTypeScript'>): TextFile {
  const typescript = hasTypeScript
    ? ["  { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser: tseslint.parser } },"] : [];
  return {
    path: isModule ? 'eslint.config.js' : 'eslint.config.mjs',
    text: [
      `import clientLifetime from '${PACKAGE}';`,
      ...hasTypeScript ? ["import tseslint from 'typescript-eslint';"] : [],
      '',
      'export default [',
      ...typescript,
      `  ${ENTRY},`,
      '];',
      '',
    ].join('\n'),
  };
}

/** The text with the plugin in it. The same text, if it is in it already. */
export function extendEslintConfig({ path, text }: TextFile): string | undefined {
  if (text.includes(PACKAGE)) return text;
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) return undefined;
  const statements = program.body as unknown as readonly SyntaxNode[];
  const entry = entryPlace(text, statements);
  if (!entry) return undefined;
  const binding = importPlace(text, statements);
  // From the end, so that the first place does not move.
  const places = [entry, binding].sort((a, b) => b.at - a.at);
  return places.reduce((whole, { at, insert }) => whole.slice(0, at) + insert + whole.slice(at), text);
}

/** What is read of a node of the tree. */
interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

interface Insertion { readonly at: number; readonly insert: string }

function entryPlace(text: string, statements: readonly SyntaxNode[]): Insertion | undefined {
  const list = listOf(exported(statements), statements);
  if (!list) return undefined;
  const last = list.items.at(-1);
  if (!last) return { at: list.open, insert: `\n  ${ENTRY},\n` };
  const lineStart = text.lastIndexOf('\n', last.start - 1) + 1;
  const before = text.slice(lineStart, last.start);
  // One line holds all of it, or the entry begins where the line does.
  return { at: last.end, insert: /^\s*$/.test(before) && lineStart > list.open ? `,\n${before}${ENTRY}` : `, ${ENTRY}` };
}

/** `export default x`, `module.exports = x`. */
function exported(statements: readonly SyntaxNode[]): SyntaxNode | undefined {
  for (const statement of statements) {
    if (statement.type === 'ExportDefaultDeclaration') return statement.declaration as SyntaxNode;
    const expression = statement.type === 'ExpressionStatement' ? statement.expression as SyntaxNode : undefined;
    if (expression?.type !== 'AssignmentExpression') continue;
    const { object, property } = expression.left as { object?: { name?: string }; property?: { name?: string } };
    if (object?.name === 'module' && property?.name === 'exports') return expression.right as SyntaxNode;
  }
  return undefined;
}

interface List {
  /** Behind its opening bracket. */
  readonly open: number;
  readonly items: readonly SyntaxNode[];
}

/** The elements of an array, `defineConfig([…])`, `tseslint.config(…)`, or of a variable with one of these. */
function listOf(node: SyntaxNode | undefined, statements: readonly SyntaxNode[], depth = 0): List | undefined {
  if (!node || depth > 2) return undefined;
  switch (node.type) {
    case 'ArrayExpression':
      return { open: node.start + 1, items: (node.elements as readonly (SyntaxNode | null)[]).filter((each) => each !== null) };
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return listOf(node.expression as SyntaxNode, statements, depth + 1);
    case 'CallExpression': {
      const items = node.arguments as readonly SyntaxNode[];
      const [first] = items;
      const callee = node.callee as { name?: string; property?: { name?: string } };
      if (!['defineConfig', 'config'].includes(callee.name ?? callee.property?.name ?? '') || !first) return undefined;
      return first.type === 'ArrayExpression' && items.length === 1 ? listOf(first, statements, depth + 1) : { open: first.start, items };
    }
    case 'Identifier': {
      const declarators = statements.flatMap((statement) => (
        statement.type === 'VariableDeclaration' ? statement.declarations as readonly SyntaxNode[] : []));
      const found = declarators.find(({ id }) => (id as { name?: string }).name === node.name);
      return listOf(found?.init as SyntaxNode | undefined, statements, depth + 1);
    }
    default:
      return undefined;
  }
}

/** Below the last import; at the top, behind comments, where there is none. */
function importPlace(text: string, statements: readonly SyntaxNode[]): Insertion {
  const isCommonJs = !statements.some(({ type }) => type === 'ImportDeclaration' || type === 'ExportDefaultDeclaration');
  const line = isCommonJs ? `const clientLifetime = require('${PACKAGE}').default;` : `import clientLifetime from '${PACKAGE}';`;
  const isImport = ({ type, start, end }: SyntaxNode): boolean => (
    type === 'ImportDeclaration' || (isCommonJs && type === 'VariableDeclaration' && /\brequire\(/.test(text.slice(start, end))));
  const last = statements.findLast(isImport);
  return last ? { at: last.end, insert: `\n${line}` } : { at: statements[0]!.start, insert: `${line}\n\n` };
}
