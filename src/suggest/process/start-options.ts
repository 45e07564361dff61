import type { TSESTree } from '@typescript-eslint/utils';
import { isLogging } from '../../control/non-throwing-calls.js';
import type { Program } from '../../project/program.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { returnedExpressions } from '../../resolve/values.js';
import { isCall, isFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import { childrenOf } from '../../syntax/walk.js';

/*
 * What is a process started with? Follows every name in the arguments to what it was made of, and to what is put into that later.
 * Output: their texts, with `unknown` among them for what is not to be seen. Invariant: no option is left out but those that are named as
 * making no difference. Blind spot: what a function does to an object that it is given.
 */

/** Methods of lists and texts that give nothing but what was there, or was given to them. */
const ARRANGING = new Set(['concat', 'filter', 'join', 'split', 'slice', 'flat', 'trim', 'push', 'unshift']);

export function startOptions(
  program: Program, file: FileModel, { arguments: given }: CallNode, indifferent: readonly string[] = [],
): string {
  const search = new Search(program, indifferent);
  for (const argument of given) search.take(file, argument);
  return search.texts.join('\n');
}

class Search {
  readonly texts: string[] = [];
  readonly #program: Program;
  readonly #indifferent: readonly string[];
  readonly #seen = new Set<Node>();

  constructor(program: Program, indifferent: readonly string[]) {
    this.#program = program;
    this.#indifferent = indifferent;
  }

  take(file: FileModel, expression: Node): void {
    const node = unwrap(expression);
    if (this.#seen.has(node)) return;
    this.#seen.add(node);
    switch (node.type) {
      case 'Literal':
      case 'TemplateElement':
        this.texts.push(file.textOf(node));
        return;
      case 'Property':
        if (!node.computed && this.#isIndifferent(node)) return;
        this.texts.push(file.textOf(node.key));
        if (node.computed) this.take(file, node.key);
        this.take(file, node.value);
        return;
      case 'ConditionalExpression':
        this.take(file, node.consequent);
        this.take(file, node.alternate);
        return;
      case 'MemberExpression':
        this.texts.push(file.textOf(node));
        this.take(file, node.object);
        if (node.computed) this.take(file, node.property);
        return;
      case 'Identifier':
        this.#name(file, node);
        return;
      case 'CallExpression':
      case 'NewExpression':
        this.#call(file, node);
        return;
      default:
        for (const child of childrenOf(node, file.tree.visitorKeys)) this.take(file, child);
    }
  }

  #isIndifferent(node: TSESTree.Property | TSESTree.MemberExpression): boolean {
    return this.#indifferent.includes(propertyName(node) ?? '');
  }

  #name(file: FileModel, node: TSESTree.Identifier): void {
    const variable = file.variableOf(node);
    const [definition, ...others] = variable?.defs ?? [];
    // A global: `process.env.X`, `undefined`.
    if (!variable || !definition) return;
    if (others.length > 0 || definition.node.type !== 'VariableDeclarator') this.texts.push('unknown');
    else this.#values(file, variable);
  }

  /** All that a variable is ever given, and what is put into its value. */
  #values(file: FileModel, variable: Variable): void {
    for (const { identifier, writeExpr } of variable.references) {
      if (writeExpr) this.take(file, writeExpr);
      const given = outermost(identifier);
      const { parent } = given;
      // A function that is called for what it does is not seen through.
      if (isCall(parent) && parent.callee !== given && parent.parent.type === 'ExpressionStatement' && !isLogging(parent)) {
        this.#call(file, parent);
      }
      if (parent?.type === 'MemberExpression' && parent.object === given) this.#put(file, parent);
    }
  }

  /** `options.args = […]`, `options.args.push(…)` */
  #put(file: FileModel, access: TSESTree.MemberExpression): void {
    const { parent } = outermost(access);
    if (parent?.type === 'MemberExpression' && parent.object === access) this.#put(file, parent);
    else if (parent?.type === 'AssignmentExpression' && parent.left === access && !this.#isIndifferent(access)) {
      this.texts.push(file.textOf(access));
      this.take(file, parent.right);
    } else if (parent?.type === 'CallExpression' && parent.callee === access && parent.parent.type === 'ExpressionStatement') {
      this.#call(file, parent);
    }
  }

  #call(file: FileModel, call: CallNode): void {
    for (const argument of call.arguments) this.take(file, argument);
    const callee = unwrap(call.callee);
    const value = this.#program.evaluator.evaluate(file, callee);
    if (value.kind === 'local' && value.path.length === 0 && isFunction(value.node)) {
      for (const result of returnedExpressions(value.node, value.file.tree.visitorKeys)) this.take(value.file, result);
    } else if (callee.type === 'MemberExpression' && ARRANGING.has(propertyName(callee) ?? '')) {
      this.take(file, callee.object);
    } else if (callee.type !== 'Identifier' || !/^(?:Boolean|Number|String)$/.test(callee.name)) {
      this.texts.push('unknown');
    }
  }
}
