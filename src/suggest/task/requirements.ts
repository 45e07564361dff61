import type { TSESTree } from '@typescript-eslint/utils';
import type { Program } from '../../project/program.js';
import { mayFail } from '../../release/failing-calls.js';
import type { Variable } from '../../resolve/file-model.js';
import { isEmptying } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import {
  enclosingFunction, isCall, isClass, isFunction, isWritten, outermost, propertyName, unwrap,
} from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { outermostAccess } from '../../syntax/roots.js';
import type { EditTask } from './edit-task.js';
import { environmentLoadsOf, isRunValue } from '../place/late-environment.js';
import { isPinned } from '../place/pinned-code.js';
import type { Place } from '../place/pinned-code.js';
import { isPrimitive } from './plain-value.js';
import { isModuleScope, nodesIn, referencesIn, topLevelIndex } from '../text/source.js';
import type { Reference, Source } from '../text/source.js';
import { leavingPart } from '../text/split-declaration.js';

/*
 * What must be there for code to run at module scope instead of where it stands? Follows every name in it: module bindings must have got
 * their value, local constants have to move along.
 * Invariant: `undefined` whenever one name, or one construct, means something else at module scope. Blind spot: functions of other
 * modules whose results differ from call to call under a name that does not say so.
 */

export interface Requirements {
  /** Declarations of local constants, or declarators among others, that move along, in source order. */
  readonly declarations: readonly (TSESTree.VariableDeclaration | TSESTree.VariableDeclarator)[];
  /** Variables among them that other code goes on using. */
  readonly shared: readonly Variable[];
  /** Those and, where they stay because of that, the variables that they are made of: none of them can leave its place. */
  readonly staying: readonly Variable[];
  /** The last top-level statement that has to run before, as an index; -1 without one. */
  readonly lastNeeded: number;
  /** It cannot run where the module does: it reads what gets its value later, or may throw, which would fail the import. */
  readonly isLate: boolean;
}

/** `own` are variables that the moved code declares itself. */
export function requirementsOf(
  task: EditTask, moved: readonly Node[], own: readonly Variable[], place: Place = {},
): Requirements | undefined {
  const search = new Search(task, moved, own, place);
  return moved.every((node) => search.take(node)) ? search.conclude(moved) : undefined;
}

class Search {
  readonly #source: Source;
  readonly #program: Program;
  readonly #own: Set<Variable>;
  readonly #constructions: readonly Node[];
  /** The functions on the way from the entry point. */
  readonly #perRequest: readonly Node[];
  readonly #declarations = new Set<Requirements['declarations'][number]>();
  readonly #moved: Variable[] = [];
  readonly #visited = new Set<Node>();
  readonly #place: Place;
  readonly #all: readonly Node[];
  #lastNeeded = -1;
  #isLate = false;

  constructor({ source, program, shape, finding }: EditTask, moved: readonly Node[], own: readonly Variable[], place: Place) {
    this.#all = moved;
    this.#place = place;
    this.#source = source;
    this.#program = program;
    this.#own = new Set(own);
    this.#constructions = [shape.construction, shape.expression];
    this.#perRequest = finding.trace.map((step) => step.owner);
  }

