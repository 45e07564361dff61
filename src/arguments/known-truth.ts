import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { findProperty } from '../resolve/object-members.js';
import { CALL, toSegments } from '../resolve/path.js';
import { isEmptying, lastingInit, returnedExpressions } from '../resolve/values.js';
import { isCallWithCallback } from '../reach/callers.js';
import type { CallSite } from '../reach/callers.js';
import { enclosingFunction, isCall, isFunction, unwrap } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import { expressionOrigin } from './argument-origin.js';
import type { OriginEngine } from './argument-origin.js';
import { patternPath } from '../flow/pattern-path.js';

/*
 * Is a name set? Of a parameter, `debug` of `scrape(url, debug = false)`, what its callers give for it tells; of a constant of the module
 * what it begins with.
 * Output: what it can be; `undefined` where nobody knows. Invariant: both only where a request has a say in it, by a caller that is known
 * to run for each; one of the two only where all callers are in sight. Blind spot: patterns in patterns, and constants of other files.
 */

export function knownTruths(engine: OriginEngine, file: FileModel, variable: Variable): readonly boolean[] | undefined {
  const init = lastingInit(variable);
  if (!init) return givenTruths(engine, file, variable);
  const truth = enclosingFunction(init) ? undefined : truthOfValue(init) ?? truthOfMade(engine, file, init);
  return truth === undefined ? undefined : [truth];
}

/** What a client's SDK makes is set, `const pool = database()` as well, unless the function gives nothing now and then. */
function truthOfMade({ program, index }: OriginEngine, file: FileModel, init: Node): true | undefined {
  const awaited = unwrap(init);
  const call = awaited.type === 'AwaitExpression' ? unwrap(awaited.argument) : awaited;
  if (call.type !== 'CallExpression') return undefined;
  const value = program.evaluator.evaluate(file, call);
  const made = value.kind === 'package' ? value.path.indexOf(CALL) : -1;
  if (value.kind !== 'package' || made < 0 || value.path.at(-1) !== CALL) return undefined;
  const segments = toSegments(value.path.slice(0, made));
  if (!index.findClient(value.specifier, segments, 'call') && !index.findClient(value.specifier, segments, 'new')) return undefined;
  const maker = program.evaluator.evaluate(file, call.callee);
  const isOwn = maker.kind === 'local' && isFunction(maker.node);
  return isOwn && returnedExpressions(maker.node, maker.file.tree.visitorKeys).some(mayBeEmpty) ? undefined : true;
}

/** Whether what is returned is nothing, or nothing perhaps: `return ready && pool`. */
function mayBeEmpty(expression: Node): boolean {
  const node = unwrap(expression);
  if (node.type === 'LogicalExpression') return node.operator === '&&' || mayBeEmpty(node.right);
  return node.type === 'ConditionalExpression' ? mayBeEmpty(node.consequent) || mayBeEmpty(node.alternate) : isEmptying(node);
}

function givenTruths(engine: OriginEngine, file: FileModel, variable: Variable): readonly boolean[] | undefined {
  const [definition, ...others] = variable.defs;
  if (definition?.type !== 'Parameter' || others.length > 0 || !isFunction(definition.node)) return undefined;
  const owner = definition.node;
  const { calls, entries, ...known } = engine.reach.callersOf(file, owner);
  const counted = calls.filter((call) => !engine.isTestFile(call.file));
  const isInSight = entries.length === 0 && !known.isOpen && !known.isOnce && !known.isMemoised && !known.isCut && counted.length > 0;
  const truths = counted.map((call) => {
    const given = givenAt(call, owner, definition.name);
    const truth = given && truthOfValue(given.value);
    return given?.value && truth === undefined && given.isOfCall && isOfRequest(engine, call, given.value) ? 'request' : truth;
  });
  if (truths.includes('request')) return [true, false];
  const sure = truths.flatMap((truth) => (typeof truth === 'boolean' ? truth : []));
  return isInSight && sure.length === truths.length ? [...new Set(sure)] : undefined;
}

function isOfRequest(engine: OriginEngine, { file, node }: CallSite, value: Node): boolean {
  const run = engine.reach.runAt(file, node);
  return run.kind === 'perRequest' && expressionOrigin(engine, file, value, run.trace) === 'request';
}

interface Given {
  /** Nothing is given, and nothing stands for that. */
  readonly value: Node | undefined;
  /** It stands at the call, and is not what the function has in its place. */
  readonly isOfCall: boolean;
}

function givenAt(call: CallSite, owner: FunctionNode, name: Node): Given | undefined {
  const { node } = call;
  if (call.made || call.isGiven || call.isAsking || !isCall(node) || isCallWithCallback(node, owner)) return undefined;
  const index = owner.params.findIndex((parameter) => patternPath(parameter, name));
  const parameter = owner.params[index];
  if (!parameter || parameter.type === 'RestElement') return undefined;
  if (node.arguments.slice(0, index + 1).some(({ type }) => type === 'SpreadElement')) return undefined;
  const { pattern, otherwise } = withDefault(parameter);
  const argument = node.arguments[index];
  const given = !argument || isEmptying(argument) ? { value: otherwise, isOfCall: false } : { value: argument, isOfCall: true };
  if (pattern === name) return given;
  // `scrape(url, { debug })`
  const property = pattern.type !== 'ObjectPattern' ? undefined
    : pattern.properties.find((one) => one.type === 'Property' && patternPath(one.value, name));
  const path = patternPath(pattern, name);
  if (property?.type !== 'Property' || path?.length !== 1 || !given.value) return undefined;
  const options = unwrap(given.value);
  if (options.type !== 'ObjectExpression' || options.properties.some(({ type }) => type === 'SpreadElement')) return undefined;
  const value = findProperty(options, path[0]!.slice(1));
  if (value && !isEmptying(value)) return { value, isOfCall: given.isOfCall };
  return { value: withDefault(property.value).otherwise, isOfCall: false };
}

function withDefault(pattern: Node): { readonly pattern: Node; readonly otherwise: TSESTree.Expression | undefined } {
  return pattern.type === 'AssignmentPattern' ? { pattern: pattern.left, otherwise: pattern.right } : { pattern, otherwise: undefined };
}

/** Whether a value that stands there is set. */
function truthOfValue(value: Node | undefined): boolean | undefined {
  if (!value || isEmptying(value)) return false;
  const node = unwrap(value);
  switch (node.type) {
    case 'Literal':
      return Boolean(node.value);
    case 'UnaryExpression': {
      const truth = node.operator === '!' ? truthOfValue(node.argument) : undefined;
      return truth === undefined ? undefined : !truth;
    }
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'NewExpression':
      return true;
    default:
      return undefined;
  }
}
