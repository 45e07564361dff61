import type { TSESTree } from '@typescript-eslint/utils';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { ClosingUses, goesOn } from './closing-uses.js';
import type { ClosingTarget } from './closing-target.js';
import { detach } from '../text/detached-statement.js';
import type { Detached } from '../text/detached-statement.js';
import { takeOut } from '../text/emptied-blocks.js';
import { isInTemplate, movedText } from '../text/moved-text.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';

/*
 * `try { … } finally { await client.close(); }` around what is done with a client, in place of the closes that are there.
 * Invariant: each path closes once, nothing is closed while it is used, and what a `catch` caught it still catches.
 */

/** `rollback` is awaited in a `catch` before that, where a transaction would be left open. */
export function closeInFinally(source: Source, style: Style, target: ClosingTarget, rollback?: string): Edit[] | undefined {
  const { block, declaration, variable, releases } = target;
  const uses = new ClosingUses(source, target);
  const following = block.body.slice(block.body.indexOf(declaration) + 1);
  if (!uses.areOver(variable) || goesOn(source, following)) return undefined;
  const explained = explainedRelease(source, releases);
  const removed = explained ? takeOut(source, [], [explained]) : takeOut(source, releases);
  if (!removed) return undefined;
  const closing: Closing = { ...target, ...(explained && { explained }) };
  const edits = rollback !== undefined ? wrapped(source, style, closing, removed, rollback)
    : extendedTry(source, style, closing, removed) ?? extendedOuterTry(source, style, closing, removed)
      ?? wrapped(source, style, closing, removed);
  return edits && [...edits, ...removed, ...uses.awaits];
}

interface Closing extends ClosingTarget {
  /** The only close that is there, with the comments above it, which go along. */
  readonly explained?: Detached;
}

function explainedRelease(source: Source, [release, ...others]: readonly Node[]): Detached | undefined {
  const awaited = release?.parent?.type === 'AwaitExpression' ? release.parent : release;
  const statement = awaited?.parent;
  const detached = statement?.type === 'ExpressionStatement' && others.length === 0 ? detach(source, statement) : undefined;
  if (!detached || detached.content[0] === detached.statement.range[0]) return undefined;
  return detached.content[1] === detached.statement.range[1] ? detached : undefined;
}

/** The statements behind the declaration and its listeners that are still there without the closes. */
function remaining(target: ClosingTarget, removed: readonly Edit[]): TSESTree.Statement[] {
  const { block, declaration } = target;
  const following = block.body.slice(block.body.indexOf(declaration) + 1).filter((statement) => !isRemoved(statement, removed));
  const first = following.findIndex((statement) => !isListener(statement, target));
  return first === -1 ? [] : following.slice(first);
}

function isRemoved({ range }: Node, removed: readonly Edit[]): boolean {
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
  if (statement?.type !== 'TryStatement' || others.length > 0 || !isOpenEnded(statement, removed)) return undefined;
  return [finallyOf(source, style, statement, target, target.close)];
}

/** It is made inside of `try … catch`: the variable is declared in front of it, and it gets a `finally`. */
function extendedOuterTry(source: Source, style: Style, target: Closing, removed: readonly Edit[]): Edit[] | undefined {
  const { block, declaration, declarator, variable, boundary } = target;
  const statement = block.parent;
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

function closingBlock(source: Source, { eol, indent, semicolon }: Style, own: string, { explained }: Closing, close: string): string {
  const comments = explained && movedText(source, [explained.content[0], explained.statement.range[0]], [], own + indent).trimEnd() + eol;
  return `{${eol}${comments ?? ''}${own}${indent}${close}${semicolon}${eol}${own}}`;
}

/** The rest of the block goes into a `try` of its own. */
function wrapped(source: Source, style: Style, target: Closing, removed: readonly Edit[], rollback?: string): Edit[] | undefined {
  const { code } = source;
  const statements = remaining(target, removed);
  const first = statements[0];
  const last = statements.at(-1);
  if (!first || !last || !startsItsLine(source, first) || areUsedAbove(source, target, statements)) return undefined;
  let start: Node | TSESTree.Token = first;
  for (const comment of code.getCommentsBefore(first).reverse()) {
    const before = code.getTokenBefore(comment, { includeComments: true });
    if (before && before.loc.end.line >= comment.loc.start.line) break;
    start = comment;
  }
  let end: Node | TSESTree.Token = last;
  for (const comment of code.getCommentsAfter(last)) {
    if (comment.loc.start.line === last.loc.end.line && comment.loc.end.line === comment.loc.start.line) end = comment;
  }
  const next = code.getTokenAfter(end, { includeComments: true });
  if (next?.loc.start.line === end.loc.end.line) return undefined;
  const own = indentAt(source, first);
  const edits: Edit[] = [];
  for (let line = start.loc.start.line; line <= end.loc.end.line; line++) {
    const at = code.getIndexFromLoc({ line, column: 0 });
    const isGone = removed.some(({ range: [from, to], text }) => (
      text === '' && from <= at && at < to && code.text.slice(from, to).includes('\n')));
    const before = line === start.loc.start.line ? `${own}try {${style.eol}` : '';
    const isIndented = code.lines[line - 1]!.trim() !== '' && !isGone && !isInTemplate(source, at);
    const text = before + (isIndented ? style.indent : '');
    if (text !== '') edits.push({ range: [at, at], text });
  }
  const undone = rollback === undefined ? '' : ` catch (error) {${[rollback, 'throw error']
    .map((line) => `${style.eol}${own}${style.indent}${line}${style.semicolon}`).join('')}${style.eol}${own}}`;
  const text = `${style.eol}${own}}${undone} finally ${closingBlock(source, style, own, target, target.close)}`;
  return [...edits, { range: [end.range[1], end.range[1]], text }];
}

/** Something that the new block declares is used in front of it. */
function areUsedAbove(source: Source, { block }: ClosingTarget, statements: readonly Node[]): boolean {
  return statements.some((statement) => source.file.tree.scopes.getDeclaredVariables(statement).some((variable) => (
    statement.type !== 'VariableDeclaration' || statement.kind !== 'var') && variable.references.some(({ identifier }) => (
    isInside(identifier, block) && identifier.range[0] < statements[0]!.range[0]))));
}

function isNameTaken(source: Source, name: string, statement: TSESTree.TryStatement): boolean {
  const scope = source.code.getScope(statement);
  return scope.set.has(name) || source.file.tree.scopes.scopes.some((each) => each.references.some(({ identifier }) => (
    identifier.name === name && isInside(identifier, statement.parent) && !isInside(identifier, statement.block))));
}

function startsItsLine({ code }: Source, { loc }: Node): boolean {
  return code.lines[loc.start.line - 1]!.slice(0, loc.start.column).trim() === '';
}

function indentAt({ code }: Source, { loc }: Node): string {
  return /^[ \t]*/.exec(code.lines[loc.start.line - 1]!)![0];
}
