import type { FunctionNode, CallNode, Node } from '../../syntax/nodes.js';
import type { Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { isInLoop, unwrap } from '../../syntax/nodes.js';
import { isBeginning, isCommit, isRollback, rollbackOf } from '../held/open-transaction.js';
import type { OpenTransaction } from '../held/open-transaction.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';

/*
 * Is a transaction open on a borrowed connection where control leaves? Then it is to be rolled back before the connection goes back.
 * Input: the connection, and the way out. Output: as of `openTransaction`, at that place.
 * Invariant: what is open there was begun once, in front of the way out, and ended only on ways that are left before it.
 */

export function transactionAt(
  source: Source, variable: Variable, way: Node, boundary: FunctionNode, rollback = 'rollback',
): OpenTransaction {
  if (rollback === 'release') return undefined;
  const calls = [...nodesIn(source, boundary.body, true)].filter((node): node is CallNode => node.type === 'CallExpression');
  const [begin, ...others] = calls.filter(isBeginning);
  if (!begin || (others.length === 0 && begin.range[0] > way.range[1] && !isInLoop(way, boundary))) return undefined;
  const callee = unwrap(begin.callee);
  const receiver = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  const isOwn = receiver?.type === 'Identifier' && source.file.variableOf(receiver) === variable;
  const statement = begin.parent.type === 'AwaitExpression' ? begin.parent.parent : undefined;
  const list = statement?.type === 'ExpressionStatement' ? statement.parent : undefined;
  if (others.length > 0 || !isOwn || callee.type !== 'MemberExpression' || list?.type !== 'BlockStatement') return 'unclear';
  if (!isInside(way, list) || begin.range[0] > way.range[0]) return 'unclear';
  const isEnd = (call: Node): boolean => call.type === 'CallExpression' && (isRollback(call, rollback) || isCommit(call));
  for (const end of calls.filter(isEnd)) {
    if (end.range[0] < begin.range[0] || end.range[0] > way.range[1]) continue;
    const how = meets(end, way, list);
    if (how === 'ends') return undefined;
    if (how === 'unclear') return 'unclear';
  }
  return { rollback: rollbackOf(source, begin, callee, rollback) };
}

/** Whether what ends the transaction runs in front of the way out, on a way that is left before that, or perhaps. */
function meets(end: Node, way: Node, list: Node): 'ends' | 'left' | 'unclear' {
  for (let node = end; node !== list; node = node.parent!) {
    const parent = node.parent!;
    if (parent.type !== 'BlockStatement') continue;
    // Nothing but an `await` stands around it.
    const isStatement = node.type === 'ExpressionStatement' && /^(?:Await|Call)Expression$/.test(node.expression.type);
    if (isInside(way, parent)) return isStatement ? 'ends' : 'unclear';
    const last = parent.body.at(-1)?.type;
    if (last === 'ReturnStatement' || last === 'ThrowStatement') return 'left';
  }
  return 'unclear';
}
