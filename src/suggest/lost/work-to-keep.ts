import { failureWords } from '../../catalog/conventions/errors.js';
import { readingNames } from '../../catalog/conventions/methods.js';
import { isCall, isFunction, literalText, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import type { Source } from '../text/source.js';

/*
 * May what was done in a transaction be meant to stay where control leaves, so that what is missing there is its `commit()`?
 * Input: what was done with it by then, and the way out. Output: `true` where something may have been written, and nothing says that the
 * way out is one of a failure. Blind spot: writing by names of reading.
 */

export function mayBeToKeep(source: Source, uses: readonly Node[], way: Node): boolean {
  return uses.some((use) => !isReading(use)) && !tellsFailure(source, way);
}

/** `Order.findOne({ transaction })`, `client.query('SELECT …')` */
function isReading(use: Node): boolean {
  let call: CallNode | undefined;
  for (let node = use.parent; node && !isFunction(node) && !/Statement$/.test(node.type); node = node.parent) {
    if (isCall(node)) {
      call = node;
      break;
    }
  }
  // A test of it, or a remark.
  if (!call) return /^(?:If|Expression)Statement$|^(?:Unary|Logical)Expression$/.test(use.parent?.type ?? '');
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : callee.type === 'Identifier' ? callee.name : undefined;
  return readingNames.test(name ?? '') || /^\s*(?:SELECT|SHOW|EXPLAIN)\b/i.test(literalText(call.arguments[0]) ?? '');
}

/** What it answers, the block that it ends or the test in front of that says so. */
function tellsFailure({ file }: Source, left: Node): boolean {
  const way = left.type === 'AwaitExpression' ? left.parent : left;
  if (way.type === 'ThrowStatement') return true;
  const block = way.parent?.type === 'BlockStatement' ? way.parent : way;
  const branch = way.type === 'BlockStatement' ? way : block;
  const holder = branch.parent;
  if (holder?.type === 'CatchClause') return true;
  if (holder?.type !== 'IfStatement') return failureWords.test(file.textOf(way));
  const isNegated = holder.consequent === branch && /^!(?!!)/.test(file.textOf(holder.test));
  return isNegated || failureWords.test(file.textOf(branch));
}
