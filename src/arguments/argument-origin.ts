import type { TSESTree } from '@typescript-eslint/utils';
import type { CatalogIndex } from '../catalog/merge.js';
import type { Program } from '../project/program.js';
import type { CallSite } from '../reach/callers.js';
import type { Reach, TraceStep } from '../reach/reach.js';
import { fieldWrites, findMethod, findParameterProperty, isAccessOf } from '../resolve/class-members.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { findProperty } from '../resolve/object-members.js';
import { CALL, member } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { isProcessEnvironment } from '../control/process-environment.js';
import { assignedValue, isEmptying, returnedExpressions } from '../resolve/values.js';
import type { Site } from '../sites/sites.js';
import { isInside } from '../syntax/is-inside.js';
import { isCall, isFunction, propertyName, thisClass, unwrap } from '../syntax/nodes.js';
import type { CallNode, ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import { mayAssign } from '../syntax/may-assign.js';
import { answerOf } from './answer-of.js';
import { isCallback, isSameFunction } from './callback-arguments.js';
import { isCommand, mayPutInto, putInto } from './changes.js';
import { constructedBy, isInConstructionOf } from './object-construction.js';
import { environmentWrites, isEnvironment } from './environment.js';
import { KnownOrigins } from './known-origins.js';
import { loopOf, partsOf } from './loops.js';
import { isOfStart } from './of-start.js';
import { worst } from './origin.js';
import type { ArgumentsOrigin } from './origin.js';
import { patternPath } from '../flow/pattern-path.js';
import { isPickedAtRandom } from './random-pick.js';

/*
 * Where do the arguments of a construction come from? Constant: literals, imports, `process.env`, what code that runs once has made, and
 * calls of those with constant arguments. Request: a parameter of the entry point, through the parameters of the functions on the trace,
 * and what other packages know of the request that runs. Of an object only the members that are used count, and what is put into it.
 * Invariant: `constant` is claimed only when every name in the arguments is. Blind spot: aliases of objects that are changed.
 */

/** What the question needs to know of the program. */
export interface OriginEngine {
  readonly program: Program;
  readonly index: CatalogIndex;
  readonly reach: Reach;
  /** What tests write says nothing of the program. */
  readonly isTestFile: (file: FileModel) => boolean;
}

/** A call that tells the client what to connect to. */
export interface Setup {
  readonly file: FileModel;
  readonly call: CallNode;
}

const MAX_DEPTH = 32;

/**
 * What `setups` are given to run says nothing of what they connect to. With `everyCaller`, a caller beside the trace that brings something
 * of the request counts as well: one client for all would be wrong for the function.
 */
export function argumentsOrigin(
  engine: OriginEngine, site: Pick<Site, 'file' | 'node'>, trace: readonly TraceStep[], setups: readonly Setup[],
  { everyCaller = false } = {},
): ArgumentsOrigin {
  const search = new OriginSearch(engine, trace, everyCaller);
  const own = site.node.arguments.filter((argument) => !isCallback(site.node, argument)).map((argument) => ({ file: site.file, argument }));
  const given = setups.flatMap(({ file, call }) => call.arguments
    .filter((argument) => !isFunction(unwrap(argument))).map((argument) => ({ file, argument })));
  const maker = makerOf(engine.program, site);
  return worst([...own, ...given, ...maker ? [{ file: site.file, argument: maker }] : []]
    .map(({ file, argument }) => search.of(file, argument, [], 0)));
}

/** The object whose method makes the client, where a package has made that: `new Sdk(options)` of `sdk.producer()` has its settings. */
function makerOf(program: Program, { file, node }: Pick<Site, 'file' | 'node'>): Node | undefined {
  const callee = unwrap(node.callee);
  const made = callee.type === 'MemberExpression' ? program.evaluator.evaluate(file, callee.object) : undefined;
  return callee.type === 'MemberExpression' && made?.kind === 'package' && made.path.includes(CALL) ? callee.object : undefined;
}

/** Where the value of an expression comes from, in code that a trace leads to. */
export function expressionOrigin(engine: OriginEngine, file: FileModel, expression: Node, trace: readonly TraceStep[]): ArgumentsOrigin {
  return new OriginSearch(engine, trace, false).of(file, expression, [], 0);
}

class OriginSearch {
  readonly #program: Program;
  readonly #index: CatalogIndex;
  readonly #reach: Reach;
  readonly #isTestFile: (file: FileModel) => boolean;
  readonly #trace: readonly TraceStep[];
  readonly #everyCaller: boolean;
  readonly #known = new KnownOrigins();
  /** Project functions whose results are being looked at: their parameters are the arguments of the call, which count anyway. */
  readonly #entered = new Set<Node>();

  constructor({ program, index, reach, isTestFile }: OriginEngine, trace: readonly TraceStep[], everyCaller: boolean) {
    this.#everyCaller = everyCaller;
    this.#program = program;
    this.#index = index;
    this.#reach = reach;
    this.#isTestFile = isTestFile;
    this.#trace = trace;
  }

  /** The origin of what stands under `path` (members) of the value of an expression. */
  of(file: FileModel, expression: Node, path: Path, depth: number): ArgumentsOrigin {
    if (depth > MAX_DEPTH) return 'unknown';
    const node = unwrap(expression);
    return this.#known.of(file, node, path, this.#entered, () => this.#compute(file, node, path, depth + 1));
  }

  #compute(file: FileModel, node: Node, path: Path, depth: number): ArgumentsOrigin {
    switch (node.type) {
      case 'Literal':
      case 'ClassExpression':
      case 'MetaProperty':
        return 'constant';
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.#closure(file, node, depth);
      case 'Identifier':
        return this.#identifier(file, node, path, depth);
      case 'ThisExpression':
        return 'unknown';
      case 'MemberExpression':
        return this.#member(file, node, path, depth);
      case 'CallExpression':
      case 'NewExpression':
        return this.#call(file, node, path, depth);
      case 'ObjectExpression':
        return this.#object(file, node, path, depth);
      case 'Property':
        return worst([this.of(file, node.value, [], depth), ...(node.computed ? [this.of(file, node.key, [], depth)] : [])]);
      case 'LogicalExpression':
        return worst([node.left, node.right].map((side) => this.of(file, side, path, depth)));
      case 'ConditionalExpression':
        return worst([this.of(file, node.test, [], depth),
          ...[node.consequent, node.alternate].map((side) => this.of(file, side, path, depth))]);
      default:
        return worst(partsOf(node, file.tree.visitorKeys).map((part) => this.of(file, part, [], depth)));
    }
  }

  /** A function as an argument is as constant as the names that it takes from around it. */
  #closure(file: FileModel, node: FunctionNode, depth: number): ArgumentsOrigin {
    const scope = file.tree.scopes.acquire(node);
    const outer = scope?.through.map((reference) => reference.identifier) ?? [];
    return worst(outer.map((identifier) => this.of(file, identifier, [], depth)));
  }

  /** Of an object only the member that is read, and what may stand in its place. */
  #object(file: FileModel, node: TSESTree.ObjectExpression, [first, ...rest]: Path, depth: number): ArgumentsOrigin {
    const isPlain = node.properties.every((property) => property.type === 'SpreadElement' || !property.computed);
    const value = first?.startsWith('.') && isPlain ? findProperty(node, first.slice(1)) : undefined;
    const spreads = node.properties.filter((property) => property.type === 'SpreadElement');
    if (!first || !isPlain || first === '.*' || (!value && spreads.length === 0)) {
      return worst(node.properties.map((property) => this.of(file, property, [], depth)));
    }
    const own = value ? [this.of(file, value, rest, depth)] : [];
    return worst([...own, ...spreads.map(({ argument }) => this.of(file, argument, [first, ...rest], depth))]);
  }

  #identifier(file: FileModel, node: TSESTree.Identifier, path: Path, depth: number): ArgumentsOrigin {
    const variable = file.variableOf(node);
    // All arguments of a function, whatever they are.
    if (!variable) return node.name === 'arguments' ? 'unknown' : 'constant';
    return this.#variable(file, variable, path, depth);
  }

  #variable(file: FileModel, variable: Variable, path: Path, depth: number): ArgumentsOrigin {
    const definition = variable.defs[0]!;
    if (definition.type === 'ImportBinding') return this.#imported(file, variable, path, depth);
    if (definition.type === 'FunctionName' || definition.type === 'ClassName') return 'constant';
    if (definition.type === 'Parameter') {
      return worst([
        this.#parameter(file, definition.node, definition.name, path, depth), ...this.#changes(file, variable, path, depth)]);
    }
    if (definition.type === 'CatchClause') return 'unknown';
    const isOfModule = ['module', 'global'].includes(variable.scope.type);
    const written = variable.references.filter((reference) => reference.isWrite()).map(({ identifier }) => {
      if (isOfModule && isOfStart(this.#reach, file, identifier)) return 'constant';
      const held = assignedValue(identifier);
      if (held) return isEmptying(held.expression) ? 'constant' : this.of(file, held.expression, [...held.path, ...path], depth);
      const loop = isOfModule ? undefined : loopOf(identifier);
      return loop ? this.of(file, loop, [], depth) : 'unknown';
    });
    return worst([...written, ...this.#changes(file, variable, path, depth)]);
  }

  /** What is put into the object that a variable holds. What code does that runs once is the same for all requests. */
  #changes(file: FileModel, variable: Variable, path: Path, depth: number): ArgumentsOrigin[] {
    return variable.references.flatMap(({ identifier }) => (
      putInto(identifier, path)
        .filter(() => !this.#isForAll(file, variable, identifier) && !isCommand(this.#program, this.#index, file, identifier))
        .map((value) => this.of(file, value.type === 'SpreadElement' ? value.argument : value, [], depth))));
  }

  #isForAll(file: FileModel, { defs: [definition], scope }: Variable, use: Node): boolean {
    return (definition?.type === 'ImportBinding' || ['module', 'global'].includes(scope.type)) && isOfStart(this.#reach, file, use);
  }

  #imported(file: FileModel, variable: Variable, path: Path, depth: number): ArgumentsOrigin {
    const record = file.imports.find((candidate) => candidate.variable === variable);
    const name = record?.kind === 'named' ? record.imported! : path[0]?.slice(1);
    const from = record && name !== undefined ? this.#program.resolve(file, record.specifier, member(name)) : undefined;
    if (!record || !from || name === undefined) return 'constant';
    const rest = record.kind === 'named' ? path : path.slice(1);
    return worst([this.#exported(from, name, rest, depth + 1), ...this.#changes(file, variable, path, depth)]);
  }

  #exported(file: FileModel, name: string, path: Path, depth: number): ArgumentsOrigin {
    if (depth > MAX_DEPTH) return 'unknown';
    const record = file.exports.get(name);
    switch (record?.kind) {
      case undefined:
      // An expression that runs where the module is loaded.
      case 'local':
        return 'constant';
      case 'from': {
        const from = record.imported === '*' ? undefined : this.#program.resolve(file, record.specifier, member(record.imported));
        return from ? this.#exported(from, record.imported, path, depth + 1) : 'constant';
      }
      case 'variable': {
        // Who imports it may put something into it, or all do.
        const elsewhere = this.#program.importersOf(file, name, (text) => mayPutInto(text, name)).flatMap(({ file: importer, records }) => (
          this.#isTestFile(importer) ? [] : records.flatMap(({ kind, imported, variable }) => (
            variable && kind === 'named' && imported === name ? this.#changes(importer, variable, path, depth) : []))));
        return worst([this.#variable(file, record.variable, path, depth), ...elsewhere]);
      }
    }
  }

  #parameter(file: FileModel, fn: Node, name: Node, path: Path, depth: number): ArgumentsOrigin {
    if (this.#entered.has(fn)) return 'constant';
    if (!isFunction(fn)) return 'unknown';
    const index = fn.params.findIndex((parameter) => isInside(name, parameter));
    const within = index === -1 ? undefined : patternPath(fn.params[index]!, name);
    if (!within) return 'unknown';
    const read = [...within, ...path];
    // The trace tells with which arguments the function was called.
    const at = this.#trace.findIndex(({ owner }) => owner === fn);
    if (at === 0) return isEnvironment(fn.params[index]!, read) ? 'constant' : 'request';
    if (at !== -1) {
      const way = this.#trace[at - 1]!;
      const traced = this.#given(way, file, fn, index, read, depth);
      const isMixed = traced === 'constant' && this.#everyCaller && this.#isOfRequestElsewhere(way, file, fn, index, read, depth);
      return isMixed ? 'request' : traced;
    }
    const owner = constructedBy(fn) ?? fn;
    if (this.#reach.runsOnce(file, owner)) return 'constant';
    const { calls, entries, isOpen, isOnce, isMemoised } = this.#reach.callersOf(file, owner);
    if (entries.length > 0 && owner === fn) return isEnvironment(fn.params[index]!, read) ? 'constant' : 'request';
    if (isOpen || isOnce || isMemoised || entries.length > 0 || calls.length === 0) return 'unknown';
    return worst(calls.map((call) => (call.made || call.isGiven ? 'unknown' : this.#given(call, file, fn, index, read, depth))));
  }

  /** Whether another caller than the one on the way gives the parameter something of its request. */
  #isOfRequestElsewhere(way: TraceStep, file: FileModel, fn: FunctionNode, index: number, path: Path, depth: number): boolean {
    return this.#reach.callersOf(file, constructedBy(fn) ?? fn).calls.some((call) => (
      call.node !== way.node && !call.made && !call.isGiven && !this.#isTestFile(call.file)
      && this.#given(call, file, fn, index, path, depth) === 'request'));
  }

  /** What the parameter of a function holds that runs at a call. */
  #given(call: CallSite, file: FileModel, fn: FunctionNode, index: number, path: Path, depth: number): ArgumentsOrigin {
    const { node } = call;
    if (!isCall(node)) return 'unknown';
    // `secret().then((value) => …)`, `servers.map(connect)`: the answer of the call comes in.
    const isCallback = isInside(fn, node) || node.arguments.some((argument) => isSameFunction(this.#program, call.file, argument, fn));
    // Of `Promise.all(servers.map((server) => …))` it is the call within that runs it.
    if (isCallback) return this.#answer(call.file, isInside(fn, node) && isCall(fn.parent) ? fn.parent : node, fn, depth);
    const spread = node.arguments.findIndex(({ type }) => type === 'SpreadElement');
    if (spread !== -1 && spread <= index) return 'unknown';
    const argument = node.arguments[index];
    if (!argument) {
      const parameter = fn.params[index]!;
      return parameter.type === 'AssignmentPattern' ? this.of(file, parameter.right, path, depth) : 'constant';
    }
    return this.of(call.file, argument, path, depth);
  }

  #answer(file: FileModel, call: CallNode, callback: FunctionNode, depth: number): ArgumentsOrigin {
    const callee = unwrap(call.callee);
    const value = this.#program.evaluator.evaluate(file, callee);
    const receiver = callee.type === 'MemberExpression' ? this.of(file, callee.object, [], depth) : 'constant';
    const others = call.arguments.filter((argument) => !isSameFunction(this.#program, file, argument, callback))
      .map((argument) => this.of(file, argument, [], depth));
    // What a function of the project gives to its callback is not looked for.
    return worst([receiver, ...others, value.kind === 'local' ? 'unknown' : answerOf(this.#program, this.#index, file, call)]);
  }

  #member(file: FileModel, node: TSESTree.MemberExpression, path: Path, depth: number): ArgumentsOrigin {
    const object = unwrap(node.object);
    const name = propertyName(node);
    if (name === undefined && isPickedAtRandom(file, node.property)) return 'unknown';
    if (object.type !== 'ThisExpression') {
      const origin = this.of(file, object, name === undefined ? [] : [member(name), ...path], depth);
      if (name === undefined) return worst([origin, this.of(file, node.property, [], depth)]);
      return isProcessEnvironment(file, object) ? worst([origin, ...this.#environment(name, depth)]) : origin;
    }
    const owner = thisClass(object);
    return owner && name !== undefined ? this.#field(file, owner.node, name, owner.isStatic, path, depth) : 'unknown';
  }

  /** What the project itself assigns to a variable of the environment while it runs. */
  #environment(name: string, depth: number): ArgumentsOrigin[] {
    const files = this.#program.filesWith(['process.env', name], mayAssign(name)).filter((file) => !this.#isTestFile(file));
    return files.flatMap((file) => environmentWrites(file, name)
      .filter(({ left }) => !this.#reach.runsOnceAt(file, left)).map(({ right }) => this.of(file, right, [], depth)));
  }

  #field(file: FileModel, owner: ClassNode, name: string, isStatic: boolean, path: Path, depth: number): ArgumentsOrigin {
    const method = findMethod(owner, name, isStatic);
    if (method) return method.kind === 'method' ? this.of(file, method.value, [], depth) : 'unknown';
    const declared = owner.body.body.find((element) => (
      element.type === 'PropertyDefinition' && element.static === isStatic && propertyName(element) === name));
    const initial = declared?.type === 'PropertyDefinition' && declared.value ? [declared.value] : [];
    const parameter = isStatic ? undefined : findParameterProperty(owner, name);
    const writes = fieldWrites(file, owner, name, isStatic);
    if (!declared && !parameter && writes.length === 0) return 'unknown';
    // What is set while the object is made, and the object lives as long as the process.
    const isOfOne = isStatic || this.#reach.runsOnce(file, owner);
    const isWrittenOnce = (value: Node): boolean => isInConstructionOf(value, owner) || this.#reach.runsOnceAt(file, value);
    const values = [...initial, ...writes].map((value) => (
      isOfOne && isWrittenOnce(value) ? 'constant' : this.of(file, value, path, depth)));
    const given = !parameter || isOfOne ? [] : [this.#parameter(file, parameter.constructor, parameter.name, path, depth)];
    const changes = (file.members.get(name) ?? []).filter((access) => isAccessOf(file, access, owner, isStatic))
      .flatMap((access) => putInto(access, path).filter(() => !isOfOne || !isInConstructionOf(access, owner))
        .map((value) => this.of(file, value, [], depth)));
    return worst([...values, ...given, ...changes]);
  }

  #call(file: FileModel, node: CallNode, path: Path, depth: number): ArgumentsOrigin {
    const given = worst(node.arguments.map((argument) => this.of(file, argument, [], depth)));
    if (given === 'request') return 'request';
    const callee = unwrap(node.callee);
    const value = this.#program.evaluator.evaluate(file, callee);
    const fn = value.kind === 'local' && value.path.length === 0 && isFunction(value.node)
      ? { file: value.file, node: value.node } : undefined;
    const object = callee.type === 'MemberExpression' ? callee.object : undefined;
    const receiver = !object || (fn && object.type === 'ThisExpression') ? 'constant' : this.of(file, object, [], depth);
    if (receiver === 'request') return 'request';
    if (!fn) return worst([given, receiver, answerOf(this.#program, this.#index, file, node)]);
    // What a project function computes from constants is constant, unless it looks at something that changes.
    if (this.#entered.has(fn.node)) return worst([given, receiver]);
    this.#entered.add(fn.node);
    const results = returnedExpressions(fn.node, fn.file.tree.visitorKeys).map((result) => this.of(fn.file, result, path, depth));
    this.#entered.delete(fn.node);
    return worst([given, receiver, ...results]);
  }
}
