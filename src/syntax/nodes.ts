import type { TSESTree } from '@typescript-eslint/utils';
import { promiseMethods } from '../catalog/conventions/methods.js';

/** Questions about one node: no scope, no types. Works on ESLint's trees and on trees made by other ESTree parsers alike. */

export type Node = TSESTree.Node;
export type FunctionNode = TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;
export type CallNode = TSESTree.CallExpression | TSESTree.NewExpression;

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return node?.type === 'FunctionDeclaration' || node?.type === 'FunctionExpression' || node?.type === 'ArrowFunctionExpression';
}

export function isClass(node: Node | null | undefined): node is ClassNode {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';
}

export function isCall(node: Node | null | undefined): node is CallNode {
  return node?.type === 'CallExpression' || node?.type === 'NewExpression';
}

/** The expression inside casts, `satisfies`, non-null assertions, parentheses, optional chains and `await`: they change no value. */
export function unwrap(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'ChainExpression':
      return unwrap(node.expression);
    case 'AwaitExpression':
      return unwrap(node.argument);
    case 'SequenceExpression':
      return unwrap(node.expressions[node.expressions.length - 1]!);
    default:
      // Some parsers keep parentheses as nodes of their own.
      return (node.type as string) === 'ParenthesizedExpression' ? unwrap((node as unknown as { expression: Node }).expression) : node;
  }
}

/** `node` and its wrappers from `unwrap`, outermost last: the node whose parent says what becomes of the value. */
export function outermost(node: Node): Node {
  let current = node;
  for (;;) {
    const parent = current.parent;
    if (!parent || unwrap(parent) === parent || unwrap(parent) !== unwrap(current)) return current;
    current = parent;
  }
}

/** `client.close;`, where nobody calls what is named: the statement does nothing. */
export function isOnlyNamed(access: TSESTree.MemberExpression): boolean {
  let root: Node = access;
  while (root.type === 'MemberExpression' && !root.computed) root = unwrap(root.object);
  return /^(?:Identifier|ThisExpression)$/.test(root.type) && outermost(access).parent?.type === 'ExpressionStatement';
}

/** Whether an `await` waits for the value of `node` itself. */
export function isAwaited(node: Node): boolean {
  const outer = outermost(node);
  for (let inner = node; inner !== outer; inner = inner.parent!) if (inner.parent?.type === 'AwaitExpression') return true;
  return false;
}

/** A name that stands for a member of an object literal, and for no variable. */
export function isPropertyKey(node: Node): boolean {
  const { parent } = node;
  return parent?.type === 'Property' && parent.key === node && !parent.computed && !parent.shorthand;
}

/** `promise.then(…)`, `promise.catch(…)`, `promise.finally(…)`: what goes on when a promise is settled. */
export function isChainedToPromise({ callee }: CallNode): boolean {
  const method = unwrap(callee);
  return method.type === 'MemberExpression' && promiseMethods.has(propertyName(method) ?? '');
}

/** The name of a property key or member, if the source shows it. */
export function propertyName(
  node: TSESTree.MemberExpression | TSESTree.Property | TSESTree.MethodDefinition | TSESTree.PropertyDefinition | TSESTree.AccessorProperty
    | TSESTree.TSPropertySignature | TSESTree.TSMethodSignature | TSESTree.TSAbstractMethodDefinition,
): string | undefined {
  const key = node.type === 'MemberExpression' ? node.property : node.key;
  if (!node.computed) {
    if (key.type === 'Identifier') return key.name;
    if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  }
  return wellKnownSymbol(key) ?? literalText(key);
}

/** `Symbol.asyncDispose` as the name of a member, `@@asyncDispose`: no text is the same. */
function wellKnownSymbol(key: Node): string | undefined {
  const isSymbol = key.type === 'MemberExpression' && !key.computed && key.object.type === 'Identifier' && key.object.name === 'Symbol';
  return isSymbol && key.property.type === 'Identifier' ? `@@${key.property.name}` : undefined;
}