  /** Whether `node` can move. */
  take(node: Node): boolean {
    if (this.#visited.has(node)) return true;
    this.#visited.add(node);
    if (isPinned(this.#source, node, this.#constructions, this.#place)) return false;
    if ([...nodesIn(this.#source, node, false)].some((inner) => isCall(inner) && this.#isLateCall(inner))) this.#isLate = true;
    return referencesIn(this.#source, node).every((reference) => this.#reference(reference, node));
  }

  conclude(moved: readonly Node[]): Requirements | undefined {
    const declarations = [...this.#declarations].sort((a, b) => a.range[0] - b.range[0]);
    const nodes = [...moved, ...declarations];
    const isElsewhere = ({ identifier }: Reference): boolean => !nodes.some((node) => isInside(identifier, node));
    const shared = this.#moved.filter((variable) => variable.references.some(isElsewhere));
    if (nodes.some((node) => readsEnvironment(this.#source, node))) this.#afterEnvironment();
    return { declarations, shared, staying: this.#stayingWith(shared, declarations), lastNeeded: this.#lastNeeded, isLate: this.#isLate };
  }

  /** `required('DATABASE_URL')`, a function of the project: one request fails now, and not all of them. */
  #isLateCall(call: CallNode): boolean {
    const { kind } = this.#program.evaluator.evaluate(this.#source.file, call.callee);
    return kind === 'local' ? mayFail(this.#program, this.#source.file, call) : isRunValue(this.#program, this.#source.file, call);
  }

  /** What stays needs what it is made of: `const endpoint = isOffline ? a : b`. */
  #stayingWith(shared: readonly Variable[], declarations: Requirements['declarations']): Variable[] {
    const staying = [...shared];
    for (const variable of staying) {
      const declaration = declarations.find((candidate) => variable.identifiers.some((identifier) => isInside(identifier, candidate)));
      if (!declaration) continue;
      for (const other of this.#moved) {
        if (!staying.includes(other) && other.references.some(({ identifier }) => isInside(identifier, declaration))) staying.push(other);
      }
    }
    return staying;
  }

  #reference(reference: Reference, within: Node): boolean {
    const variable = reference.resolved;
    // Without a definition it is a global; `arguments` is the one that belongs to a function.
    if (!variable || variable.defs.length === 0) return reference.identifier.name !== 'arguments';
    if (this.#own.has(variable) || variable.identifiers.every((identifier) => isInside(identifier, within))) return true;
    // Inside a class its name is a variable of the class's own.
    if (variable.defs[0]!.type === 'ClassName' && variable.scope.type === 'class') {
      const outer = this.#source.file.tree.scopes.getDeclaredVariables(variable.scope.block)
        .find((candidate) => candidate.scope !== variable.scope);
      return outer !== undefined && isModuleScope(outer.scope) && this.#moduleVariable(outer);
    }
    return isModuleScope(variable.scope) ? this.#moduleVariable(variable) : this.#localConstant(variable);
  }

  #moduleVariable(variable: Variable): boolean {
    for (const definition of variable.defs) {
      const { node } = definition;
      switch (definition.type) {
        case 'ImportBinding':
          if (definition.parent?.type === 'ImportDeclaration') continue;
          this.#need(node);
          continue;
        case 'FunctionName':
          this.#inside(node);
          continue;
        case 'Type':
          continue;
        case 'Variable': {
          this.#need(node);
          const value = definition.node.type === 'VariableDeclarator' ? definition.node.init : null;
          if (value && (isFunction(unwrap(value)) || isClass(unwrap(value)))) this.#inside(value);
          continue;
        }
        case 'ClassName':
          this.#need(node);
          this.#inside(node);
          continue;
        default:
          this.#need(node);
      }
    }
    return this.#settled(variable);
  }

  /** What writes a module variable, or its members, must have run, or the value is not there yet. */
  #settled(variable: Variable): boolean {
    let lateWrites = 0;
    for (const reference of variable.references) {
      const { identifier } = reference;
      const isWrite = reference.isWrite() ? !reference.init || isEmptyDeclaration(identifier)
        : isMemberWritten(identifier) || isToldIn(identifier);
      // What the code itself tells an object of the module is the same each time.
      if (!isWrite || (isToldIn(identifier) && this.#all.some((node) => isInside(identifier, node)))) continue;
      const functions = functionsAround(identifier);
      if (functions.length === 0) {
        this.#need(identifier);
        continue;
      }
      lateWrites++;
      // Each request has a value of its own.
      if (functions.some((fn) => this.#perRequest.includes(fn) || fn.params.some(isRequestLike))) return false;
    }
    if (lateWrites > 0) this.#isLate = true;
    // Written in several functions, it is not a value that is set once.
    return lateWrites <= 1;
  }

  #need(node: Node): void {
    this.#lastNeeded = Math.max(this.#lastNeeded, topLevelIndex(this.#source, node));
  }

  /** The names that a function or class of the module reads when it is called must be there too. */
  #inside(node: Node): void {
    if (this.#visited.has(node)) return;
    this.#visited.add(node);
    for (const { resolved } of referencesIn(this.#source, node)) {
      if (resolved && isModuleScope(resolved.scope) && resolved.defs.length > 0 && !this.#moduleVariable(resolved)) this.#isLate = true;
    }
  }

  #localConstant(variable: Variable): boolean {
    const [definition] = variable.defs;
    if (variable.defs.length !== 1 || definition?.type !== 'Variable') return false;
    const { node: declarator, parent: declaration } = definition;
    if (declaration?.type !== 'VariableDeclaration' || !declarator.init) return false;
    if (/using/.test(declaration.kind) || declaration.declare) return false;
    if (declaration.parent.type !== 'BlockStatement' && declaration.parent.type !== 'StaticBlock') return false;
    const part = leavingPart(declaration, declarator);
    const variables = this.#source.file.tree.scopes.getDeclaredVariables(part);
    for (const own of variables) {
      if (own.references.some((reference) => reference.isWrite() && !isInside(reference.identifier, part))) return false;
      if (own.references.some(({ identifier }) => (
        isMemberWritten(identifier) || isMethodReceiver(identifier)
        || (isGivenToChange(identifier) && !isPrimitive(declarator.init!))))) return false;
    }
    if (this.#declarations.has(part)) return true;
    this.#declarations.add(part);
    for (const own of variables) this.#own.add(own);
    this.#moved.push(...variables);
    return this.take(part);
  }

  /** What loads the environment, and assignments to `process.env` at module scope, run before the environment is read. */
  #afterEnvironment(): void {
    for (const load of environmentLoadsOf(this.#source.file)) {
      // What is loaded in a promise is there when that is settled.
      const isSoon = load.type === 'ImportExpression' && load.parent.type !== 'AwaitExpression';
      if (isSoon || enclosingFunction(load)) this.#isLate = true;
      else this.#need(load);
    }
    for (const [index, statement] of this.#source.code.ast.body.entries()) {
      if (statement.type !== 'ExpressionStatement') continue;
      const expression = unwrap(statement.expression);
      const isLoading = expression.type === 'CallExpression' && /\bconfig\(/.test(this.#source.file.textOf(expression).slice(0, 60));
      const isWriting = expression.type === 'AssignmentExpression' && readsEnvironment(this.#source, expression.left);
      if (isLoading || isWriting) this.#lastNeeded = Math.max(this.#lastNeeded, index);
    }
  }
}

/** Whether other code may go on using one shared value of a moved local: values that nobody can change, and modules. */
export function isSafeToShare(variable: Variable): boolean {
  const definition = variable.defs[0];
  if (definition?.node.type !== 'VariableDeclarator' || !definition.node.init) return false;
  const value = unwrap(definition.node.init);
  switch (value.type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'BinaryExpression':
    case 'MemberExpression':
    case 'LogicalExpression':
    case 'UnaryExpression':
    case 'ArrowFunctionExpression':
      return true;
    case 'CallExpression':
      return value.callee.type === 'Identifier' && /^(?:require|Number|String|Boolean|parseInt|parseFloat)$/.test(value.callee.name);
    default:
      return false;
  }
}

function readsEnvironment(source: Source, node: Node): boolean {
  return /\bprocess\.env\b/.test(source.file.textOf(node));
}

function isEmptyDeclaration(identifier: Node): boolean {
  const declarator = identifier.parent;
  return declarator?.type === 'VariableDeclarator' && declarator.init !== null && isEmptying(declarator.init);
}

/** `x.y = …`, `delete x.y`, `x.y++`, `Object.assign(x, …)`. */
export function isMemberWritten(identifier: Node): boolean {
  const access = outermostAccess(identifier);
  const user = access.parent;
  if (user?.type === 'CallExpression' && user.arguments[0] === identifier) {
    return user.callee.type === 'MemberExpression' && propertyName(user.callee) === 'assign';
  }
  return access !== identifier && isWritten(access);
}

/** `x.push(…)`, `auth.setCredentials(tokens)`: what a method does to a local value is not known. */
export function isMethodReceiver(identifier: Node): boolean {
  const access = outermost(identifier).parent;
  if (access?.type !== 'MemberExpression' || unwrap(access.object) !== identifier) return false;
  const call = outermost(access).parent;
  if (call?.type !== 'CallExpression' || unwrap(call.callee) !== access) return false;
  const name = propertyName(access) ?? '';
  if (['push', 'set', 'append', 'add', 'unshift', 'delete', 'splice'].includes(name) || /^set[A-Z]/.test(name)) return true;
  // Nobody looks at what it gives, so it is called for what it does.
  const user = call.parent.type === 'AwaitExpression' ? call.parent.parent : call.parent;
  return user.type === 'ExpressionStatement';
}

/** `auth.setCredentials(tokens);`: the object of the module is another one from then on. */
function isToldIn(identifier: Node): boolean {
  const access = identifier.parent;
  return access?.type === 'MemberExpression' && /^set[A-Z]/.test(propertyName(access) ?? '') && isMethodReceiver(identifier);
}

/** `configure(x)`, `setDefaults(x, …)`: a function that is called for what it does to its argument. */
function isGivenToChange(identifier: Node): boolean {
  const given = outermost(identifier);
  const call = given.parent;
  if (call?.type !== 'CallExpression' || call.callee === given || call.parent.type !== 'ExpressionStatement') return false;
  const callee = unwrap(call.callee);
  const name = callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  return name !== undefined && /^(?:set|add|apply|assign|configure|customi[sz]e|decorate|extend|fill|init|merge|patch|prepare)/i.test(name);
}

function functionsAround(node: Node): FunctionNode[] {
  const found: FunctionNode[] = [];
  for (let current = node.parent; current; current = current.parent) if (isFunction(current)) found.push(current);
  return found;
}

function isRequestLike(parameter: Node): boolean {
  return parameter.type === 'Identifier' && /^(?:_?req|request|ctx|context|event|message|msg|c|socket|call)$/.test(parameter.name);
}
