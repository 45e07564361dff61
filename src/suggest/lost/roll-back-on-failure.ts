import type { TSESTree } from '@typescript-eslint/utils';
import type { CheckoutSite } from '../../sites/checkouts.js';
import { isInside } from '../../syntax/is-inside.js';
import type { Node } from '../../syntax/nodes.js';
import { releaseFirst } from '../close/close-on-failure.js';
import { ClosingUses } from '../held/closing-uses.js';
import { heldClientOf } from '../held/held-client.js';
import type { HeldClient } from '../held/held-client.js';
import { takeOut } from '../text/emptied-blocks.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';
import { UniqueNames } from '../text/unique-name.js';
import { catchClause, indentAt, startsItsLine, wrappedInTry } from '../text/wrapped-in-try.js';
import { declaredInFront } from './declared-in-front.js';
import { isEndedBy, isPlainBehind, isQuiet, isThrownBehind, transactionEndsOf } from '../held/transaction-ends.js';
import type { TransactionEnds } from '../held/transaction-ends.js';

/*
 * `try { … await t.commit(); } catch (error) { await t.rollback(); throw error; }` around what is done in a transaction that nothing rolls
 * back when it fails.
 * Input: a transaction that a failure loses. Output: edits, or `undefined`.
 * Invariant: what was ended is not rolled back, whoever heard of the failure hears of it still, and no way out is left that leaves the
 * transaction open. Blind spot: a function that is given the transaction and ends it.
 */

export function rollBackOnFailure(source: Source, style: Style, { node, model }: CheckoutSite): Edit[] | undefined {
  if (!model.release.includes('commit') || !model.release.includes('rollback')) return undefined;
  const held = heldClientOf(source, node, true);
  if (!held?.isAwaited || held.block.type === 'SwitchCase' || (!held.declared && !held.assignedIn)) return undefined;
  const { variable, boundary, block, declared, assignedIn } = held;
  const ends = transactionEndsOf(variable, boundary);
  if (!ends || ends.commits.length === 0 || held.movedBefore) return undefined;
  const uses = new ClosingUses(source, {
    ...model, setup: [], variable, boundary, block, made: node, releases: ends.calls, ...(assignedIn && { assignedIn }),
  });
  if (!uses.areOver(variable)) return undefined;
  const edits = assignedIn ? inCatchOf(source, style, held, ends, assignedIn)
    : behindDeclaration(source, style, held, ends, declared!.declaration, block);
  return edits && [...edits, ...uses.awaits];
}

function behindDeclaration(
  source: Source, style: Style, held: HeldClient, ends: TransactionEnds, declaration: TSESTree.VariableDeclaration,
  { body }: TSESTree.BlockStatement,
): Edit[] | undefined {
  if (declaration.kind === 'var') return undefined;
  const following = body.slice(body.indexOf(declaration) + 1);
  const first = following.findIndex((statement) => !isQuiet(source, statement));
  const tried = following[first];
  if (!tried) return undefined;
  if (tried.type === 'TryStatement' && ends.statements.every((end) => isInside(end, tried.block))) {
    return inCatchOf(source, style, held, ends, tried);
  }
  const inFront = declaredInFront(source, style, held, ends, following);
  if (inFront !== 'unnamed') return inFront;
  const loud = following.slice(first);
  const last = loud.findIndex((statement) => ends.commits.some((commit) => commit === statement));
  return wrapped(source, style, held, ends, loud.slice(0, last + 1)) ?? wrapped(source, style, held, ends, loud);
}

/** The statements go into a `try` of their own. */
function wrapped(
  source: Source, style: Style, held: HeldClient, ends: TransactionEnds, statements: readonly TSESTree.Statement[],
): Edit[] | undefined {
  const [first] = statements;
  const areAll = ends.statements.every((end) => statements.some((one) => isInside(end, one)));
  if (!first || !areAll || !startsItsLine(source, first) || !isEndedBy(source, statements, ends.statements)) return undefined;
  const rollingBack = rollingBackOf(source, style, held, ends, statements, first, style.indent);
  const edits = rollingBack && wrappedInTry(source, style, statements, rollingBack.edits, (own) => (
    catchClause(style, own, rollingBack.text)));
  return edits && [...rollingBack.declared, ...edits, ...rollingBack.edits];
}

/** A `try … catch` is there already, and rolls nothing back. */
function inCatchOf(
  source: Source, style: Style, held: HeldClient, ends: TransactionEnds, statement: TSESTree.TryStatement,
): Edit[] | undefined {
  const { handler, block } = statement;
  const { variable, declared } = held;
  if (!handler || !startsItsLine(source, statement) || !ends.statements.every((end) => isInside(end, block))) return undefined;
  const isNamedBehind = variable.references.some(({ identifier }) => identifier.range[0] > block.range[1]);
  const putBy = variable.references.find(({ init, writeExpr }) => init !== true && writeExpr);
  const opening = declared ? -1 : block.body.findIndex((one) => putBy && isInside(putBy.identifier, one));
  const statements = block.body.slice(opening + 1);
  if (isNamedBehind || (!declared && opening === -1) || !isEndedBy(source, statements, ends.statements)) return undefined;
  const rollingBack = rollingBackOf(source, style, held, ends, statements, statement);
  if (!rollingBack) return undefined;
  const { text, edits } = rollingBack;
  const ifMade = text.startsWith('if (') ? text.replace('if (', `if (${variable.name} && `) : `if (${variable.name}) ${text}`;
  const release = releaseFirst(source, style, handler, declared ? text : ifMade);
  return release && [...rollingBack.declared, release, ...edits];
}

interface RollingBack {
  /** What rolls it back where that is to be done still, without a semicolon. */
  readonly text: string;
  /** A variable that says whether it is to be done. Empty where nothing can fail behind what ends it. */
  readonly declared: readonly Edit[];
  readonly edits: readonly Edit[];
}

/**
 * `before`: the statement in front of which the variable can stand. `step`: how much further in the statements will stand. `undefined`
 * where the text has no place for it.
 */
function rollingBackOf(
  source: Source, style: Style, { variable, boundary }: HeldClient, ends: TransactionEnds, statements: readonly Node[], before: Node,
  step = '',
): RollingBack | undefined {
  const rollback = `await ${variable.name}.rollback()`;
  const undone = ends.rollbacks.filter((one) => isThrownBehind(one));
  const areLast = ends.statements.every((end) => undone.includes(end) || isPlainBehind(source, boundary, end, statements));
  if (areLast) {
    // The `catch` does it.
    const edits = takeOut(source, undone);
    return edits && { text: rollback, declared: [], edits };
  }
  if (!ends.statements.every((end) => startsItsLine(source, end))) return undefined;
  const name = new UniqueNames(source).choose(['isEnded', 'isTransactionEnded'], [before, ...statements]);
  const at = source.code.getIndexFromLoc({ line: before.loc.start.line, column: 0 });
  return {
    text: `if (!${name}) ${rollback}`,
    declared: [{ range: [at, at], text: `${indentAt(source, before)}let ${name} = false${style.semicolon}${style.eol}` }],
    edits: ends.statements.map((end) => {
      const inner = `${step}${indentAt(source, end)}`;
      return { range: [end.range[1], end.range[1]], text: `${style.eol}${inner}${name} = true${style.semicolon}` };
    }),
  };
}
