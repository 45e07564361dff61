import type { TSESTree } from '@typescript-eslint/utils';
import type { Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { isCall, isFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { isPlainBehind } from '../held/transaction-ends.js';
import type { Source } from '../text/source.js';
import type { Edit } from '../text/suggestion.js';
import { isRunInTime } from './loan-uses.js';
import type { PoolLoans } from './loan-uses.js';

/*
 * `connection.release()` in place of `await connection.end()`.
 * Input: all calls that end a connection. Output: edits; `undefined` where one of them is used for more than that.
 * Invariant: on no way it is given back twice, because somebody else has it by then. Blind spot: none known.
 */

type Release = TSESTree.CallExpression & { readonly callee: TSESTree.MemberExpression };

export interface LoanReleases {
  readonly calls: readonly Release[];
  readonly edits: readonly Edit[];
}

export function loanReleasesOf(
  source: Source, variable: Variable, boundary: FunctionNode, releases: readonly Node[], lends: PoolLoans,
): LoanReleases | undefined {
  if (!releases.every((node): node is Release => isReleaseOf(source, variable, node) && isRunInTime(node, boundary))) return undefined;
  const isExclusive = releases.every((first, index) => releases.slice(index + 1).every((second) => (
    excludes(source, boundary, ...inOrder(first, second)))));
  if (!isExclusive) return undefined;
  const isOther = ({ callee }: Release): boolean => propertyName(callee) !== lends.discard;
  const kept = releases.some(isOther) ? releases.filter((call) => !isOther(call)) : [];
  const edits = releases.flatMap((call) => (kept.includes(call) ? [] : [givenBack(source, call, lends)]));
  return edits.every((edit) => edit !== undefined) ? { calls: releases, edits: edits.flat() } : undefined;
}

function isReleaseOf({ file }: Source, variable: Variable, node: Node): boolean {
  if (node.type !== 'CallExpression' || node.arguments.length > 0) return false;
  const callee = unwrap(node.callee);
  const receiver = callee === node.callee && callee.type === 'MemberExpression' && !callee.computed ? unwrap(callee.object) : undefined;
  return receiver?.type === 'Identifier' && file.variableOf(receiver) === variable;
}

function inOrder(a: Node, b: Node): readonly [Node, Node] {
  return a.range[0] < b.range[0] ? [a, b] : [b, a];
}

/** Whoever comes to the first one does not come to the second. */
function excludes(source: Source, boundary: FunctionNode, first: Node, second: Node): boolean {
  let isLeft = false;
  for (let node = first; node.parent && node !== boundary; node = node.parent) {
    const { parent } = node;
    if (isInside(second, node)) return false;
    if (parent.type === 'IfStatement' && parent.consequent === node && parent.alternate && isInside(second, parent.alternate)) return true;
    if (parent.type === 'TryStatement' && parent.finalizer && parent.finalizer !== node && isInside(second, parent.finalizer)) return false;
    if (parent.type === 'TryStatement' && parent.block === node && parent.handler && isInside(second, parent.handler)) {
      return isPlainBehind(source, boundary, statementOf(first), [parent.block.body].flat());
    }
    // Inside of another function leaving means less.
    if (isFunction(node)) return false;
    const last = parent.type === 'BlockStatement' ? parent.body.at(-1) : undefined;
    isLeft ||= last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
    if (isLeft && parent.type === 'BlockStatement' && isInside(second, parent)) return !isInside(second, last!);
  }
  return false;
}

function statementOf(node: Node): Node {
  let current = node;
  while (current.parent && current.parent.type !== 'BlockStatement') current = current.parent;
  return current;
}

function givenBack(source: Source, call: Release, { release, releaseIs }: PoolLoans): Edit[] | undefined {
  const { property } = call.callee;
  const named: Edit = { range: property.range, text: release };
  if (releaseIs === 'async') return [named];
  const link = outermost(call).parent;
  // `await connection.end().catch(() => {});`: it cannot fail any more.
  const caught = link?.type === 'MemberExpression' && propertyName(link) === 'catch' && isCall(link.parent) ? link.parent : undefined;
  if (caught && source.code.getCommentsInside(caught).length > source.code.getCommentsInside(call).length) return undefined;
  const inner: Node = caught ?? call;
  // `connection?.end()`
  const whole = inner.parent?.type === 'ChainExpression' ? inner.parent : inner;
  const value = whole.parent?.type === 'AwaitExpression' ? whole.parent : whole;
  const holder = value.parent;
  const isStatement = holder?.type === 'ExpressionStatement'
    || (holder?.type === 'LogicalExpression' && holder.right === value && holder.parent.type === 'ExpressionStatement');
  const isLast = holder?.type === 'ArrowFunctionExpression' && holder.body === value && value === whole && !caught;
  if (!isStatement && !isLast) return undefined;
  return [
    ...value === whole ? [] : [{ range: [value.range[0], whole.range[0]] as const, text: '' }],
    named,
    ...caught ? [{ range: [call.range[1], caught.range[1]] as const, text: '' }] : [],
  ];
}
