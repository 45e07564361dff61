import type { FileModel } from '../../resolve/file-model.js';
import { assignedValue, singleValueOf } from '../../resolve/values.js';
import { isFunction, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { productOf } from '../../syntax/product-of.js';
import { childrenOf } from '../../syntax/walk.js';

/*
 * Is what is kept made anew when a short time is up? Input: the test that it stands behind. Invariant: how long that time is must be known,
 * and how long before its end it is over, `until - Date.now() < 60_000`, says nothing of that. Blind spot: times in fields.
 */

const CLOCKS = /\b(?:Date|performance)\.now\(|\bnew Date\b|\bprocess\.(?:hrtime|uptime)\b/;

/** Milliseconds after which what is made anew is no load any more. */
const LONG = 30 * 60 * 1000;

/**
 * `if (kept && Date.now() - keptAt < 60_000)`: it is made anew when the time is up. How long that is must be known, and not be long.
 * `times` are where it is told, beside the test.
 */
export function isExpiring(file: FileModel, test: Node, times: readonly Node[] = []): boolean {
  let isCompared = false;
  let hasClock = false;
  let longest = 0;
  const stack: Node[] = [test, ...times];
  const seen = new Set<Node>(margins(file, test));
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (seen.has(node) || isFunction(node)) continue;
    seen.add(node);
    isCompared ||= isComparison(node);
    hasClock ||= CLOCKS.test(file.textOf(node));
    longest = Math.max(longest, productOf(node) ?? 0);
    const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
    const values = variable && !variable.defs.some(({ type }) => type === 'Parameter' || type === 'ImportBinding')
      ? variable.references.flatMap(({ identifier }) => assignedValue(identifier)?.expression ?? []) : [];
    for (const value of values) for (const margin of margins(file, value)) seen.add(margin);
    stack.push(...childrenOf(node, file.tree.visitorKeys), ...values);
  }
  return isCompared && hasClock && longest > 0 && longest < LONG;
}

/** In the comparisons of an expression the times before an end: `until < Date.now() + 60_000`, `until - 60_000 < Date.now()`. */
function margins(file: FileModel, expression: Node): Node[] {
  const found: Node[] = [];
  const visit = (node: Node, isWithin: boolean): void => {
    if (isFunction(node)) return;
    const isCompared = isComparison(node);
    if (node.type === 'BinaryExpression') {
      if (isWithin && node.operator === '+' && readsClock(file, node.left)) found.push(node.right);
      if (isWithin && node.operator === '-' && !readsClock(file, node.left) && isLength(file, node.right)) found.push(node.right);
      if (isCompared && isLeftTime(file, node.left)) found.push(node.right);
      if (isCompared && isLeftTime(file, node.right)) found.push(node.left);
    }
    for (const child of childrenOf(node, file.tree.visitorKeys)) visit(child, isWithin || isCompared);
  };
  visit(expression, false);
  return found;
}

function isComparison(node: Node): boolean {
  return node.type === 'BinaryExpression' && ['<', '>', '<=', '>='].includes(node.operator);
}

/** `until - Date.now()` */
function isLeftTime(file: FileModel, expression: Node): boolean {
  const node = unwrap(expression);
  return node.type === 'BinaryExpression' && node.operator === '-' && !readsClock(file, node.left) && readsClock(file, node.right);
}

function isLength(file: FileModel, node: Node): boolean {
  return productOf(node, (each) => valueOf(file, unwrap(each))) !== undefined;
}

/** `Date.now()`, `new Date()`, or a constant that it is kept in. `new Date(until)` is another time. */
function readsClock(file: FileModel, expression: Node): boolean {
  return /\.now\(\)|\bnew Date\(\)|\bprocess\.(?:hrtime|uptime)\b/.test(file.textOf(valueOf(file, unwrap(expression))));
}

/** What a name stands for that has one value. */
function valueOf(file: FileModel, node: Node): Node {
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  const held = variable?.defs.some(({ type }) => type === 'Parameter') ? undefined : variable && singleValueOf(variable);
  return held ? unwrap(held.expression) : node;
}
