import type { TSESTree } from '@typescript-eslint/utils';
import type { Program } from '../../project/program.js';
import type { SharedClose } from '../../release/shared/shared-close.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { toSegments } from '../../resolve/path.js';
import { isEmptying, isReassigned } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isCall, isFunction, outermost, propertyName, thisClass, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { isMemberWritten } from '../task/requirements.js';
import { holdersOf } from '../place/holders.js';
import { detach, removalEdits } from '../text/detached-statement.js';
import { movedText } from '../text/moved-text.js';
import { isModuleScope, nodesIn, referencesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import { styleOf } from '../text/style-of.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Edit, Suggestion } from '../text/suggestion.js';
import { UniqueNames } from '../text/unique-name.js';
import { indentAt, startsItsLine } from '../text/wrapped-in-try.js';

/*
 * `const client = new X();` in the function that connects and closes it, in place of a variable of the module or a field: each call has a
 * client of its own.
 * Input: a close of a shared client. Output: edits, or `undefined`.
 * Invariant: no other function uses the client, and it is made of the same as before. Blind spot: what one call leaves in the client for
 * the next one.
 */

/** Methods that open what the same function closes. */
const OPENING = /^(?:re)?(?:connect|open|bind|login|access)$/i;

/** The client as it is kept now. */
interface Kept {
  readonly statement: Node;
  readonly name: string;
  /** What is written between the name and the value: `: Client`. */
  readonly type: string;
  readonly value: Node;
  /** All places that use it. */
  readonly uses: readonly Node[];
}

export function ownClient(source: Source, program: Program, close: SharedClose, client: string): Suggestion<'ownClient'> | undefined {
  // A pool is there to be shared.
  if (!close.isSingle) return undefined;
  const receiver = unwrap(close.receiver);
  const kept = receiver.type === 'Identifier' ? keptByModule(source, receiver) : keptByField(source, program, receiver);
  const owner = kept && functionAround(close.node);
  if (!kept || owner?.body?.type !== 'BlockStatement' || owner.generator) return undefined;
  if (!kept.uses.every((use) => isInside(use, owner.body))) return undefined;
  const opened = kept.uses.find((use) => use.range[0] < close.node.range[0] && isOpening(use));
  if (!opened || !isCall(unwrap(kept.value)) || !meansTheSame(source, kept.value, owner)) return undefined;
  const first = owner.body.body.find((statement) => kept.uses.some((use) => isInside(use, statement)));
  // What is left open now is used by the next call, and would be lost then.
  if (!first || (owner.async && !closesOnFailure(first, kept, close))) return undefined;
  const detached = detach(source, kept.statement);
  if (!detached || detached.content[1] > kept.statement.range[1] || !startsItsLine(source, first)) return undefined;
  const style = styleOf(source);
  const own = indentAt(source, first);
  const isField = receiver.type !== 'Identifier';
  const name = isField ? new UniqueNames(source).choose([kept.name], [owner.body, ...kept.uses]) : kept.name;
  const value = movedText(source, kept.value.range, [], own).slice(own.length);
  const [start] = detached.content;
  const comments = start === kept.statement.range[0] ? ''
    : movedText(source, [start, kept.statement.range[0]], [], own).trimEnd() + style.eol;
  const at = source.code.getIndexFromLoc({ line: first.loc.start.line, column: 0 });
  return toSuggestion('ownClient', client, [
    { range: [at, at], text: `${comments}${own}const ${name}${kept.type} = ${value}${style.semicolon}${style.eol}` },
    ...removalEdits(source, [detached]),
    ...(isField ? kept.uses.map((use): Edit => ({ range: use.range, text: name })) : []),
  ]);
}

/** `const client = new X();` at module scope, which nobody else is given. */
function keptByModule({ file }: Source, receiver: TSESTree.Identifier): Kept | undefined {
  const variable = file.variableOf(receiver);
  const declarator = variable?.defs.length === 1 ? variable.defs[0]!.node : undefined;
  if (!variable || declarator?.type !== 'VariableDeclarator' || !isModuleScope(variable.scope)) return undefined;
  if (declarator.id.type !== 'Identifier' || !declarator.init || declarator.parent.declarations.length !== 1) return undefined;
  if (declarator.parent.parent.type !== 'Program' || file.exportedNames(variable).length > 0) return undefined;
  if (isReassigned(variable)) return undefined;
  const { name, typeAnnotation } = declarator.id;
  const type = typeAnnotation ? file.textOf(typeAnnotation) : '';
  const uses = variable.references.filter(({ init }) => init !== true).map(({ identifier }) => identifier);
  return { statement: declarator.parent, name, type, value: declarator.init, uses };
}

/** `private client = new X();`, which no other code names. */
function keptByField({ file }: Source, program: Program, receiver: Node): Kept | undefined {
  if (receiver.type !== 'MemberExpression' || receiver.object.type !== 'ThisExpression') return undefined;
  const around = thisClass(receiver);
  const name = propertyName(receiver);
  if (!around || around.isStatic || name === undefined) return undefined;
  const field = around.node.body.body.find((element) => element.type === 'PropertyDefinition' && propertyName(element) === name);
  if (field?.type !== 'PropertyDefinition' || !field.value || field.static || field.computed) return undefined;
  // Not every parser writes down that there are none.
  if ((field.decorators as readonly unknown[] | undefined)?.length) return undefined;
  const accesses = file.members.get(name) ?? [];
  const areOwn = accesses.every((access) => (
    access.object.type === 'ThisExpression' && thisClass(access)?.node === around.node && !isMemberWritten(access.object)));
  const plain = name.replace(/^[#_]+/, '');
  const named = new RegExp(`(?<![\\w$])${name.replace('#', '').replaceAll('$', '\\$')}(?![\\w$])`);
  const isPrivate = name.startsWith('#') || field.accessibility === 'private';
  if (!areOwn || !/^[A-Za-z]\w*$/.test(plain)) return undefined;
  if (!isPrivate && program.importersOf(file).some((importer) => named.test(importer.file.tree.text))) return undefined;
  const type = field.typeAnnotation ? file.textOf(field.typeAnnotation) : '';
  return { statement: field, name: plain, type, value: field.value, uses: accesses };
}

/** The outermost function around a node, up to the class that it is a method of. */
function functionAround(node: Node): FunctionNode | undefined {
  let owner: FunctionNode | undefined;
  for (let fn = enclosingFunction(node); isFunction(fn); fn = enclosingFunction(fn)) {
    owner = fn;
    if (fn.parent.type === 'MethodDefinition' || fn.parent.type === 'PropertyDefinition') break;
  }
  return owner;
}

/** `client.connect(…)` */
function isOpening(use: Node): boolean {
  const access = outermost(use).parent;
  return access?.type === 'MemberExpression' && unwrap(access.object) === use && OPENING.test(propertyName(access) ?? '')
    && isCall(outermost(access).parent);
}

/** `try { … } finally { client.close(); }` around all uses, or with a close at the end of both its block and its `catch`. */
function closesOnFailure(first: Node, { uses }: Kept, { node }: SharedClose): boolean {
  if (first.type !== 'TryStatement' || !uses.every((use) => isInside(use, first))) return false;
  const callee = isCall(node) ? unwrap(node.callee) : undefined;
  const method = callee?.type === 'MemberExpression' ? propertyName(callee) : undefined;
  const closesIn = (block: Node | null | undefined): boolean => block !== null && block !== undefined && uses.some((use) => {
    const access = outermost(use).parent;
    return isInside(use, block) && access?.type === 'MemberExpression' && propertyName(access) === method;
  });
  return method !== undefined && (closesIn(first.finalizer) || (closesIn(first.block) && closesIn(first.handler)));
}

/** All names in the value are those of the module in the function as well, and nothing is waited for. */
function meansTheSame(source: Source, value: Node, owner: FunctionNode): boolean {
  const isPinned = ({ type }: Node): boolean => /^(?:ThisExpression|Super|AwaitExpression|YieldExpression)$/.test(type);
  if ([...nodesIn(source, value, true)].some(isPinned)) return false;
  const isShadowed = (name: string): boolean => source.file.tree.scopes.scopes.some((scope) => (
    (scope.block === owner || scope.block === owner.body) && scope.set.get(name)?.defs.length));
  return referencesIn(source, value).every(({ identifier, resolved }) => (
    (!resolved || resolved.defs.length === 0 || isModuleScope(resolved.scope) || isInside(resolved.defs[0]!.name, value))
    && !isShadowed(String(identifier.name))));
}

/**
 * `pool = await new sdk.ConnectionPool(options).connect();` in place of `pool = await sdk.connect(options);`, which opens what everybody
 * shares, in a function that closes it in `finally`.
 */
export function ownOfPackage(source: Source, program: Program, close: SharedClose, client: string): Suggestion<'ownClient'> | undefined {
  const { own, node } = close;
  const receiver = unwrap(close.receiver);
  const variable = own && receiver.type === 'Identifier' ? source.file.variableOf(receiver) : undefined;
  const declared = variable?.defs.length === 1 ? variable.defs[0]!.node : undefined;
  if (!own || !variable || declared?.type !== 'VariableDeclarator' || isModuleScope(variable.scope)) return undefined;
  const [value, ...others] = variable.references.flatMap(({ writeExpr }) => (writeExpr && !isEmptying(writeExpr) ? [writeExpr] : []));
  const call = value?.type === 'AwaitExpression' && others.length === 0 ? value.argument : undefined;
  if (call?.type !== 'CallExpression' || call.arguments.length !== 1 || call.arguments[0]!.type === 'SpreadElement') return undefined;
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || callee.computed || propertyName(callee) !== own.opening) return undefined;
  if (callee.object.type !== 'Identifier' || source.code.getCommentsInside(callee).length > 0) return undefined;
  if (!isClosedInFinally(source, node, call, variable) || isUsedByName(program, source.file, own)) return undefined;
  return toSuggestion('ownClient', client, [
    { range: [callee.range[0], callee.range[0]], text: 'new ' },
    { range: callee.property.range, text: own.constructed },
    { range: [call.range[1], call.range[1]], text: `.${own.method}()` },
  ]);
}

/** In the `finally` of a `try` that opens it, or that follows what opens it, and only if there is one. */
function isClosedInFinally(source: Source, close: Node, opening: Node, variable: Variable): boolean {
  const isAbout = (test: Node): boolean => [...nodesIn(source, test, false)].every((part) => (
    part.type !== 'Identifier' || part.name === 'undefined' || source.file.variableOf(part) === variable
    || (part.parent.type === 'MemberExpression' && part.parent.property === part)));
  for (let child: Node = close, parent = close.parent; parent && !isFunction(parent); child = parent, parent = parent.parent) {
    if (parent.type === 'TryStatement' && parent.finalizer === child) {
      if (isInside(opening, parent.block)) return true;
      const around = parent.parent.type === 'BlockStatement' ? parent.parent.body : [];
      const before = around[around.indexOf(parent) - 1];
      return before !== undefined && isInside(opening, before) && /^(?:VariableDeclaration|ExpressionStatement)$/.test(before.type);
    }
    const isPart = /^(?:ExpressionStatement|AwaitExpression|BlockStatement|ChainExpression|TryStatement|CallExpression)$/.test(parent.type)
      || (parent.type === 'MemberExpression' && propertyName(parent) === 'catch');
    const isTested = (parent.type === 'IfStatement' && parent.consequent === child && isAbout(parent.test))
      || (parent.type === 'LogicalExpression' && parent.operator === '&&' && isAbout(parent.left));
    if (!isPart && !isTested) return false;
  }
  return false;
}

/** Some code goes to what everybody shares without being given it, and would find nothing open. */
function isUsedByName(program: Program, file: FileModel, { usedBy, specifier }: NonNullable<SharedClose['own']>): boolean {
  const others = program.filesWith([specifier]).filter((other) => other !== file && holdersOf(program, other).includes(file));
  return usedBy.some((name) => [file, ...others].some((one) => (one.members.get(name) ?? []).some((access) => {
    const user = outermost(access).parent;
    if (isCall(user) && user.type === 'NewExpression' && user.arguments.length > 0) return false;
    const value = program.evaluator.evaluate(one, access);
    return value.kind === 'package' && value.specifier === specifier && toSegments(value.path).at(-1) === name
      && !toSegments(value.path).some((segment) => segment.endsWith('()'));
  })));
}
