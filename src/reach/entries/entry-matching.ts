import type { TSESTree } from '@typescript-eslint/utils';
import { routeMethods } from '../../catalog/conventions/methods.js';
import { matchesExportPath, matchesExports, matchesGlob } from '../../catalog/match.js';
import type { CallEntry, FrameworkModel, MemoModel } from '../../catalog/types.js';
import type { Program } from '../../project/program.js';
import type { Evaluator } from '../../resolve/evaluate.js';
import type { FileModel } from '../../resolve/file-model.js';
import type { Value } from '../../resolve/value.js';
import { ANY_MEMBER, CALL, isElement, stepsMatch, toPath, toSegments } from '../../resolve/path.js';
import type { Path } from '../../resolve/path.js';
import { calledName, isFunction, literalText, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';

/** Small questions that the interpretation of framework models asks of calls and functions. */

export function isMemoCallee(memo: MemoModel, callee: Value, bareName: string | undefined): boolean {
  const { package: packages, export: exports } = memo;
  if (packages === undefined) return bareName !== undefined && [exports].flat().some((pattern) => matchesGlob(pattern, bareName));
  return callee.kind === 'package' && matchesExports({ package: packages, export: exports }, callee.specifier, toSegments(callee.path));
}

export function isAtPosition(position: CallEntry['handlers'][number], call: CallNode, index: number, path: Path): boolean {
  const { argument } = position;
  const isThere = argument === 'last' ? index === call.arguments.length - 1
    : typeof argument === 'number' ? index === argument : index >= argument.from;
  if (!isThere) {
    return false;
  }
  const wanted = wantedPath(position);
  // Arrays on the way are looked into: their elements stand under a step of their own.
  const given = path.length > wanted.length ? path.filter((step, i) => !isElement(step) || wanted[i] === ANY_MEMBER) : path;
  return given.length === wanted.length
    && wanted.every((step, i) => (step === CALL || given[i] === CALL ? step === given[i] : stepsMatch(step, given[i]!)));
}

/** Positions are data of the catalog, and asked about for every argument that a function is handed over in. */
const wantedPaths = new WeakMap<object, Path>();

export function wantedPath(position: { readonly path?: string }): Path {
  let wanted = wantedPaths.get(position);
  if (!wanted) wantedPaths.set(position, wanted = position.path === undefined ? [] : toPath(position.path));
  return wanted;
}

export function hasFirstArgument(
  { evaluator }: Program, file: FileModel, call: CallNode, wanted: CallEntry['firstArgument'], isKnownReceiver: boolean,
): boolean {
  if (wanted === undefined) return true;
  const first = call.arguments[0] && unwrap(call.arguments[0]);
  if (!first) return false;
  if (wanted === 'function') return isFunction(first);
  if (wanted === 'object') return first.type === 'ObjectExpression';
  if (wanted !== 'route') return 'export' in wanted || isEvent(first, wanted);
  const text = literalText(first);
  // What is registered on a known router under a first argument that cannot be read is still a route.
  if (isKnownReceiver) {
    return !isFunction(first) && !(first.type === 'Literal' && typeof first.value === 'number');
  }
  return text === '*' || isPath(partsOf(evaluator, file, first)) || (first.type === 'Literal' && 'regex' in first)
    || (first.type === 'ArrayExpression' && literalText(first.elements[0])?.startsWith('/') === true)
    || isRouteChain(call);
}

/** The texts that a path is put together of, as far as they can be read: `base + '/users'`, `${api}/users`. */
function partsOf(evaluator: Evaluator, file: FileModel, node: Node): string[] {
  const text = literalText(node);
  if (text !== undefined) return [text];
  if (node.type === 'TemplateLiteral') {
    return [...node.quasis.map(({ value }) => value.raw), ...node.expressions.flatMap((part) => partsOf(evaluator, file, unwrap(part)))];
  }
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    return [node.left, node.right].flatMap((part) => partsOf(evaluator, file, unwrap(part)));
  }
  const value = node.type === 'Identifier' || node.type === 'MemberExpression' ? evaluator.evaluate(file, node) : undefined;
  if (value?.kind !== 'local' || value.path.length > 0) return [];
  const held = unwrap(value.node);
  const isWritten = held.type === 'Literal' || held.type === 'TemplateLiteral' || held.type === 'BinaryExpression';
  return isWritten ? partsOf(evaluator, value.file, held) : [];
}

/** One of a server, and not of somebody else's. */
function isPath(parts: readonly string[]): boolean {
  return parts.some((part) => part.startsWith('/')) && !parts.some((part) => part.includes('://'));
}

/** An event's name as a string, or as the member that stands for it (`Events.MessageCreate`). */
function isEvent(first: Node, wanted: readonly string[]): boolean {
  const text = literalText(first);
  if (text !== undefined) return wanted.includes(text);
  if (first.type !== 'MemberExpression' || first.object.type !== 'Identifier') return false;
  return wanted.includes(`${first.object.name}.${propertyName(first)}`);
}

