import { noteLimit } from '../limits/debug-log.js';
import { MAX_ORIGIN_STEPS } from '../limits/limits.js';
import { contextId } from '../reach/context-id.js';
import type { FileModel } from '../resolve/file-model.js';
import type { Path } from '../resolve/path.js';
import type { Node } from '../syntax/nodes.js';
import type { ArgumentsOrigin } from './origin.js';

/**
 * What one search has found out of expressions, so that each is looked at once under a path. Variables that loops fill from one another
 * would be looked at along every way between them. What leads back to itself counts where it began, and all answers go into one.
 */
export class KnownOrigins {
  readonly #known = new Map<Node, Map<string, ArgumentsOrigin>>();
  readonly #pending = new Set<Node>();
  #work = 0;

  /** `entered` are the functions on behalf of whose callers the expression is looked at. */
  of(file: FileModel, node: Node, path: Path, entered: Iterable<Node>, compute: () => ArgumentsOrigin): ArgumentsOrigin {
    if (this.#pending.has(node)) return 'constant';
    const answers = this.#known.get(node) ?? new Map<string, ArgumentsOrigin>();
    const key = [...path, ...[...entered].map(contextId)].join(' ');
    const known = answers.get(key);
    if (known) return known;
    if (++this.#work > MAX_ORIGIN_STEPS) {
      if (this.#work === MAX_ORIGIN_STEPS + 1) noteLimit('MAX_ORIGIN_STEPS', file, node);
      return 'unknown';
    }
    this.#pending.add(node);
    const origin = compute();
    this.#pending.delete(node);
    this.#known.set(node, answers.set(key, origin));
    return origin;
  }
}
