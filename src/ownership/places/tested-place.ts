import { testsOnWay } from '../../control/guards/tests-on-way.js';
import type { FileModel } from '../../resolve/file-model.js';
import { isMember } from '../../resolve/path.js';
import { writtenValues } from '../../resolve/values.js';
import { enclosingFunction, isCall, isFunction, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { childrenOf, ownNodes } from '../../syntax/walk.js';
import type { LocalLife } from '../lives/local-life.js';

/*
 * A client is put somewhere: is that place looked at first, so that it is made where there is none?
 * Input: what becomes of the client in a function, and a node on the way to its construction. Output: whether a test on the way there
 * reads something of the name of such a place, itself or through a variable. Invariant: one of the same name elsewhere counts as well.
 * Blind spot: tests in functions that are called.
 */

/** What the places are called that a function puts a client into. */
export function placeNames({ effects }: LocalLife): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { variable } of effects.of('keptByVariable')) names.add(variable.name);
  for (const { path: [first] } of effects.of('keptByField')) if (first !== undefined && isMember(first)) names.add(first.slice(1));
  for (const { node } of [...effects.of('stored'), ...effects.of('handedOver')]) {
    const target = unwrap(isCall(node) ? node.callee : node);
    const place = isCall(node) && target.type === 'MemberExpression' ? unwrap(target.object) : target;
    const name = place.type === 'Identifier' ? place.name : place.type === 'MemberExpression' ? propertyName(place) : undefined;
    if (name !== undefined) names.add(name);
  }
  return names;
}

/** Whether a test on the way to `node` looks at something with one of these names. */
export function isAskedFor(file: FileModel, node: Node, names: ReadonlySet<string>): boolean {
  const owner = enclosingFunction(node);
  return [...testsOnWay(node, owner), ...testsBefore(file, node, owner)].some((test) => mentions(file, test, names));
}

/** Tests that may end the function before `node`: `if (clients.has(key)) { if (isAlive(key)) return clients.get(key); … }` */
function testsBefore(file: FileModel, node: Node, owner: Node | undefined): Node[] {
  if (!isFunction(owner)) return [];
  const { visitorKeys } = file.tree;
  const mayReturn = (statement: Node): boolean => [...ownNodes(statement, visitorKeys)].some(({ type }) => type === 'ReturnStatement');
  return [...ownNodes(owner.body, visitorKeys)].flatMap((statement) => (
    statement.type === 'IfStatement' && statement.range[1] <= node.range[0] && mayReturn(statement) ? statement.test : []));
}

function mentions(file: FileModel, expression: Node, names: ReadonlySet<string>, isVariable = false): boolean {
  const stack: Node[] = [expression];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const name = node.type === 'Identifier' ? node.name : node.type === 'MemberExpression' ? propertyName(node) : undefined;
    if (name !== undefined && names.has(name)) return true;
    const variable = node.type === 'Identifier' && !isVariable ? file.variableOf(node) : undefined;
    if (variable && writtenValues(variable).values.some((value) => mentions(file, value.expression, names, true))) return true;
    stack.push(...childrenOf(node, file.tree.visitorKeys));
  }
  return false;
}
