import { listMethods } from '../catalog/conventions/collections.js';
import type { FileModel } from '../resolve/file-model.js';
import { isNothing } from '../resolve/value.js';
import { CALL } from '../resolve/path.js';
import { returnedExpressions, singleValueOf } from '../resolve/values.js';
import { isInside } from '../syntax/is-inside.js';
import { isFunction, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import type { Program } from '../project/program.js';

/*
 * Whether an expression makes an object that nobody else has: a literal, `new`, what the language's own functions make, and what a function
 * of the project makes in each of its `return`s. Invariant: what a package gives, or a function that is not seen, may be shared.
 * Blind spot: a function that makes an object, puts it somewhere as well, and gives it back.
 */

export function isFresh(program: Program, file: FileModel, expression: Node): boolean {
  const node = unwrap(expression);
  return MAKING.has(node.type) || (node.type === 'CallExpression' && isMadeByCall(program, file, node));
}

const MAKING = new Set(['ObjectExpression', 'ArrayExpression', 'NewExpression', 'ClassExpression', 'FunctionExpression',
  'ArrowFunctionExpression', 'Literal']);

function isMadeByCall(program: Program, file: FileModel, call: CallNode): boolean {
  const callee = program.evaluator.evaluate(file, call.callee);
  // `Array.from(list)`, and no method of something that is there: `lists.get(key)`.
  if (callee.kind === 'global') return !callee.path.includes(CALL) || isListed(call);
  if (callee.kind !== 'local') return isListed(call);
  if (callee.path.length > 0 || !isFunction(callee.node)) return isListed(call);
  const { file: there, node: fn } = callee;
  const results = returnedExpressions(fn, there.tree.visitorKeys).filter((result) => !isNothing(result));
  return results.every((result) => MAKING.has(unwrap(result).type) || isOwnVariable(there, fn, unwrap(result)));
}

/** A variable of the function that holds what is made there. */
function isOwnVariable(file: FileModel, fn: FunctionNode, node: Node): boolean {
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  const held = variable && isInside(variable.identifiers[0]!, fn) ? singleValueOf(variable) : undefined;
  return held !== undefined && held.path.length === 0 && MAKING.has(unwrap(held.expression).type);
}

/** `names.map(open)`, `list.filter(isOpen)` */
function isListed({ callee }: CallNode): boolean {
  const method = unwrap(callee);
  const name = method.type === 'MemberExpression' ? propertyName(method) : undefined;
  return name !== undefined && (name === 'map' || name === 'flatMap' || listMethods.has(name));
}
