import { inPlaceInstrumentation } from '../../catalog/conventions/methods.js';
import type { Program } from '../../project/program.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { returnedExpressions } from '../../resolve/values.js';
import { isFunction, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { isCalledLike } from '../task/client-uses.js';

/*
 * Does a call give back the very client that is its only argument?
 * Follows the callee into the project. Output: `false` unless each of its results is its parameter. Blind spot: a package's function that
 * is named like the ones that instrument a client in place, and gives another one back.
 */

const MAX_DEPTH = 4;

export function isPassThrough(program: Program, file: FileModel, call: Node, depth = 0): boolean {
  if (call.type !== 'CallExpression' || call.arguments.length !== 1 || depth > MAX_DEPTH) return false;
  const callee = program.evaluator.evaluate(file, call.callee);
  if (callee.kind !== 'local') return isCalledLike(call, inPlaceInstrumentation);
  if (callee.path.length > 0 || !isFunction(callee.node) || callee.node.async || callee.node.generator) return false;
  const [first] = callee.node.params;
  const parameter = first?.type === 'Identifier' ? callee.file.variableOf(first) : undefined;
  if (!parameter || !alwaysReturns(callee.node)) return false;
  const same = new SameValue(program, callee.file, parameter, depth);
  const results = returnedExpressions(callee.node, callee.file.tree.visitorKeys);
  return results.every((result) => same.is(result));
}

/** What is only ever one parameter's value. */
class SameValue {
  readonly #program: Program;
  readonly #file: FileModel;
  readonly #depth: number;
  readonly #seen = new Set<Variable>();
  /** The parameter is written with something else. */
  readonly #isChanged: boolean;

  constructor(program: Program, file: FileModel, parameter: Variable, depth: number) {
    this.#program = program;
    this.#file = file;
    this.#depth = depth;
    this.#isChanged = !this.#isWrittenWithSame(parameter);
  }

  is(expression: Node): boolean {
    return !this.#isChanged && this.#isSame(expression);
  }

  #isSame(expression: Node): boolean {
    const node = unwrap(expression);
    if (node.type === 'Identifier') {
      const variable = this.#file.variableOf(node);
      if (variable && this.#seen.has(variable)) return true;
      return variable?.defs.length === 1 && variable.defs[0]!.node.type === 'VariableDeclarator' && variable.defs[0]!.node.init !== null
        && this.#isWrittenWithSame(variable);
    }
    const [given] = node.type === 'CallExpression' ? node.arguments : [];
    return given !== undefined && this.#isSame(given) && isPassThrough(this.#program, this.#file, node, this.#depth + 1);
  }

  #isWrittenWithSame(variable: Variable): boolean {
    this.#seen.add(variable);
    return variable.references.every((reference) => {
      const { parent } = reference.identifier;
      if (!reference.isWrite()) return true;
      const isWhole = parent.type === 'AssignmentExpression' ? parent.operator === '=' && parent.left === reference.identifier
        : parent.type === 'VariableDeclarator' && parent.id === reference.identifier;
      return isWhole && !!reference.writeExpr && this.#isSame(reference.writeExpr);
    });
  }
}

function alwaysReturns({ body }: FunctionNode): boolean {
  return body.type !== 'BlockStatement' || (body.body.at(-1)?.type === 'ReturnStatement');
}
