import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { once } from '../../project/once.js';
import type { FileModel } from '../../resolve/file-model.js';
import type { Node } from '../../syntax/nodes.js';
import { childrenOf } from '../../syntax/walk.js';
import { TextLines } from '../../syntax/text-lines.js';
import { spansOf } from './tokens.js';
import type { Span } from './tokens.js';

/*
 * What rules and edits ask of ESLint's `SourceCode`, answered from the project's own parser, so that the same rules run without ESLint.
 * Input: a text, and the model of it, which is made when it is asked for. Invariant: the answers are those of ESLint, which tests compare.
 * Blind spot: whatever no rule of this plugin asks; it is not there, and the compiler of a rule that asks would not notice.
 */

interface Options {
  readonly includeComments?: boolean;
  readonly filter?: (token: Located) => boolean;
}

/** A token or a comment with its place. */
export type Located = Span & { readonly loc: TSESTree.SourceLocation };

type Ranged = Pick<Node, 'range'> | Located;

export class CheckedSource {
  readonly text: string;
  readonly #ofModel: () => FileModel;
  readonly #ofLines: () => TextLines;
  readonly #ofTokens: () => Readonly<Record<'tokens' | 'comments' | 'all', readonly Located[]>>;

  constructor(path: string, text: string, model: () => FileModel) {
    this.text = text;
    this.#ofLines = once(() => new TextLines(text));
    this.#ofModel = once(model);
    this.#ofTokens = once(() => {
      const spans = spansOf(path, text) ?? { tokens: [], comments: [] };
      const tokens = spans.tokens.map((span) => this.#locate(span));
      const comments = spans.comments.map((span) => this.#locate(span));
      return { tokens, comments, all: [...tokens, ...comments].sort((a, b) => a.range[0] - b.range[0]) };
    });
  }

  /** The tree with its tables. Its nodes have offsets only, until somebody makes edits in it. */
  get model(): FileModel {
    return this.#ofModel();
  }

  get ast(): TSESTree.Program {
    return this.model.tree.ast;
  }

  get scopeManager(): TSESLint.Scope.ScopeManager {
    return this.model.tree.scopes;
  }

  get visitorKeys(): FileModel['tree']['visitorKeys'] {
    return this.model.tree.visitorKeys;
  }

  get lines(): readonly string[] {
    return this.#ofLines().lines;
  }

  getLocFromIndex(index: number): TSESTree.Position {
    return this.#ofLines().locate(index);
  }

  getIndexFromLoc(position: TSESTree.Position): number {
    return this.#ofLines().offsetOf(position);
  }

  getAllComments(): readonly Located[] {
    return this.#ofTokens().comments;
  }

  getTokenAfter(after: Ranged, options: Options = {}): Located | null {
    const list = this.#listFor(options);
    for (let i = firstFrom(list, after.range[1]); i < list.length; i++) if (options.filter?.(list[i]!) !== false) return list[i]!;
    return null;
  }

  getTokenBefore(before: Ranged, options: Options = {}): Located | null {
    const list = this.#listFor(options);
    for (let i = firstFrom(list, before.range[0]) - 1; i >= 0; i--) if (options.filter?.(list[i]!) !== false) return list[i]!;
    return null;
  }

  getFirstToken(node: Ranged, options: Options = {}): Located | null {
    const found = this.getTokenAfter({ range: [node.range[0], node.range[0]] }, options);
    return found && found.range[1] <= node.range[1] ? found : null;
  }

  getLastToken(node: Ranged, options: Options = {}): Located | null {
    const found = this.getTokenBefore({ range: [node.range[1], node.range[1]] }, options);
    return found && found.range[0] >= node.range[0] ? found : null;
  }

  getTokenByRangeStart(offset: number, options: Options = {}): Located | null {
    const list = this.#listFor(options);
    const found = list[firstFrom(list, offset)];
    return found?.range[0] === offset ? found : null;
  }

  /** The comments right before a node or a token, without a token between them. */
  getCommentsBefore({ range }: Ranged): Located[] {
    const { all } = this.#ofTokens();
    const found: Located[] = [];
    for (let i = firstFrom(all, range[0]) - 1; i >= 0 && isComment(all[i]!); i--) found.unshift(all[i]!);
    return found;
  }

  getCommentsAfter({ range }: Ranged): Located[] {
    const { all } = this.#ofTokens();
    const found: Located[] = [];
    for (let i = firstFrom(all, range[1]); i < all.length && isComment(all[i]!); i++) found.push(all[i]!);
    return found;
  }

  getCommentsInside({ range }: Ranged): Located[] {
    return this.getAllComments().filter((comment) => range[0] <= comment.range[0] && comment.range[1] <= range[1]);
  }

  commentsExistBetween(left: Ranged, right: Ranged): boolean {
    return this.getAllComments().some((comment) => left.range[1] <= comment.range[0] && comment.range[1] <= right.range[0]);
  }

  /** The innermost node at an offset. */
  getNodeByRangeIndex(offset: number): Node | null {
    const holds = ({ range }: Node): boolean => range[0] <= offset && offset < range[1];
    const innermost = (node: Node): Node => {
      const child = [...childrenOf(node, this.visitorKeys)].find(holds);
      return child ? innermost(child) : node;
    };
    const root: Node = this.ast;
    if (!holds(root)) return null;
    return innermost(root);
  }

  getScope(current: Node): TSESLint.Scope.Scope {
    const isInner = current.type !== 'Program';
    for (let node: Node | undefined = current; node; node = node.parent) {
      const scope = this.scopeManager.acquire(node, isInner);
      if (scope) return scope.type === 'function-expression-name' ? scope.childScopes[0]! : scope;
    }
    return this.scopeManager.scopes[0]!;
  }

  #listFor({ includeComments = false }: Options): readonly Located[] {
    return includeComments ? this.#ofTokens().all : this.#ofTokens().tokens;
  }

  #locate(span: Span): Located {
    const lines = this.#ofLines();
    return { ...span, loc: { start: lines.locate(span.range[0]), end: lines.locate(span.range[1]) } };
  }
}

/** The first that begins at an offset or behind it. */
function firstFrom(list: readonly Located[], offset: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.range[0] < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isComment({ type }: Located): boolean {
  return type === 'Line' || type === 'Block' || type === 'Shebang';
}
