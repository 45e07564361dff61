import type { TSESTree } from '@typescript-eslint/utils';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, outermost, propertyName } from '../../syntax/nodes.js';
import type { HeldClient } from '../held/held-client.js';
import { takeOut } from '../text/emptied-blocks.js';
import type { Reference, Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';
import { indentAt, startsItsLine } from '../text/wrapped-in-try.js';
import { isEndedBy, isThrownBehind } from '../held/transaction-ends.js';
import type { TransactionEnds } from '../held/transaction-ends.js';

/*
 * `let t; try { t = await begin(); … } catch (error) { await t?.rollback(); }` in place of a `catch` that rolls back what only the block
 * that is tried knows: as it stands, its name means nothing there.
 * Input: a variable of the block of a `try`. Output: edits; `undefined` where there is more to it; `unnamed` where no `catch` names it.
 * Invariant: whatever named something else still does. Blind spot: what fails behind the commit is rolled back in vain, as it was meant.
 */

export function declaredInFront(
  source: Source, style: Style, { block, declared, variable, boundary }: HeldClient, ends: TransactionEnds,
  following: readonly TSESTree.Statement[],
): Edit[] | undefined | 'unnamed' {
  const statement = block.parent;
  const handler = statement.type === 'TryStatement' && statement.block === block ? statement.handler : null;
  const lost = source.file.tree.scopes.scopes[0]!.through.filter(({ identifier }) => identifier.name === variable.name);
  const named = handler ? lost.filter(({ identifier }) => isInside(identifier, handler)) : [];
  if (!handler || !declared || named.length === 0) return 'unnamed';
  const holder = statement.parent;
  // In TypeScript a name without a meaning is an error already.
  if (style.isTypeScript || holder?.type !== 'BlockStatement' || enclosingFunction(statement) !== boundary) return undefined;
  const isElsewhere = lost.some(({ identifier }) => isInside(identifier, holder) && !isInside(identifier, handler));
  if (isElsewhere || !startsItsLine(source, statement) || !isEndedBy(source, following, ends.statements)) return undefined;
  const rollbacks = named.map((reference) => dotOf(source, reference));
  const removed = takeOut(source, ends.rollbacks.filter((one) => isThrownBehind(one)));
  if (!removed || rollbacks.includes('unclear')) return undefined;
  const { declaration, declarator } = declared;
  const at = source.code.getIndexFromLoc({ line: statement.loc.start.line, column: 0 });
  return [
    { range: [at, at], text: `${indentAt(source, statement)}let ${variable.name}${style.semicolon}${style.eol}` },
    { range: [declaration.range[0], declarator.range[0]], text: '' },
    ...rollbacks.flatMap((dot): Edit[] => typeof dot === 'string' || !style.knows('?.') ? [] : [{ range: dot, text: '?.' }]),
    ...removed,
  ];
}

/** The `.` of `await t.rollback();`, where nothing looks whether there is one. */
function dotOf(source: Source, { identifier }: Reference): readonly [number, number] | 'tested' | 'unclear' {
  const access = outermost(identifier).parent;
  if (access?.type === 'IfStatement' || access?.type === 'LogicalExpression' || access?.type === 'UnaryExpression') return 'tested';
  if (access?.type !== 'MemberExpression' || access.object !== identifier) return 'unclear';
  if (access.optional || propertyName(access) !== 'rollback') return access.optional || isTested(identifier) ? 'tested' : 'unclear';
  if (isTested(identifier)) return 'tested';
  const dot = source.code.getTokenAfter(identifier);
  return dot?.value === '.' ? dot.range : 'unclear';
}

/** `if (t) …` */
function isTested(identifier: TSESTree.Identifier | TSESTree.JSXIdentifier): boolean {
  for (let node: TSESTree.Node | undefined = identifier.parent; node && node.type !== 'CatchClause'; node = node.parent) {
    if (node.type === 'IfStatement' || node.type === 'LogicalExpression') return true;
  }
  return false;
}
