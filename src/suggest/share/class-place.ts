import type { TSESTree } from '@typescript-eslint/utils';
import { constructorOf } from '../../resolve/class-members.js';
import { enclosingFunction, isFunction, propertyName, unwrap } from '../../syntax/nodes.js';
import type { ClassNode, Node } from '../../syntax/nodes.js';
import { continuesStatement, nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';

/** How a class writes the fields that are nobody else's business. */
export interface FieldStyle {
  /** What stands before the name, with a space at its end: `private readonly `. */
  readonly modifiers: string;
  /** `#` or `_`, where the class begins such names with it. */
  readonly prefix: string;
}

export function fieldStyleOf(owner: ClassNode, style: Style, kind: 'constant' | 'variable', isStatic: boolean): FieldStyle {
  const members = owner.body.body.filter((element) => 'key' in element) as (TSESTree.PropertyDefinition | TSESTree.MethodDefinition)[];
  const hidden = members.filter((element) => element.key.type === 'PrivateIdentifier');
  const parameters = constructorOf(owner)?.value.params.filter((candidate) => candidate.type === 'TSParameterProperty') ?? [];
  const isPrivate = (element: { readonly accessibility?: string | undefined }): boolean => element.accessibility === 'private';
  const declared = members.filter(isPrivate);
  const isHidden = hidden.length > 0 && declared.length === 0 && !parameters.some(isPrivate);
  const names = [
    ...declared.filter((element) => element.type === 'PropertyDefinition').map((element) => propertyName(element) ?? ''),
    ...parameters.filter(isPrivate).map(({ parameter }) => 'name' in parameter ? String(parameter.name) : ''),
  ];
  const underscored = names.length > 0 && names.every((name) => name.startsWith('_'));
  const words = [
    ...style.isTypeScript && !isHidden ? ['private'] : [], ...isStatic ? ['static'] : [],
    ...style.isTypeScript && kind === 'constant' ? ['readonly'] : [],
  ];
  return { modifiers: words.map((word) => `${word} `).join(''), prefix: isHidden ? '#' : underscored ? '_' : '' };
}

/** The first candidate, or a numbered one, that is no member of the class, nor asked for as one. */
export function memberName(source: Source, owner: ClassNode, prefix: string, candidates: readonly string[]): string {
  const taken = new Set(owner.body.body.flatMap((element) => (
    'key' in element ? [propertyName(element as TSESTree.PropertyDefinition) ?? ''] : [])));
  for (const parameter of constructorOf(owner)?.value.params ?? []) {
    if (parameter.type === 'TSParameterProperty' && 'name' in parameter.parameter) taken.add(String(parameter.parameter.name));
  }
  for (const [name, accesses] of source.file.members) {
    if (accesses.some(({ object }) => unwrap(object).type === 'ThisExpression' || isClassName(object, owner))) taken.add(name);
  }
  const last = candidates.at(-1)!;
  let name = candidates.find((candidate) => !taken.has(prefix + candidate));
  for (let number = 2; name === undefined; number++) if (!taken.has(`${prefix}${last}${number}`)) name = `${last}${number}`;
  return prefix + name;
}

function isClassName(object: Node, owner: ClassNode): boolean {
  return object.type === 'Identifier' && object.name === owner.id?.name;
}

/**
 * Puts a field behind the fields that the class begins with, a static one behind its static ones, and behind `after`. `undefined` where the
 * lines are written otherwise.
 */
export function fieldInsertion(
  source: Source, style: Style, owner: ClassNode, text: string, isStatic: boolean, after: readonly Node[] = [],
): Edit | undefined {
  const { code } = source;
  const members = owner.body.body;
  const leading = members.findIndex((element) => !isValue(element) || (isStatic && !element.static));
  const index = Math.max((leading === -1 ? members.length : leading) - 1, ...after.map((node) => members.indexOf(node as never)));
  const previous = members[index];
  const next = members[index + 1];
  const opening = code.getFirstToken(owner.body)!;
  let end: Node | TSESTree.Token = previous ?? opening;
  for (const comment of code.getCommentsAfter(end)) if (comment.loc.start.line === end.loc.end.line) end = comment;
  const following = code.getTokenAfter(end, { includeComments: true });
  if (following?.loc.start.line === end.loc.end.line) return undefined;
  // What follows would be read as a part of the field, or of the one before it.
  const needsEnd = next !== undefined && continuesStatement(code.getFirstToken(next)) && !text.endsWith(';');
  const gap = !previous && next && !isValue(next) && following!.loc.start.line === opening.loc.end.line + 1 ? style.eol : '';
  return { range: [end.range[1], end.range[1]], text: `${style.eol}${text}${needsEnd ? ';' : ''}${gap}` };
}

function isValue(element: TSESTree.ClassElement): element is TSESTree.PropertyDefinition {
  return element.type === 'PropertyDefinition' && !isFunction(element.value);
}

/** Puts a statement into the constructor: behind what it needs there, else before what may already use it. */
export function constructorInsertion(
  source: Source, style: Style, owner: ClassNode, textFor: (indent: string) => string, after: readonly Node[],
): Edit | undefined {
  const { code } = source;
  const constructor = constructorOf(owner);
  const body = constructor?.value.body;
  if (!body || [...nodesIn(source, body, false)].some(({ type }) => type === 'ReturnStatement')) return undefined;
  const opening = code.getFirstToken(body)!;
  const base = /^[ \t]*/.exec(code.lines[constructor.loc.start.line - 1]!)![0];
  const first = body.body[0];
  const isOwnLine = first !== undefined && first.loc.start.line > opening.loc.start.line;
  const indent = isOwnLine ? /^[ \t]*/.exec(code.lines[first.loc.start.line - 1]!)![0] : base + style.indent;
  const needed = after.map((node) => body.body.indexOf(node as TSESTree.Statement));
  const inherits = body.body.findIndex((statement) => statement.type === 'ExpressionStatement'
    && statement.expression.type === 'CallExpression' && statement.expression.callee.type === 'Super');
  const isBusy = body.body.some((statement) => [...nodesIn(source, statement, true)].some(isCallOnThis));
  const index = isBusy || needed.length > 0 ? Math.max(inherits, ...needed) : body.body.length - 1;
  let end: Node | TSESTree.Token = body.body[index] ?? opening;
  for (const comment of code.getCommentsAfter(end)) if (comment.loc.start.line === end.loc.end.line) end = comment;
  const following = code.getTokenAfter(end, { includeComments: true })!;
  const isTight = following.loc.start.line === end.loc.end.line;
  // `constructor(private readonly config: Config) {}`
  if (isTight && (body.body.length > 0 || code.getCommentsInside(body).length > 0)) return undefined;
  if (end !== opening && end.type !== 'Line' && end.type !== 'Block' && code.getLastToken(end as Node)?.value !== ';'
    && continuesStatement(following)) return undefined;
  const text = `${style.eol}${textFor(indent)}${isTight ? style.eol + base : ''}`;
  return { range: [end.range[1], isTight ? following.range[0] : end.range[1]], text };
}

/** `this.load()`, `start(this)`. */
function isCallOnThis(node: Node): boolean {
  if (node.type !== 'ThisExpression') return false;
  const { parent } = node;
  if (parent.type !== 'MemberExpression') return true;
  return parent.parent.type === 'CallExpression' && parent.parent.callee === parent;
}

/** Whether a method's `this` is its object wherever it is called: it uses `this` already, or nobody takes it off the object. */
export function keepsThis(files: readonly Source['file'][], source: Source, owner: ClassNode, node: Node): boolean {
  let fn = enclosingFunction(node);
  while (isFunction(fn) && fn.parent.type !== 'MethodDefinition' && fn.parent.type !== 'PropertyDefinition') fn = enclosingFunction(fn);
  if (!isFunction(fn)) return false;
  const element = fn.parent;
  if (element.type === 'PropertyDefinition') return fn.type === 'ArrowFunctionExpression';
  if (element.type !== 'MethodDefinition' || element.static) return false;
  if ((owner.decorators?.length ?? 0) > 0) return true;
  const usesThis = [...nodesIn(source, fn, true)].some((inner) => inner.type === 'ThisExpression' && isOwn(inner, fn));
  if (usesThis) return true;
  const name = propertyName(element);
  return name !== undefined && files.every((file) => (file.members.get(name) ?? []).every((access) => (
    access.parent.type === 'CallExpression' && access.parent.callee === access)));
}

/** Whether a `this` in a function is that function's own. */
function isOwn(node: Node, fn: Node): boolean {
  for (let current = node.parent; current && current !== fn; current = current.parent) {
    if (current.type === 'FunctionExpression' || current.type === 'FunctionDeclaration') return false;
  }
  return true;
}
