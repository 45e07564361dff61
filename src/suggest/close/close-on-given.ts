import type { TSESTree } from '@typescript-eslint/utils';
import { enclosingFunction, isCall, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import type { Witness } from '../../release/paths/release-question.js';
import type { Obligated } from '../held/closing-target.js';
import { heldClientOf } from '../held/held-client.js';
import { takeOut } from '../text/emptied-blocks.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';
import { wrappedInTry } from '../text/wrapped-in-try.js';
import { isRemoved } from './close-in-finally.js';

/*
 * `event.db = client; try { return await handle(event); } finally { await event.db.close(); }` in place of a close that comes only when
 * what the client was put there for has not failed.
 * Input: a construction that is put onto an object which the function was given. Output: edits, or `undefined`.
 * Invariant: where it is closed now, it is closed then, or behind what gives a value that is there. Blind spot: none known.
 */

export function closeOnGiven(source: Source, style: Style, made: Obligated, witness: Witness): Edit[] | undefined {
  const held = witness.kind === 'throw' && witness.file === source.file
    ? heldClientOf(source, made.node, made.kind === 'asyncFactory') : undefined;
  if (!held?.declared || held.movedBefore || held.block.type === 'SwitchCase') return undefined;
  const { boundary, block, declared: { declaration }, variable } = held;
  const [keeping, ...following] = block.body.slice(block.body.indexOf(declaration) + 1);
  const assignment = keeping?.type === 'ExpressionStatement' ? keeping.expression : undefined;
  if (assignment?.type !== 'AssignmentExpression' || assignment.operator !== '=') return undefined;
  if (assignment.left.type !== 'MemberExpression') return undefined;
  const value = unwrap(assignment.right);
  if (value.type !== 'Identifier' || source.file.variableOf(value) !== variable) return undefined;
  const place = source.file.spellingOf(assignment.left);
  const isRelease = (node: Node): node is CallNode => {
    const callee = isCall(node) && node.arguments.length === 0 ? unwrap(node.callee) : undefined;
    if (callee?.type !== 'MemberExpression' || !made.release.includes(propertyName(callee) ?? '')) return false;
    const object = unwrap(callee.object);
    return source.file.spellingOf(object) === place || (object.type === 'Identifier' && source.file.variableOf(object) === variable);
  };
  const releases = [...nodesIn(source, boundary.body, true)].filter(isRelease);
  const [release] = releases;
  const end = following.findIndex((statement) => release && isWaitingFor(statement, release));
  if (!release || releases.length > 1 || end < 1) return undefined;
  const before = following.slice(0, end).flatMap((statement) => [...nodesIn(source, statement, false)]);
  const behind = following.slice(end + 1).flatMap((statement) => [...nodesIn(source, statement, false)]);
  // Whoever leaves before that leaves it open, for a reason perhaps.
  const isLeft = before.some(({ type }) => /^(?:Return|Break|Continue)Statement$/.test(type));
  if (isLeft || enclosingFunction(release) !== boundary) return undefined;
  if (behind.some((node) => isCall(node) || node.type === 'AwaitExpression' || node.type === 'ThrowStatement')) return undefined;
  const removed = takeOut(source, [release], [], true);
  const close = source.file.textOf(release.parent);
  return removed && wrappedInTry(source, style, following.filter((one) => !isRemoved(one, removed)), removed, (own) => (
    ` finally {${style.eol}${own}${style.indent}${close}${style.semicolon}${style.eol}${own}}`))?.concat(removed);
}

/** `await event.db.close();` */
function isWaitingFor(statement: TSESTree.Statement, release: CallNode): boolean {
  const value = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
  return value?.type === 'AwaitExpression' && value.argument === release;
}
