import type { TSESTree } from '@typescript-eslint/utils';
import { elementMethods, listMethods, mapClasses } from '../catalog/conventions/collections.js';
import { matchesExports } from '../catalog/match.js';
import type { FileModel } from '../resolve/file-model.js';
import { ANY_MEMBER, CALL, isElement, isMember, member, toSegments } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { isFunction, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, Node } from '../syntax/nodes.js';
import { flowIntoMember, flowIntoPattern } from './flow-bindings.js';
import { proxyReading } from '../resolve/wrapped-module.js';
import { flowOutOfRegistry, isComputedCollection } from './registries.js';
import type { StepBuilder } from './step-builder.js';

/** How a value that is in a collection gets out of it again: through its own methods, and through those that make a list of it. */

/** `clients.values()`, `clients.get(key)`. Whether the method is one of a collection that is known. */
export function flowOutOfCollection(step: StepBuilder, name: string | undefined, call: CallNode, path: Path): boolean {
  if (!isElement(path[0]) || name === undefined) return false;
  if (name === 'entries') step.use(call, [ANY_MEMBER, member('1'), ...path.slice(1)]);
  else if (listMethods.has(name)) step.use(call, [ANY_MEMBER, ...path.slice(1)]);
  else if (elementMethods.has(name)) step.use(call, path.slice(1));
  else return false;
  return true;
}

/** `Object.values(clients)`, `Array.from(clients.values(), (client) => …)`. Whether the call makes a list, and the value goes into it. */
export function flowIntoList(step: StepBuilder, call: CallNode, index: number, path: Path): boolean {
  // What a function does with a client in a list is asked by itself: mostly it looks at all of them, and keeps none.
  const listed = step.boundary ? undefined : listedPath(step.file, call, index, path);
  if (listed) step.use(call, listed);
  if (listed || !isMethodOf(step.file, call, 'Array', 'from') || index !== 0 || !isElement(path[0])) return listed !== undefined;
  const each = call.arguments[1];
  if (!each) step.use(call, path);
  else if (isFunction(each) && each.params[0]) flowIntoPattern(step, each.params[0], path.slice(1));
  return true;
}

/**
 * `names.map((name) => load(name))`, `new Map(pairs)`, `Object.fromEntries(pairs)`, `Promise.all(list)`, `jobs.concat(others)`: the value
 * is in the collection that the call gives. Whether it is one of these calls.
 */
export function flowIntoMade(step: StepBuilder, call: CallNode, index: number, path: Path): boolean {
  if (flowThrough(step, call, index, path)) return true;
  const [first, second, ...rest] = path;
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (step.boundary) {
    // What comes of all of a list is no other list of clients: `await Promise.all(clients.map((client) => client.connect()))`.
    const isOfMap = first === CALL && name === 'map' && isNobodys(step, call);
    const isOfAll = isElement(first) && isMethodOf(step.file, call, 'Promise', 'all') && isMapped(call.arguments[0]);
    if (index !== 0 || !(isOfMap || isOfAll)) return false;
    step.use(call, isOfMap ? [ANY_MEMBER, ...path.slice(1)] : path);
    return true;
  }
  if (name === 'concat' && callee.type === 'MemberExpression' && isCollection(step, callee.object)) {
    step.use(call, isElement(first) ? [ANY_MEMBER, ...path.slice(1)] : [ANY_MEMBER, ...path]);
    return true;
  }
  if (index !== 0) return false;
  if (first === CALL && (name === 'map' || name === 'flatMap') && isNobodys(step, call)) {
    if (name === 'map') step.use(call, [ANY_MEMBER, ...path.slice(1)]);
    else if (isElement(second)) step.use(call, [ANY_MEMBER, ...rest]);
    return true;
  }
  if (flowIntoCollectionOf(step, call, path)) return true;
  if (!isElement(first) || !isMethodOf(step.file, call, 'Promise', 'all')) return false;
  step.use(call, path);
  return true;
}

