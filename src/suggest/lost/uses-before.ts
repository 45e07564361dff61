import type { TSESTree } from '@typescript-eslint/utils';
import type { ReleaseFacts } from '../../release/paths/release-facts.js';
import type { Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isCall, isFunction, isLoop } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { ClosingUses } from '../held/closing-uses.js';
import type { Obligated } from '../held/closing-target.js';
import type { Source } from '../text/source.js';

/*
 * Is everything over that is done with a client before a way out?
 * Input: the variable that holds it, and the way out. Output: whether all uses are over that may have begun by then. Invariant: as that of
 * `ClosingUses`. Blind spot: a use that comes behind the way out in the text and before it in time, other than in a loop.
 */

export function areUsesOver(source: Source, variable: Variable, way: Node, made: Obligated, { boundary, releases }: ReleaseFacts): boolean {
  const begun = new Set(usesBefore(variable, way).filter((use) => !isCalledBackFor(use, way)));
  const references = variable.references.filter(({ identifier }) => begun.has(identifier));
  const own = Object.create(variable, { references: { value: references } }) as Variable;
  const block = variable.scope.block as TSESTree.BlockStatement;
  const uses = new ClosingUses(source, { ...made, variable: own, boundary, block, releases: [...releases], made: made.node });
  return uses.areOver(own) && uses.awaits.length === 0;
}

/** Where the variable is mentioned on a way to the way out. */
export function usesBefore(variable: Variable, way: Node): Node[] {
  const around = loopAround(way, variable.scope.block);
  return variable.references.map(({ identifier }) => identifier).filter((identifier) => (
    (identifier.range[0] < way.range[1] || (around && isInside(identifier, around))) && !isLeftBefore(identifier, way)));
}

/** The outermost loop of the block that has it: what comes behind in the text may have run. */
function loopAround(way: Node, scope: Node): Node | undefined {
  let loop: Node | undefined;
  for (let node = way; node !== scope; node = node.parent!) if (isLoop(node)) loop = node;
  return loop;
}

/** It stands in another way out of the same function. */
function isLeftBefore(identifier: Node, way: Node): boolean {
  for (let node = identifier.parent; node && !isFunction(node); node = node.parent) {
    if (node.type !== 'ReturnStatement' && node.type !== 'ThrowStatement') continue;
    return !isInside(way, node) && enclosingFunction(node) === enclosingFunction(way);
  }
  return false;
}

/** `connection.query(text, (error, rows) => { … })`, with the way out in what it calls back. */
function isCalledBackFor(identifier: Node, way: Node): boolean {
  for (let node = identifier.parent; node && !isFunction(node); node = node.parent) {
    if (isCall(node) && node.arguments.some((argument) => isFunction(argument) && isInside(way, argument))) return true;
    if (/Statement$/.test(node.type)) return false;
  }
  return false;
}
