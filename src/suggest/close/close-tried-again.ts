import type { TSESTree } from '@typescript-eslint/utils';
import { isEmptying } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isCall, isFunction, outermost, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { closingBlock, explainedRelease, isRemoved } from './close-in-finally.js';
import { howToClose, releasesOf } from '../held/closing-target.js';
import type { Obligated } from '../held/closing-target.js';
import { ClosingUses } from '../held/closing-uses.js';
import { mustHaveValue } from '../held/held-client.js';
import { takeOut } from '../text/emptied-blocks.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';
import { indentAt, startsItsLine, wrappedInTry } from '../text/wrapped-in-try.js';

/*
 * `let client; try { client = make(); await client.connect(a); } catch { client = make(); await client.connect(b); } …`: what cannot be
 * opened in one way is opened in another one. The first client is closed before the second takes its place, and whichever is there in the
 * end in a `finally` around all of it.
 * Input: one of the two constructions. Output: edits, or `undefined`.
 * Invariant: that the first cannot be closed keeps nobody from trying the second. Blind spot: none known.
 */

export function closeTriedAgain(source: Source, style: Style, made: Obligated): Edit[] | undefined {
  const assignment = outermost(made.node).parent;
  const variable = assignment?.type === 'AssignmentExpression' && assignment.left.type === 'Identifier'
    ? source.file.variableOf(assignment.left) : undefined;
  const [definition, ...others] = variable?.defs ?? [];
  const declarator = definition?.node.type === 'VariableDeclarator' ? definition.node : undefined;
  const block = declarator?.parent.parent;
  const boundary = assignment && enclosingFunction(assignment);
  if (!variable || !declarator || others.length > 0 || block?.type !== 'BlockStatement') return undefined;
  if (!isFunction(boundary) || !boundary.async || boundary.generator || enclosingFunction(declarator) !== boundary) return undefined;
  if ((declarator.init && !isEmptying(declarator.init)) || mustHaveValue(declarator.id)) return undefined;
  const tries = attemptsOf(source, variable.references.flatMap(({ writeExpr }) => (
    writeExpr && !isEmptying(writeExpr) ? [writeExpr] : [])), made);
  if (tries?.statement.parent !== block || !startsItsLine(source, tries.again)) return undefined;
  // What reads it in front of the second has its own idea of the first.
  const isAsked = variable.references.some((reference) => reference.isRead() && (reference.identifier.range[0] < tries.first.range[0]
    || (isInside(reference.identifier, tries.statement.handler!) && reference.identifier.range[0] < tries.again.range[0])));
  const releases = releasesOf(variable, made, boundary);
  const how = releases && !isAsked && made.releaseIs === 'async' ? howToClose(source, made, variable, releases) : undefined;
  const explained = releases?.flatMap((release) => explainedRelease(source, release) ?? []) ?? [];
  const plain = releases?.filter((release) => !explained.some(({ statement }) => isInside(release, statement))) ?? [];
  const removed = how && takeOut(source, plain, explained, true);
  if (!how || !removed) return undefined;
  const following = block.body.slice(block.body.indexOf(tries.statement));
  const uses = new ClosingUses(source, { ...made, made: made.node, variable, boundary, block, releases: releases! });
  if (!uses.areOver(variable) || uses.goOn(following)) return undefined;
  const statements = following.filter((statement) => !isRemoved(statement, removed));
  const { eol, indent, semicolon } = style;
  const edits = wrappedInTry(source, style, statements, removed, (own) => (
    ` finally ${closingBlock(source, style, own, { explained }, how.closeIfMade)}`));
  if (!edits) return undefined;
  const [at] = tries.again.range;
  const quietly = how.closeIfMade.endsWith('.catch(() => {})') ? how.closeIfMade : `${how.closeIfMade}.catch(() => {})`;
  const first = `${quietly}${semicolon}${eol}${indent}${indentAt(source, tries.again)}`;
  return [...edits, { range: [at, at], text: first }, ...removed, ...uses.awaits];
}

interface Attempts {
  readonly statement: TSESTree.TryStatement;
  readonly first: Node;
  readonly again: TSESTree.ExpressionStatement;
}

/** The `try` that assigns it in its block, and another one of the same kind in its `catch`. */
function attemptsOf({ file }: Source, values: readonly Node[], { node }: Obligated): Attempts | undefined {
  const [one, other, ...more] = values;
  if (!one || !other || more.length > 0 || !values.some((value) => isInside(node, value))) return undefined;
  const calleeOf = (value: Node): string | undefined => {
    const call = unwrap(value.type === 'AwaitExpression' ? value.argument : value);
    return isCall(call) ? file.textOf(call.callee) : undefined;
  };
  const [first, again] = [one, other].sort((a, b) => a.range[0] - b.range[0]).map((value) => outermost(value).parent?.parent);
  const statement = first?.parent?.parent;
  if (calleeOf(one) === undefined || calleeOf(one) !== calleeOf(other) || again?.type !== 'ExpressionStatement') return undefined;
  if (first?.type !== 'ExpressionStatement' || statement?.type !== 'TryStatement' || statement.finalizer) return undefined;
  return statement.block === first.parent && statement.handler && statement.handler.body === again.parent
    ? { statement, first, again } : undefined;
}
