import { calledFunction } from '../flow/called-function.js';
import { patternPath } from '../flow/pattern-path.js';
import type { Program } from '../project/program.js';
import { isCallWithCallback } from './callers.js';
import type { Callers, RunOwner } from './callers.js';
import { findField, findParameterProperty } from '../resolve/class-members.js';
import type { FileModel } from '../resolve/file-model.js';
import { isReassigned } from '../resolve/values.js';
import { CALL } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { valueForEither } from '../resolve/value.js';
import type { Value } from '../resolve/value.js';
import { isCall, isClass, isFunction } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';

/*
 * What does a parameter hold that no type tells of? What its callers give: `new Orders(pool)`, `mount(app, { pool })`.
 * Input: what an expression means, as far as its own function tells. Output: the export of a package that all callers give who give one.
 * Invariant: two callers that give different things make it unknown. Blind spot: callers that are out of sight, and those whose argument
 * is not known.
 */

/** What the question needs to know of the program. */
interface GivenEngine {
  readonly program: Program;
  readonly reach: { callersOf(file: FileModel, owner: RunOwner): Callers };
}

type LocalValue = Extract<Value, { kind: 'local' }>;
type PackageValue = Extract<Value, { kind: 'package' }>;

/** Functions that hand on what they are given. Real ones are three deep. */
const MAX_GIVERS = 6;

export function givenValue(engine: GivenEngine, value: Value, depth = 0): PackageValue | undefined {
  if (value.kind === 'package') return value;
  if (value.kind !== 'local' || depth > MAX_GIVERS) return undefined;
  const { file, node } = value;
  if (isClass(node)) {
    const held = heldByField(engine, value);
    return held && givenValue(engine, held, depth + 1);
  }
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  const definition = variable?.defs[0];
  if (!variable || definition?.type !== 'Parameter' || !isFunction(definition.node)) return undefined;
  if (isReassigned(variable)) return undefined;
  const values = argumentsFor(engine, value, definition.node)
    .flatMap((given) => givenValue(engine, given, depth + 1) ?? []);
  return values.reduce<PackageValue | undefined>((common, other) => common && samePackage(common, other), values[0]);
}

/** `this.pool.connect`: what the constructor of the class, or of one that it extends, has put into the field. */
function heldByField({ program }: GivenEngine, { file, node, path: [made, field, ...rest] }: LocalValue): Value | undefined {
  if (!isClass(node) || made !== CALL || !field?.startsWith('.')) return undefined;
  const name = field.slice(1);
  const written = findField(file, node, name, false)?.value ?? findParameterProperty(node, name)?.name;
  if (written) return program.evaluator.follow(program.evaluator.evaluate(file, written), rest);
  const base = node.superClass ? program.evaluator.evaluate(file, node.superClass) : undefined;
  return base?.kind === 'local' && base.path.length === 0 ? { ...base, path: [made, field, ...rest] } : undefined;
}

/** What the callers of a function give for one of its parameters, and the path from there. */
function argumentsFor({ program, reach }: GivenEngine, { file, node, path }: LocalValue, owner: FunctionNode): readonly Value[] {
  const index = owner.params.findIndex((parameter) => patternPath(parameter, node));
  const inner = index < 0 || owner.params[index]!.type === 'RestElement' ? undefined : patternPath(owner.params[index]!, node);
  if (!inner) return [];
  return reach.callersOf(file, owner).calls.flatMap(({ file: from, node: call, isGiven, isAsking }) => {
    const argument = isGiven || isAsking || !isCall(call) || isCallWithCallback(call, owner) ? undefined
      : argumentAt(program, from, call, owner, index);
    return argument ? [valueAt(program, from, argument, [...inner, ...path])] : [];
  });
}

function argumentAt(program: Program, file: LocalValue['file'], call: CallNode, owner: FunctionNode, index: number): Node | undefined {
  const called = calledFunction(program, file, call);
  if (called && called.node !== owner) return undefined;
  const at = index + (called?.before ?? 0);
  return call.arguments.slice(0, at + 1).some(({ type }) => type === 'SpreadElement') ? undefined : call.arguments[at];
}

function valueAt(program: Program, file: LocalValue['file'], expression: Node, path: Path): Value {
  return program.evaluator.follow(program.evaluator.evaluate(file, expression), path);
}

function samePackage(a: PackageValue, b: PackageValue): PackageValue | undefined {
  const either = valueForEither(a, b);
  return either?.kind === 'package' ? either : undefined;
}
