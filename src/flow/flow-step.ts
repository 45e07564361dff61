import { isExecutor } from '../control/callbacks.js';
import { arrayRunningMethods } from '../catalog/conventions/collections.js';
import type { TSESTree } from '@typescript-eslint/utils';
import { WHOLE_MODULE } from '../resolve/file-model.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { ANY_MEMBER, CALL, goesInCircles, isElement, member, stepsMatch } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { wrappedModule } from '../resolve/wrapped-module.js';
import { isBoundFunction } from '../syntax/bound-function.js';
import { isChainedToPromise, isClass, isFunction, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import { isNarrowedToError } from '../control/error-narrowing.js';
import { calledFunction } from './called-function.js';
import type { CalledFunction } from './called-function.js';
import { declaredParameter, flowIntoMember, flowIntoPattern, flowOutOfFile } from './flow-bindings.js';
import { flowIntoSubclass } from './flow-classes.js';
import {
  flowIntoCollection, flowIntoList, flowIntoLoop, flowIntoMade, flowOutOfCollection, flowOutOfProxy, flowOutOfReduce, flowOutOfSpread,
  isNamedMember, isTuple, promiseCombinator,
} from './flow-collections.js';
import { flowOfType, isTypePosition } from './flow-types.js';
import { noteLimit } from '../limits/debug-log.js';
import { MAX_CONTEXTS, MAX_PATH } from '../limits/limits.js';
import type { Program } from '../project/program.js';
import { GETTER } from './spots.js';
import type { StepBuilder } from './step-builder.js';
import type { Boundary, CallContext, FlowStep, HeldBy, Landing, Spot } from './spots.js';

/** One step of a value's way forward: what the code around an expression, or around the uses of a variable, does with it. */
export class FlowStepBuilder implements FlowStep, StepBuilder {
  readonly onward: Spot[] = [];
  readonly landings: Landing[] = [];
  readonly holders: HeldBy[] = [];
  work = 1;
  readonly program: Program;
  readonly file: FileModel;
  readonly boundary: Boundary | undefined;
  /** Variables and exports that this step went through, so that `a = b; b = a` and circular re-exports end. */
  readonly #visited: Map<object, Set<string>>;

  readonly context: CallContext | undefined;

  constructor(program: Program, file: FileModel, boundary?: Boundary, context?: CallContext, visited = new Map<object, Set<string>>()) {
    this.program = program;
    this.context = context;
    this.file = file;
    this.boundary = boundary;
    this.#visited = visited;
  }

  /** A builder for another file, as part of the same step. */
  at(file: FileModel): FlowStepBuilder {
    return new FlowStepBuilder(this.program, file, undefined, this.context, this.#visited);
  }

  /**
   * Whether this step meets a variable or export for the first time under this path. `node.next = node` leads from one path to a longer
   * one without end: what goes around in circles was met before, and what is too long for another reason is lost.
   */
  isNew(thing: object, path: Path, node: Node, name = ''): boolean {
    if (goesInCircles(path)) return false;
    if (path.length > MAX_PATH) {
      noteLimit('MAX_PATH', this.file, node);
      this.lose(node);
      return false;
    }
    const key = `${name} ${path.join()}`;
    const keys = this.#visited.get(thing) ?? new Set<string>();
    if (keys.has(key)) return false;
    this.#visited.set(thing, keys.add(key));
    return true;
  }

  go(node: Node, path: Path, file = this.file, context: CallContext | null = this.context ?? null): void {
    if (goesInCircles(path)) return;
    if (path.length <= MAX_PATH) {
      this.onward.push({ file, node, path, ...(context && { context }) });
      return;
    }
    noteLimit('MAX_PATH', file, node);
    this.lose(node);
  }

  called(node: Node): void {
    this.landings.push({ kind: 'called', file: this.file, node, ...(this.context && { context: this.context }) });
  }

  lose(node: Node): void {
    this.landings.push({ kind: 'lost', file: this.file, node });
  }

  /** Everything that reads a variable. */
  variable(variable: Variable, path: Path, node: Node = variable.identifiers[0]!): void {
    if (this.boundary && !isDeclaredInside(variable, this.boundary)) {
      this.landings.push({ kind: 'kept', file: this.file, variable, node, path });
      return;
    }
    if (!this.isNew(variable, path, node)) return;
    // Inside a boundary the calls of other members matter as well: they are uses of what holds the value.
    const uses = this.file.usesOf(variable);
    const references = this.boundary ? uses.all : uses.leadingTo(path);
    this.work += references.length;
    for (const reference of references) {
      const identifier = reference.identifier;
      if (isTypePosition(identifier)) flowOfType(this, identifier, path);
      else if (identifier.type !== 'Identifier') this.called(identifier);
      else if (reference.isRead() && !isNarrowedToError(identifier)) this.use(identifier, path);
    }
    for (const name of this.file.exportedNames(variable)) flowOutOfFile(this, name, path);
  }

  /** `export default function () {}`: no variable stands for it. */
  anonymousExport(node: Node, path: Path): void {
    if (isDefaultDeclaration(node) && node.id === null) flowOutOfFile(this, 'default', path);
  }

  /** What the parent of an expression does with its value. */
  use(expression: Node, path: Path): void {
    const node = outermost(expression);
    if (path[0] === GETTER) {
      this.called(expression);
      return;
    }
    const parent = node.parent;
    switch (parent?.type) {
      case 'VariableDeclarator':
        if (parent.init === node) flowIntoPattern(this, parent.id, path);
        return;
      case 'AssignmentExpression':
        if (parent.right !== node) return;
        this.use(parent, path);
        if (parent.left.type === 'MemberExpression') flowIntoMember(this, parent.left, path);
        else flowIntoPattern(this, parent.left, path);
        return;
      case 'AssignmentPattern':
        if (parent.right === node) flowIntoPattern(this, declaredParameter(parent.left), path);
        return;
      case 'Property': {
        if (parent.parent.type !== 'ObjectExpression' || parent.value !== node || parent.kind !== 'init') return;
        const name = propertyName(parent);
        this.go(parent.parent, [name === undefined ? ANY_MEMBER : member(name), ...path]);
        return;
      }
      case 'SpreadElement':
        flowOutOfSpread(this, parent, path);
        return;
      case 'ArrayExpression':
        this.#inArray(parent, node, path);
        return;
      case 'MemberExpression':
        if (parent.object === node) this.#read(parent, path);
        return;
      case 'CallExpression':
      case 'NewExpression':
        this.#inCall(parent, node, path);
        return;
      case 'TaggedTemplateExpression':
        if (parent.tag !== node) return;
        if (path.length === 0) this.called(parent);
        else if (path[0] === CALL) this.use(parent, path.slice(1));
        return;
      case 'ReturnStatement':
        this.#returned(parent, path);
        return;
      case 'ArrowFunctionExpression':
        if (parent.body === node) this.#returned(node, path);
        return;
      case 'ConditionalExpression':
        if (parent.test !== node) this.use(parent, path);
        return;
      case 'LogicalExpression':
        if (parent.operator !== '&&' || parent.right === node) this.use(parent, path);
        return;
      case 'ExportDefaultDeclaration':
        flowOutOfFile(this, 'default', path);
        return;
      case 'TSExportAssignment':
        flowOutOfFile(this, WHOLE_MODULE, path);
        return;
      case 'PropertyDefinition':
      case 'AccessorProperty':
        if (parent.value !== node) return;
        this.field(parent.parent.parent, parent.static, [member(propertyName(parent) ?? '*'), ...path], parent);
        return;
      case 'ClassDeclaration':
      case 'ClassExpression':
        if (parent.superClass === node) flowIntoSubclass(this, parent, path);
        return;
      case 'ForOfStatement':
        if (parent.right === node) flowIntoLoop(this, parent, path);
        return;
      case 'JSXExpressionContainer':
      case 'YieldExpression':
      case 'ThrowStatement':
        this.lose(node);
        return;
      default:
        // Tests, comparisons, statements of their own, type positions: nothing happens to the value.
        return;
    }
  }

  #inArray(array: TSESTree.ArrayExpression, element: Node, path: Path): void {
    const call = outermost(array).parent;
    const isArgument = call?.type === 'CallExpression' && call.arguments[0] === array;
    const combinator = isArgument ? promiseCombinator(call) : undefined;
    const index = array.elements.indexOf(element as TSESTree.Expression);
    const place = array.elements.slice(0, index).some((before) => before?.type === 'SpreadElement') ? ANY_MEMBER : member(String(index));
    if (!isArgument || !combinator) {
      this.go(array, [isTuple(array) ? place : ANY_MEMBER, ...path]);
      return;
    }
    // `const [client, user] = await Promise.all([connect(), find(id)])`: each element comes out where it went in.
    this.use(call, combinator === 'all' ? [place, ...path] : combinator === 'allSettled' ? [place, member('value'), ...path] : path);
  }

  #read(access: TSESTree.MemberExpression, path: Path): void {
    const name = propertyName(access);
    const call = outermost(access).parent;
    const isCalled = call?.type === 'CallExpression' && unwrap(call.callee) === access;
    if (name === 'then' && isCalled) {
      const callback = call.arguments[0];
      if (isFunction(callback) && callback.params[0]) flowIntoPattern(this, callback.params[0], path);
      return;
    }
    // A promise with a handler gives what it gave without.
    if ((name === 'catch' || name === 'finally') && isCalled) return this.use(call, path);
    if (path.length === 0) {
      if (name === 'bind' && isCalled && isBoundFunction(call)) return this.use(call, path);
      if ((name === 'call' || name === 'apply') && isCalled) {
        this.called(call);
        return;
      }
      this.landings.push({ kind: 'member', file: this.file, node: access, name });
      return;
    }
    if (flowOutOfProxy(this, access, path) || (isCalled && flowOutOfCollection(this, name, call, path))) return;
    const step = name === undefined ? ANY_MEMBER : member(name);
    if (stepsMatch(step, path[0]!) && !isNamedMember(this, name, access, path)) {
      this.use(access, path.slice(1));
      // `Object.values(clients).map(close)`: a member of the elements' own, or a method of the list.
      const isOfList = this.boundary && isCalled && isElement(path[0]) && arrayRunningMethods.has(name ?? '');
      if (isOfList) this.landings.push({ kind: 'holderCalled', file: this.file, call, path });
    } else if (isCalled) this.landings.push({ kind: 'holderCalled', file: this.file, call, path });
    else if (this.boundary) this.landings.push({ kind: 'holderRead', file: this.file, access, path });
    // `handlers.map((h) => …)`, `routes.forEach(({ handler }) => …)`: the callback's parameter is an element.
    if (isElement(path[0]) && isCalled && isFunction(call.arguments[0]) && call.arguments[0].params[0]) {
      flowIntoPattern(this, call.arguments[0].params[0], path.slice(1));
    }
  }

  intoResult(owner: Node, parameter: Node, path: Path): boolean {
    return flowOutOfReduce(this, owner, parameter, path);
  }

  field(owner: ClassNode, isStatic: boolean, path: Path, node: Node): void {
    if (this.boundary) this.landings.push({ kind: 'field', file: this.file, class: owner, isStatic, node, path });
    // What a field holds is no longer the business of the call that brought it: any method may use it.
    else this.go(owner, [...(isStatic ? [] : [CALL]), ...path], this.file, null);
  }

  #inCall(call: CallNode, node: Node, path: Path): void {
    if (call.callee === node) {
      if (path.length === 0) this.called(call);
      else if (path[0] === CALL) this.use(call, path.slice(1));
      else this.landings.push({ kind: 'holderCalled', file: this.file, call, path });
      return;
    }
    const index = call.arguments.indexOf(node as TSESTree.CallExpressionArgument);
    if (wrappedModule(call) === node) {
      // The members of what a module exports, and that itself as its default.
      this.use(call, path);
      this.use(call, [member('default'), ...path]);
      return;
    }
    if (flowIntoList(this, call, index, path) || flowIntoMade(this, call, index, path)) return;
    if (flowIntoCollection(this, call, index, path)) return;
    const target = this.boundary ? undefined : calledFunction(this.program, this.file, call);
    const parameter = target?.node.params[index - target.before];
    this.landings.push({
      kind: 'argument', file: this.file, call, index, path, ...(this.context && { context: this.context }),
      ...(target && parameter && { inside: () => this.#inside(call, target, parameter, path) }),
    });
    if (path[0] !== CALL || index !== 0) return;
    // `container.resolve(Service)`: what a container makes of a class is one of its instances.
    const value = this.program.evaluator.evaluate(this.file, node);
    if (value.kind === 'local' && isClass(value.node) && value.path.length === 0) this.use(call, path.slice(1));
  }

  #inside(call: CallNode, target: CalledFunction, parameter: Node, path: Path): FlowStep {
    if (target.isLater) {
      const later = new FlowStepBuilder(this.program, target.file);
      flowIntoPattern(later, parameter, path);
      return later;
    }
    const depth = (this.context?.depth ?? 0) + 1;
    const context: CallContext = { file: this.file, call, target: target.node, depth, ...(this.context && { outer: this.context }) };
    const isTooDeep = depth > MAX_CONTEXTS;
    if (isTooDeep) noteLimit('MAX_CONTEXTS', this.file, call);
    const there = new FlowStepBuilder(this.program, target.file, undefined, isTooDeep ? undefined : context);
    flowIntoPattern(there, parameter, path);
    return there;
  }

  #returned(node: Node, path: Path): void {
    const fn = functionAround(node);
    // Nobody gets what an executor gives back.
    if (!fn || isExecutor(fn)) return;
    this.landings.push({ kind: 'returned', file: this.file, function: fn, path });
    if (fn === this.boundary) return;
    if (this.context?.target === fn) {
      // What a function gives back of its parameter comes out where it was called.
      const { file, call, outer } = this.context;
      this.onward.push({ file, node: call, path, ...(outer && { context: outer }) });
      return;
    }
    const promise = outermost(fn).parent;
    // `p.then(() => value)` is a promise of the value.
    if (promise?.type === 'CallExpression' && isChainedToPromise(promise)) this.use(promise, path);
    else this.results(fn, path);
  }

  results(fn: FunctionNode, path: Path): void {
    const method = fn.parent;
    if (method.type === 'Property' && method.kind === 'get') return this.go(method.parent, [member(propertyName(method) ?? '*'), ...path]);
    if (method.type !== 'MethodDefinition') return this.go(fn, [CALL, ...path]);
    const name = propertyName(method);
    if (name === undefined || name === 'constructor') return;
    this.go(method.parent.parent, [...(method.static ? [] : [CALL]), member(name), ...(method.kind === 'get' ? [] : [CALL]), ...path]);
  }
}

/** Whether a variable dies with the boundary's function: it is declared in it, or in a function nested in it. */
function isDeclaredInside(variable: Variable, boundary: Boundary): boolean {
  if (boundary.type === 'Program') return true;
  const [start, end] = boundary.range;
  return variable.identifiers.some((id) => id.range[0] >= start && id.range[1] <= end) && variable.scope.block.range[0] >= start;
}

function isDefaultDeclaration(node: Node): node is TSESTree.FunctionDeclaration | TSESTree.ClassDeclaration {
  return node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration';
}

function functionAround(node: Node): FunctionNode | undefined {
  for (let current = node.parent; current; current = current.parent) if (isFunction(current)) return current;
  return undefined;
}
