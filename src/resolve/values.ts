import type { TSESTree } from '@typescript-eslint/utils';
import { declaredNameOf, isFunction, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import { childrenOf } from '../syntax/walk.js';
import type { VisitorKeys } from '../syntax/walk.js';
import type { FileModel, Variable } from './file-model.js';
import { member } from './path.js';
import type { Step } from './path.js';

/** An expression, and the path from its value to what is meant. */
export interface HeldValue {
  readonly expression: Node;
  readonly path: readonly Step[];
}

/** What a variable is assigned: its initialiser and every later write that is not an emptying (`= null`, `= undefined`). */
export function writtenValues(variable: Variable): { readonly values: HeldValue[]; readonly isComplete: boolean } {
  const values: HeldValue[] = [];
  let isComplete = true;
  for (const reference of variable.references) {
    if (!reference.isWrite()) continue;
    const held = assignedValue(reference.identifier);
    if (!held) isComplete = false;
    else if (!isEmptying(held.expression)) values.push(held);
  }
  return { values, isComplete };
}

/** Whether a variable is given another value than the one that it begins with. */
export function isReassigned({ references }: Variable): boolean {
  return references.some((reference) => reference.isWrite() && reference.init !== true);
}

/** What a variable is declared to be, where it is never given anything else. */
export function lastingInit(variable: Variable | undefined): TSESTree.Expression | undefined {
  const definition = variable?.defs.length === 1 ? variable.defs[0]!.node : undefined;
  const isLasting = definition?.type === 'VariableDeclarator' && definition.id.type === 'Identifier' && !isReassigned(variable!);
  return isLasting ? definition.init ?? undefined : undefined;
}

/** The only value that a variable ever holds, apart from being empty. */
export function singleValueOf(variable: Variable): HeldValue | undefined {
  const { values, isComplete } = writtenValues(variable);
  return isComplete && values.length === 1 ? values[0] : undefined;
}

/**
 * The expression that gives a written identifier its value, through destructuring patterns; for the parameter of a callback of `then()` the
 * promise. `undefined` for loops and increments.
 */
export function assignedValue(identifier: Node): HeldValue | undefined {
  const path: Step[] = [];
  let node: Node = identifier;
  for (let parent = node.parent; parent; node = parent, parent = node.parent) {
    switch (parent.type) {
      case 'VariableDeclarator':
        return parent.init && parent.id === node ? { expression: parent.init, path } : undefined;
      case 'AssignmentExpression':
        return parent.left === node && ['=', '??=', '||='].includes(parent.operator) ? { expression: parent.right, path } : undefined;
      case 'AssignmentPattern':
        if (parent.left !== node) return undefined;
        continue;
      case 'Property': {
        const name = propertyName(parent);
        if (name === undefined) return undefined;
        path.unshift(member(name));
        continue;
      }
      case 'ObjectPattern':
        continue;
      case 'ArrayPattern':
        path.unshift(member(String(parent.elements.indexOf(node as TSESTree.DestructuringPattern))));
        continue;
      case 'ArrowFunctionExpression':
      case 'FunctionExpression': {
        const promise = parent.params[0] === node ? promiseOf(parent) : undefined;
        return promise && { expression: promise, path };
      }
      default:
        return undefined;
    }
  }
  return undefined;
}

/** The promise whose `then()` is given a callback. */
function promiseOf(callback: Node): Node | undefined {
  const call = callback.parent;
  if (call?.type !== 'CallExpression' || call.arguments[0] !== callback || call.callee.type !== 'MemberExpression') return undefined;
  return propertyName(call.callee) === 'then' ? call.callee.object : undefined;
}

/**
 * What an executor settles its promise with: `pool` of `new Promise((resolve) => { … resolve(pool); })`. Nothing where it gives `resolve`
 * to others as well, who may settle it with anything.
 */
export function settledWith(file: FileModel, { type, callee, arguments: [given] }: CallNode): HeldValue[] {
  if (type !== 'NewExpression' || callee.type !== 'Identifier' || callee.name !== 'Promise' || file.variableOf(callee)) return [];
  const executor = given && unwrap(given);
  const resolve = isFunction(executor) ? executor.params[0] : undefined;
  const settlings = resolve?.type === 'Identifier' ? file.variableOf(resolve)?.references ?? [] : [];
  const values = settlings.map(({ identifier: { parent }, identifier }) => (
    parent.type === 'CallExpression' && parent.callee === identifier ? parent.arguments[0] : undefined));
  return values.every((value) => value !== undefined) ? values.map((expression) => ({ expression, path: [] })) : [];
}

/** The expressions that calling a function can give. */
export function returnedExpressions(node: FunctionNode, visitorKeys: VisitorKeys): Node[] {
  if (node.body.type !== 'BlockStatement') return [node.body];
  const found: Node[] = [];
  const stack: Node[] = [node.body];
  for (let current = stack.pop(); current; current = stack.pop()) {
    if (current.type === 'ReturnStatement') {
      if (current.argument) found.push(current.argument);
    } else if (!isFunction(current)) {
      stack.push(...childrenOf(current, visitorKeys));
    }
  }
  return found;
}

export function isEmptying(expression: Node): boolean {
  const node = unwrap(expression);
  return (node.type === 'Literal' && node.value === null) || (node.type === 'Identifier' && node.name === 'undefined')
    || (node.type === 'UnaryExpression' && node.operator === 'void');
}

/** Where the value of a function is read: at its names, or where it stands if it has none. */
export function readsOf(file: FileModel, fn: FunctionNode): readonly Node[] {
  return variableOfFunction(file, fn)?.references.flatMap((reference) => (reference.isRead() ? [reference.identifier] : [])) ?? [fn];
}

/** The variable that a function is declared as, or that a declaration gives it to. */
export function variableOfFunction(file: FileModel, fn: FunctionNode): Variable | undefined {
  const name = declaredNameOf(fn);
  return name && file.variableOf(name);
}
