import { isRegistration } from '../control/callbacks.js';
import type { FileModel } from '../resolve/file-model.js';
import { isInside } from '../syntax/is-inside.js';
import { enclosingFunction, isCall, isFunction, outermost } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';

/*
 * Where is a client first used that opens nothing before? What is thrown until then, and returns until then, leave nothing open.
 * Input: the construction, and what releases the client. Output: the name by which it is first used, if that happens on every path on which
 * it is used at all. Invariant: no use stands before it. Blind spot: uses through other variables that the function gives the client.
 */

export function findFirstUse(file: FileModel, origin: Node, boundary: FunctionNode, releases: readonly Node[]): Node | undefined {
  const holder = outermost(origin).parent;
  // What is chained to the construction uses it at once.
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier' || holder.parent.kind === 'var') return undefined;
  const variable = file.variableOf(holder.id);
  const block = holder.parent.parent;
  if (!variable || block.type !== 'BlockStatement' || enclosingFunction(holder) !== boundary) return undefined;
  const uses = variable.references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier)
    .filter((identifier) => !releases.some((release) => isInside(identifier, release)) && !isListening(identifier))
    .sort((a, b) => a.range[0] - b.range[0]);
  const [first] = uses;
  // A release that is arranged for beforehand is one of the client that is there.
  if (!first || releases.some((release) => release.range[0] < first.range[0])) return undefined;
  return isAlwaysRun(first, block) ? first : undefined;
}

/** `client.on('error', log)` */
function isListening(identifier: Node): boolean {
  const access = outermost(identifier).parent;
  const call = access?.type === 'MemberExpression' ? outermost(access).parent : undefined;
  return isCall(call) && isRegistration(call);
}

/** What runs another time, or not at all. */
const SOMETIMES = /^(?:CatchClause|SwitchCase|(?:For|ForIn|ForOf|While|DoWhile)Statement)$/;

/** Whether a node is evaluated whenever control comes to its statement in the block. */
function isAlwaysRun(node: Node, block: Node): boolean {
  for (let child = node; child.parent && child.parent !== block; child = child.parent) {
    const { parent } = child;
    if (isFunction(parent) || SOMETIMES.test(parent.type)) return false;
    if ((parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && child !== parent.test) return false;
    if (parent.type === 'LogicalExpression' && child !== parent.left) return false;
    if (parent.type === 'TryStatement' && child !== parent.block) return false;
  }
  return true;
}
