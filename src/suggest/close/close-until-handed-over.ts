import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, outermost } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import type { Witness } from '../../release/paths/release-question.js';
import { howToClose } from '../held/closing-target.js';
import type { Obligated } from '../held/closing-target.js';
import { heldClientOf } from '../held/held-client.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';
import { catchClause, wrappedInTry } from '../text/wrapped-in-try.js';

/*
 * `try { …; return stream({ onFinish: () => client.close() }); } catch (error) { await client.close(); throw error; }`: functions that run
 * later have the client in the end, and close it; when something fails before they are handed over, nobody does.
 * Input: the construction, and what loses it. Output: edits, or `undefined`.
 * Invariant: behind the statement that hands them over nothing is waited for. Blind spot: one that fails when it has handed them over
 * already, so that the client is closed twice.
 */

export function closeUntilHandedOver(source: Source, style: Style, made: Obligated, witness: Witness): Edit[] | undefined {
  const held = witness.kind === 'throw' && witness.file === source.file
    ? heldClientOf(source, made.node, made.kind === 'asyncFactory', made.overwrites) : undefined;
  if (!held?.declared || held.movedBefore || held.block.type === 'SwitchCase' || held.declared.declaration.kind === 'var') return undefined;
  if (made.kind === 'asyncFactory' && !held.isAwaited) return undefined;
  const { variable, boundary, block, declared } = held;
  const following = block.body.slice(block.body.indexOf(declared.declaration) + 1);
  const isLater = (node: Node): boolean => enclosingFunction(node) !== boundary;
  const uses = variable.references.flatMap(({ identifier, init }) => (init === true ? [] : [identifier as Node]));
  const handing = following.filter((statement) => uses.some((use) => isLater(use) && isInside(use, statement)));
  const [taker] = handing;
  // A function of that name is called from anywhere.
  if (!taker || handing.length > 1 || !/^(?:VariableDeclaration|(?:Expression|Return)Statement)$/.test(taker.type)) return undefined;
  const before = following.slice(0, following.indexOf(taker));
  const behind = following.slice(following.indexOf(taker) + 1);
  if (!before.some((statement) => isInside(witness.node, statement))) return undefined;
  const isAsked = uses.every((use) => isInside(use, taker) || outermost(use).parent?.type === 'MemberExpression');
  const isWaiting = [taker, ...behind].some((statement) => [...nodesIn(source, statement, false)].some(({ type }) => (
    type === 'AwaitExpression' || type === 'ForOfStatement')));
  const isUsedBehind = uses.some((use) => use.range[0] > taker.range[1]);
  const isLeftBefore = before.some((statement) => [...nodesIn(source, statement, false)].some(({ type }) => type === 'ReturnStatement'));
  if (!isAsked || isWaiting || isUsedBehind || isLeftBefore || behind.some(({ type }) => type !== 'ReturnStatement')) return undefined;
  const how = howToClose(source, made, variable, []);
  return how && wrappedInTry(source, style, following, [], (own) => catchClause(style, own, how.close));
}
