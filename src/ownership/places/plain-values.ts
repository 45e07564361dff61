import type { TSESTree } from '@typescript-eslint/utils';
import { runningMethods } from '../../catalog/conventions/collections.js';
import { stateNames, stateQueries } from '../../catalog/conventions/state.js';
import { settingsReaders } from '../../catalog/environment.js';
import { matchesPackage } from '../../catalog/match.js';
import { packageOfSpecifier } from '../../catalog/merge.js';
import type { CatalogIndex } from '../../catalog/merge.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { CALL } from '../../resolve/path.js';
import type { Value } from '../../resolve/value.js';
import { assignedValue } from '../../resolve/values.js';
import {
  enclosingFunction, isCall, isClass, isFunction, isPropertyKey, literalText, outermost, propertyName, unwrap,
} from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { isDroppedValue } from '../../syntax/dropped-value.js';
import { rootOfChain } from '../../syntax/roots.js';
import { childrenOf } from '../../syntax/walk.js';
import type { Program } from '../../project/program.js';
import type { TraceStep } from '../../reach/reach.js';
import { isConstant, isConstantList } from './constants-elsewhere.js';
import { isChanged, isEntryChanged, isMadeIn, isOnTheWay, writesIn } from './written-before.js';

/*
 * Does a value depend on the request, and on what never changes, alone? Then it is the same however many requests came before.
 * Input: the functions on the way of a request, and an expression in one of them. Invariant: what functions write is not plain, unless the
 * request has just written it itself; and functions of the project are looked into. Blind spot: state in other processes, and objects that
 * are changed under another name.
 */

/** Names that mean the same to every request. */
const STATELESS_GLOBALS = new Set(['Array', 'BigInt', 'Boolean', 'Buffer', 'Error', 'Infinity', 'JSON', 'Math', 'NaN', 'Number', 'Object',
  'RegExp', 'String', 'Symbol', 'TypeError', 'URL', '__dirname', '__filename', 'console', 'isNaN', 'process', 'undefined']);

/** Functions that every runtime has, and that keep nothing. */
const STATELESS_FUNCTIONS = new Set(['Date', 'Function', 'Promise', 'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent',
  'fetch', 'isFinite', 'parseFloat', 'parseInt', 'structuredClone']);

/** Functions of the project that call one another. */
const MAX_DEPTH = 3;

/** Where a value is asked about. */
interface Scope {
  /** The function in which it stands. */
  readonly owner: Node;
  /** Its place on the way. One that is only called for its answer has none: what it is given is asked about where it is called. */
  readonly index: number | undefined;
  readonly seen: Set<Variable>;
  readonly depth: number;
  /** The parameter that it is called with for its answer: that is what it tells it. */
  readonly callback?: Variable | undefined;
}

export class PlainValues {
  readonly #program: Program;
  readonly #index: CatalogIndex;
  readonly #trace: readonly TraceStep[];
  readonly #sdk: string;
  readonly #functions = new Map<Node, boolean>();

  /** `sdk` is the module that the client comes from: what its functions answer may be about that client. */
  constructor(program: Program, index: CatalogIndex, trace: readonly TraceStep[], sdk: string) {
    this.#program = program;
    this.#index = index;
    this.#trace = trace;
    this.#sdk = sdk;
  }

  /** Whether an expression in the function of a step says the same however many requests came before. */
  isPlain(file: FileModel, expression: Node, index: number): boolean {
    return this.#isPlain(file, [expression], { owner: this.#trace[index]!.owner, index, seen: new Set(), depth: 0 });
  }

