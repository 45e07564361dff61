import type { TSESTree } from '@typescript-eslint/utils';
import { changingMethods } from '../../catalog/conventions/collections.js';
import { stateNames } from '../../catalog/conventions/state.js';
import { packageOfSpecifier } from '../../catalog/merge.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { CALL } from '../../resolve/path.js';
import { assignedValue } from '../../resolve/values.js';
import {
  enclosingFunction, isCall, isFunction, isInConstructor, isPropertyKey, isWritten, literalText, propertyName, unwrap,
} from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { childrenOf, ownNodes } from '../../syntax/walk.js';
import type { Program } from '../../project/program.js';
import type { TraceStep } from '../../reach/reach.js';

/*
 * Does the way of a request to an assignment depend on the request, and on what never changes, alone? Then no earlier request can have
 * made sure that the assignment is not made again.
 * Input: the functions from the entry point to the assignment. Invariant: a test of anything that functions write, or that code of the
 * project answers, is not plain. Blind spot: state in other processes.
 */

/** The way through one function, without conditions that an earlier request may have set. */
export interface PlainStep extends TraceStep {
  /** The innermost branch that may be left out. */
  readonly branch: Node | undefined;
}

/** Names that mean the same to every request. */
const STATELESS_GLOBALS = new Set(['Array', 'BigInt', 'Boolean', 'Buffer', 'Error', 'Infinity', 'JSON', 'Math', 'NaN', 'Number', 'Object',
  'RegExp', 'String', 'Symbol', 'TypeError', 'URL', '__dirname', '__filename', 'console', 'isNaN', 'process', 'undefined']);

/** Functions that every runtime has, and that keep nothing. */
const STATELESS_FUNCTIONS = new Set(['Date', 'Function', 'Promise', 'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent',
  'fetch', 'isFinite', 'parseFloat', 'parseInt', 'structuredClone']);

export class PlainConditions {
  readonly #program: Program;
  readonly #trace: readonly TraceStep[];
  readonly #sdk: string;

