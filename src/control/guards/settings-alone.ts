import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { returnedExpressions } from '../../resolve/values.js';
import { enclosingFunction, isFunction, isWritten, propertyName, thisClass, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { childrenOf, ownNodes } from '../../syntax/walk.js';
import { isProcessEnvironment } from '../process-environment.js';

/*
 * What is set anew to what it was set to at first, and of nothing but the settings of the process: `refresh() { this.isMock = !keyOf(); }`,
 * as the constructor does. It says the same before and after, whoever sets it, and so it is no state.
 * Input: the values that a state is given. Invariant: a value is made of literals, of the environment, and of what functions of the file
 * make of these. Blind spot: settings that come from files and from other modules.
 */

/** Whether all that is put there later says again what was put there first. */
export function isSetAgainOnly(file: FileModel, first: readonly Node[], later: readonly Node[]): boolean {
  const spellings = new Set(first.map((value) => file.spellingOf(value)));
  return later.length > 0 && later.every((value) => spellings.has(file.spellingOf(value)) && isOfSettings(file, value, new Set()));
}

/** What the language gives, and what it makes of values. */
const PLAIN_GLOBALS = new Set(['undefined', 'Boolean', 'JSON', 'Number', 'Object', 'String', 'parseFloat', 'parseInt']);

const TEXT_METHODS = new Set(['endsWith', 'replace', 'slice', 'split', 'startsWith', 'toLowerCase', 'toString', 'toUpperCase', 'trim']);

/** They change with what is put in. */
const SIZES = new Set(['length', 'size']);

/** What stands in a value and is one of its parts, or puts parts together. */
const MADE_OF_PARTS = new Set(['Literal', 'TemplateLiteral', 'TemplateElement', 'UnaryExpression', 'BinaryExpression', 'LogicalExpression',
  'ConditionalExpression', 'ObjectExpression', 'ArrayExpression', 'SpreadElement', 'ChainExpression']);

/** `known` are functions and variables that are being looked at. */
function isOfSettings(file: FileModel, value: Node, known: Set<Node | Variable>): boolean {
  const stack: Node[] = [value];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const node = unwrap(next);
    if (node.type === 'Identifier') {
      if (!isNameOfSettings(file, node, known)) return false;
    } else if (node.type === 'Property') {
      stack.push(node.value, ...(node.computed ? [node.key] : []));
    } else if (node.type === 'MemberExpression') {
      if (isProcessEnvironment(file, node)) continue;
      if (node.object.type === 'ThisExpression') {
        if (!isMemberOfSettings(file, node, known)) return false;
        continue;
      }
      const name = propertyName(node);
      const isOfEnvironment = isProcessEnvironment(file, unwrap(node.object));
      if (isOfEnvironment ? isSet(file, name) : name === undefined || isSet(file, name) || SIZES.has(name)) return false;
      stack.push(node.object, ...(node.computed ? [node.property] : []));
    } else if (node.type === 'CallExpression') {
      if (!isPlainCallee(file, node.callee) || node.arguments.some(isFunction)) return false;
      stack.push(node.callee, ...node.arguments);
    } else if (MADE_OF_PARTS.has(node.type)) {
      stack.push(...childrenOf(node, file.tree.visitorKeys));
    } else {
      return false;
    }
  }
  return true;
}

/** Whether a member of this name is written anywhere in the file; of one that is computed nobody knows. */
function isSet(file: FileModel, name: string | undefined): boolean {
  return name !== undefined && (file.members.get(name) ?? []).some(isWritten);
}

/** A function of the file or of the language, a method of the class, or one of a text. */
function isPlainCallee(file: FileModel, callee: Node): boolean {
  const node = unwrap(callee);
  if (node.type !== 'MemberExpression') return node.type === 'Identifier';
  const object = unwrap(node.object);
  return object.type === 'ThisExpression' || TEXT_METHODS.has(propertyName(node) ?? '')
    || (object.type === 'Identifier' && PLAIN_GLOBALS.has(object.name) && !file.variableOf(object));
}

function isNameOfSettings(file: FileModel, node: Node & { readonly name: string }, known: Set<Node | Variable>): boolean {
  const variable = file.variableOf(node);
  if (!variable) return PLAIN_GLOBALS.has(node.name);
  const definition = variable.defs[0]!;
  if (known.has(variable)) return true;
  known.add(variable);
  if (definition.type === 'FunctionName') return isFunction(definition.node) && givesSettings(file, definition.node, known);
  // Of a function that is called there: its arguments are looked at as well.
  if (definition.type === 'Parameter') return known.has(definition.node);
  if (definition.type !== 'Variable' || definition.name.parent.type !== 'VariableDeclarator') return false;
  const writes = variable.references.filter((reference) => reference.isWrite());
  // What is there for longer than a run of the function is filled by others.
  const owner = enclosingFunction(definition.name);
  const isOwn = owner !== undefined && known.has(owner);
  return writes.length > 0 && writes.every(({ init, writeExpr: value }) => {
    if (!value || (!isOwn && (init !== true || isOpenObject(value)))) return false;
    return isFunction(value) ? givesSettings(file, value, known) : isOfSettings(file, value, known);
  });
}

/** A function that looks at nothing but what it is given and the settings. */
function givesSettings(file: FileModel, fn: FunctionNode, known: Set<Node | Variable>): boolean {
  if (known.has(fn)) return true;
  known.add(fn);
  const { visitorKeys } = file.tree;
  const given = returnedExpressions(fn, visitorKeys);
  const tests = [...ownNodes(fn.body, visitorKeys)].flatMap((node) => testOf(node) ?? []);
  return given.length > 0 && [...given, ...tests].every((value) => isOfSettings(file, value, known));
}

/** What decides where a statement leads. */
function testOf(node: Node): Node | undefined {
  switch (node.type) {
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return node.test;
    case 'SwitchStatement':
      return node.discriminant;
    case 'CatchClause':
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
      return node;
    default:
      return undefined;
  }
}

/** A method that gives such values, or a field that is set to one of them everywhere in the file. */
function isMemberOfSettings(file: FileModel, member: TSESTree.MemberExpression, known: Set<Node | Variable>): boolean {
  const name = propertyName(member);
  const owner = thisClass(member);
  const method = owner?.node.body.body.find((one): one is TSESTree.MethodDefinition => (
    one.type === 'MethodDefinition' && one.static === owner.isStatic && propertyName(one) === name));
  if (method) return isFunction(method.value) && givesSettings(file, method.value, known);
  const writes = (name === undefined ? [] : file.members.get(name) ?? []).filter(isWritten);
  const values = writes.map(({ parent }) => (parent.type === 'AssignmentExpression' && parent.operator === '=' ? parent.right : undefined));
  const [first] = values;
  if (!first || isOpenObject(first) || values.some((value) => !value || file.spellingOf(value) !== file.spellingOf(first))) return false;
  if (known.has(first)) return true;
  known.add(first);
  return isOfSettings(file, first, known);
}

/** What others may put more into. */
function isOpenObject(value: Node): boolean {
  return ['ArrayExpression', 'ObjectExpression'].includes(unwrap(value).type);
}