/** Whether an expression names a class of errors, by the ending that all of them have. */
export function isErrorClass(node: Node): boolean {
  const named = unwrap(node);
  const name = named.type === 'Identifier' ? named.name : named.type === 'MemberExpression' ? propertyName(named) : undefined;
  return name !== undefined && /(?:Error|Exception)$/.test(name);
}

/** The text of a string or number literal, or of a template without expressions. */
export function literalText(node: Node | null | undefined): string | undefined {
  if (!node) return undefined;
  if (node.type === 'Literal' && (typeof node.value === 'string' || typeof node.value === 'number')) return String(node.value);
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]!.value.cooked ?? undefined;
  return undefined;
}

/**
 * The function, or `undefined` for module level, in which `node` runs. A class field initialiser runs in its class's constructor: the
 * class is answered.
 */
export function enclosingFunction(node: Node): FunctionNode | ClassNode | undefined {
  // What a container fills is filled as the object is made.
  if (node.type === 'PropertyDefinition' && !node.static) return node.parent.parent;
  let child = node;
  for (let current = node.parent; current; child = current, current = current.parent) {
    if (isFunction(current)) return current;
    if ((current.type === 'PropertyDefinition' || current.type === 'AccessorProperty') && current.value === child && !current.static) {
      return current.parent.parent;
    }
  }
  return undefined;
}

/** Whether the function around a node is the constructor of a class. */
export function isInConstructor(node: Node): boolean {
  const around = enclosingFunction(node);
  return around?.parent?.type === 'MethodDefinition' && around.parent.kind === 'constructor';
}

/** The nearest class whose `this` a node sees, and whether that `this` is the class itself (static) rather than an instance. */
export function thisClass(node: Node): { readonly node: ClassNode; readonly isStatic: boolean } | undefined {
  let child = node;
  for (let current = node.parent; current; child = current, current = current.parent) {
    if (current.type === 'FunctionDeclaration') return undefined;
    if (current.type === 'FunctionExpression' && current.parent.type !== 'MethodDefinition') return undefined;
    if (current.type === 'StaticBlock') return { node: current.parent.parent, isStatic: true };
    if (current.type === 'MethodDefinition' || current.type === 'PropertyDefinition' || current.type === 'AccessorProperty') {
      if (current.value !== child) continue;
      return { node: current.parent.parent, isStatic: current.static };
    }
  }
  return undefined;
}

/** The assignment (`x.name = function …`) of the function that has `node` as its `this`. */
export function assignedMethod(
  node: TSESTree.ThisExpression,
): (TSESTree.AssignmentExpression & { readonly left: TSESTree.MemberExpression }) | undefined {
  for (let current: Node | undefined = node.parent; current; current = current.parent) {
    if (isClass(current) || current.type === 'FunctionDeclaration') return undefined;
    if (current.type !== 'FunctionExpression') continue;
    const { parent } = current;
    const isAssigned = parent.type === 'AssignmentExpression' && parent.right === current && parent.left.type === 'MemberExpression';
    return isAssigned ? parent as ReturnType<typeof assignedMethod> : undefined;
  }
  return undefined;
}

/** The object literal whose method, called on the object, has `node` (a `this`) stand for it. */
export function thisObject(node: Node): TSESTree.ObjectExpression | undefined {
  for (let current = node.parent; current; current = current.parent) {
    if (isClass(current) || current.type === 'FunctionDeclaration') return undefined;
    if (current.type !== 'FunctionExpression') continue;
    const property = current.parent;
    const isMethod = property.type === 'Property' && property.value === current && property.parent.type === 'ObjectExpression';
    return isMethod ? property.parent as TSESTree.ObjectExpression : undefined;
  }
  return undefined;
}

/** The name that a function is declared under, or that a declaration gives it. */
export function declaredNameOf(fn: FunctionNode): TSESTree.Identifier | undefined {
  const { parent } = fn;
  const name = fn.type === 'FunctionDeclaration' ? fn.id
    : parent.type === 'VariableDeclarator' && parent.init === fn ? parent.id : undefined;
  return name?.type === 'Identifier' ? name : undefined;
}

