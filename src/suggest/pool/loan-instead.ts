import type { TSESTree } from '@typescript-eslint/utils';
import type { Program } from '../../project/program.js';
import type { Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isFunction, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import type { EditTask } from '../task/edit-task.js';
import { detachAll, insertion, namesForMoved, renamesOutside, textOfMoved } from '../task/moved-statements.js';
import { requirementsOf } from '../task/requirements.js';
import type { Requirements } from '../task/requirements.js';
import type { Shape } from '../task/shape.js';
import { whyReplaced } from '../task/sharing.js';
import { commentsOf, detach } from '../text/detached-statement.js';
import { takeOut } from '../text/emptied-blocks.js';
import { applyEdits, movedText, renameEdits } from '../text/moved-text.js';
import type { Source } from '../text/source.js';
import { styleOf } from '../text/style-of.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Edit, Suggestion } from '../text/suggestion.js';
import { UniqueNames } from '../text/unique-name.js';
import { withhold } from '../text/withhold.js';
import { heldBy } from './held-connection.js';
import type { Held } from './held-connection.js';
import { loanReleasesOf } from './loan-releases.js';
import { endTransactions, triesAround } from './loan-transactions.js';
import { lentType } from './lent-type.js';
import { loanUsesOf } from './loan-uses.js';
import type { LoanUses, PoolLoans } from './loan-uses.js';
import { isSameHere, madeEdits, madeInstead, mayBeMadeAtOnce, placeOnFirstUse, samePool } from './made-pool.js';
import type { Made } from './made-pool.js';
import { helpedLoansOf } from './helped-loans.js';
import type { PoolInstead } from './pool-uses.js';
import { mayBorrowTwice } from './second-loan.js';

/*
 * `const connection = await pool.getConnection();` in place of `const connection = await sdk.createConnection(options);`, with one pool of
 * the module, and `connection.release();` in place of what closes it.
 * Input: a connection that is closed on every path, of an SDK whose pool lends such connections. Output: an edit, or `undefined`.
 * Invariant: what is given back is as it was lent, and is given back once; no request waits for a connection while it has one. Blind spot:
 * settings that procedures of the database leave behind.
 */

export function loanInstead(source: Source, finding: Finding, program: Program, client: string): Suggestion | undefined {
  const { model, node: construction } = finding.site;
  const { poolInstead: pool } = model;
  const lends = pool?.lends;
  if (!lends || finding.arguments !== 'constant' || finding.overwrites) return undefined;
  if (finding.runtime?.perRequestIsRight !== undefined) return undefined;
  // What is lost would be lost to all that wait for the pool.
  if (finding.release.kind !== 'everyPath') return undefined;
  if (!finding.releases) return throughHelper(source, finding, program, client, pool, lends);
  const no = (reason: string): undefined => withhold(source, construction, 'sharing', reason);
  const boundary = enclosingFunction(construction);
  const held = heldBy(source, construction);
  if (!held || !isFunction(boundary) || !boundary.async || boundary.generator) return undefined;
  if ((model.kind === 'asyncFactory') === (held.value === construction)) return undefined;
  if (whyReplaced(finding, [construction]) !== undefined) return undefined;
  const uses = loanUsesOf(source, program, finding, pool, { fn: boundary, variable: held.variable }, finding.releases);
  if (typeof uses === 'string') return no(`no pool is to lend one in its place: ${uses}`);
  const releases = loanReleasesOf(source, held.variable, boundary, finding.releases, lends);
  if (!releases) return no('it is released in a way that cannot be taken out');
  if (mayBorrowTwice(source, program, finding, pool, lends, boundary, uses.connect ? [uses.connect] : [])) {
    return no('a request may need two connections of a pool at a time');
  }
  const style = styleOf(source);
  const ends = endTransactions(style, uses.users, uses.connect ?? construction, releases.calls);
  if (!ends) return no('a transaction may be open when it is given back');
  const shape: Shape = { construction, expression: construction, isAsync: false, releases: [], names: ['pool'], leaves: false };
  const task: EditTask = { source, program, finding, shape, style, client };
  const requirements = requirementsOf(task, [construction], [held.variable]);
  if (!requirements && !isSameHere(source, construction)) return undefined;
  const names = new UniqueNames(source);
  const made = madeInstead(source, held, pool, names);
  const lending = made && lendingOf(task, held, uses, lends, releases.calls, names);
  if (!lending) return undefined;
  const edits = (mayBeMadeAtOnce(task, requirements) ? ofModule(task, held, lending, made, requirements, names) : undefined)
    ?? onFirstUse(task, held, lending, made, names);
  return edits && toSuggestion('sharedPool', client, [...edits, ...releases.edits, ...ends]);
}

/** Where a function of the file gives each of its callers a connection, it borrows them one. */
function throughHelper(
  source: Source, finding: Finding, program: Program, client: string, pool: PoolInstead, lends: PoolLoans,
): Suggestion | undefined {
  const { node: construction } = finding.site;
  const style = styleOf(source);
  const helped = helpedLoansOf(source, program, finding, pool, lends, style);
  if (!helped || whyReplaced(finding, [construction]) !== undefined) return undefined;
  const shape: Shape = { construction, expression: construction, isAsync: false, releases: [], names: ['pool'], leaves: true };
  const task: EditTask = { source, program, finding, shape, style, client };
  if (!requirementsOf(task, [construction], []) && !isSameHere(source, construction)) return undefined;
  const names = new UniqueNames(source);
  const held = { value: helped.value, annotation: undefined };
  const made = madeInstead(source, held, pool, names);
  const text = made && applyEdits(source.code.text, construction.range, madeEdits({ ...held, value: construction }, made));
  const kept = made && placeOnFirstUse(task, names, made, text!, construction);
  if (!made || !kept) return undefined;
  const borrowed: Edit = { range: construction.range, text: `${kept.value}.${lends.by}()` };
  return toSuggestion('sharedPool', client, [...kept.edits, borrowed, ...made.imported, ...helped.edits]);
}

/** Where a connection is borrowed. */
interface Lending {
  /** What gives way to the pool and the call that asks it. */
  readonly range: readonly [number, number];
  /** What stands in front of the pool, and behind it. */
  readonly before: string;
  readonly behind: string;
  /** The statement that made the connection, where another one borrows it. */
  readonly dropped: TSESTree.Statement | undefined;
  readonly edits: readonly Edit[];
}

function lendingOf(
  task: EditTask, held: Held, { connect, others }: LoanUses, { by, type, isAlso }: PoolLoans, releases: readonly CallNode[],
  names: UniqueNames,
): Lending | undefined {
  const { source, finding: { site: { model } }, shape: { construction }, style } = task;
  const { variable, statement, empty, annotation } = held;
  const callee = unwrap(construction.callee);
  const named = callee.type === 'MemberExpression' ? propertyName(callee) : source.file.textOf(callee);
  const known = [...isAlso, named ?? ''];
  const declared = annotation && (empty ? lentType(source, annotation, type, known, names) : [{ range: annotation.range, text: '' }]);
  if (annotation && !declared) return undefined;
  const typed = declared ?? [];
  if (model.kind === 'asyncFactory') {
    return { range: construction.range, before: '', behind: `.${by}()`, dropped: undefined, edits: typed };
  }
  // It is nothing before it is connected.
  const isNamedBefore = connect && others.some(({ range }) => range[0] < connect.range[0] && range[0] > statement.range[1]);
  if (!connect || isNamedBefore) return undefined;
  const { range } = connect.expression;
  const isBeside = connect.parent === statement.parent;
  const guarded = notYetThere(task, held, connect, [...others, ...releases.map(receiverOf)]);
  if (!guarded) return undefined;
  const { name } = variable;
  const behind = `.${by}()`;
  if (isBeside) {
    const before = empty ? `${name} = await ` : `const ${name} = await `;
    return { range, before, behind, dropped: statement, edits: [...empty ? typed : [], ...guarded] };
  }
  if (empty || statement.type !== 'VariableDeclaration') return undefined;
  // TypeScript forgets in functions what it knows of a variable that may change.
  const isCaptured = others.some((other) => enclosingFunction(other) !== enclosingFunction(connect));
  if (style.isTypeScript && isCaptured) return undefined;
  const declaring: Edit = { range: [statement.range[0], statement.declarations[0].range[1]], text: `let ${name}` };
  return { range, before: `${name} = await `, behind, dropped: undefined, edits: [declaring, ...guarded] };
}

/** `client?.release()`: where a failure to connect leads to, there is none. `undefined` where others would find none. */
function notYetThere(
  { source, style }: EditTask, { variable, empty, statement }: Held, connect: TSESTree.ExpressionStatement, names: readonly Node[],
): Edit[] | undefined {
  const edits: Edit[] = [];
  const handlers = triesAround(connect, enclosingFunction(connect)).flatMap(({ handler, finalizer }) => [handler, finalizer]);
  for (const name of names) {
    if (isInside(name, connect.parent)) continue;
    if (connect.parent === statement.parent && !empty) return undefined;
    if (!handlers.some((handler) => handler && isInside(name, handler))) return undefined;
    const access = name.parent;
    const isAsked = access?.type === 'MemberExpression' && access.object === name && !access.optional;
    if (!isAsked || isGuarded(source, name, variable.name)) continue;
    if (!style.knows('?.')) return undefined;
    edits.push({ range: [name.range[1], name.range[1]], text: '?' });
  }
  return edits;
}

function receiverOf({ callee }: CallNode): Node {
  const access = unwrap(callee);
  return access.type === 'MemberExpression' ? access.object : access;
}

/** `if (client) …`, `client && …` */
function isGuarded({ file }: Source, name: Node, word: string): boolean {
  for (let node = name; node.parent && !isFunction(node); node = node.parent) {
    const { parent } = node;
    const test = parent.type === 'IfStatement' && parent.consequent === node ? parent.test
      : parent.type === 'LogicalExpression' && parent.operator === '&&' && parent.right === node ? parent.left : undefined;
    if (test && file.textOf(test) === word) return true;
  }
  return false;
}

/** The pool is a constant of the module. */
function ofModule(
  task: EditTask, held: Held, lending: Lending, made: Made, requirements: Requirements, names: UniqueNames,
): Edit[] | undefined {
  const { source, style, shape: { construction } } = task;
  const { statement, value } = held;
  const moved = detachAll(task, requirements.declarations);
  const own = lending.dropped && detach(source, statement);
  if (!moved || (lending.dropped && !own)) return undefined;
  const inside = madeEdits(held, made);
  const existing = moved.length === 0 ? samePool(source, held, inside) : undefined;
  const isVisible = existing !== undefined && names.isVisible(existing, [construction], []);
  const explained = own ? commentsOf(source, own) : [];
  // What is explained is there already.
  if (isVisible && explained.length > 0) return undefined;
  const name = isVisible ? existing.name : names.choose(['pool', 'sharedPool'], [construction]);
  const renames = new Map<Variable, string>();
  namesForMoved(task, requirements, names, renames);
  const text = [
    ...moved.length > 0 ? [textOfMoved(task, moved, renames, '', made.imported)] : [],
    ...explained,
    `const ${name} = ${movedText(source, value.range, [...inside, ...renameEdits(renames, () => true)])}${style.semicolon}`,
  ].join(style.eol);
  const insert = isVisible ? undefined : insertion(task, requirements.lastNeeded, text);
  const leaving = [...moved, ...own ? [own] : []];
  const removed = takeOut(source, [], leaving);
  if ((!isVisible && !insert) || !removed) return undefined;
  return [
    ...insert ? [insert] : [], { range: lending.range, text: `${lending.before}${name}${lending.behind}` }, ...lending.edits,
    ...renamesOutside(renames, leaving, [value]), ...removed, ...made.imported,
  ];
}

/** Where the connection is made, the pool is, for the first time only. */
function onFirstUse(task: EditTask, held: Held, lending: Lending, made: Made, names: UniqueNames): Edit[] | undefined {
  const { source, shape: { construction } } = task;
  const { value } = held;
  const own = lending.dropped && detach(source, lending.dropped);
  if (lending.dropped && (!own || commentsOf(source, own).length > 0)) return undefined;
  const inside = madeEdits({ value, annotation: undefined }, made);
  // What is borrowed elsewhere is made elsewhere.
  const stays = lending.range === construction.range;
  const text = stays ? applyEdits(source.code.text, value.range, inside) : movedText(source, value.range, inside);
  const kept = placeOnFirstUse(task, names, made, text, construction);
  const removed = takeOut(source, [], own ? [own] : []);
  if (!kept || !removed) return undefined;
  const borrowed: Edit = { range: lending.range, text: `${lending.before}${kept.value}${lending.behind}` };
  return [...kept.edits, borrowed, ...lending.edits, ...removed, ...made.imported];
}
