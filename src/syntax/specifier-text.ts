import { packageSpecifierOf } from '../catalog/registry-specifiers.js';
import { literalText } from './nodes.js';
import type { Node } from './nodes.js';

/** The module that a text names, where an expression is one: a package by the name that Node.js would have for it. */
export function specifierText(node: Node | null | undefined): string | undefined {
  const text = literalText(node);
  return text === undefined ? undefined : packageSpecifierOf(text);
}
