import type { TSESTree } from '@typescript-eslint/utils';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { areOnlyAsked } from '../held/come-along.js';
import { ClosingUses } from '../held/closing-uses.js';
import { followingOf } from '../held/closing-target.js';
import type { ClosingTarget } from '../held/closing-target.js';
import { detach, removalEdits } from '../text/detached-statement.js';
import type { Detached } from '../text/detached-statement.js';
import { takeOut } from '../text/emptied-blocks.js';
import { movedText } from '../text/moved-text.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';
import { catchClause, indentAt, startsItsLine, wrappedInTry } from '../text/wrapped-in-try.js';

/*
 * `try { … } finally { await client.close(); }` around what is done with a client, in place of the closes that are there.
 * Invariant: each path closes once, nothing is closed while it is used, and what a `catch` caught it still catches.
 */

/** `rollback` is awaited in a `catch` before that, where a transaction would be left open. */
export function closeInFinally(source: Source, style: Style, target: ClosingTarget, rollback?: string): Edit[] | undefined {
  const { variable, assignedIn } = target;
  const releases = target.keepsReleases === true ? [] : target.releases;
  if (isOpenedBehind(target, releases)) return undefined;
  const uses = new ClosingUses(source, target);
  const isOver = isClosedBehind(source, target) || (uses.areOver(variable) && !uses.goOn(assignedIn ? [assignedIn] : followingOf(target)));
  if (!isOver || !areOnlyAsked(target.besides ?? [], target.boundary)) return undefined;
  const explained = releases.flatMap((release) => explainedRelease(source, release) ?? []);
  const others = releases.filter((release) => !explained.some(({ statement }) => isInside(release, statement)));
  const removed = takeOut(source, others, explained, true);
  if (!removed) return undefined;
  const closing: Closing = { ...target, explained };
  if (assignedIn && rollback !== undefined) return undefined;
  if (target.movedBefore) {
    const out = rollback === undefined ? movedOut(source, style, closing, target.movedBefore) : undefined;
    const edits = out && wrapped(source, style, closing, [...removed, ...out]);
    return edits && [...out, ...edits, ...removed, ...uses.awaits];
  }
  const edits = assignedIn ? completedTry(source, style, closing, assignedIn, removed)
    : rollback !== undefined ? wrapped(source, style, closing, removed, rollback)
    : extendedTry(source, style, closing, removed) ?? extendedOuterTry(source, style, closing, removed)
      ?? wrapped(source, style, closing, removed);
  const { becomesAsync, becomesOwn, assignedBy } = target;
  const start = (becomesAsync ?? assignedBy)?.range[0] ?? 0;
  const word = becomesAsync ? 'async ' : becomesOwn ? 'const ' : undefined;
  return edits && [...word === undefined ? [] : [{ range: [start, start] as const, text: word }], ...edits, ...removed, ...uses.awaits];
}

/** `await client.connect(); …; await client.close(); await client.connect();`: without the close in between it would be opened twice. */
function isOpenedBehind({ variable, setup }: ClosingTarget, releases: readonly Node[]): boolean {
  const openings = variable.references.map(({ identifier }) => identifier).filter((identifier) => {
    const access = outermost(identifier).parent;
    return access?.type === 'MemberExpression' && unwrap(access.object) === identifier && setup.includes(propertyName(access) ?? '');
  });
  return releases.some((release) => openings.some((opening) => opening.range[0] > release.range[1])
    && openings.some((opening) => opening.range[1] < release.range[0]));
}

/**
 * Whoever gets through the block closes it there, whatever still goes on with it: `client.subscribe(…); await done; client.close();`. Only
 * failures leave before that, and nothing asks for the client behind it.
 */
function isClosedBehind(source: Source, target: ClosingTarget): boolean {
  const { variable, releases, boundary } = target;
  const following = followingOf(target);
  const last = following.findLastIndex((statement) => releases.some((release) => isStatementOf(release, statement)));
  if (last === -1) return false;
  const end = following[last]!.range[1];
  // What is returned is closed already.
  const isUsedBehind = variable.references.some(({ identifier }) => (
    identifier.range[0] > end && !(identifier.parent.type === 'ReturnStatement' && following.includes(identifier.parent))));
  return !isUsedBehind && !following.slice(0, last).some((statement) => [...nodesIn(source, statement, true)].some((node) => (
    /^(?:Return|Break|Continue)Statement$|^YieldExpression$/.test(node.type) && enclosingFunction(node) === boundary)));
}

/** `await client.close();`, `setTimeout(() => client.close(), 500);` */
function isStatementOf(release: Node, statement: Node): boolean {
  if (release === statement) return true;
  const value = release.parent?.type === 'AwaitExpression' ? release.parent : release;
  return value.parent === statement && statement.type === 'ExpressionStatement';
}

