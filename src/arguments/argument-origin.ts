import { findField } from '../resolve/class-members.js';
import type { FileModel } from '../resolve/file-model.js';
import { returnedExpressions, writtenValues } from '../resolve/values.js';
import { isInside } from '../syntax/is-inside.js';
import { isCall, isClass, isFunction, propertyName, thisClass, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import { childrenOf } from '../syntax/walk.js';
import type { EffectOf } from '../ownership/lives/effects.js';
import type { Program } from '../project/program.js';
import type { TraceStep } from '../reach/reach.js';
import type { Site } from '../sites/sites.js';

/*
 * Where do the arguments of a construction come from? Constant: literals, module-level values, imports, `process.env`, and calls of
 * those with constant arguments. Request: a parameter of the entry point, through the parameters of the functions on the trace.
 * Invariant: `constant` is claimed only when every name in the arguments is. Blind spot: module state that a request changed.
 */

export type ArgumentsOrigin = 'constant' | 'request' | 'unknown';

const MAX_DEPTH = 24;

/** `setups` are calls that tell the client what to connect to. What they are given to run says nothing of that. */
export function argumentsOrigin(
  program: Program, site: Site, trace: readonly TraceStep[], setups: readonly EffectOf<'setUp'>[],
): ArgumentsOrigin {
  const search = new OriginSearch(program, trace);
  const own = site.node.arguments.filter((argument) => !isCallback(site.node, argument)).map((argument) => ({ file: site.file, argument }));
  const given = setups.flatMap(({ file, call }) => call.arguments
    .filter((argument) => !isFunction(unwrap(argument))).map((argument) => ({ file, argument })));
  return worst([...own, ...given].map(({ file, argument }) => search.of(file, argument, trace.length - 1, 0)));
}

/** `connect(url, (error, client) => { … })`: what is done with the client says nothing about what it is made from. */
function isCallback(call: CallNode, argument: Node): boolean {
  return call.type === 'CallExpression' && argument === call.arguments.at(-1) && isFunction(unwrap(argument));
}

class OriginSearch {
  readonly #program: Program;
  readonly #trace: readonly TraceStep[];
  readonly #seen = new Set<Node>();
  /** Project functions whose results are being looked at: their parameters are the arguments of the call, which count anyway. */
  readonly #entered = new Set<Node>();

  constructor(program: Program, trace: readonly TraceStep[]) {
    this.#program = program;
    this.#trace = trace;
  }

  /** `level` is the trace step in whose function the expression stands. */
  of(file: FileModel, expression: Node, level: number, depth: number): ArgumentsOrigin {
    if (depth > MAX_DEPTH) return 'unknown';
    const node = unwrap(expression);
    if (this.#seen.has(node)) return 'constant';
    this.#seen.add(node);
    const origin = this.#compute(file, node, level, depth + 1);
    this.#seen.delete(node);
    return origin;
  }

  #compute(file: FileModel, node: Node, level: number, depth: number): ArgumentsOrigin {
    switch (node.type) {
      case 'Literal':
      case 'ClassExpression':
      case 'MetaProperty':
        return 'constant';
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.#closure(file, node, level, depth);
      case 'Identifier':
        return this.#identifier(file, node, level, depth);
      case 'ThisExpression':
        return 'unknown';
      case 'MemberExpression':
        return this.#member(file, node, level, depth);
      case 'CallExpression':
      case 'NewExpression':
        return this.#call(file, node, level, depth);
      case 'Property':
        return worst([this.of(file, node.value, level, depth), ...(node.computed ? [this.of(file, node.key, level, depth)] : [])]);
      default:
        return worst([...childrenOf(node, file.tree.visitorKeys)].map((child) => this.of(file, child, level, depth)));
    }
  }

  /** A function as an argument is as constant as the names that it takes from around it. */
  #closure(file: FileModel, node: FunctionNode, level: number, depth: number): ArgumentsOrigin {
    const scope = file.tree.scopes.acquire(node);
    const outer = scope?.through.map((reference) => reference.identifier) ?? [];
    return worst(outer.map((identifier) => this.of(file, identifier, level, depth)));
  }

  #identifier(file: FileModel, node: Extract<Node, { type: 'Identifier' }>, level: number, depth: number): ArgumentsOrigin {
    const variable = file.variableOf(node);
    const definition = variable?.defs[0];
    if (!variable || !definition) return 'constant';
    if (definition.type === 'ImportBinding' || definition.type === 'FunctionName' || definition.type === 'ClassName') return 'constant';
    if (definition.type === 'Parameter') return this.#parameter(file, definition.node, definition.name, level, depth);
    if (!['function', 'block', 'for', 'catch', 'switch', 'class'].includes(variable.scope.type)) return 'constant';
    const written = writtenValues(variable);
    if (!written.isComplete) return 'unknown';
    return worst(written.values.map(({ expression }) => this.of(file, expression, level, depth)));
  }

  #parameter(file: FileModel, fn: Node, name: Node, level: number, depth: number): ArgumentsOrigin {
    if (this.#entered.has(fn)) return 'constant';
    // The trace tells with which arguments the function was called; outside it nobody knows.
    const at = this.#trace.findIndex((step, index) => index <= level && step.owner === fn);
    if (at === -1) return isFunction(fn) && this.#isHandler(fn) ? 'request' : 'unknown';
    if (at === 0) return 'request';
    const caller = this.#trace[at - 1]!;
    const call = caller.node;
    const index = isFunction(fn) ? fn.params.findIndex((parameter) => isInside(name, parameter)) : -1;
    if (!isCall(call) || index === -1) return 'unknown';
    const argument = call.arguments[index];
    if (!argument) {
      const parameter = (fn as FunctionNode).params[index]!;
      return parameter.type === 'AssignmentPattern' ? this.of(file, parameter.right, at, depth) : 'constant';
    }
    return this.of(caller.file, argument, at - 1, depth);
  }

  #isHandler(fn: FunctionNode): boolean {
    return this.#trace[0]?.owner === fn;
  }

  #member(file: FileModel, node: Extract<Node, { type: 'MemberExpression' }>, level: number, depth: number): ArgumentsOrigin {
    const object = unwrap(node.object);
    if (object.type !== 'ThisExpression') {
      return worst([this.of(file, object, level, depth), ...(node.computed ? [this.of(file, node.property, level, depth)] : [])]);
    }
    const owner = thisClass(object);
    const name = propertyName(node);
    if (!owner || name === undefined) return 'unknown';
    const field = findField(file, owner.node, name, owner.isStatic);
    if (!field?.value) return 'unknown';
    const at = this.#trace.findIndex((step) => isClass(step.owner) ? step.owner === owner.node : isInside(step.owner, owner.node));
    return this.of(file, field.value, at === -1 ? level : at, depth);
  }

  #call(file: FileModel, node: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>, level: number, depth: number): ArgumentsOrigin {
    const given = worst(node.arguments.map((argument) => this.of(file, argument, level, depth)));
    if (given === 'request') return 'request';
    const callee = unwrap(node.callee);
    const receiver = callee.type === 'MemberExpression' ? this.of(file, callee.object, level, depth) : 'constant';
    if (receiver === 'request') return 'request';
    const value = this.#program.evaluator.evaluate(file, callee);
    if (value.kind === 'local' && value.path.length === 0 && isFunction(value.node)) {
      // What a project function computes from constants is constant, unless it looks at something that changes.
      if (this.#entered.has(value.node)) return worst([given, receiver]);
      this.#entered.add(value.node);
      const results = returnedExpressions(value.node, value.file.tree.visitorKeys).map((result) => this.of(value.file, result, -1, depth));
      this.#entered.delete(value.node);
      return worst([given, receiver, ...results]);
    }
    return worst([given, receiver]);
  }
}

function worst(origins: readonly ArgumentsOrigin[]): ArgumentsOrigin {
  if (origins.includes('request')) return 'request';
  return origins.includes('unknown') ? 'unknown' : 'constant';
}
