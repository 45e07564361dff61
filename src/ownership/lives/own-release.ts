import { testsOnWay } from '../../control/guards/tests-on-way.js';
import { truthAt } from '../../control/guards/tested-state.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { lastingInit } from '../../resolve/values.js';
import { unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { ownNodes } from '../../syntax/walk.js';

/*
 * A function takes a client, makes one where it is given none, and notes which it was: `const isOwn = !client;`. What it releases under
 * that note is never what it was given.
 */

/** Whether a release in `fn` is only come to where the parameter at `index` was not given. */
export function isOfOwn(file: FileModel, fn: FunctionNode, index: number, release: Node): boolean {
  const declared = fn.params[index];
  const name = declared?.type === 'AssignmentPattern' ? declared.left : declared;
  const parameter = name?.type === 'Identifier' ? file.variableOf(name) : undefined;
  return parameter !== undefined && testsOnWay(release, fn).some((test) => [...ownNodes(test, file.tree.visitorKeys)].some((node) => {
    const note = node.type === 'Identifier' ? file.variableOf(node) : undefined;
    return note !== undefined && isNoteOfLack(file, note, parameter) && truthAt(test, node, release) === true;
  }));
}

/** `const isOwn = !client;`, before another one takes the place of what was given. */
function isNoteOfLack(file: FileModel, note: Variable, parameter: Variable): boolean {
  const init = lastingInit(note);
  const value = init && unwrap(init);
  if (value?.type !== 'UnaryExpression' || value.operator !== '!') return false;
  const asked = unwrap(value.argument);
  return asked.type === 'Identifier' && file.variableOf(asked) === parameter && parameter.references.every((reference) => (
    !reference.isWrite() || reference.init === true || reference.identifier.range[0] > init!.range[1]));
}