interface Closing extends ClosingTarget {
  /** The closes that are there and have comments above or beside them, which go along. */
  readonly explained: readonly Detached[];
}

/** A close that has comments above or beside it, which go along. */
export function explainedRelease(source: Source, release: Node): Detached | undefined {
  const awaited = release.parent?.type === 'AwaitExpression' ? release.parent : release;
  const statement = release.type === 'ExpressionStatement' ? release : awaited.parent;
  const detached = statement?.type === 'ExpressionStatement' ? detach(source, statement) : undefined;
  if (!detached || source.code.getCommentsInside(detached.statement).length > 0) return undefined;
  return commentsOf(source, detached).length > 0 ? detached : undefined;
}

function commentsOf({ code }: Source, { content, statement }: Detached): TSESTree.Comment[] {
  return code.getAllComments().filter(({ range }) => (
    content[0] <= range[0] && range[1] <= content[1] && (range[1] <= statement.range[0] || range[0] >= statement.range[1])));
}

/** The statements behind the declaration and its listeners that are still there without the closes. */
export function remaining(target: ClosingTarget, removed: readonly Edit[]): TSESTree.Statement[] {
  const following = followingOf(target).filter((statement) => !isRemoved(statement, removed));
  const first = following.findIndex((statement) => !isListener(statement, target));
  return first === -1 ? [] : following.slice(first);
}

export function isRemoved({ range }: Node, removed: readonly Edit[]): boolean {
  return removed.some((edit) => edit.text === '' && edit.range[0] <= range[0] && range[1] <= edit.range[1]);
}

/** `client.on('error', log);`, which cannot fail. */
function isListener(statement: Node, { variable }: ClosingTarget): boolean {
  const call = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
  const callee = call?.type === 'CallExpression' ? call.callee : undefined;
  return callee?.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === variable.name
    && callee.property.type === 'Identifier' && callee.property.name === 'on';
}

/** What follows is one `try … catch`: it gets a `finally`. */
function extendedTry(source: Source, style: Style, target: Closing, removed: readonly Edit[]): Edit[] | undefined {
  const [statement, ...others] = remaining(target, removed);
  if (statement?.type !== 'TryStatement' || others.length > 0) return undefined;
  if (statement.finalizer && !isRemoved(statement.finalizer, removed)) {
    return nestedFinally(source, style, target, statement.finalizer, removed, target.close);
  }
  if (!isOpenEnded(statement, removed)) return undefined;
  return [finallyOf(source, style, statement, target, unheard(target, statement).close)];
}

/** It is made inside of `try … catch`: the variable is declared in front of it, and it gets a `finally`. */
function extendedOuterTry(source: Source, style: Style, target: Closing, removed: readonly Edit[]): Edit[] | undefined {
  const { block, declared, variable, boundary } = target;
  const statement = block.parent;
  if (!declared) return undefined;
  const { declaration, declarator } = declared;
  // What fails to close there goes on to its `catch` from a `try` of its own.
  if (target.closeQuietly !== undefined) return undefined;
  if (statement.type !== 'TryStatement' || statement.block !== block || !isOpenEnded(statement, removed)) return undefined;
  if (statement.parent.type !== 'BlockStatement' || enclosingFunction(statement) !== boundary) return undefined;
  if (declaration.kind === 'var' || declarator.id.type !== 'Identifier' || declarator.id.typeAnnotation) return undefined;
  // TypeScript does not know the type of such a variable in functions.
  const isCaptured = variable.references.some(({ identifier }) => enclosingFunction(identifier) !== boundary);
  if (style.isTypeScript && isCaptured) return undefined;
  if (!startsItsLine(source, statement) || isNameTaken(source, variable.name, statement)) return undefined;
  const own = indentAt(source, statement);
  const at = source.code.getIndexFromLoc({ line: statement.loc.start.line, column: 0 });
  return [
    { range: [at, at], text: `${own}let ${variable.name}${style.semicolon}${style.eol}` },
    { range: [declaration.range[0], declarator.range[0]], text: '' },
    finallyOf(source, style, statement, target, target.closeIfMade),
  ];
}

/** It is assigned inside of a `try`, which gets a `finally`, or has an empty one. */
function completedTry(
  source: Source, style: Style, target: Closing, statement: TSESTree.TryStatement, removed: readonly Edit[],
): Edit[] | undefined {
  const { handler, finalizer } = statement;
  if (isRemoved(statement, removed)) return undefined;
  if (finalizer && !isRemoved(finalizer, removed)) {
    if (finalizer.body.length > 0) return nestedFinally(source, style, target, finalizer, removed, target.closeIfMade);
    if (source.code.getCommentsInside(finalizer).length > 0) return undefined;
    const { closeIfMade } = unheard(target, statement);
    return [{ range: finalizer.range, text: closingBlock(source, style, indentAt(source, statement), target, closeIfMade) }];
  }
  const isHandlerGone = !handler || removed.some(({ range }) => range[0] < handler.range[1] && range[1] >= handler.range[1]);
  return isHandlerGone ? undefined : [finallyOf(source, style, statement, target, unheard(target, statement).closeIfMade)];
}