const LOOPS: ReadonlySet<string> = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement']);

export function isLoop({ type }: Node): boolean {
  return LOOPS.has(type);
}

/** Whether a loop inside of `boundary` stands around a node. */
export function isInLoop(node: Node, boundary: Node): boolean {
  for (let { parent } = node; parent && parent !== boundary; { parent } = parent) if (isLoop(parent)) return true;
  return false;
}

/** What an expression is put into: the name that is declared with it, or the left side of the assignment. */
export function targetOf(node: Node): Node | undefined {
  const outer = outermost(node);
  const { parent } = outer;
  return parent?.type === 'VariableDeclarator' && parent.init === outer ? parent.id
    : parent?.type === 'AssignmentExpression' && parent.right === outer ? parent.left : undefined;
}

/** `module.exports`, which names what it is assigned to no one. */
export function isModuleExports(node: TSESTree.MemberExpression): boolean {
  return node.object.type === 'Identifier' && node.object.name === 'module' && propertyName(node) === 'exports';
}

/** A call that registers a function under a text, or on an object made on the spot, gives back something else. */
function isNamedRegistration(call: TSESTree.CallExpression, node: Node): boolean {
  const receiver = call.callee.type === 'MemberExpression' ? unwrap(call.callee.object) : undefined;
  const before = call.arguments.slice(0, call.arguments.indexOf(node as TSESTree.CallExpressionArgument));
  return isCall(receiver) || before.some((argument) => literalText(argument) !== undefined);
}

/** The name a person would use for a function: its own, its variable's, its method's with the class, or its property's. */
export function functionName(node: FunctionNode | ClassNode): string | undefined {
  if (node.id) return node.id.name;
  const parent = node.parent;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'MethodDefinition': {
      const owner = parent.parent.parent;
      const name = propertyName(parent);
      const className = functionName(owner);
      if (name === 'constructor') return className && `new ${className}`;
      return className && name ? `${className}.${name}` : name;
    }
    case 'PropertyDefinition': {
      const className = functionName(parent.parent.parent);
      const name = propertyName(parent);
      return className && name ? `${className}.${name}` : name;
    }
    case 'Property':
      return propertyName(parent);
    case 'AssignmentExpression':
      if (parent.left.type === 'Identifier') return parent.left.name;
      return parent.left.type === 'MemberExpression' && !isModuleExports(parent.left) ? propertyName(parent.left) : undefined;
    case 'CallExpression': {
      // `const f = wrap(() => …)`: known to its readers as `f`. Not so `const app = new App().get('/x', () => …)`.
      if (isNamedRegistration(parent, node)) return undefined;
      const outer = outermost(parent);
      const holder = outer.parent;
      return holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id.name : undefined;
    }
    default:
      return undefined;
  }
}

/** `using client = …`, `await using client = …`: the value of a declaration that disposes of it. */
export function isUsingDeclaration(node: Node): boolean {
  const parent = outermost(node).parent;
  return parent?.type === 'VariableDeclarator' && /using/.test(parent.parent.kind);
}

/** The last name by which a call calls something: `close` of `client.close()`, `connect` of `connect()`. */
export function calledName(call: CallNode): string | undefined {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' ? propertyName(callee) : callee.type === 'Identifier' ? callee.name : undefined;
}

/** Whether something is assigned, counted up or deleted: `x.key = …`, `x++`, `delete x.key`. */
export function isWritten(target: Node): boolean {
  const user = target.parent;
  return (user?.type === 'AssignmentExpression' && user.left === target) || user?.type === 'UpdateExpression'
    || (user?.type === 'UnaryExpression' && user.operator === 'delete');
}

/** `a`, `b` and `c` of `a && b && c`, or of any other operator of that kind. */
export function operandsOf(node: TSESTree.Expression, operator: string): TSESTree.Expression[] {
  return node.type === 'LogicalExpression' && node.operator === operator
    ? [...operandsOf(node.left, operator), ...operandsOf(node.right, operator)] : [node];
}
