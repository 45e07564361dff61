import type { TSESTree } from '@typescript-eslint/utils';
import { isClass, isFunction, operandsOf, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import type { FileModel } from './file-model.js';
import { CALL } from './path.js';
import type { Path } from './path.js';

/** What an expression can mean. */
export type Value =
  /** What a package exports, and a path from there. */
  | { readonly kind: 'package'; readonly specifier: string; readonly path: Path }
  /** A global name (the first step) and a path from there. */
  | { readonly kind: 'global'; readonly path: Path }
  /**
   * Something written in the project (function, class, object, parameter, literal, …), and the rest of the path that leads from it.
   */
  | { readonly kind: 'local'; readonly file: FileModel; readonly node: Node; readonly path: Path }
  | { readonly kind: 'unknown' };

export const UNKNOWN: Value = { kind: 'unknown' };

export function isNothing(node: Node): boolean {
  const value = unwrap(node);
  return (value.type === 'Literal' && value.value === null) || (value.type === 'Identifier' && value.name === 'undefined');
}

/** A value that says nothing about its kind: a parameter, what some parameter gives, or a member that no type tells of. */
export function isOpaque(value: Value): boolean {
  return (value.kind === 'local' && value.node.type === 'Identifier') || isUntoldByType(value);
}

/** Whether it is a member of which the type of its holder says nothing. */
export function isUntoldByType(value: Value): boolean {
  return value.kind === 'local' && value.path.length > 1 && isTypeNode(value.node);
}

/** Whether a node is a type of the project that is no class: what stands for its values, followed by `()`. */
export function isTypeNode(node: Node): boolean {
  return TYPES.has(node.type);
}

const TYPES: ReadonlySet<string> = new Set(['TSInterfaceDeclaration', 'TSTypeLiteral', 'TSIntersectionType']);

function sameValue(a: Value, b: Value): boolean {
  if (a.kind === 'local' && b.kind === 'local') return a.node === b.node && a.path.join() === b.path.join();
  if (a.kind === 'package' && b.kind === 'package') return a.specifier === b.specifier && a.path.join() === b.path.join();
  return false;
}

/**
 * What stands for both of two values of which either may be meant: the same thing; what two packages export under one name, as
 * `isLocal ? require('puppeteer') : require('puppeteer-core')` gives it, because they were written to be taken for one another; a
 * package and a version in it (`sdk = sdk.v2`), for the same reason; or what a package exports and an object that stands in its place.
 */
export function valueForEither(a: Value, b: Value): Value | undefined {
  if (sameValue(a, b)) return a;
  if (a.kind === 'package' && isStandIn(b)) return a;
  if (b.kind === 'package' && isStandIn(a)) return b;
  if (a.kind !== 'package' || b.kind !== 'package') return undefined;
  if (a.specifier !== b.specifier) return a.path.join() === b.path.join() ? a : undefined;
  return isVersionOf(b.path, a.path) ? a : isVersionOf(a.path, b.path) ? b : undefined;
}

/** The first of several values of which any may be meant, if it stands for all of them. No stand-in is the first beside something else. */
export function valueForAll(values: readonly Value[]): Value | undefined {
  const first = values.find((value) => !isStandIn(value)) ?? values[0];
  return first && first.kind !== 'unknown' && values.every((other) => other === first || valueForEither(first, other)) ? first : undefined;
}

/**
 * `{ connect: async () => {}, log: { info() {} } }`: an object of functions alone, which owns nothing and says nothing. One that says
 * something (`{ error: 'not configured' }`) is asked for that before it is taken for anything else.
 */
function isStandIn(value: Value): boolean {
  return value.kind === 'local' && value.path.length === 0 && isObjectOfFunctions(value.node);
}

function isObjectOfFunctions(node: Node): boolean {
  return node.type === 'ObjectExpression' && node.properties.length > 0 && node.properties.every((property) => {
    if (property.type !== 'Property' || property.computed || property.kind !== 'init') return false;
    const value = unwrap(property.value);
    return isFunction(value) || isObjectOfFunctions(value);
  });
}

function isVersionOf(path: Path, whole: Path): boolean {
  const isWithin = path.length === whole.length + 1 && whole.every((step, index) => path[index] === step);
  return isWithin && /^\.v\d\w*$/.test(path.at(-1)!);
}

/** Whether it is an instance of a class of the project. */
export function isInstance(value: Value): value is Extract<Value, { kind: 'local' }> {
  return value.kind === 'local' && isClass(value.node) && value.path.join() === CALL;
}

/** `globalThis` and `global`, whose members are the names of the program. */
export function isGlobalObject(value: Value): boolean {
  return value.kind === 'global' && value.path.length === 1 && ['.globalThis', '.global'].includes(value.path[0]!);
}

/** What `test ? a : b` means. Of `kept ? kept : new X()` the side that makes it tells what it is, as of `kept ?? new X()`. */
export function valueOfChoice(file: FileModel, choice: TSESTree.ConditionalExpression, a: Value, b: Value): Value {
  const { test, consequent, alternate } = choice;
  const isNegated = test.type === 'UnaryExpression' && test.operator === '!';
  const [tested, kept, made, value] = isNegated ? [test.argument, alternate, consequent, a] : [test, consequent, alternate, b];
  const isKept = isNothing(kept) || operandsOf(tested, '&&')
    .some((operand) => isOf(file, unwrap(operand), file.spellingOf(unwrap(kept))));
  return valueForEither(a, b) ?? (isNothing(made) ? (isNegated ? b : a) : isKept ? value : UNKNOWN);
}

/** The value of that spelling, or what it says of itself: `source.isInitialized ? source : source.initialize()`. */
function isOf(file: FileModel, tested: Node, spelling: string): boolean {
  return file.spellingOf(tested) === spelling
    || (tested.type === 'MemberExpression' && file.spellingOf(unwrap(tested.object)) === spelling);
}
