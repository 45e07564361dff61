import type { TSESTree } from '@typescript-eslint/utils';
import { findMethod } from '../resolve/class-members.js';
import { WHOLE_MODULE, isExportsObject } from '../resolve/file-model.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { ANY_MEMBER, CALL, isMember, member, stepsMatch } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { isClass, isFunction, outermost, propertyName, thisClass, unwrap } from '../syntax/nodes.js';
import type { CallNode, ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import { MAX_CONTEXTS, MAX_PATH } from './limits.js';
import type { Program } from './program.js';

/*
 * Where does a value go? Given an expression and an access path to what is looked for inside its value (nothing, a method of the
 * instances of a class, a key of an object), one step of its way forward: through bindings, members, calls, returns, object
 * literals, fields, subclasses, declared types, exports and imports.
 * Output: the next spots, and the landings where something happens to the value itself.
 * Invariant: contexts are merged; a spot means "on some run". Blind spot: values put into collections by method calls, and reflection.
 */

/** The call through which a value came into a function: what that function does with it happens on behalf of this call, not of its others. */
export interface CallContext {
  readonly file: FileModel;
  readonly call: CallNode;
  readonly target: FunctionNode;
  readonly outer?: CallContext;
  readonly depth: number;
}

/** A value: the node that gives it, and the path from there to what is looked for. */
export interface Spot {
  readonly file: FileModel;
  readonly node: Node;
  readonly path: Path;
  readonly context?: CallContext;
}

export type Landing =
  /** It is called, or constructed with `new`, or read through a getter. */
  | { readonly kind: 'called'; readonly file: FileModel; readonly node: Node; readonly context?: CallContext }
  /** It, or something that holds it under `path`, is an argument. */
  | {
    readonly kind: 'argument'; readonly file: FileModel; readonly call: CallNode; readonly index: number; readonly path: Path;
    readonly context?: CallContext;
    /** The way on through the parameter, if the callee is a function or class of the project. Not with a boundary. */
    readonly inside?: () => FlowStep;
  }
  | { readonly kind: 'exported'; readonly file: FileModel; readonly name: string; readonly path: Path }
  /** One of its own members is read. */
  | { readonly kind: 'member'; readonly file: FileModel; readonly node: TSESTree.MemberExpression; readonly name: string | undefined }
  /** It is put somewhere that is not followed: a member of a parameter, a collection, a global. */
  | { readonly kind: 'stored'; readonly file: FileModel; readonly node: Node; readonly path: Path }
  /** It is returned by, or captured in, a function; the flow goes on with that function's results. */
  | { readonly kind: 'returned'; readonly file: FileModel; readonly function: FunctionNode; readonly path: Path }
  /** Inside a boundary only: a variable that outlives the boundary's function holds it. */
  | { readonly kind: 'kept'; readonly file: FileModel; readonly variable: Variable; readonly node: Node; readonly path: Path }
  /** Inside a boundary only: a field of a class's instances, or of the class itself, holds it. */
  | { readonly kind: 'field'; readonly file: FileModel; readonly class: ClassNode; readonly isStatic: boolean; readonly node: Node; readonly path: Path }
  /** It goes where this analysis does not follow. */
  | { readonly kind: 'lost'; readonly file: FileModel; readonly node: Node };

export interface FlowStep {
  readonly onward: Spot[];
  readonly landings: Landing[];
}

/** The function, class (its field initialisers) or module within which a value is followed. */
export type Boundary = FunctionNode | ClassNode | TSESTree.Program;

/** Marks, at the end of a path, a getter: reading it is calling it. */
export const GETTER = '!';

export class Flow {
  readonly #program: Program;

  constructor(program: Program) {
    this.#program = program;
  }

  /** Where the value of a function is to be looked for: itself, or a member of its class or of the class's instances. */
  startOf(file: FileModel, node: FunctionNode | ClassNode): Spot {
    if (isClass(node)) return { file, node, path: [] };
    const method = node.parent;
    if (method.type !== 'MethodDefinition') return { file, node, path: [] };
    const owner = method.parent.parent;
    const name = propertyName(method);
    if (name === 'constructor' && !method.static) return { file, node: owner, path: [] };
    const path = [...(method.static ? [] : [CALL]), name === undefined ? ANY_MEMBER : member(name)];
    return { file, node: owner, path: method.kind === 'get' ? [...path, GETTER] : path };
  }

  /**
   * One step forward from a spot. With a boundary, the flow stays inside that function (or, with its `Program`, inside the module level):
   * what leaves it is a landing and goes no further.
   */
  next(spot: Spot, boundary?: Boundary): FlowStep {
    const step = new StepBuilder(this.#program, spot.file, boundary, spot.context);
    if (isClass(spot.node)) step.classValue(spot.node, spot.path);
    if (isFunction(spot.node) || isClass(spot.node)) {
      for (const variable of spot.file.tree.scopes.getDeclaredVariables(spot.node)) {
        if (variable.defs[0]?.node === spot.node && variable.defs[0].type !== 'Parameter') step.variable(variable, spot.path);
      }
      step.anonymousExport(spot.node, spot.path);
    }
    if (spot.node.type === 'TSInterfaceDeclaration') {
      for (const variable of spot.file.tree.scopes.getDeclaredVariables(spot.node)) step.variable(variable, spot.path);
      return step;
    }
    if (spot.node.type !== 'FunctionDeclaration' && spot.node.type !== 'ClassDeclaration') step.use(spot.node, spot.path);
    return step;
  }

  /** The spots at which a parameter's, or any pattern's, value is used. */
  binding(file: FileModel, pattern: Node, path: Path, boundary?: Boundary): FlowStep {
    const step = new StepBuilder(this.#program, file, boundary);
    step.pattern(pattern, path);
    return step;
  }
}

class StepBuilder implements FlowStep {
  readonly onward: Spot[] = [];
  readonly landings: Landing[] = [];
  readonly #program: Program;
  readonly #file: FileModel;
  readonly #boundary: Boundary | undefined;
  /** Variables and exports that this step went through, so that `a = b; b = a` and circular re-exports end. */
  readonly #visited: Map<object, Set<string>>;

  readonly #context: CallContext | undefined;

  constructor(program: Program, file: FileModel, boundary?: Boundary, context?: CallContext, visited = new Map<object, Set<string>>()) {
    this.#program = program;
    this.#context = context;
    this.#file = file;
    this.#boundary = boundary;
    this.#visited = visited;
  }

  #isNew(thing: object, key: string): boolean {
    const keys = this.#visited.get(thing) ?? new Set<string>();
    if (keys.has(key)) return false;
    this.#visited.set(thing, keys.add(key));
    return true;
  }

  #go(node: Node, path: Path, file = this.#file): void {
    if (path.length > MAX_PATH) this.#lose(node);
    else this.onward.push({ file, node, path, ...(this.#context && { context: this.#context }) });
  }

  #called(node: Node): void {
    this.landings.push({ kind: 'called', file: this.#file, node, ...(this.#context && { context: this.#context }) });
  }

  #lose(node: Node): void {
    this.landings.push({ kind: 'lost', file: this.#file, node });
  }

  /** Everything that reads a variable. */
  variable(variable: Variable, path: Path, node: Node = variable.identifiers[0]!): void {
    if (this.#boundary && !isDeclaredInside(variable, this.#boundary)) {
      this.landings.push({ kind: 'kept', file: this.#file, variable, node, path });
      return;
    }
    if (!this.#isNew(variable, path.join())) return;
    for (const reference of variable.references) {
      const identifier = reference.identifier;
      if (isTypePosition(identifier)) this.#typed(identifier, path);
      else if (identifier.type !== 'Identifier') this.#called(identifier);
      else if (reference.isRead()) this.use(identifier, path);
    }
    for (const [name, record] of this.#file.exports) {
      const isExported = record.kind === 'variable' ? record.variable === variable
        : record.kind === 'local' && isDeclaredAs(variable, record.node);
      if (isExported) this.exported(name, path);
    }
  }

  /** `export default function () {}`: no variable stands for it. */
  anonymousExport(node: Node, path: Path): void {
    if (isDefaultDeclaration(node) && node.id === null) this.exported('default', path);
  }

  /** What its own class, its subclasses and its base make of a class's members. */
  classValue(node: ClassNode, path: Path): void {
    const [first, ...rest] = path;
    if (first === undefined) return;
    const isInstance = first === CALL;
    for (const self of this.#file.thisExpressions) {
      const owner = thisClass(self);
      if (owner?.node === node && owner.isStatic === !isInstance) this.use(self, isInstance ? rest : path);
    }
    if (!isInstance) return;
    for (const implemented of node.implements ?? []) {
      const value = this.#program.evaluator.ofType(this.#file, { type: 'TSTypeReference', typeName: implemented.expression } as never);
      if (value.kind === 'local' && value.node.type === 'TSInterfaceDeclaration') this.#go(value.node, path, value.file);
    }
    if (!node.superClass) return;
    // A base class's method calls the subclass's through `this`, and whoever holds the base may hold this class.
    const base = this.#program.evaluator.evaluate(this.#file, node.superClass);
    if (base.kind === 'local' && isClass(base.node) && base.path.length === 0) this.#go(base.node, path, base.file);
  }

  /** What the parent of an expression does with its value. */
  use(expression: Node, path: Path): void {
    const node = outermost(expression);
    if (path[0] === GETTER) {
      this.#called(expression);
      return;
    }
    const parent = node.parent;
    switch (parent?.type) {
      case 'VariableDeclarator':
        if (parent.init === node) this.pattern(parent.id, path);
        return;
      case 'AssignmentExpression':
        if (parent.right !== node) return;
        this.use(parent, path);
        if (parent.left.type === 'MemberExpression') this.#store(parent.left, path);
        else this.pattern(parent.left, path);
        return;
      case 'AssignmentPattern':
        if (parent.right === node) this.pattern(parent.left, path);
        return;
      case 'Property': {
        if (parent.parent.type !== 'ObjectExpression' || parent.value !== node) return;
        const name = propertyName(parent);
        this.#go(parent.parent, [name === undefined ? ANY_MEMBER : member(name), ...path]);
        return;
      }
      case 'SpreadElement':
        if (parent.parent.type === 'ObjectExpression') this.#go(parent.parent, path);
        else this.#lose(node);
        return;
      case 'ArrayExpression':
        this.#go(parent, [ANY_MEMBER, ...path]);
        return;
      case 'MemberExpression':
        if (parent.object === node) this.#read(parent, path);
        return;
      case 'CallExpression':
      case 'NewExpression':
        this.#inCall(parent, node, path);
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
        this.exported('default', path);
        return;
      case 'TSExportAssignment':
        this.exported(WHOLE_MODULE, path);
        return;
      case 'PropertyDefinition':
      case 'AccessorProperty':
        if (parent.value !== node) return;
        this.#field(parent.parent.parent, parent.static, [member(propertyName(parent) ?? '*'), ...path], parent);
        return;
      case 'ClassDeclaration':
      case 'ClassExpression':
        if (parent.superClass === node) this.#inherited(parent, path);
        return;
      case 'ForOfStatement':
        if (parent.right === node && path[0] === ANY_MEMBER) {
          const target = parent.left.type === 'VariableDeclaration' ? parent.left.declarations[0]!.id : parent.left;
          this.pattern(target, path.slice(1));
        }
        return;
      case 'JSXExpressionContainer':
      case 'YieldExpression':
      case 'ThrowStatement':
        this.#lose(node);
        return;
      default:
        // Tests, comparisons, statements of their own, type positions: nothing happens to the value.
        return;
    }
  }

  /** A binding pattern receives the value. */
  pattern(pattern: Node, path: Path): void {
    switch (pattern.type) {
      case 'Identifier': {
        const variable = this.#file.variableOf(pattern);
        if (variable) this.variable(variable, path, pattern);
        else this.landings.push({ kind: 'stored', file: this.#file, node: pattern, path });
        return;
      }
      case 'TSParameterProperty': {
        this.pattern(pattern.parameter, path);
        const target = pattern.parameter.type === 'AssignmentPattern' ? pattern.parameter.left : pattern.parameter;
        const owner = pattern.parent.parent.parent?.parent;
        if (target.type === 'Identifier' && isClass(owner)) this.#field(owner, false, [member(target.name), ...path], pattern);
        return;
      }
      case 'AssignmentPattern':
        return this.pattern(pattern.left, path);
      case 'ObjectPattern': {
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') this.pattern(property.argument, path);
          else {
            const name = propertyName(property);
            if (path.length > 0 && name !== undefined && stepsMatch(member(name), path[0]!)) this.pattern(property.value, path.slice(1));
          }
        }
        return;
      }
      case 'ArrayPattern':
        for (const [index, element] of pattern.elements.entries()) {
          if (element && path.length > 0 && stepsMatch(member(String(index)), path[0]!)) this.pattern(element, path.slice(1));
        }
        return;
      case 'RestElement':
        return;
      case 'MemberExpression':
        return this.#store(pattern, path);
      default:
        return;
    }
  }

  /** The file hands the value out under a name. */
  exported(name: string, path: Path): void {
    this.landings.push({ kind: 'exported', file: this.#file, name, path });
    if (this.#boundary || !this.#isNew(this.#file, `${name} ${path.join()}`)) return;
    for (const importer of this.#program.importersOf(this.#file)) {
      const there = new StepBuilder(this.#program, importer.file, undefined, this.#context, this.#visited);
      for (const record of importer.records) {
        const inside = importedPath(record.kind === 'named' ? record.imported! : undefined, name, path);
        if (!inside) continue;
        if (record.variable) there.variable(record.variable, inside);
        else there.use(record.node, inside);
      }
      for (const [exportedName, exportRecord] of importer.file.exports) {
        if (exportRecord.kind !== 'from' || !importer.specifiers.includes(exportRecord.specifier)) continue;
        const inside = importedPath(exportRecord.imported === '*' ? undefined : exportRecord.imported, name, path);
        if (inside) there.exported(exportedName, inside);
      }
      if (name !== 'default' && importer.file.starExports.some((specifier) => importer.specifiers.includes(specifier))) {
        there.exported(name, path);
      }
      this.onward.push(...there.onward);
      this.landings.push(...there.landings);
    }
  }

  #read(access: TSESTree.MemberExpression, path: Path): void {
    const name = propertyName(access);
    const call = outermost(access).parent;
    const isCalled = call?.type === 'CallExpression' && unwrap(call.callee) === access;
    if (name === 'then' && isCalled) {
      const callback = call.arguments[0];
      if (isFunction(callback) && callback.params[0]) this.pattern(callback.params[0], path);
      return;
    }
    if (path.length === 0) {
      if (name === 'bind' && isCalled) return this.use(call, path);
      if ((name === 'call' || name === 'apply') && isCalled) {
        this.#called(call);
        return;
      }
      this.landings.push({ kind: 'member', file: this.#file, node: access, name });
      return;
    }
    const step = name === undefined ? ANY_MEMBER : member(name);
    if (stepsMatch(step, path[0]!)) this.use(access, path.slice(1));
    // `handlers.map((h) => …)`, `routes.forEach(({ handler }) => …)`: the callback's parameter is an element.
    if (path[0] === ANY_MEMBER && isCalled && isFunction(call.arguments[0]) && call.arguments[0].params[0]) {
      this.pattern(call.arguments[0].params[0], path.slice(1));
    }
    if ((name === 'catch' || name === 'finally') && isCalled) this.use(call, path);
  }

  #field(owner: ClassNode, isStatic: boolean, path: Path, node: Node): void {
    if (this.#boundary) this.landings.push({ kind: 'field', file: this.#file, class: owner, isStatic, node, path });
    else this.#go(owner, [...(isStatic ? [] : [CALL]), ...path]);
  }

  #inCall(call: CallNode, node: Node, path: Path): void {
    if (call.callee === node) {
      if (path.length === 0) this.#called(call);
      else if (path[0] === CALL) this.use(call, path.slice(1));
      return;
    }
    const index = call.arguments.indexOf(node as TSESTree.CallExpressionArgument);
    const target = this.#boundary ? undefined : this.#calledFunction(call);
    const parameter = target?.node.params[index];
    this.landings.push({
      kind: 'argument', file: this.#file, call, index, path, ...(this.#context && { context: this.#context }),
      ...(target && parameter && { inside: () => this.#inside(call, target, parameter, path) }),
    });
    if (path[0] !== CALL || index !== 0) return;
    // `container.resolve(Service)`: what a container makes of a class is one of its instances.
    const value = this.#program.evaluator.evaluate(this.#file, node);
    if (value.kind === 'local' && isClass(value.node) && value.path.length === 0) this.use(call, path.slice(1));
  }

  /** The project's function, or constructor, that a call runs. */
  #calledFunction(call: CallNode): { readonly file: FileModel; readonly node: FunctionNode } | undefined {
    const callee = this.#program.evaluator.evaluate(this.#file, call.callee);
    if (callee.kind !== 'local' || callee.path.length > 0) return undefined;
    if (isClass(callee.node)) return findConstructor(this.#program, callee.file, callee.node);
    return isFunction(callee.node) ? { file: callee.file, node: callee.node } : undefined;
  }

  #inside(call: CallNode, target: { readonly file: FileModel; readonly node: FunctionNode }, parameter: Node, path: Path): FlowStep {
    const depth = (this.#context?.depth ?? 0) + 1;
    const context: CallContext = { file: this.#file, call, target: target.node, depth, ...(this.#context && { outer: this.#context }) };
    const there = new StepBuilder(this.#program, target.file, undefined, depth > MAX_CONTEXTS ? undefined : context);
    there.pattern(parameter, path);
    return there;
  }

  #returned(node: Node, path: Path): void {
    const fn = functionAround(node);
    if (!fn) return;
    this.landings.push({ kind: 'returned', file: this.#file, function: fn, path });
    if (fn === this.#boundary) return;
    if (this.#context?.target === fn) {
      // What a function gives back of its parameter comes out where it was called.
      this.onward.push({ file: this.#context.file, node: this.#context.call, path, ...(this.#context.outer && { context: this.#context.outer }) });
      return;
    }
    const method = fn.parent;
    if (method.type === 'MethodDefinition') {
      const name = propertyName(method);
      if (name === undefined || name === 'constructor') return;
      const own = method.kind === 'get' ? path : [CALL, ...path];
      this.#go(method.parent.parent, [...(method.static ? [] : [CALL]), member(name), ...own]);
      return;
    }
    const promise = outermost(fn).parent;
    if (promise?.type === 'CallExpression' && isThen(promise)) {
      // `p.then(() => value)` is a promise of the value.
      this.use(promise, path);
      return;
    }
    this.#go(fn, [CALL, ...path]);
  }

  #inherited(subclass: ClassNode, path: Path): void {
    const [first, second] = path;
    const name = first === CALL ? second : first;
    const isOverridden = isMember(name) && findMethod(subclass, name.slice(1), first !== CALL);
    if (!isOverridden) this.#go(subclass, path);
  }

  #store(target: TSESTree.MemberExpression, path: Path): void {
    const name = propertyName(target);
    const step = name === undefined ? ANY_MEMBER : member(name);
    if (target.object.type === 'Identifier' && target.object.name === 'module' && name === 'exports' && !this.#file.variableOf(target.object)) {
      return this.exported(WHOLE_MODULE, path);
    }
    if (isExportsObject(target.object, this.#file)) return this.exported(name ?? '*', path);
    const object = unwrap(target.object);
    if (object.type === 'ThisExpression') {
      const owner = thisClass(object);
      if (owner) this.#field(owner.node, owner.isStatic, [step, ...path], target);
      else this.#lose(target);
      return;
    }
    const prototypeOf = object.type === 'MemberExpression' && propertyName(object) === 'prototype' ? unwrap(object.object) : undefined;
    const holder = prototypeOf ?? object;
    const variable = holder.type === 'Identifier' ? this.#file.variableOf(holder) : undefined;
    if (variable && variable.defs[0]?.type !== 'Parameter') {
      this.variable(variable, [...(prototypeOf ? [CALL] : []), step, ...path], target);
      if (variable.defs[0]?.type === 'ImportBinding') this.landings.push({ kind: 'stored', file: this.#file, node: target, path });
      return;
    }
    this.landings.push({ kind: 'stored', file: this.#file, node: target, path });
  }

  /** A class or interface named as the type of a binding: the binding holds an instance. */
  #typed(name: Node, path: Path): void {
    if (path[0] !== CALL) return;
    const rest = path.slice(1);
    let node: Node = name;
    while (node.parent && ['TSTypeReference', 'TSQualifiedName', 'TSUnionType'].includes(node.parent.type)) node = node.parent;
    const annotation = node.parent;
    if (annotation?.type !== 'TSTypeAnnotation') return;
    const owner = annotation.parent;
    if (owner.type === 'PropertyDefinition') {
      this.#go(owner.parent.parent, [CALL, member(propertyName(owner) ?? '*'), ...rest]);
      return;
    }
    if (owner.type !== 'Identifier') return;
    this.pattern(owner.parent.type === 'TSParameterProperty' ? owner.parent : owner, rest);
  }
}

/** The constructor that `new` of a class runs: its own or the nearest inherited one. */
export function findConstructor(program: Program, file: FileModel, node: ClassNode): { readonly file: FileModel; readonly node: FunctionNode } | undefined {
  const own = findMethod(node, 'constructor', false);
  if (own) return { file, node: own.value as TSESTree.FunctionExpression };
  if (!node.superClass) return undefined;
  const base = program.evaluator.evaluate(file, node.superClass);
  return base.kind === 'local' && isClass(base.node) && base.node !== node ? findConstructor(program, base.file, base.node) : undefined;
}

/** The path from an import (of `imported`, or of the whole namespace) to what is exported as `name`. */
function importedPath(imported: string | undefined, name: string, path: Path): Path | undefined {
  if (name === WHOLE_MODULE) {
    if (imported === undefined || imported === 'default') return path;
    return path.length > 0 && stepsMatch(member(imported), path[0]!) ? path.slice(1) : undefined;
  }
  if (imported === undefined) return [member(name), ...path];
  return imported === name ? path : undefined;
}

/** Whether a variable dies with the boundary's function: it is declared in it, or in a function nested in it. */
function isDeclaredInside(variable: Variable, boundary: Boundary): boolean {
  if (boundary.type === 'Program') return true;
  const [start, end] = boundary.range;
  return variable.identifiers.some((id) => id.range[0] >= start && id.range[1] <= end) && variable.scope.block.range[0] >= start;
}

/** Whether the variable is the name of a function or class; its parameters have the same node as their definition. */
function isDeclaredAs(variable: Variable, node: Node): boolean {
  const definition = variable.defs[0];
  return definition?.node === node && (definition.type === 'FunctionName' || definition.type === 'ClassName');
}

function isDefaultDeclaration(node: Node): node is TSESTree.FunctionDeclaration | TSESTree.ClassDeclaration {
  return node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration';
}

function functionAround(node: Node): FunctionNode | undefined {
  for (let current = node.parent; current; current = current.parent) if (isFunction(current)) return current;
  return undefined;
}

function isThen(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && ['then', 'catch', 'finally'].includes(propertyName(callee) ?? '');
}

function isTypePosition(identifier: Node): boolean {
  const parent = identifier.parent?.type;
  return parent === 'TSTypeReference' || parent === 'TSQualifiedName' || parent === 'TSInterfaceHeritage' || parent === 'TSClassImplements';
}

