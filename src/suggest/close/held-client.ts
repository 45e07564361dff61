import type { TSESTree } from '@typescript-eslint/utils';
import type { Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import type { Source } from '../text/source.js';

/*
 * Which variable holds what has to be closed, and from where to where?
 * Input: the expression that makes it, or its promise. Output: the variable with the block at whose end it has to be closed.
 * Invariant: nothing else is ever in that variable. Blind spot: none known.
 */

/** A variable that holds it, to the end of a block. */
export interface HeldClient {
  readonly variable: Variable;
  readonly block: TSESTree.BlockStatement;
  readonly boundary: FunctionNode;
  /** `const client = …`; left out for the other forms. */
  readonly declared?: { readonly declaration: TSESTree.VariableDeclaration; readonly declarator: TSESTree.VariableDeclarator };
  /** `let client; try { client = …; } …`: the statement, with `block` as what is tried. */
  readonly assignedIn?: TSESTree.TryStatement;
  /** Whether what the variable holds was waited for. */
  readonly isAwaited: boolean;
}

export function heldClientOf(source: Source, expression: Node, isPromise: boolean): HeldClient | undefined {
  const value = outermost(expression);
  const { parent } = value;
  const isAwaited = isAwait(value, expression);
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.init === value ? declaredBy(source, parent, isAwaited) : undefined;
    case 'AssignmentExpression':
      return parent.right === value && parent.operator === '=' ? assignedBy(source, parent, isAwaited) : undefined;
    case 'MemberExpression':
      return isPromise && !isAwaited && parent.object === value ? givenTo(source, parent) : undefined;
    default:
      return undefined;
  }
}

function declaredBy(source: Source, declarator: TSESTree.VariableDeclarator, isAwaited: boolean): HeldClient | undefined {
  if (declarator.id.type !== 'Identifier') return undefined;
  const declaration = declarator.parent;
  if (declaration.declarations.length !== 1 || /using/.test(declaration.kind)) return undefined;
  const block = declaration.parent;
  const boundary = asyncFunctionAround(declaration);
  const variable = source.file.variableOf(declarator.id);
  if (block.type !== 'BlockStatement' || !boundary || !variable || variable.defs.length !== 1 || writesOf(variable) !== 1) return undefined;
  return { variable, block, boundary, declared: { declaration, declarator }, isAwaited };
}

/** `let client; try { client = await make(); … }`, where nothing is done with it elsewhere. */
function assignedBy(source: Source, assignment: TSESTree.AssignmentExpression, isAwaited: boolean): HeldClient | undefined {
  if (assignment.left.type !== 'Identifier' || assignment.parent.type !== 'ExpressionStatement') return undefined;
  const variable = source.file.variableOf(assignment.left);
  const [definition] = variable?.defs ?? [];
  const declarator = definition?.node.type === 'VariableDeclarator' ? definition.node : undefined;
  if (!variable || !declarator || variable.defs.length !== 1 || !isEmpty(declarator) || mustHaveValue(declarator.id)) return undefined;
  if (writesOf(variable) !== (declarator.init ? 2 : 1)) return undefined;
  const boundary = asyncFunctionAround(assignment);
  const statement = tryAround(assignment.parent);
  // In a loop the variable would still hold the one before.
  if (!boundary || !statement || declarator.parent.parent !== statement.parent) return undefined;
  const isElsewhere = variable.references.some(({ identifier, init }) => init !== true && !isInside(identifier, statement));
  if (isElsewhere || enclosingFunction(declarator) !== boundary) return undefined;
  return { variable, block: statement.block, boundary, assignedIn: statement, isAwaited };
}

/** `make().then(async (client) => { … })` */
function givenTo(source: Source, access: TSESTree.MemberExpression): HeldClient | undefined {
  const call = access.parent;
  if (propertyName(access) !== 'then' || call.type !== 'CallExpression' || call.callee !== access) return undefined;
  const callback = call.arguments[0] && unwrap(call.arguments[0]);
  if (!isFunction(callback) || !callback.async || callback.generator || callback.body?.type !== 'BlockStatement') return undefined;
  const [parameter, ...others] = callback.params;
  const variable = parameter?.type === 'Identifier' ? source.file.variableOf(parameter) : undefined;
  if (!variable || others.length > 0 || variable.defs.length !== 1 || writesOf(variable) > 0) return undefined;
  return { variable, block: callback.body, boundary: callback, isAwaited: true };
}

/** The `try` in whose block the statement stands, at most behind tests. */
function tryAround(statement: Node): TSESTree.TryStatement | undefined {
  for (let node = statement; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type === 'TryStatement') return parent.block === node ? parent : undefined;
    if (parent.type !== 'BlockStatement' && parent.type !== 'IfStatement') return undefined;
  }
  return undefined;
}

function isEmpty({ init }: TSESTree.VariableDeclarator): boolean {
  return !init || (init.type === 'Literal' && init.value === null) || (init.type === 'Identifier' && init.name === 'undefined');
}

/** TypeScript lets nobody read `let client: Client;` where it may not be assigned yet. */
function mustHaveValue(id: Node): boolean {
  const annotation = id.type === 'Identifier' ? id.typeAnnotation?.typeAnnotation : undefined;
  const types = annotation?.type === 'TSUnionType' ? annotation.types : annotation ? [annotation] : [];
  return annotation !== undefined && !types.some(({ type }) => /^TS(?:Any|Undefined|Null)Keyword$/.test(type));
}

function asyncFunctionAround(node: Node): FunctionNode | undefined {
  const fn = enclosingFunction(node);
  return isFunction(fn) && fn.async && !fn.generator ? fn : undefined;
}

function writesOf(variable: Variable): number {
  return variable.references.filter((reference) => reference.isWrite()).length;
}

function isAwait(outer: Node, inner: Node): boolean {
  for (let node: Node | undefined = inner; node; node = node.parent) {
    if (node.type === 'AwaitExpression') return true;
    if (node === outer) return false;
  }
  return false;
}
