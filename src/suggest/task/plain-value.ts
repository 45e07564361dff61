import type { TSESTree } from '@typescript-eslint/utils';
import type { Program } from '../../project/program.js';
import type { Variable } from '../../resolve/file-model.js';
import { isReassigned } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { propertyName } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { isModuleScope } from '../text/source.js';
import type { Source } from '../text/source.js';

/*
 * Is an expression made of literals, of variables of the environment and of constants of the module alone? Then it gives the same
 * whenever it is evaluated.
 * Invariant: `undefined` as soon as one part could change, or run code of somebody else's. Blind spot: getters put on literals' prototypes.
 */

export interface PlainValue {
  /** The variables of the environment that it reads. */
  readonly environment: readonly string[];
}

const CONSTANT_GLOBALS = new Set(['undefined', 'NaN', 'Infinity']);
const CONVERTING = new Set(['Number', 'String', 'Boolean', 'parseInt', 'parseFloat']);

/** `user` is the construction that the values are for: it may be given an object, and nobody else. */
export function plainValueOf(source: Source, program: Program, nodes: readonly Node[], user: Node): PlainValue | undefined {
  const reader = new Reader(source, program, user);
  return nodes.every((node) => reader.isPlain(node)) ? { environment: reader.environment } : undefined;
}

class Reader {
  readonly environment: string[] = [];
  readonly #source: Source;
  readonly #program: Program;
  readonly #user: Node;
  readonly #seen = new Set<Variable>();

  constructor(source: Source, program: Program, user: Node) {
    this.#source = source;
    this.#program = program;
    this.#user = user;
  }

  isPlain(node: Node): boolean {
    const all = (nodes: readonly (Node | null)[]): boolean => nodes.every((part) => part === null || this.isPlain(part));
    switch (node.type) {
      case 'Literal':
        // Regular expressions carry state.
        return !('regex' in node);
      case 'TemplateLiteral':
        return all(node.expressions);
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
        return this.isPlain(node.expression);
      case 'UnaryExpression':
        return node.operator !== 'delete' && this.isPlain(node.argument);
      case 'BinaryExpression':
      case 'LogicalExpression':
        return all([node.left, node.right]);
      case 'ConditionalExpression':
        return all([node.test, node.consequent, node.alternate]);
      case 'ArrayExpression':
        return all(node.elements);
      case 'SpreadElement':
        return this.isPlain(node.argument);
      case 'ObjectExpression':
        return node.properties.every((property) => property.type === 'SpreadElement'
          ? this.isPlain(property)
          : property.kind === 'init' && (!property.computed || this.isPlain(property.key)) && this.isPlain(property.value));
      case 'CallExpression':
        return node.callee.type === 'Identifier' && CONVERTING.has(node.callee.name) && !this.#source.file.variableOf(node.callee)
          && all(node.arguments);
      case 'MemberExpression':
        return this.#member(node.object, propertyName(node));
      case 'Identifier':
        return this.#identifier(node);
      default:
        return false;
    }
  }

  #member(object: Node, name: string | undefined): boolean {
    if (name === undefined) return false;
    if (this.#source.file.textOf(object) === 'process.env' && object.type === 'MemberExpression') {
      this.environment.push(name);
      return !this.#source.file.variableOf(object.object);
    }
    return this.isPlain(object);
  }

  #identifier(node: TSESTree.Identifier): boolean {
    const variable = this.#source.file.variableOf(node);
    if (!variable) return CONSTANT_GLOBALS.has(node.name);
    return this.#constant(variable) || this.#imported(node);
  }

  #constant(variable: Variable): boolean {
    const [definition] = variable.defs;
    if (variable.defs.length !== 1 || definition?.type !== 'Variable' || definition.node.type !== 'VariableDeclarator') return false;
    const { id, init } = definition.node;
    if (id.type !== 'Identifier' || !init || isReassigned(variable)) return false;
    if (this.#seen.has(variable)) return true;
    this.#seen.add(variable);
    return this.isPlain(init) && (isPrimitive(init) || this.#isReadOnly(variable));
  }

  /** Nobody else gets the object, so nobody changes it. */
  #isReadOnly(variable: Variable): boolean {
    if (isModuleScope(variable.scope) && [...this.#source.file.exports.values()].some((record) => (
      record.kind === 'variable' && record.variable === variable))) return false;
    return variable.references.every(({ identifier, init }) => {
      if (init || isInside(identifier, this.#user)) return true;
      const access = identifier.parent;
      if (access?.type !== 'MemberExpression' || access.object !== identifier) return false;
      const use = access.parent;
      // A nested object could be changed, or lent on.
      return (use.type === 'VariableDeclarator' || use.type === 'TemplateLiteral' || use.type === 'BinaryExpression')
        && !(use.type === 'VariableDeclarator' && use.id.type !== 'Identifier');
    });
  }

  /** A primitive constant of a file that imports nothing: that file has always run before this one. */
  #imported(node: Node): boolean {
    const value = this.#program.evaluator.evaluate(this.#source.file, node);
    return value.kind === 'local' && value.path.length === 0 && value.file !== this.#source.file && value.node.type === 'Literal'
      && value.file.imports.length === 0 && value.file.tree.ast.body.every((statement) => statement.type !== 'ImportDeclaration');
  }
}

/** Whether an expression certainly gives a text, a number or another value that nobody can change. */
export function isPrimitive(node: Node): boolean {
  switch (node.type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'CallExpression':
      return true;
    case 'MemberExpression':
      // A variable of the environment is a text; what other members hold is not looked up.
      return node.object.type === 'MemberExpression' && node.object.object.type === 'Identifier' && node.object.object.name === 'process';
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return isPrimitive(node.expression);
    case 'LogicalExpression':
      return isPrimitive(node.left) && isPrimitive(node.right);
    case 'ConditionalExpression':
      return isPrimitive(node.consequent) && isPrimitive(node.alternate);
    default:
      return false;
  }
}
