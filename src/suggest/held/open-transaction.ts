import type { TSESTree } from '@typescript-eslint/utils';
import { enclosingFunction, literalText, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import type { ClosingTarget } from './closing-target.js';

/*
 * Would a connection go back to its pool with a transaction open? Then whoever gets it next works inside of that transaction.
 * Input: what was borrowed. Output: `undefined` without a transaction, where giving it back rolls back, or where the code rolls back when
 * something fails; the statement that rolls back, in the words in which the transaction was begun; `unclear` where it is begun in another
 * way.
 * Invariant: no edit gives a connection back whose transaction is known to be open. Blind spot: transactions that a helper begins.
 */

export type OpenTransaction = { readonly rollback: string } | 'unclear' | undefined;

const BEGINNING = /^\s*(?:BEGIN|START\s+TRANSACTION)\b/i;

export function openTransaction(source: Source, { block, variable, boundary, rollback = 'rollback' }: ClosingTarget): OpenTransaction {
  if (rollback === 'release') return undefined;
  const calls = [...nodesIn(source, boundary.body, true)].filter((node): node is CallNode => node.type === 'CallExpression');
  const beginnings = calls.filter(isBeginning);
  if (beginnings.length === 0) return undefined;
  if (calls.some((call) => isRollback(call, rollback) && isInCatch(call))) return undefined;
  const [begin, ...others] = beginnings;
  const callee = unwrap(begin!.callee);
  const receiver = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  const isOwn = receiver?.type === 'Identifier' && source.file.variableOf(receiver) === variable;
  const statement = begin!.parent.type === 'AwaitExpression' ? begin!.parent.parent : undefined;
  // One that rolls back in some cases already has its own ways, and a block that answers errors would not see them any more.
  const isPlain = others.length === 0 && !calls.some((call) => isRollback(call, rollback))
    && statement?.type === 'ExpressionStatement' && statement.parent === block
    && !(block.type === 'SwitchCase' ? block.consequent : block.body).some((one) => one.type === 'TryStatement');
  if (!isOwn || !isPlain || callee.type !== 'MemberExpression') return 'unclear';
  return { rollback: rollbackOf(source, begin!, callee, rollback) };
}

/** Whether a transaction is begun in the function around a node, whatever it is begun in. */
export function beginsTransaction(source: Source, node: Node): boolean {
  const around = [...nodesIn(source, enclosingFunction(node) ?? source.code.ast, true)];
  return around.some((one) => one.type === 'CallExpression' && isBeginning(one));
}

/** The statement that rolls back, in the words in which the transaction was begun. */
export function rollbackOf(source: Source, begin: CallNode, callee: TSESTree.MemberExpression, rollback: string): string {
  const [text] = begin.arguments;
  if (!text) return `await ${source.file.textOf(callee.object)}.${rollback}()`;
  const quote = source.file.textOf(text)[0]!;
  return `await ${source.file.textOf(callee)}(${quote}ROLLBACK${quote})`;
}

export function isBeginning(call: CallNode): boolean {
  const name = methodOf(call);
  return name === 'beginTransaction' || name === 'startTransaction' || BEGINNING.test(literalText(call.arguments[0]) ?? '');
}

export function isRollback(call: CallNode, name: string): boolean {
  return methodOf(call) === name || /^\s*ROLLBACK\b/i.test(literalText(call.arguments[0]) ?? '');
}

export function isCommit(call: CallNode): boolean {
  return /^commit/.test(methodOf(call) ?? '') || /^\s*(?:COMMIT|END)\b/i.test(literalText(call.arguments[0]) ?? '');
}

function methodOf({ callee }: CallNode): string | undefined {
  const access = unwrap(callee);
  return access.type === 'MemberExpression' ? propertyName(access) : undefined;
}

function isInCatch(call: CallNode): boolean {
  for (let node: Node | undefined = outermost(call); node; node = node.parent) if (node.type === 'CatchClause') return true;
  return false;
}