  /** `sdk` is the module that the client comes from: what its functions answer may be about that client. */
  constructor(program: Program, trace: readonly TraceStep[], sdk: string) {
    this.#program = program;
    this.#trace = trace;
    this.#sdk = sdk;
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
    const isPlain = (test: Node): boolean => this.#isPlain(step.file, test, index, new Set());
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

  /** Whether a test says the same however many requests came before. `index` is the step in whose function it stands. */
  #isPlain(file: FileModel, test: Node, index: number, seen: Set<Variable>): boolean {
    const stack: Node[] = [test];
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (isFunction(node)) return false;
      switch (node.type) {
        case 'Identifier':
          if (!this.#isPlainName(file, node, test, index, seen)) return false;
          break;
        case 'MemberExpression': {
          const name = node.computed ? undefined : propertyName(node);
          if (name !== undefined && (file.members.get(name) ?? []).some((access) => this.#isChanged(access, test, index))) return false;
          // `pool.ended`: it changes, although no code of the project changes it.
          if (name !== undefined && stateNames.test(name) && !this.#isOfRun(file, node)) return false;
          stack.push(node.object);
          if (node.computed) stack.push(node.property);
          break;
        }
        case 'CallExpression':
        case 'NewExpression': {
          if (!this.#isPlainCall(file, node)) return false;
          const callee = unwrap(node.callee);
          stack.push(...node.arguments);
          if (callee.type === 'MemberExpression' && this.#isOfRun(file, callee)) stack.push(callee);
          break;
        }
        case 'AssignmentExpression':
        case 'UpdateExpression':
          return false;
        default:
          for (const child of childrenOf(node, file.tree.visitorKeys)) if (!isPropertyKey(child)) stack.push(child);
      }
    }
    return true;
  }

  #isPlainName(file: FileModel, node: TSESTree.Identifier, test: Node, index: number, seen: Set<Variable>): boolean {
    const variable = file.variableOf(node);
    if (!variable) return STATELESS_GLOBALS.has(node.name);
    if (seen.has(variable)) return true;
    seen.add(variable);
    const definition = variable.defs[0];
    const step = this.#trace[index]!;
    switch (definition?.type) {
      case 'FunctionName':
      case 'ClassName':
        return true;
      case 'Parameter':
        return definition.node === step.owner ? this.#isPlainArgument(index, variable) : isOutside(variable, step.owner);
      case 'Variable':
        break;
      default:
        return false;
    }
    const writes = variable.references.filter((reference) => reference.isWrite());
    if (isOutside(variable, step.owner)) {
      const value = this.#program.evaluator.evaluate(file, node);
      // What another module or a package keeps changes there.
      if (value.kind === 'package' || (value.kind === 'local' && value.file !== file)) return false;
      return writes.every(({ identifier, init }) => init === true || !enclosingFunction(identifier)
        || isBefore(identifier, test, step.owner))
        && !variable.references.some(({ identifier }) => isEntryChanged(identifier) && enclosingFunction(identifier) !== undefined
          && !isBefore(identifier, test, step.owner));
    }
    return writes.every(({ identifier }) => {
      const held = assignedValue(identifier);
      return held !== undefined && this.#isPlain(file, held.expression, index, seen);
    });
  }

  /** A parameter says what the call says that stands before it on the way. The parameters of an entry point are the request. */
  #isPlainArgument(index: number, parameter: Variable): boolean {
    if (index === 0) return true;
    const { file, node } = this.#trace[index - 1]!;
    if (!isCall(node)) return false;
    const { owner } = this.#trace[index]!;
    if (node.arguments.some((argument) => unwrap(argument) === owner)) return this.#isOpening(file, node);
    const position = isFunction(owner) && !node.arguments.some(({ type }) => type === 'SpreadElement')
      ? owner.params.findIndex((param) => param === parameter.identifiers[0]) : -1;
    const told = position === -1 ? node.arguments : node.arguments.slice(position, position + 1);
    return told.every((argument) => this.#isPlain(file, argument, index - 1, new Set()));
  }

  /** `connect(url, (error, client) => …)`: the callback is told how this one call went. An object that was there before could tell more. */
  #isOpening(file: FileModel, call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
    const callee = this.#program.evaluator.evaluate(file, call.callee);
    return callee.kind === 'package' && !callee.path.includes(CALL)
      && packageOfSpecifier(callee.specifier) === packageOfSpecifier(this.#sdk);
  }

  #isPlainCall(file: FileModel, call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
    const callee = unwrap(call.callee);
    const value = this.#program.evaluator.evaluate(file, callee);
    switch (value.kind) {
      case 'local':
        // A parameter or what it gives is the request's; a function of the project may look at anything.
        return value.node.type === 'Identifier' && callee.type === 'MemberExpression' && this.#isOfRun(file, callee);
      case 'package':
        // A method of an object that a package made may tell what was done with it before, and so may a function that is asked nothing.
        return !value.path.includes(CALL) && packageOfSpecifier(value.specifier) !== packageOfSpecifier(this.#sdk)
          && call.arguments.some((argument) => literalText(argument) === undefined);
      case 'global':
        // `isOpen()`: what a name means that nobody declares is not known.
        if (callee.type === 'Identifier' && !STATELESS_GLOBALS.has(callee.name) && !STATELESS_FUNCTIONS.has(callee.name)) return false;
        if (!value.path.includes(CALL)) return true;
        return callee.type === 'MemberExpression' && this.#isOfRun(file, callee);
      case 'unknown':
        return callee.type === 'MemberExpression' && this.#isOfRun(file, callee);
    }
  }

  /** Whether a chain of members starts at a variable of one of the functions on the way. */
  #isOfRun(file: FileModel, access: Node): boolean {
    let root = access;
    while (root.type === 'MemberExpression' || root.type === 'CallExpression') {
      root = unwrap(root.type === 'MemberExpression' ? root.object : root.callee);
    }
    const variable = root.type === 'Identifier' ? file.variableOf(root) : undefined;
    return variable !== undefined && this.#trace.some(({ file: other, owner }) => other === file && !isOutside(variable, owner));
  }

  /** A member that functions write tells what was before, unless the request has just written it itself. */
  #isChanged(access: TSESTree.MemberExpression, test: Node, index: number): boolean {
    if ((!isWritten(access) && !isEntryChanged(access)) || !enclosingFunction(access) || isInConstructor(access)) return false;
    return !isBefore(access, test, this.#trace[index]!.owner);
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

/** A statement of the function that every run passes before it comes to the test. */
function isBefore(write: Node, test: Node, owner: Node): boolean {
  return write.range[1] <= test.range[0] && enclosingFunction(write) === owner && isAlwaysDone(write, owner);
}

/** What stands around a write in a function that comes to it whenever nothing fails before. */
const STRAIGHT: ReadonlySet<string> = new Set(['AssignmentExpression', 'ExpressionStatement', 'BlockStatement', 'TryStatement',
  'MemberExpression', 'CallExpression']);

/** Whether a function always comes to a write in it, but for failures. */
export function isAlwaysDone(write: Node, owner: Node): boolean {
  for (let current = write.parent; current && current !== owner; current = current.parent) if (!STRAIGHT.has(current.type)) return false;
  return true;
}

/** `x[key] = …`, `x.set(…)`. */
function isEntryChanged(node: Node): boolean {
  const access = node.parent;
  if (access?.type !== 'MemberExpression' || access.object !== node) return false;
  const user = access.parent;
  if (user.type === 'AssignmentExpression' && user.left === access) return access.computed;
  return user.type === 'CallExpression' && user.callee === access && changingMethods.has(propertyName(access) ?? '');
}

function isOutside(variable: Variable, owner: Node): boolean {
  return variable.identifiers.every((id) => id.range[0] < owner.range[0] || id.range[1] > owner.range[1]);
}
