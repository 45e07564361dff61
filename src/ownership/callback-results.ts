import { mapping } from '../catalog/conventions/handed-back.js';
import { matchesExports } from '../catalog/match.js';
import type { Program } from '../project/program.js';
import { isCallWithCallback, isHandedBack } from '../reach/callers.js';
import type { CallSite, RunOwner } from '../reach/callers.js';
import { ANY_MEMBER, toSegments } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { isNamed } from '../control/callbacks.js';
import { isFunction, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode } from '../syntax/nodes.js';

/*
 * What becomes of what a callback gives? A call may give it back, or a list of what the callback gives for each element of another one:
 * `ids.map((id) => new Client(id))`.
 * Output: that list, once its elements are there. Invariant: promises of them are waited for all at once. Blind spot: lists of promises
 * that are kept.
 */

/** Whether a call does with it what nobody knows. */
export function isResultOfCallback(program: Program, { file, node, made, isGiven: isRun }: CallSite, owner: RunOwner): boolean {
  const isLent = isCallWithCallback(made?.node ?? node, owner);
  return isRun === true || (isLent && (made !== undefined || !isHandedBack(program, file, node, owner)));
}

/** `owner` is the function that the call is given. */
export function listFrom(program: Program, { file, node, made }: CallSite, owner: RunOwner): CallSite | undefined {
  if (made || node.type !== 'CallExpression' || !isFunction(owner) || owner.generator) return undefined;
  const callee = unwrap(node.callee);
  const value = program.evaluator.evaluate(file, callee);
  if (value.kind === 'package') {
    const segments = toSegments(value.path);
    const isMapping = mapping.some((model) => isGiven(node, model.argument, owner) && matchesExports(model, value.specifier, segments));
    return isMapping ? { file, node } : undefined;
  }
  if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'map' || !isGiven(node, 0, owner)) return undefined;
  // A `map` of the project may do what it likes.
  if (value.kind === 'local' && isFunction(value.node) && value.path.length === 0) return undefined;
  const all = outermost(node).parent;
  const method = all?.type === 'CallExpression' && all.arguments[0] === outermost(node) ? unwrap(all.callee) : undefined;
  const isAll = method?.type === 'MemberExpression' && isNamed(unwrap(method.object), 'Promise') && propertyName(method) === 'all';
  // Until all of them are there nobody has the list.
  if (isAll) return { file, node: all! };
  return owner.async ? undefined : { file, node };
}

/** Where the elements of a list have something. */
export function inElements(paths: readonly Path[]): Path[] {
  return paths.map((path) => [ANY_MEMBER, ...path]);
}

function isGiven({ arguments: given }: CallNode, index: number, owner: RunOwner): boolean {
  const argument = given[index];
  return argument !== undefined && unwrap(argument) === owner;
}
