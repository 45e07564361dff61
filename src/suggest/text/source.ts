import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { childrenOf } from '../../syntax/walk.js';
import { isFunction } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';

/** The linted file in the two forms that edits need: the text with its tokens and comments, and the model that the analysis made of it. */
export interface Source {
  readonly code: Readonly<TSESLint.SourceCode>;
  readonly file: FileModel;
  /** Whether the parser of the file reads `using` and `await using`. Left out where no edit writes them. */
  readonly parsesUsing?: boolean;
  /** The lowest versions of what runs and compiles the file, as far as the project says so. */
  readonly lowest?: { readonly node?: string | undefined; readonly typescript?: string | undefined };
  /** The same of another file of the project. Left out where edits can change one file only, as those of ESLint. */
  readonly sourceOf?: (file: FileModel) => Source;
}

export type Reference = Variable['references'][number];
export type Scope = Variable['scope'];

/** The scopes of a module's own names. CommonJS and script files have more than one with the whole program as its block. */
export function isModuleScope(scope: Scope): boolean {
  return scope.block.type === 'Program';
}

/** The references by name to variables, in a node. */
export function referencesIn(source: Source, node: Node): Reference[] {
  return source.file.tree.scopes.scopes.flatMap((scope) => scope.references.filter((reference) => isInside(reference.identifier, node)));
}

/** The statement of the module's top level that holds a node, as an index. */
export function topLevelIndex(source: Source, node: Node): number {
  return source.code.ast.body.findIndex((statement) => [statement, ...decoratorsOf(statement)].some((part) => isInside(node, part)));
}

/** The decorators of a class stand before `export` in some sources, outside of the statement's own range. */
export function decoratorsOf(statement: Node): readonly Node[] {
  const declaration = 'declaration' in statement && statement.declaration ? statement.declaration as Node : statement;
  return declaration.type === 'ClassDeclaration' ? declaration.decorators ?? [] : [];
}

/** Every node below `node`, itself included, functions' bodies left out when they are not wanted. */
export function* nodesIn(source: Source, node: Node, intoFunctions: boolean): Generator<Node> {
  yield node;
  if (isFunction(node) && !intoFunctions) return;
  for (const child of childrenOf(node, source.file.tree.visitorKeys)) yield* nodesIn(source, child, intoFunctions);
}

/** Tokens with which a statement would go on with the line before it, if that has no semicolon. */
const CONTINUING = new Set(['(', '[', '`', '+', '-', '*', '/', ',', '.', '?.', '<']);

export function continuesStatement(token: TSESTree.Token | null): boolean {
  return token !== null && (CONTINUING.has(token.value[0]!) || token.type === 'Template' || token.type === 'RegularExpression');
}