/** How it is closed in the `finally` of a `try` whose `catch` heard until now that it failed, and hears it no more. */
function unheard({ close, closeIfMade, closeQuietly, closeIfMadeQuietly, boundary }: Closing, statement: TSESTree.TryStatement): {
  readonly close: string; readonly closeIfMade: string;
} {
  let isHeard = !statement.handler;
  for (let node: Node = statement; node !== boundary; node = node.parent!) {
    if (node.parent?.type === 'TryStatement' && node.parent.handler && node.parent.block === node) isHeard = true;
  }
  return isHeard ? { close, closeIfMade } : { close: closeQuietly ?? close, closeIfMade: closeIfMadeQuietly ?? closeIfMade };
}

/** A `finally` that closes it last, after what may fail: that goes into a `try` of its own. */
function nestedFinally(
  source: Source, style: Style, target: Closing, finalizer: TSESTree.BlockStatement, removed: readonly Edit[], close: string,
): Edit[] | undefined {
  const { releases, variable } = target;
  const closes = releases.filter((release) => isInside(release, finalizer));
  if (closes.length === 0 || !closes.every((release) => isLastIn(finalizer, release))) return undefined;
  // Whatever is in a variable of the block cannot be closed behind it.
  if (enclosingFunction(variable.identifiers[0]!) !== target.boundary) return undefined;
  return wrappedInTry(source, style, finalizer.body.filter((statement) => !isRemoved(statement, removed)), removed, (own) => (
    ` finally ${closingBlock(source, style, own, target, close)}`));
}

/** Nothing that the block does comes behind it. */
function isLastIn(block: TSESTree.BlockStatement, release: Node): boolean {
  for (let node = release; node !== block; node = node.parent!) {
    const { parent } = node;
    if (parent?.type === 'BlockStatement' && parent.body.at(-1) !== node) return false;
    if (!parent || !/^(?:Block|If|Expression)Statement$|^(?:Await|Chain)Expression$/.test(parent.type)) return false;
  }
  return true;
}

/** Whether a `try … catch` stays and can get a `finally`. */
function isOpenEnded(statement: TSESTree.TryStatement, removed: readonly Edit[]): boolean {
  const { handler, finalizer } = statement;
  if (!handler || finalizer) return false;
  return !removed.some(({ range }) => range[1] >= handler.range[1] && range[0] < handler.range[1]);
}

function finallyOf(source: Source, style: Style, statement: TSESTree.TryStatement, target: Closing, close: string): Edit {
  const { range } = statement.handler!;
  return { range: [range[1], range[1]], text: ` finally ${closingBlock(source, style, indentAt(source, statement), target, close)}` };
}

export function closingBlock(
  source: Source, { eol, indent, semicolon }: Style, own: string, { explained }: Pick<Closing, 'explained'>, close: string,
): string {
  const inner = own + indent;
  const comments = new Set(explained.flatMap((one) => commentsOf(source, one))
    .map(({ range }) => `${inner}${movedText(source, range, [], inner).trim()}${eol}`));
  const lines = close.split(eol).join(`${eol}${own}${indent}`);
  return `{${eol}${[...comments].join('')}${own}${indent}${lines}${semicolon}${eol}${own}}`;
}

/** The declaration leaves the function of the promise, and stands in front of that. */
function movedOut(source: Source, style: Style, { declared }: Closing, before: Node): Edit[] | undefined {
  const detached = declared && detach(source, declared.declaration);
  if (!detached || !startsItsLine(source, before)) return undefined;
  const own = indentAt(source, before);
  const at = source.code.getIndexFromLoc({ line: before.loc.start.line, column: 0 });
  const text = movedText(source, detached.content, [], own);
  return [{ range: [at, at], text: `${text}${style.eol}` }, ...removalEdits(source, [detached])];
}

/** The rest of the block goes into a `try` of its own. */
function wrapped(source: Source, style: Style, target: Closing, removed: readonly Edit[], rollback?: string): Edit[] | undefined {
  return wrappedInTry(source, style, remaining(target, removed), removed, (own) => {
    const undone = rollback === undefined ? '' : catchClause(style, own, rollback);
    return `${undone} finally ${closingBlock(source, style, own, target, target.close)}`;
  });
}

function isNameTaken(source: Source, name: string, statement: TSESTree.TryStatement): boolean {
  const scope = source.code.getScope(statement);
  return scope.set.has(name) || source.file.tree.scopes.scopes.some((each) => each.references.some(({ identifier }) => (
    identifier.name === name && isInside(identifier, statement.parent) && !isInside(identifier, statement.block))));
}
