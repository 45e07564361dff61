import { endingMethods } from '../../catalog/conventions/methods.js';
import { isInside } from '../../syntax/is-inside.js';
import { isCall, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import type { Source } from '../text/source.js';
import type { ClosingTarget } from '../held/closing-target.js';

/*
 * A pool that is told to end waits until everything that it has lent is back: `finally { await pool.end(); }` never goes on where a query
 * has failed before the connection was given back, and with it nobody hears of the failure. Output: whether something lent may be out then.
 * Blind spot: loans that have no name, and those that another function gives back.
 */

export function mayHaveLent({ file }: Source, { variable, lends = [] }: ClosingTarget): boolean {
  return variable.references.some(({ identifier }) => {
    const access = outermost(identifier).parent;
    const isOfPool = access?.type === 'MemberExpression' && unwrap(access.object) === identifier;
    if (!isOfPool || !lends.includes(propertyName(access) ?? '')) return false;
    const call = outermost(access).parent;
    const awaited = isCall(call) && unwrap(call.callee) === access && call.parent.type === 'AwaitExpression' ? call.parent : undefined;
    const name = awaited && nameOf(awaited);
    const loan = name && file.variableOf(name);
    return loan !== undefined && !loan.references.some((reference) => isGivenBackAnyway(reference.identifier));
  });
}

/** `const connection = await …`, `connection = await …` */
function nameOf(value: Node): Node | undefined {
  const { parent } = outermost(value);
  const target = parent?.type === 'VariableDeclarator' ? parent.id : parent?.type === 'AssignmentExpression' ? parent.left : undefined;
  return target?.type === 'Identifier' ? target : undefined;
}

/** `finally { connection.release(); }`, `finally { pool.release(connection); }` */
function isGivenBackAnyway(identifier: Node): boolean {
  for (let node: Node | undefined = identifier; node; node = node.parent) {
    const method = isCall(node) && node.callee.type === 'MemberExpression' ? propertyName(node.callee) : undefined;
    if (method === undefined || !(endingMethods.has(method) || /^release/.test(method))) continue;
    for (let around: Node | undefined = node.parent; around; around = around.parent) {
      if (around.type === 'TryStatement' && around.finalizer && isInside(node, around.finalizer)) return true;
    }
  }
  return false;
}
