import type { Evaluator } from '../resolve/evaluate.js';
import type { FileModel } from '../resolve/file-model.js';
import { unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import { productOf } from '../syntax/product-of.js';
import { isConditionMet, shownOption } from './sites.js';
import type { Site } from './sites.js';

/** Whether somebody who waits for so long (milliseconds, an expression of that file) may have stopped waiting before it is opened. */
export type Outlasts = (file: FileModel, delay: Node) => boolean;

/** How long the construction may take; `undefined` where nobody knows. */
export function outlastingOf(evaluator: Evaluator, { file, node, model: { openingLimit } }: Site): Outlasts | undefined {
  if (!openingLimit || node.arguments.some(({ type }) => type === 'SpreadElement')) return undefined;
  const { argument, option, when } = openingLimit;
  if (when && !isConditionMet(evaluator, file, node, when, false)) return undefined;
  const limit = shownOption(evaluator, file, node.arguments[argument], option);
  if (limit === 'unknown') return undefined;
  return limit === 'absent' ? () => true : (from, delay) => isNoShorter(limit.file, limit.node, from, delay);
}

/** Whether a limit is known to be as long as a delay: the same variable, or a number. */
function isNoShorter(file: FileModel, limit: Node, from: FileModel, delay: Node): boolean {
  const [one, other] = [unwrap(limit), unwrap(delay)];
  if (one.type === 'Identifier' && other.type === 'Identifier') {
    const variable = file.variableOf(one);
    return file === from && variable !== undefined && variable === from.variableOf(other);
  }
  const [most, least] = [productOf(one), productOf(other)];
  return most !== undefined && least !== undefined && most >= least;
}