/** `x.route('/path').get(handler)`: the route stands one call earlier. */
function isRouteChain(call: CallNode): boolean {
  let holder = call.callee.type === 'MemberExpression' ? unwrap(call.callee.object) : undefined;
  while (holder?.type === 'CallExpression') {
    if (literalText(holder.arguments[0])?.startsWith('/')) return true;
    holder = holder.callee.type === 'MemberExpression' ? unwrap(holder.callee.object) : undefined;
  }
  return false;
}

export function receiverName(holder: Node): string | undefined {
  if (holder.type === 'ThisExpression') return 'this';
  return holder.type === 'Identifier' ? holder.name : holder.type === 'MemberExpression' ? propertyName(holder) : undefined;
}

export function hasParameters(node: FunctionNode, wanted: readonly (readonly string[])[]): boolean {
  return wanted.every((names, index) => {
    const parameter = node.params[index];
    if (parameter?.type === 'ObjectPattern') return isTakenApart(parameter, names);
    const name = parameterName(parameter);
    return name !== undefined && names.includes(name);
  });
}

/** `({ body, query }, res)`: all that is taken of the parameter is what handlers take of a request. */
function isTakenApart({ properties }: TSESTree.ObjectPattern, names: readonly string[]): boolean {
  return properties.length > 0 && properties.every((property) => (
    property.type === 'Property' && names.includes(`.${propertyName(property) ?? ''}`)));
}

function parameterName(parameter: Node | undefined): string | undefined {
  if (parameter?.type === 'Identifier') return parameter.name;
  if (parameter?.type === 'AssignmentPattern') return parameterName(parameter.left);
  return undefined;
}

export function typeOf(parameter: Node): Node | undefined {
  if (parameter.type === 'AssignmentPattern') return typeOf(parameter.left);
  return 'typeAnnotation' in parameter ? (parameter.typeAnnotation as Node | undefined) : undefined;
}

export function typeOfFunction(node: FunctionNode): Node | undefined {
  const parent = node.parent;
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.typeAnnotation;
  if (parent.type === 'TSSatisfiesExpression' || parent.type === 'TSAsExpression') return parent.typeAnnotation;
  return undefined;
}

/** What a file exports, in the catalog's notation: `actions.scan`, `nodeClass().run`. Without a name the whole module is the value. */
export function exportedSegments(name: string | undefined, path: Path): string[] {
  const segments = name === undefined ? [] : [name];
  for (const step of path) {
    if (step !== CALL) segments.push(step.slice(1));
    else if (segments.length === 0) segments.push('default()');
    else segments[segments.length - 1] += '()';
  }
  return segments.length === 0 ? ['default'] : segments;
}

/** As `matchesExportPath`, where only a segment with `()` stands for what comes of a call. */
export function matchesExported(pattern: string, exported: readonly string[]): boolean {
  const wanted = pattern.split('.');
  return matchesExportPath(pattern, exported)
    && exported.every((segment, index) => segment.endsWith('()') === (wanted[index]?.endsWith('()') ?? false));
}

/** The declared types around the object literals in which a function stands, with its path from the outermost that has one. */
export function typedObjectAround(
  node: FunctionNode,
): { readonly path: readonly string[]; readonly annotations: readonly Node[] } | undefined {
  const path: string[] = [];
  let current: Node = outermost(node);
  for (let parent = current.parent; parent; parent = current.parent) {
    if (parent.type === 'Property' && parent.value === current && parent.parent.type === 'ObjectExpression') {
      const name = propertyName(parent);
      if (name === undefined) return undefined;
      path.unshift(name);
      const annotations = annotationsOf(parent.parent);
      if (annotations.length > 0) return { path, annotations };
      current = outermost(parent.parent);
    } else if (parent.type === 'ArrayExpression') current = outermost(parent);
    else return undefined;
  }
  return undefined;
}

/** `x satisfies T`, `x as T`, `const name: T = x`, `field: T = x`. */
function annotationsOf(node: Node): Node[] {
  const found: Node[] = [];
  let current = node;
  for (let { parent } = current; parent && unwrap(parent) !== parent; { parent } = current) {
    if (parent.type === 'TSSatisfiesExpression' || parent.type === 'TSAsExpression') found.push(parent.typeAnnotation);
    current = parent;
  }
  const holder = current.parent;
  const typed = holder?.type === 'VariableDeclarator' && holder.init === current ? holder.id
    : holder?.type === 'PropertyDefinition' && holder.value === current ? holder : undefined;
  if (typed && 'typeAnnotation' in typed && typed.typeAnnotation) found.push(typed.typeAnnotation);
  return found;
}

export function registrationLabel(call: CallNode, framework: FrameworkModel): string {
  const callee = unwrap(call.callee);
  const name = calledName(call);
  let route = literalText(call.arguments[0]);
  let holder = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  while (route === undefined && holder?.type === 'CallExpression') {
    route = literalText(holder.arguments[0]);
    holder = holder.callee.type === 'MemberExpression' ? unwrap(holder.callee.object) : undefined;
  }
  if (name !== undefined && routeMethods.has(name) && route !== undefined) return `${name.toUpperCase()} ${route}`;
  return `${name ?? 'registration'}(${route === undefined ? '…' : `'${route}', …`}) (${framework.title})`;
}

