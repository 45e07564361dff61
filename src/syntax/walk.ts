import { isFunction } from './nodes.js';
import type { Node } from './nodes.js';

export type VisitorKeys = Readonly<Record<string, readonly string[] | undefined>>;

/** Children of a node in source order of the visitor keys. Unknown node types (other languages' additions) are looked at key by key. */
export function* childrenOf(node: Node, visitorKeys: VisitorKeys): Generator<Node> {
  const keys = visitorKeys[node.type] ?? keysOf(node);
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

/**
 * Calls `enter` for every node, parents first and in source order, and sets `parent` where the parser did not.
 * Iterative: sources nest deeper than the stack.
 */
export function walk(root: Node, visitorKeys: VisitorKeys, enter: (node: Node) => void): void {
  const stack: Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    enter(node);
    const keys = visitorKeys[node.type] ?? keysOf(node);
    const fields = node as unknown as Record<string, unknown>;
    // Backwards, so that the first child is on top. Without `childrenOf`: every file's every node comes through here.
    for (let i = keys.length - 1; i >= 0; i--) {
      const value = fields[keys[i]!];
      if (Array.isArray(value)) for (let j = value.length - 1; j >= 0; j--) push(stack, value[j], node);
      else push(stack, value, node);
    }
  }
}

/** Every node below and including `root`, but nothing inside functions, which run at other times. In no order. */
export function* ownNodes(root: Node, visitorKeys: VisitorKeys): Generator<Node> {
  const stack: Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    if (!isFunction(node)) stack.push(...childrenOf(node, visitorKeys));
  }
}

function push(stack: Node[], child: unknown, parent: Node): void {
  if (!isNode(child)) return;
  child.parent ??= parent as never;
  stack.push(child);
}

function keysOf(node: Node): string[] {
  return Object.keys(node).filter((key) => key !== 'parent' && key !== 'loc' && key !== 'range');
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}
