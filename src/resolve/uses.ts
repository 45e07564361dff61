import { promiseMethods } from '../catalog/conventions/methods.js';
import { outermost, propertyName } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import { CALL, isMember, member, stepsMatch } from './path.js';
import type { Path } from './path.js';

/*
 * The uses of one value, grouped by the member that they read: `x.a`, `x.b()`. A search for what stands under one name leaves the reads of
 * all others out, which in a module that everybody imports is nearly all of them.
 */

export class Uses<Use> {
  readonly all: readonly Use[];
  readonly #readsOf = new Map<string, Use[]>();
  readonly #others: Use[] = [];

  constructor(uses: readonly Use[], nodeOf: (use: Use) => Node) {
    this.all = uses;
    for (const use of uses) {
      const name = memberRead(nodeOf(use));
      const group = name === undefined ? this.#others : this.#readsOf.get(name) ?? [];
      if (name !== undefined) this.#readsOf.set(name, group);
      group.push(use);
    }
  }

  /** Those that may lead to what stands at the end of the path. */
  leadingTo(path: Path): readonly Use[] {
    const [first] = path;
    if (first === CALL) return this.#others;
    if (!isMember(first) || stepsMatch(first, member(' '))) return this.all;
    const reads = this.#readsOf.get(first.slice(1));
    return reads ? [...reads, ...this.#others] : this.#others;
  }
}

/** The name of the member that is read from a node, if that is all that is done with it. */
function memberRead(node: Node): string | undefined {
  const value = outermost(node);
  const access = value.parent;
  if (access?.type !== 'MemberExpression' || access.object !== value) return undefined;
  const name = propertyName(access);
  return name === undefined || promiseMethods.has(name) ? undefined : name;
}
