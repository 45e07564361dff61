import { isProcessEnvironment } from '../../control/process-environment.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { nodesIn } from '../text/source.js';
import type { EditTask } from './edit-task.js';

/*
 * Does TypeScript know more of a value where the client is constructed than it does in another function? After `if (!url) return` it is no
 * `undefined`, after `x instanceof X` it is an `X`; a function that takes the construction has no such test.
 * Input: the construction, and the local declarations that would leave with it. Invariant: `false` only when no test of the function speaks
 * of a property in the construction or of one of those variables. Blind spot: functions that assert under names of their own.
 */

export function isNarrowed({ source, shape }: EditTask, declarations: readonly Node[] = []): boolean {
  const owner = enclosingFunction(shape.construction);
  const moved = [shape.expression, ...declarations];
  // A test of one variable of the environment says nothing of the others.
  const paths = moved.flatMap((node) => [...nodesIn(source, node, true)])
    .filter((node) => node.type === 'MemberExpression' && !isProcessEnvironment(source.file, node))
    .map((node) => source.file.textOf(node));
  const variables = declarations.flatMap((node) => source.file.tree.scopes.getDeclaredVariables(node));
  const root = owner ?? source.code.ast;
  return [...nodesIn(source, root, true)].some((node) => {
    if (moved.some((other) => isInside(node, other))) return false;
    const test = node.type === 'LogicalExpression' ? node.left
      : node.type === 'SwitchStatement' ? node.discriminant
      : node.type === 'CallExpression' && /^(?:assert|invariant)/i.test(source.file.textOf(node.callee)) ? node
      : 'test' in node ? node.test : null;
    if (!test || test.range[0] > shape.expression.range[1]) return false;
    const text = source.file.textOf(test);
    return paths.some((path) => text.includes(path))
      || variables.some(({ references }) => references.some(({ identifier }) => isInside(identifier, test)));
  });
}
