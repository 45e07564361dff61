import type { Program } from '../../project/program.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isAwaited, isCall, isFunction, outermost } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import { factoryCallsOf } from '../task/factory-call.js';
import { releasesAtCallers } from '../task/removable-releases.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';
import { loanReleasesOf } from './loan-releases.js';
import { endTransactions } from './loan-transactions.js';
import { loanUsesOf } from './loan-uses.js';
import type { PoolLoans } from './loan-uses.js';
import type { PoolInstead } from './pool-uses.js';
import { mayBorrowTwice } from './second-loan.js';

/*
 * `async function connect() { return await sdk.createConnection(options); }`, whose callers all stand in the file: would a borrowed
 * connection do for each of them?
 * Input: a construction in such a function. Output: what changes at the callers; `undefined` where one of them does more with it.
 * Invariant: as of the edit for one that is made where it is used. Blind spot: the same.
 */

export interface HelpedLoans {
  /** The construction with the `await` around it. */
  readonly value: Node;
  readonly edits: readonly Edit[];
}

export function helpedLoansOf(
  source: Source, program: Program, finding: Finding, pool: PoolInstead, lends: PoolLoans, style: Style,
): HelpedLoans | undefined {
  const { model, node: construction } = finding.site;
  const value = construction.parent.type === 'AwaitExpression' ? construction.parent : construction;
  const helper = enclosingFunction(construction);
  const isResult = value.parent?.type === 'ReturnStatement' || value.parent === helper;
  // What it is declared to give is another type.
  if (!isResult || !isFunction(helper) || !helper.async || helper.returnType || model.kind !== 'asyncFactory') return undefined;
  const releases = releasesAtCallers(source, finding, program)?.filter(isCall);
  const calls = factoryCallsOf(source, program, construction);
  if (!releases || calls.length === 0) return undefined;
  const edits = calls.map((call): readonly Edit[] | undefined => {
    const declarator = outermost(call.node).parent;
    const isGiven = declarator?.type === 'VariableDeclarator' && isAwaited(call.node) && !call.mayBeNothing;
    const name = isGiven ? declarator.id : undefined;
    const variable = name?.type === 'Identifier' && !name.typeAnnotation ? source.file.variableOf(name) : undefined;
    const fn = enclosingFunction(call.node);
    if (!variable || !isFunction(fn) || !fn.async || fn.generator) return undefined;
    const own = releases.filter((release) => variable.references.some(({ identifier }) => isInside(identifier, release)));
    if (own.length === 0) return undefined;
    const uses = loanUsesOf(source, program, finding, pool, { fn, variable }, own);
    const given = typeof uses === 'string' ? undefined : loanReleasesOf(source, variable, fn, own, lends);
    if (typeof uses === 'string' || !given) return undefined;
    if (mayBorrowTwice(source, program, finding, pool, lends, fn, [call.node], calls.map(({ node }) => node))) return undefined;
    const ends = endTransactions(style, uses.users, call.node, given.calls);
    return ends && [...given.edits, ...ends];
  });
  return edits.every((one) => one !== undefined) ? { value, edits: edits.flat() } : undefined;
}
