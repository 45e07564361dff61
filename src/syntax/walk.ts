import type { Node } from './nodes.js';

export type VisitorKeys = Readonly<Record<string, readonly string[] | undefined>>;

/** Children of a node in source order of the visitor keys. Unknown node types (other languages' additions) are looked at key by key. */
export function* childrenOf(node: Node, visitorKeys: VisitorKeys): Generator<Node> {
  const keys = visitorKeys[node.type] ?? Object.keys(node).filter((key) => key !== 'parent' && key !== 'loc' && key !== 'range');
  const fields = node as unknown as Record<string, unknown>;
  for (const key of keys) {
    const value = fields[key];
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) yield item;
    } else if (isNode(value)) {
      yield value;
    }
  }
}

/** Calls `enter` for every node, parents first, and sets `parent` where the parser did not. Iterative: sources nest deeper than the stack. */
export function walk(root: Node, visitorKeys: VisitorKeys, enter: (node: Node) => void): void {
  const stack: Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    enter(node);
    const children = [...childrenOf(node, visitorKeys)];
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i]!;
      child.parent ??= node as never;
      stack.push(child);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}
