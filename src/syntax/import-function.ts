import { literalText, unwrap } from './nodes.js';
import type { Node } from './nodes.js';

/** `new Function('name', 'return import(name)')`, or what declares it: an `import()` that compilers and bundlers leave as it is. */
export function isImportFunction(node: Node): boolean {
  if (node.type === 'VariableDeclarator') return node.parent.kind === 'const' && node.init !== null && isImportFunction(node.init);
  const made = unwrap(node);
  if ((made.type !== 'NewExpression' && made.type !== 'CallExpression') || made.callee.type !== 'Identifier') return false;
  const [name, body, ...others] = made.arguments.map(literalText);
  if (made.callee.name !== 'Function' || name === undefined || body === undefined || others.length > 0) return false;
  const imported = /^\s*return\s+(?:await\s+)?import\(\s*([\w$]+)\s*\)\s*;?\s*$/.exec(body)?.[1];
  return imported === name.trim();
}
