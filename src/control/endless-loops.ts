import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel } from '../resolve/file-model.js';
import { isInside } from '../syntax/is-inside.js';
import { enclosingFunction, isFunction, propertyName, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import { ownNodes } from '../syntax/walk.js';
import { isProcessExit } from './process-end.js';

/*
 * Does a node run again and again, because a loop around it never ends? `while (true) { const job = await queue.next(); … }` is a server in
 * all but name.
 * Input: a node and the function around it. Invariant: a loop that may end by itself (by `break`, `return`, the end of the process, or a
 * test of what it changes) is none: it tries again until something succeeds, or works through a list. Blind spot: loops that end by an
 * exception.
 */

export type EndlessLoop = TSESTree.WhileStatement | TSESTree.DoWhileStatement | TSESTree.ForStatement;

/** The innermost such loop in the function around a node, or at the top of its module. */
export function endlessLoopAround(file: FileModel, node: Node): EndlessLoop | undefined {
  let child = node;
  for (let { parent } = node; parent && !isFunction(child); child = parent, parent = parent.parent) {
    if (isLoop(parent) && parent.body === child && isEndless(file, parent)) return parent;
  }
  return undefined;
}

function isLoop(node: Node): node is EndlessLoop {
  return node.type === 'WhileStatement' || node.type === 'DoWhileStatement' || node.type === 'ForStatement';
}

function isEndless(file: FileModel, loop: EndlessLoop): boolean {
  return holdsForEver(file, loop) && waits(file, loop.body) && !canLeave(file, loop);
}

/** No test, one that is always true, or a flag that only code elsewhere takes away. */
function holdsForEver(file: FileModel, loop: EndlessLoop): boolean {
  if (!loop.test) return true;
  let test = unwrap(loop.test);
  if (test.type === 'Literal') return Boolean(test.value);
  if (test.type === 'UnaryExpression' && test.operator === '!') test = unwrap(test.argument);
  if (test.type === 'Identifier') {
    const variable = file.variableOf(test);
    const isLet = variable?.defs[0]?.type === 'Variable';
    const writes = variable?.references.filter((reference) => reference.isWrite() && reference.init !== true) ?? [];
    return isLet && writes.length > 0 && writes.every(({ identifier }) => !isInside(identifier, loop) && isElsewhere(identifier, loop));
  }
  if (test.type !== 'MemberExpression' || unwrap(test.object).type !== 'ThisExpression') return false;
  const writes = (file.members.get(propertyName(test) ?? '') ?? [])
    .filter((access) => access.parent.type === 'AssignmentExpression' && access.parent.left === access);
  return writes.length > 0 && writes.every((write) => !isInside(write, loop)) && writes.some((write) => isElsewhere(write, loop));
}

/** Written in another function than the one with the loop. */
function isElsewhere(write: Node, loop: EndlessLoop): boolean {
  const around = enclosingFunction(loop);
  return !around || !isInside(write, around);
}

function waits(file: FileModel, body: Node): boolean {
  for (const node of ownNodes(body, file.tree.visitorKeys)) if (node.type === 'AwaitExpression') return true;
  return false;
}

function canLeave(file: FileModel, loop: EndlessLoop): boolean {
  for (const node of ownNodes(loop.body, file.tree.visitorKeys)) {
    if (node.type === 'ReturnStatement') return true;
    if (node.type === 'BreakStatement' && (node.label !== null || brokenBy(node) === loop)) return true;
    if (node.type === 'CallExpression' && isProcessExit(node.callee)) return true;
  }
  return false;
}

/** Statements beside such loops that a `break` leaves. */
const BREAKABLE: ReadonlySet<string> = new Set(['SwitchStatement', 'ForOfStatement', 'ForInStatement']);

function brokenBy(statement: Node): Node | undefined {
  let around = statement.parent;
  while (around && !isLoop(around) && !BREAKABLE.has(around.type)) around = around.parent;
  return around;
}
