import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { singleValueOf } from '../resolve/values.js';
import { isCall, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode } from '../syntax/nodes.js';

/*
 * Stacks of things to be disposed of: `new DisposableStack()`, `new AsyncDisposableStack()`. Which of them is a call about, and who empties
 * it? A stack that was moved into another one goes on there.
 * Invariant: `using` and `manual` only if every place that can empty it is known. Blind spot: stacks in objects and collections.
 */

export type Emptied =
  /** When its block is left. */
  | 'using'
  /** By calls of its methods, if at all. */
  | 'manual'
  /** Somebody else has it as well. */
  | 'unclear';

export interface DisposableStack {
  readonly emptied: Emptied;
  /** Calls of `use`, `adopt` and `defer`. */
  readonly entries: readonly CallNode[];
}

export type StackMethod = 'use' | 'adopt' | 'defer' | 'dispose';

export interface StackCall {
  readonly method: StackMethod;
  readonly root: Variable;
}

const CLASSES = new Set(['DisposableStack', 'AsyncDisposableStack']);
const ENTRY_METHODS = new Set(['use', 'adopt', 'defer']);

/** The method that is called on a stack, and the variable that holds the stack. */
export function stackCallOf(file: FileModel, call: CallNode): StackCall | undefined {
  const callee = unwrap(call.callee);
  if (call.type !== 'CallExpression' || callee.type !== 'MemberExpression') return undefined;
  const object = unwrap(callee.object);
  const name = disposalName(callee);
  if (object.type !== 'Identifier' || (name !== 'dispose' && !ENTRY_METHODS.has(name ?? ''))) return undefined;
  const root = stackRootOf(file, file.variableOf(object));
  return root && { method: name as StackMethod, root };
}

/** What is known of a stack as a whole. */
export function describeStack(file: FileModel, root: Variable): DisposableStack {
  let stack = stacks.get(root);
  if (!stack) stacks.set(root, stack = new Description(file, root));
  return stack;
}

/** Whether a call puts something onto a stack that somebody else has as well, who may empty it. */
export function isOnSharedStack(file: FileModel, call: CallNode): boolean {
  const stack = stackCallOf(file, call);
  return stack !== undefined && describeStack(file, stack.root).emptied === 'unclear';
}

const stacks = new WeakMap<Variable, DisposableStack>();

class Description implements DisposableStack {
  emptied: Emptied = 'manual';
  readonly entries: CallNode[] = [];

  constructor(file: FileModel, root: Variable) {
    const variables = [root];
    for (const variable of variables) this.#read(file, variable, variables);
  }

  #read(file: FileModel, variable: Variable, variables: Variable[]): void {
    let isMoved = false;
    let isShared = false;
    for (const { identifier } of variable.references) {
      const access = outermost(identifier).parent;
      if (access?.type === 'VariableDeclarator' && access.id === identifier) continue;
      const call = access?.type === 'MemberExpression' ? outermost(access).parent : undefined;
      if (access?.type !== 'MemberExpression' || !isCall(call) || unwrap(call.callee) !== access) {
        isShared ||= access?.type !== 'MemberExpression' || propertyName(access) !== 'disposed';
        continue;
      }
      const name = disposalName(access);
      if (ENTRY_METHODS.has(name ?? '')) this.entries.push(call);
      if (name !== 'move') continue;
      isMoved = true;
      const holder = outermost(call).parent;
      const next = holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? file.variableOf(holder.id) : undefined;
      if (next) variables.push(next);
      else isShared = true;
    }
    const declaration = variable.defs[0]?.node.parent;
    const isUsing = declaration?.type === 'VariableDeclaration' && /using/.test(declaration.kind);
    // What is moved is no longer there when the block is left.
    if (isUsing && !isMoved) this.emptied = 'using';
    else if (isShared && this.emptied === 'manual') this.emptied = 'unclear';
  }
}

/** The variable that the stack was constructed for. */
export function stackRootOf(file: FileModel, variable: Variable | undefined): Variable | undefined {
  const held = variable && singleValueOf(variable);
  if (!held || held.path.length > 0) return undefined;
  const value = unwrap(held.expression);
  if (value.type === 'NewExpression' && value.callee.type === 'Identifier' && CLASSES.has(value.callee.name)) {
    return file.variableOf(value.callee) ? undefined : variable;
  }
  const callee = value.type === 'CallExpression' ? unwrap(value.callee) : undefined;
  if (callee?.type !== 'MemberExpression' || propertyName(callee) !== 'move' || callee.object.type !== 'Identifier') return undefined;
  const before = file.variableOf(callee.object);
  return before === variable ? undefined : stackRootOf(file, before);
}

/** The name of a method; `dispose` for all that empty a stack. */
function disposalName(access: TSESTree.MemberExpression): string | undefined {
  const name = propertyName(access);
  if (name === 'disposeAsync') return 'dispose';
  const key = access.computed ? unwrap(access.property) : undefined;
  const isSymbol = key?.type === 'MemberExpression' && key.object.type === 'Identifier' && key.object.name === 'Symbol';
  return isSymbol && ['dispose', 'asyncDispose'].includes(propertyName(key) ?? '') ? 'dispose' : name;
}