/** `new Map([[key, client]])`, `new Set([client])`, `Object.fromEntries(pairs)`. Whether it makes a collection of what is in a list. */
function flowIntoCollectionOf(step: StepBuilder, call: CallNode, [first, second, ...rest]: Path): boolean {
  if (!isElement(first)) return false;
  const isOfPairs = isMethodOf(step.file, call, 'Object', 'fromEntries') || isMade(step.file, call, 'Map');
  if (isOfPairs && (second === ANY_MEMBER || second === member('1'))) step.use(call, [ANY_MEMBER, ...rest]);
  else if (isMade(step.file, call, 'Set')) step.use(call, [ANY_MEMBER, ...(second === undefined ? [] : [second, ...rest])]);
  else return false;
  return true;
}

/** Functions of the language that give back what they are given, as it is. */
const GIVING_BACK = [['Object', 'freeze'], ['Object', 'seal'], ['Object', 'preventExtensions']] as const;

/**
 * `Object.freeze(clients)`: the result is what was given. `Object.assign(this, { client })`: what stands in an object stands in another one
 * then, which is the result. Whether it is one of these calls.
 */
function flowThrough(step: StepBuilder, call: CallNode, index: number, path: Path): boolean {
  if (index === 0 && flowOutOfProxy(step, call, path)) return true;
  const callee = unwrap(call.callee);
  const [target] = call.arguments;
  if (callee.type !== 'MemberExpression' || !target || target.type === 'SpreadElement') return false;
  const isAssigned = isMethodOf(step.file, call, 'Object', 'assign');
  const isGivenBack = isAssigned || GIVING_BACK.some(([object, method]) => isMethodOf(step.file, call, object, method));
  if (index === 0 && isGivenBack) {
    step.use(call, path);
    return true;
  }
  if (!isAssigned || !isMember(path[0])) return false;
  step.use(call, path);
  if (unwrap(target).type !== 'ObjectExpression') flowIntoMember(step, callee, path, unwrap(target));
  return true;
}

/** `clients.map(…)`, right there. */
function isMapped(list: Node | undefined): boolean {
  const made = list && unwrap(list);
  const callee = made?.type === 'CallExpression' ? unwrap(made.callee) : undefined;
  return callee?.type === 'MemberExpression' && propertyName(callee) === 'map';
}

/** `handlers.set(key, handler)`, `jobs.push(job)`, where the receiver is evidently a collection. Whether it is one of these calls. */
export function flowIntoCollection(step: StepBuilder, call: CallNode, index: number, path: Path): boolean {
  const callee = unwrap(call.callee);
  if (step.boundary || callee.type !== 'MemberExpression') return false;
  const name = propertyName(callee);
  const isKept = name === 'set' ? index === 1 : name === 'push' || name === 'unshift' || (name === 'add' && index === 0);
  if (!isKept || !(isCollection(step, callee.object) || isComputedCollection(step.file, callee.object))) return false;
  flowIntoMember(step, callee, [ANY_MEMBER, ...path], callee.object);
  flowOutOfRegistry(step, callee.object, path);
  return true;
}

/** `new Proxy({}, { get: (_, name) => value[name] })`: the members of the proxy are those of the value. */
export function flowOutOfProxy(step: StepBuilder, read: Node, path: Path): boolean {
  const proxy = step.boundary || path.length === 0 ? undefined : proxyReading(step.file, read);
  if (proxy) step.use(proxy, path);
  return proxy !== undefined;
}

/** `{ ...value }`, `[...values]`, `jobs.push(...others)`: what is spread out is in what it is put into as well. */
export function flowOutOfSpread(step: StepBuilder, spread: TSESTree.SpreadElement, path: Path): void {
  const { parent } = spread;
  if (parent.type === 'ObjectExpression') return step.go(parent, path);
  if (isElement(path[0])) {
    const within = path.slice(1);
    if (parent.type === 'ArrayExpression') return step.go(parent, [ANY_MEMBER, ...within]);
    if (parent.type === 'CallExpression' && flowIntoCollection(step, parent, parent.arguments.indexOf(spread), within)) return;
  }
  step.lose(outermost(spread.argument));
}

