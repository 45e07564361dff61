import type { TSESTree } from '@typescript-eslint/utils';
import type { CatalogIndex } from '../../catalog/merge.js';
import type { FileModel } from '../../resolve/file-model.js';
import { isFunction } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { ownNodes } from '../../syntax/walk.js';
import type { Program } from '../../project/program.js';
import type { TraceStep } from '../../reach/reach.js';
import { PlainValues } from './plain-values.js';

/*
 * Does the way of a request to an assignment depend on the request, and on what never changes, alone? Then no earlier request can have
 * made sure that the assignment is not made again.
 * Input: the functions from the entry point to the assignment. Invariant: no loop that waits, and no `catch`, is on the way. Blind spot:
 * state in other processes.
 */

/** The way through one function, without conditions that an earlier request may have set. */
export interface PlainStep extends TraceStep {
  /** The innermost branch that may be left out. */
  readonly branch: Node | undefined;
}

export class PlainConditions {
  readonly #trace: readonly TraceStep[];
  readonly #values: PlainValues;

  /** `sdk` is the module that the client comes from: what its functions answer may be about that client. */
  constructor(program: Program, index: CatalogIndex, trace: readonly TraceStep[], sdk: string) {
    this.#trace = trace;
    this.#values = new PlainValues(program, index, trace, sdk);
  }

  /** The whole way, or `undefined` if a condition on it may hold for the first request only. */
  steps(): PlainStep[] | undefined {
    const steps: PlainStep[] = [];
    for (const [index, step] of this.#trace.entries()) {
      const found = isFunction(step.owner) ? this.#step(step, index) : undefined;
      if (!found) return undefined;
      steps.push(found);
    }
    return steps;
  }

  #step(step: TraceStep, index: number): PlainStep | undefined {
    const isPlain = (test: Node): boolean => this.#values.isPlain(step.file, test, index);
    let branch: Node | undefined;
    let child = step.node;
    for (let parent = child.parent; parent && child !== step.owner; child = parent, parent = parent.parent) {
      switch (parent.type) {
        case 'IfStatement':
          if (parent.test !== child && !isPlain(parent.test)) return undefined;
          // What stands in `else` is what happens as a rule: the test was for something special.
          if (parent.consequent === child) branch ??= child;
          break;
        case 'SwitchStatement':
          if (parent.discriminant === child) break;
          if (!isPlain(parent.discriminant)) return undefined;
          branch ??= child;
          break;
        case 'ForOfStatement':
        case 'ForInStatement':
          if (parent.body === child) branch ??= child;
          break;
        case 'ConditionalExpression':
          if (parent.test !== child) return undefined;
          break;
        case 'LogicalExpression':
          if (parent.right === child) return undefined;
          break;
        case 'AssignmentExpression':
          if (parent.right === child && parent.operator !== '=') return undefined;
          break;
        case 'ForStatement':
          if (parent.body !== child || !isCounting(parent, isPlain)) return undefined;
          branch ??= child;
          break;
        case 'WhileStatement':
        case 'DoWhileStatement':
        case 'CatchClause':
          return undefined;
        case 'BlockStatement':
        case 'SwitchCase': {
          const statements = parent.type === 'SwitchCase' ? parent.consequent : parent.body;
          const before = statements.slice(0, Math.max(0, statements.indexOf(child as TSESTree.Statement)));
          if (!before.flatMap((statement) => exitTests(step.file, statement)).every(isPlain)) return undefined;
          break;
        }
        default:
      }
    }
    return { ...step, branch };
  }
}

/** `for (let i = 0; i < list.length; i++)`, where what it counts up to is plain. */
function isCounting({ init, test }: TSESTree.ForStatement, isPlain: (node: Node) => boolean): boolean {
  const counter = init?.type === 'VariableDeclaration' ? init.declarations[0]?.id : undefined;
  if (counter?.type !== 'Identifier' || test?.type !== 'BinaryExpression' || !['<', '<='].includes(test.operator)) return false;
  return test.left.type === 'Identifier' && test.left.name === counter.name && isPlain(test.right);
}

/** Tests in a statement that decide whether it leaves the function, loop or switch around it. */
function exitTests(file: FileModel, statement: Node): Node[] {
  const tests: Node[] = [];
  for (const node of ownNodes(statement, file.tree.visitorKeys)) {
    if (['ReturnStatement', 'ThrowStatement', 'BreakStatement', 'ContinueStatement'].includes(node.type)) {
      for (let around = node.parent; around && around !== statement.parent; around = around.parent) {
        if (around.type === 'IfStatement') tests.push(around.test);
        else if (around.type === 'SwitchStatement') tests.push(around.discriminant);
        else if (around.type === 'WhileStatement' || around.type === 'DoWhileStatement') tests.push(around.test);
      }
    }
  }
  return tests;
}
