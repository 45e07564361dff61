import type { Program } from '../project/program.js';
import type { FileModel } from '../resolve/file-model.js';
import { member } from '../resolve/path.js';
import { isNothing } from '../resolve/value.js';
import { returnedExpressions, writtenValues } from '../resolve/values.js';
import { isFunction, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';

/*
 * Which functions of the project a call may run: the one that it names, or the method of each object that its receiver may be, as in
 * `let store: Store; if (isRemote) store = new RemoteStore(); else store = new FileStore(); store.check()`.
 * Output: all of them, or `undefined` if one is not known. Blind spot: methods that are replaced at run time.
 */

interface ValuePlace {
  readonly file: FileModel;
  readonly node: Node;
}

interface FunctionPlace {
  readonly file: FileModel;
  readonly node: FunctionNode;
}

/** Names and functions through which objects come. */
const MAX_STEPS = 5;

export function possibleFunctions(program: Program, file: FileModel, { callee }: CallNode): FunctionPlace[] | undefined {
  const named = functionAt(program.evaluator.evaluate(file, callee));
  if (named) return [named];
  const access = unwrap(callee);
  const name = access.type === 'MemberExpression' ? propertyName(access) : undefined;
  if (access.type !== 'MemberExpression' || name === undefined) return undefined;
  const methods = possibleValues(program, file, access.object).map((one) => (
    functionAt(program.evaluator.follow(program.evaluator.evaluate(one.file, one.node), [member(name)]))));
  return methods.length > 0 && methods.every((method) => method !== undefined) ? methods : undefined;
}

function functionAt(value: ReturnType<Program['evaluator']['evaluate']>): FunctionPlace | undefined {
  return value.kind === 'local' && value.path.length === 0 && isFunction(value.node) ? { file: value.file, node: value.node } : undefined;
}

/** The expressions that give what an expression may be. One that nobody can look into stands for itself. */
function possibleValues(program: Program, file: FileModel, expression: Node, steps = 0): ValuePlace[] {
  const node = unwrap(expression);
  const itself = [{ file, node }];
  if (steps > MAX_STEPS) return itself;
  const all = (nodes: readonly Node[], there = file): ValuePlace[] => (
    nodes.flatMap((one) => possibleValues(program, there, one, steps + 1)));
  if (node.type === 'ConditionalExpression') return all([node.consequent, node.alternate]);
  if (node.type === 'Identifier') {
    const variable = file.variableOf(node);
    const written = variable?.defs[0]?.type === 'Variable' ? writtenValues(variable) : undefined;
    if (!written?.isComplete || written.values.length === 0 || written.values.some(({ path }) => path.length > 0)) return itself;
    return all(written.values.map((value) => value.expression));
  }
  const made = node.type === 'CallExpression' ? functionAt(program.evaluator.evaluate(file, node.callee)) : undefined;
  const results = made ? returnedExpressions(made.node, made.file.tree.visitorKeys).filter((result) => !isNothing(result)) : [];
  return made && results.length > 0 ? all(results, made.file) : itself;
}