/** What a function gives to `reduce()` of what it has so far: it is in the result. Whether the parameter is such a one. */
export function flowOutOfReduce(step: StepBuilder, owner: Node, parameter: Node, path: Path): boolean {
  const call = owner.parent;
  if (step.boundary || !isFunction(owner) || owner.params[0] !== parameter || call?.type !== 'CallExpression') return false;
  const callee = unwrap(call.callee);
  if (call.arguments[0] !== owner || callee.type !== 'MemberExpression' || propertyName(callee) !== 'reduce') return false;
  step.use(call, path);
  return true;
}

/** `jobs.push`, where the value is an element of `jobs`: a method of the list, and none of its elements. */
export function isNamedMember(step: StepBuilder, name: string | undefined, access: TSESTree.MemberExpression, path: Path): boolean {
  return path[0] === ANY_MEMBER && name !== undefined && !/^\d+$/.test(name) && isCollection(step, access.object);
}

/** Whether it was made as a collection, or is declared to be one. */
export function isCollection(step: Pick<StepBuilder, 'program' | 'file'>, holder: Node): boolean {
  const target = unwrap(holder);
  const made = step.program.evaluator.evaluate(step.file, target);
  if (made.kind === 'local' && made.path.length === 0) return made.node.type === 'ArrayExpression';
  if (made.kind === 'global') return made.path.length === 2 && made.path[1] === CALL && COLLECTIONS.has(made.path[0]!.slice(1));
  if (made.kind !== 'package') return false;
  const isMap = made.path.at(-1) === CALL
    && mapClasses.some((model) => matchesExports(model, made.specifier, toSegments(made.path.slice(0, -1))));
  return isMap || isAddedCollection(step, target);
}

/** `client.commands = new Map();`: a member that the project adds to an object of a package. */
function isAddedCollection(step: Pick<StepBuilder, 'program' | 'file'>, target: Node): boolean {
  const name = target.type === 'MemberExpression' ? propertyName(target) : undefined;
  const spelling = name === undefined ? undefined : step.file.spellingOf(target);
  return (step.file.members.get(name ?? '') ?? []).some((access) => {
    const assignment = outermost(access).parent;
    return assignment?.type === 'AssignmentExpression' && unwrap(assignment.left) === access && assignment.right.type === 'NewExpression'
      && step.file.spellingOf(access) === spelling && isCollection(step, assignment.right);
  });
}

const COLLECTIONS = new Set(['Map', 'Set', 'Array', 'WeakMap', 'WeakSet']);

/** Whether no function of the project is called. */
function isNobodys(step: StepBuilder, call: CallNode): boolean {
  const callee = step.program.evaluator.evaluate(step.file, call.callee);
  return callee.kind !== 'local' || callee.path.length > 0 || !isFunction(callee.node);
}

function isMade(file: FileModel, call: CallNode, name: string): boolean {
  return call.type === 'NewExpression' && call.callee.type === 'Identifier' && call.callee.name === name && !file.variableOf(call.callee);
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
  if (!isElement(path[0])) return;
  // Elements that are lists themselves have the value at a place of their own.
  const isOfMap = target.type === 'ArrayPattern' && (path[1] === ANY_MEMBER || !isElement(path[1]));
  const value = isOfMap ? target.elements[1] : target;
  if (value) flowIntoPattern(step, value, path.slice(1));
}

/** `Promise.all([…])` and its siblings. */
export function promiseCombinator(call: TSESTree.CallExpression): string | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || callee.object.name !== 'Promise') return undefined;
  const name = propertyName(callee);
  return name !== undefined && ['all', 'allSettled', 'race', 'any'].includes(name) ? name : undefined;
}

/** `return [handle, client]`, `const [handle, client] = [a, b]`: what is at which place matters. */
export function isTuple(array: TSESTree.ArrayExpression): boolean {
  const node = outermost(array);
  const { parent } = node;
  return parent?.type === 'ReturnStatement' || (parent?.type === 'ArrowFunctionExpression' && parent.body === node)
    || (parent?.type === 'VariableDeclarator' && parent.id.type === 'ArrayPattern');
}
