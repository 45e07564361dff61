import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel } from '../resolve/file-model.js';
import { ANY_MEMBER, isMember, member } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { isFunction, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, Node } from '../syntax/nodes.js';
import { flowIntoPattern } from './flow-bindings.js';
import type { StepBuilder } from './step-builder.js';

/** How a value that is in a collection gets out of it again: through its own methods, and through those that make a list of it. */

/** They give an iterator or a list of the same values. */
const ALL = new Set(['values', 'slice', 'concat', 'filter', 'reverse', 'toReversed', 'sort', 'toSorted', 'splice', 'toArray']);
/** They give one of the values. */
const ONE = new Set(['get', 'at', 'pop', 'shift', 'find', 'findLast']);

/** `clients.values()`, `clients.get(key)`. Whether the method is one of a collection that is known. */
export function flowOutOfCollection(step: StepBuilder, name: string | undefined, call: CallNode, path: Path): boolean {
  if (path[0] !== ANY_MEMBER || name === undefined) return false;
  if (name === 'entries') step.use(call, [ANY_MEMBER, member('1'), ...path.slice(1)]);
  else if (ALL.has(name)) step.use(call, path);
  else if (ONE.has(name)) step.use(call, path.slice(1));
  else return false;
  return true;
}

/** `Object.values(clients)`, `Array.from(clients.values(), (client) => …)`. Whether the call makes a list, and the value goes into it. */
export function flowIntoList(step: StepBuilder, call: CallNode, index: number, path: Path): boolean {
  // What a function does with a client in a list is asked by itself: mostly it looks at all of them, and keeps none.
  const listed = step.boundary ? undefined : listedPath(step.file, call, index, path);
  if (listed) step.use(call, listed);
  if (listed || !isMethodOf(step.file, call, 'Array', 'from') || index !== 0 || path[0] !== ANY_MEMBER) return listed !== undefined;
  const each = call.arguments[1];
  if (!each) step.use(call, path);
  else if (isFunction(each) && each.params[0]) flowIntoPattern(step, each.params[0], path.slice(1));
  return true;
}

/** Where in the result of `Object.values()` and `Object.entries()` the value stands that is in their argument under `path`. */
export function listedPath(file: FileModel, call: CallNode, index: number, path: Path): Path | undefined {
  if (index !== 0 || !isMember(path[0])) return undefined;
  if (isMethodOf(file, call, 'Object', 'values')) return [ANY_MEMBER, ...path.slice(1)];
  return isMethodOf(file, call, 'Object', 'entries') ? [ANY_MEMBER, member('1'), ...path.slice(1)] : undefined;
}

function isMethodOf(file: FileModel, call: CallNode, object: string, method: string): boolean {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === object
    && !file.variableOf(callee.object) && propertyName(callee) === method;
}

/** `for (const client of clients)`; of a `Map` the values come with their keys. */
export function flowIntoLoop(step: StepBuilder, loop: TSESTree.ForOfStatement, path: Path): void {
  const target: Node = loop.left.type === 'VariableDeclaration' ? loop.left.declarations[0].id : loop.left;
  if (path[0] !== ANY_MEMBER) return;
  // Elements that are lists themselves have the value at a place of their own.
  const isOfMap = target.type === 'ArrayPattern' && !/^\.\d+$/.test(path[1] ?? '');
  const value = isOfMap ? target.elements[1] : target;
  if (value) flowIntoPattern(step, value, path.slice(1));
}