  #isPlain(file: FileModel, nodes: readonly Node[], scope: Scope): boolean {
    const stack: Node[] = [...nodes];
    for (let node = stack.pop(); node; node = stack.pop()) {
      switch (node.type) {
        case 'Identifier':
          if (!this.#isPlainName(file, node, scope)) return false;
          break;
        case 'MemberExpression': {
          const name = node.computed ? undefined : propertyName(node);
          const accesses = name === undefined ? [] : file.members.get(name) ?? [];
          if (accesses.some((access) => this.#isChangedOf(file, access, node, scope))) return false;
          // `pool.ended`: it changes, although no code of the project changes it.
          if (name !== undefined && stateNames.test(name) && !this.#isOfRun(file, node, scope)) return false;
          stack.push(node.object);
          if (node.computed) stack.push(node.property);
          break;
        }
        case 'CallExpression':
        case 'NewExpression': {
          // What a call gives that nobody takes says nothing. What it runs may.
          if (!(isDroppedValue(node) && !node.arguments.some(isFunction)) && !this.#isPlainCall(file, node, scope)) return false;
          const callee = unwrap(node.callee);
          stack.push(...node.arguments);
          if (callee.type === 'MemberExpression' && this.#isOfRun(file, callee, scope)) stack.push(callee);
          break;
        }
        case 'AssignmentExpression':
        case 'UpdateExpression':
          // What a function that is called for its answer writes is nothing that it reads.
          if (scope.index !== undefined || node.type === 'UpdateExpression' || node.operator !== '=') return false;
          stack.push(node.right);
          break;
        default:
          stack.push(...partsOf(file, node));
      }
    }
    return true;
  }

  /** Whether functions write a member that may be the one that is read. The elements of a list that is written down are no instances. */
  #isChangedOf(file: FileModel, access: TSESTree.MemberExpression, read: TSESTree.MemberExpression, { owner }: Scope): boolean {
    if (!isChanged(access, read, owner)) return false;
    const holder = this.#program.evaluator.evaluate(file, access.object);
    if (holder.kind !== 'local' || !isClass(holder.node)) return true;
    const root = file.variableOf(rootOfChain(read))?.defs[0];
    const call = root?.type === 'Parameter' ? outermost(root.node).parent : undefined;
    const list = isCall(call) ? this.#program.evaluator.evaluate(file, call.callee) : undefined;
    return !isCall(call) || list?.kind !== 'local' || !isConstantList(this.#program, list, call);
  }

  #isPlainName(file: FileModel, node: TSESTree.Identifier, scope: Scope): boolean {
    const variable = file.variableOf(node);
    if (!variable) return STATELESS_GLOBALS.has(node.name);
    if (scope.seen.has(variable)) return true;
    scope.seen.add(variable);
    const { owner, index } = scope;
    const definition = variable.defs[0];
    // The whole of a function that is called for its answer is looked at.
    if (index === undefined && !isOutside(variable, owner)) return true;
    switch (definition?.type) {
      case 'FunctionName':
      case 'ClassName':
        return true;
      case 'Parameter':
        if (definition.node === owner) return index === undefined || this.#isPlainArgument(index, variable);
        // Callbacks in the value itself are given parts of it.
        return isOutside(variable, owner) || isFunction(definition.node);
      case 'Variable':
      case 'ImportBinding':
        break;
      default:
        return false;
    }
    if (!isOutside(variable, owner)) {
      return variable.references.filter((reference) => reference.isWrite()).every(({ identifier }) => {
        const held = assignedValue(identifier);
        return held !== undefined && this.#isPlain(file, [held.expression], scope);
      });
    }
    return this.#isRefilled(file, node, variable, scope) || this.#isLasting(file, node, variable);
  }

  /** Whether the function has just put a plain value into a variable of the module. */
  #isRefilled(file: FileModel, node: Node, variable: Variable, scope: Scope): boolean {
    const own = writesIn(variable, scope.owner, node);
    return own.some((identifier) => isOnTheWay(identifier, node)) && own.every((identifier) => {
      const held = assignedValue(identifier);
      return held !== undefined && this.#isPlain(file, [held.expression], scope);
    });
  }

  /** Whether a variable of the module, or what is imported, stays what it is when the program begins. */
  #isLasting(file: FileModel, node: Node, { references }: Variable): boolean {
    const value = this.#program.evaluator.evaluate(file, node);
    // What another module or a package keeps changes there.
    const isElsewhere = value.kind === 'package' || (value.kind === 'local' && value.file !== file);
    if (isElsewhere && !isConstant(this.#program, value)) return false;
    return references.every((reference) => !reference.isWrite() || reference.init === true || !enclosingFunction(reference.identifier))
      && !references.some(({ identifier }) => isEntryChanged(identifier) && enclosingFunction(identifier) !== undefined);
  }

  /** A parameter says what the call says that stands before it on the way. The parameters of an entry point are the request. */
  #isPlainArgument(index: number, parameter: Variable): boolean {
    if (index === 0) return true;
    const { file, node } = this.#trace[index - 1]!;
    if (!isCall(node)) return false;
    const { owner } = this.#trace[index]!;
    if (node.arguments.some((argument) => unwrap(argument) === owner)) {
      return this.#isOpening(file, node) || this.#isAnswer(file, node, owner, index - 1);
    }
    const position = isFunction(owner) && !node.arguments.some(({ type }) => type === 'SpreadElement')
      ? owner.params.findIndex((param) => param === parameter.identifiers[0]) : -1;
    const told = position === -1 ? node.arguments : node.arguments.slice(position, position + 1);
    return told.every((argument) => this.isPlain(file, argument, index - 1));
  }

  /** `connect(url, (error, client) => …)`: the callback is told how this one call went. An object that was there before could tell more. */
  #isOpening(file: FileModel, call: CallNode): boolean {
    const callee = this.#program.evaluator.evaluate(file, call.callee);
    return callee.kind === 'package' && !callee.path.includes(CALL)
      && packageOfSpecifier(callee.specifier) === packageOfSpecifier(this.#sdk);
  }

  /** `pool.query(text, (error, rows) => …)`, `request.items.forEach((item) => …)`: a callback is told what a plain value has. */
  #isAnswer(file: FileModel, call: CallNode, callback: Node, index: number): boolean {
    const callee = unwrap(call.callee);
    const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
    if (callee.type === 'MemberExpression' && runningMethods.has(name ?? '')) return this.isPlain(file, callee.object, index);
    const value = this.#program.evaluator.evaluate(file, callee);
    if (value.kind === 'package') return value.path.includes(CALL) && this.#isStored(value, callee);
    if (value.kind !== 'local' || value.path.length > 0 || !isFunction(value.node)) return false;
    // A function of the project that answers by calling what it is given.
    const parameter = value.node.params[call.arguments.findIndex((argument) => unwrap(argument) === callback)];
    const given = parameter && value.file.variableOf(parameter);
    const scope: Scope = { owner: value.node, index: undefined, seen: new Set(), depth: 1, callback: given };
    return given !== undefined && this.#isPlain(value.file, [...value.node.params, value.node.body], scope);
  }

  /** What a client of another SDK is asked for is kept by another process, which knows nothing of the clients of this one. */
  #isStored({ specifier }: Extract<Value, { kind: 'package' }>, callee: Node): boolean {
    const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
    return name !== undefined && !stateQueries.test(name) && !stateNames.test(name)
      && packageOfSpecifier(specifier) !== packageOfSpecifier(this.#sdk)
      && this.#index.clientsOf(specifier).some(({ model }) => (model.release ?? []).length > 0);
  }

  #isPlainCall(file: FileModel, call: CallNode, scope: Scope): boolean {
    const callee = unwrap(call.callee);
    if (scope.callback && callee.type === 'Identifier' && file.variableOf(callee) === scope.callback) return true;
    const value = this.#program.evaluator.evaluate(file, callee);
    switch (value.kind) {
      case 'local':
        // A parameter or what it gives is the request's.
        if (value.node.type === 'Identifier' && callee.type === 'MemberExpression' && this.#isOfRun(file, callee, scope)) return true;
        if (isFunction(value.node) && value.path.length === 0) return this.#isPlainFunction(value.file, value.node, scope.depth + 1);
        return isConstantList(this.#program, value, call);
      case 'package':
        // A method of an object that a package made may tell what was done with it before, if it was there before. So may a function that
        // is asked nothing.
        if (settingsReaders.some((pattern) => matchesPackage(pattern, value.specifier))) return true;
        if (value.path.includes(CALL)) return this.#isStored(value, callee) || isMadeIn(file, callee, scope.owner);
        return packageOfSpecifier(value.specifier) !== packageOfSpecifier(this.#sdk)
          && call.arguments.some((argument) => literalText(argument) === undefined);
      case 'global':
        // `isOpen()`: what a name means that nobody declares is not known.
        if (callee.type === 'Identifier' && !STATELESS_GLOBALS.has(callee.name) && !STATELESS_FUNCTIONS.has(callee.name)) return false;
        if (!value.path.includes(CALL)) return true;
        return callee.type === 'MemberExpression' && this.#isOfRun(file, callee, scope);
      case 'unknown':
        return callee.type === 'MemberExpression' && this.#isOfRun(file, callee, scope);
    }
  }

  /** Whether a function of the project answers by what it is given alone. One that calls itself does if the rest of it does. */
  #isPlainFunction(file: FileModel, fn: FunctionNode, depth: number): boolean {
    if (depth > MAX_DEPTH || fn.generator) return false;
    const known = this.#functions.get(fn);
    if (known !== undefined) return known;
    this.#functions.set(fn, true);
    const isPlain = this.#isPlain(file, [...fn.params, fn.body], { owner: fn, index: undefined, seen: new Set(), depth });
    this.#functions.set(fn, isPlain);
    return isPlain;
  }

  /** Whether a chain of members starts at a variable of one of the functions on the way. */
  #isOfRun(file: FileModel, access: Node, scope: Scope): boolean {
    const variable = file.variableOf(rootOfChain(access));
    if (!variable) return false;
    const definition = variable.defs[0];
    // Elements are the request's where the list is.
    if (definition?.type === 'Parameter' && definition.node !== scope.owner && !isOutside(variable, scope.owner)) {
      const call = outermost(definition.node).parent;
      const callee = isCall(call) ? unwrap(call.callee) : undefined;
      return callee?.type === 'MemberExpression' && this.#isOfRun(file, callee, scope);
    }
    return !isOutside(variable, scope.owner)
      || this.#trace.some(({ file: other, owner }) => other === file && !isOutside(variable, owner));
  }
}

/** What of a node is read when it is evaluated: no names that are declared, and no types. */
function partsOf(file: FileModel, node: Node): Node[] {
  if (node.type === 'VariableDeclarator') return [...defaultsIn(file, node.id), ...(node.init ? [node.init] : [])];
  if (isFunction(node)) return [...node.params.flatMap((parameter) => defaultsIn(file, parameter)), node.body];
  if (node.type === 'CatchClause') return [node.body];
  if (node.type === 'Property' && !node.computed) return [node.value];
  return [...childrenOf(node, file.tree.visitorKeys)].filter((child) => !isPropertyKey(child) && !TYPES.test(child.type));
}

const TYPES = /^TSType|^TS\w*(?:Keyword|Type)$/;

/** `= []` of `({ ids = [] })` */
function defaultsIn(file: FileModel, pattern: Node): Node[] {
  if (pattern.type === 'Identifier') return [];
  if (pattern.type === 'AssignmentPattern') return [pattern.right, ...defaultsIn(file, pattern.left)];
  return [...childrenOf(pattern, file.tree.visitorKeys)]
    .flatMap((child) => (isPropertyKey(child) || TYPES.test(child.type) ? [] : defaultsIn(file, child)));
}

function isOutside(variable: Variable, owner: Node): boolean {
  return variable.identifiers.every((id) => id.range[0] < owner.range[0] || id.range[1] > owner.range[1]);
}
