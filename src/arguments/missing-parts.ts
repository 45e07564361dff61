import type { TSESTree } from '@typescript-eslint/utils';
import { sentMembers, validatorPackages } from '../catalog/conventions/sent.js';
import { hasOwnDependency } from '../project/own-dependency.js';
import type { EntryPoint } from '../reach/entries/entry-point.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { isReassigned } from '../resolve/values.js';
import { isInside } from '../syntax/is-inside.js';
import { isCall, isFunction, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import type { OriginEngine } from './argument-origin.js';

/*
 * Is a value a part of what a request brings along, `order` of `const { order } = req.body`, that nobody has looked at? A client that
 * leaves it out makes the first look into it fail: `order.products` throws.
 * Output: whether that is known. Invariant: nothing that stands before the look asks for the part, or is given the request, and nothing
 * that runs before the handler reads what was sent. Blind spot: methods that are called on the
 * part, and middleware of the whole application that knows what is sent.
 */

export function isMissingPart(engine: OriginEngine, file: FileModel, node: Node): boolean {
  const part = firstLookAt(file, node);
  return part !== undefined && isUncheckedHandler(engine, file, part.owner);
}

/** The same, as far as the function itself tells, whoever runs it. */
export function mayBeMissingPart(file: FileModel, node: Node): boolean {
  return firstLookAt(file, node) !== undefined;
}

function firstLookAt(file: FileModel, node: Node): Part | undefined {
  const part = partOf(file, node, []);
  return part && part.path.length > 1 && sentMembers.has(part.path[0]!) && isFirstLook(node, part) ? part : undefined;
}

/** A value that a parameter holds under a path of names. */
interface Part {
  readonly owner: FunctionNode;
  readonly path: readonly string[];
  /** Variables that it goes through, with how many names lead to each. */
  readonly chain: readonly { readonly variable: Variable; readonly depth: number }[];
}

function partOf(file: FileModel, node: Node, seen: readonly Variable[]): Part | undefined {
  const value = unwrap(node);
  if (value.type === 'MemberExpression') {
    const name = propertyName(value);
    const holder = name === undefined || value.optional ? undefined : partOf(file, value.object, seen);
    return holder && { ...holder, path: [...holder.path, name!] };
  }
  const variable = value.type === 'Identifier' ? file.variableOf(value) : undefined;
  const definition = variable?.defs.length === 1 ? variable.defs[0]! : undefined;
  if (!variable || !definition || isReassigned(variable) || seen.includes(variable)) return undefined;
  if (definition.type === 'Parameter') {
    const owner = definition.node;
    if (!isFunction(owner) || !owner.params.includes(definition.name)) return undefined;
    return { owner, path: [], chain: [{ variable, depth: 0 }] };
  }
  const declared = definition.node.type === 'VariableDeclarator' ? definition.node : undefined;
  const names = declared && namesTo(definition.name);
  const holder = declared?.init && names ? partOf(file, declared.init, [...seen, variable]) : undefined;
  const path = holder && names && [...holder.path, ...names];
  return path && { ...holder, path, chain: [...holder.chain, { variable, depth: path.length }] };
}

/** `const { order: { products } } = body`: the names that lead to `products`. One with a default is never missing. */
function namesTo(identifier: Node): string[] | undefined {
  const names: string[] = [];
  for (let node = identifier; node.parent && node.parent.type !== 'VariableDeclarator'; node = node.parent) {
    const { parent } = node;
    if (parent.type === 'ObjectPattern') continue;
    const name = parent.type === 'Property' && parent.value === node ? propertyName(parent) : undefined;
    if (name === undefined) return undefined;
    names.unshift(name);
  }
  return names;
}

/** Whether nothing before it asks for the part, or gets what it is a part of. */
function isFirstLook(node: Node, { owner, chain }: Part): boolean {
  const isBefore = (identifier: Node): boolean => identifier.range[1] <= node.range[0] && isInside(identifier, owner.body);
  return chain.every(({ variable, depth }) => variable.references.every(({ identifier }) => (
    !isBefore(identifier) || variable.identifiers.some((own) => own === identifier) || isTakenApart(identifier, depth))));
}

/** `const { order } = req.body`, `const id = req.params.id`: read to be named, and no more. Another member says nothing, either. */
function isTakenApart(identifier: Node, depth: number): boolean {
  const access = outermost(identifier).parent;
  if (depth === 0 && access?.type === 'MemberExpression' && !sentMembers.has(propertyName(access) ?? '*')) {
    const user = outermost(access).parent;
    return !isCall(user) || unwrap(user.callee) !== access;
  }
  let node = outermost(identifier);
  let read = depth;
  for (; node.parent?.type === 'MemberExpression' && node.parent.object === node; read++) node = outermost(node.parent);
  const declared = node.parent?.type === 'VariableDeclarator' && node.parent.init === node ? node.parent.id : undefined;
  return declared?.type === 'Identifier' ? read <= 2 : declared?.type === 'ObjectPattern' && read <= 1 && isFlat(declared);
}

function isFlat({ properties }: TSESTree.ObjectPattern): boolean {
  return properties.every((property) => (
    property.type === 'RestElement' || property.value.type === 'Identifier' || property.value.type === 'AssignmentPattern'));
}

/** A handler that requests alone run, and before which nothing reads what they bring along. */
function isUncheckedHandler({ program, reach }: OriginEngine, file: FileModel, owner: FunctionNode): boolean {
  const { entries, calls, isOpen, isOnce } = reach.callersOf(file, owner);
  if (entries.length === 0 || calls.length > 0 || isOpen || isOnce) return false;
  if (hasOwnDependency(program, file, validatorPackages)) return false;
  return entries.every((entry) => entry.occasion === 'request' && entry.isByPlace !== true && entry.isByType !== true
    && isRegisteredAlone(program, entry, owner));
}

/** `router.post('/orders', authenticate, create)`: beside the handler there are functions that leave alone what was sent. */
function isRegisteredAlone(program: OriginEngine['program'], { file, node }: EntryPoint, owner: FunctionNode): boolean {
  if (!isCall(node) || unwrap(node.callee).type !== 'MemberExpression') return false;
  return node.arguments.every((argument) => {
    const given = unwrap(argument);
    if (given.type === 'Literal' || given === owner) return true;
    const value = program.evaluator.evaluate(file, given);
    if (value.kind !== 'local' || value.path.length > 0 || !isFunction(value.node)) return false;
    return value.node === owner || ignoresSent(value.file, value.node);
  });
}

function ignoresSent(file: FileModel, fn: FunctionNode): boolean {
  for (const name of sentMembers) if (file.members.get(name)?.some((access) => isInside(access, fn))) return false;
  return fn.params.every((parameter) => {
    const name = parameter.type === 'Identifier' ? parameter.name : undefined;
    const variable = file.tree.scopes.getDeclaredVariables(fn).find((one) => one.name === name);
    return variable?.references.every(({ identifier }) => {
      const { parent } = identifier;
      return (parent?.type === 'MemberExpression' && parent.object === identifier && propertyName(parent) !== undefined)
        || (isCall(parent) && parent.callee === identifier);
    }) ?? false;
  });
}
