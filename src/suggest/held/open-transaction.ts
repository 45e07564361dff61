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

/** Wherever in a text one of its statements begins. */
const BEGINNING = /(?:^|;)\s*(?:BEGIN|START\s+TRANSACTION)\b/i;
const COMMENT = /\/\*[\s\S]*?\*\/|(?:--|#)[^\n]*/g;

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
  const text = textNodeOf(begin.arguments[0]);
  if (!text) return `await ${source.file.textOf(callee.object)}.${rollback}()`;
  const quote = source.file.textOf(text)[0]!;
  return `await ${source.file.textOf(callee)}(${quote}ROLLBACK${quote})`;
}

export function isBeginning(call: CallNode): boolean {
  const name = methodOf(call);
  return name === 'beginTransaction' || name === 'startTransaction' || isBeginningText(textNodeOf(call.arguments[0]));
}

/** Whether the text of a statement begins a transaction, with whatever else it does. What stands in quotes may look like a comment. */
export function isBeginningText(node: Node | undefined): boolean {
  const text = node && textOf(node);
  return text !== undefined && (BEGINNING.test(text) || BEGINNING.test(text.replace(COMMENT, ' ')));
}

/** `'BEGIN'`, and not `'BEGIN; update …'`, of which one part may fail behind the other. */
export function isOneStatement(call: CallNode): boolean {
  const text = textNodeOf(call.arguments[0]);
  return !text || !/;\s*\S/.test(textOf(text)?.replace(COMMENT, ' ') ?? '');
}

export function isRollback(call: CallNode, name: string): boolean {
  return methodOf(call) === name || /^\s*ROLLBACK\b/i.test(statementOf(call));
}

export function isCommit(call: CallNode): boolean {
  return /^commit/.test(methodOf(call) ?? '') || /^\s*(?:COMMIT|END)\b/i.test(statementOf(call));
}

/** Without its comments, and empty where it is not written as a whole. */
function statementOf(call: CallNode): string {
  return literalText(textNodeOf(call.arguments[0]))?.replace(COMMENT, ' ') ?? '';
}

/** Where the text that is asked begins: in `'BEGIN'`, `` `BEGIN ${mode}` ``, `'BEGIN ' + mode`, `{ sql: 'BEGIN' }`. */
export function textNodeOf(given: Node | undefined): Node | undefined {
  const node = given && unwrap(given);
  switch (node?.type) {
    case 'Literal':
    case 'TemplateLiteral':
      return node;
    case 'BinaryExpression':
      return textNodeOf(node.left);
    case 'ObjectExpression': {
      const named = node.properties.find((property): property is TSESTree.Property => (
        property.type === 'Property' && /^(?:sql|text)$/.test(propertyName(property) ?? '')));
      return textNodeOf(named?.value);
    }
    default:
      return undefined;
  }
}

/** What is put between its parts is no beginning of a statement. */
function textOf(node: Node): string | undefined {
  return node.type === 'TemplateLiteral' ? node.quasis.map(({ value }) => value.cooked ?? value.raw).join('?') : literalText(node);
}

function methodOf({ callee }: CallNode): string | undefined {
  const access = unwrap(callee);
  return access.type === 'MemberExpression' ? propertyName(access) : undefined;
}

function isInCatch(call: CallNode): boolean {
  for (let node: Node | undefined = outermost(call); node; node = node.parent) if (node.type === 'CatchClause') return true;
  return false;
}
