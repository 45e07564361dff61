import type { FileModel } from '../resolve/file-model.js';
import { singleValueOf } from '../resolve/values.js';
import { calledName, isFunction } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import { childrenOf } from '../syntax/walk.js';

/** Variables that are made of each other. */
const MAX_VARIABLES = 3;

/** What gives another number each time. */
const RANDOM = /^random(?:Int|Integer)?$/;

/**
 * Whether an index is a matter of chance: `proxies[Math.floor(Math.random() * proxies.length)]`. Who picks one of several each time means
 * them to take turns. A text that chance makes different, a client's id for one, means no such thing.
 */
export function isPickedAtRandom(file: FileModel, index: Node, depth = 0): boolean {
  if (isFunction(index)) return false;
  if (index.type === 'CallExpression' && RANDOM.test(calledName(index) ?? '')) return true;
  const variable = index.type === 'Identifier' ? file.variableOf(index) : undefined;
  const held = variable && depth < MAX_VARIABLES ? singleValueOf(variable) : undefined;
  if (held?.path.length === 0) return isPickedAtRandom(file, held.expression, depth + 1);
  return [...childrenOf(index, file.tree.visitorKeys)].some((child) => isPickedAtRandom(file, child, depth));
}
