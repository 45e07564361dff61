import type { CatalogIndex } from '../../catalog/merge.js';
import { matchesPackage } from '../../catalog/match.js';
import type { BindingModel, FrameworkModel } from '../../catalog/types.js';
import type { Program } from '../../project/program.js';
import type { FileModel } from '../../resolve/file-model.js';
import type { Path } from '../../resolve/path.js';
import { isOpaque } from '../../resolve/value.js';
import { calledName, isCall, literalText, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';

/*
 * Which call tells a container that a class, or a function, makes what it gives for a token, and how often?
 * Input: a call that is given the class. Output: the token, and whether one is made for all. Invariant: a call is none of a container's
 * unless it is known whose it is, or the file imports the container's package. Blind spot: tokens that are put together.
 */

/** What an object is asked for by. */
export interface Token {
  readonly file: FileModel;
  /** The text, or how the token is spelled. */
  readonly name: string;
  readonly isText: boolean;
}

export interface Binding {
  readonly framework: FrameworkModel;
  readonly token: Token;
  /** `perUse`: another one each time it is asked for. */
  readonly scope: 'once' | 'perUse' | 'unclear';
}

/** What a call binds that is given a class, or function, in an argument, under `path` of it. */
export function bindingOf(
  program: Program, index: CatalogIndex, file: FileModel, call: CallNode, argument: number, path: Path,
): Binding | undefined {
  let other: Binding | undefined;
  for (const { framework, model } of bindingsBy(index, calledName(call) ?? '')) {
    const isToken = model.token === argument && path.length === 0;
    const isBound = model.argument === argument && isUnder(path, model);
    if (!(isBound || isToken) || !isOfContainer(program, framework, file, call)) continue;
    const token = tokenOf(file, call, model);
    const words = wordsAround(file, call);
    if (!token) continue;
    if (!isBound || (model.behind !== undefined && !words.has(model.behind))) {
      // `register(Repo, { useValue: repo })`: something else is given in place of an object of the class.
      if (isToken && !namesAgain(file, call, argument)) other = { framework, token, scope: 'unclear' };
      continue;
    }
    const isUnclear = isMentioned(program, framework.injection?.unlessMentioned) || model.unclear?.some((word) => words.has(word));
    return { framework, token, scope: model.once.some((word) => words.has(word)) ? 'once' : isUnclear ? 'unclear' : 'perUse' };
  }
  return other;
}

/** `bind(Repo).to(Repo)`: it is bound itself. */
function namesAgain(file: FileModel, call: CallNode, argument: number): boolean {
  const token = call.arguments[argument]!;
  const others = file.tree.text.slice(token.range[1], chainEnd(call).range[1]).match(/(?:\bnew\s+)?[\w$]+/g);
  return others?.includes(file.textOf(token)) ?? false;
}

interface FrameworkBinding {
  readonly framework: FrameworkModel;
  readonly model: BindingModel;
}

const byMethod = new WeakMap<CatalogIndex, ReadonlyMap<string, readonly FrameworkBinding[]>>();

function bindingsBy(index: CatalogIndex, method: string): readonly FrameworkBinding[] {
  let known = byMethod.get(index);
  if (!known) {
    const all = index.frameworks.flatMap((framework) => (framework.injection?.bindings ?? []).map((model) => ({ framework, model })));
    const names = new Set(all.map(({ model }) => model.method));
    byMethod.set(index, known = new Map([...names].map((name) => [name, all.filter(({ model }) => model.method === name)])));
  }
  return known.get(method) ?? [];
}

/** A token as it is written; `undefined` where it is put together. */
export function asToken(file: FileModel, node: Node | undefined): Token | undefined {
  const written = node && unwrap(node);
  const text = literalText(written);
  if (text !== undefined) return { file, name: text, isText: true };
  if (written?.type !== 'Identifier' && written?.type !== 'MemberExpression') return undefined;
  return { file, name: file.spellingOf(written), isText: false };
}

export function isSameToken(token: Token, other: Token | undefined): boolean {
  return other !== undefined && token.isText === other.isText && token.name === other.name;
}

/** Whether a method is called on something of the framework's, as far as its file tells. */
export function isOfContainer(program: Program, { packages }: FrameworkModel, file: FileModel, call: CallNode): boolean {
  const value = program.evaluator.evaluate(file, unwrap(call.callee));
  if (value.kind === 'package') return packages.some((pattern) => matchesPackage(pattern, value.specifier));
  const isUntold = value.kind === 'unknown' || (value.kind === 'local' && isOpaque(value));
  return isUntold && file.imports.some(({ specifier }) => packages.some((pattern) => matchesPackage(pattern, specifier)));
}

function isUnder(path: Path, { keys }: BindingModel): boolean {
  return keys ? path.length === 1 && keys.some((key) => path[0] === `.${key}`) : path.length === 0;
}

function tokenOf(file: FileModel, call: CallNode, { token }: BindingModel): Token | undefined {
  if (typeof token === 'number') return asToken(file, call.arguments[token]);
  if (token === 'key') return keyAround(file, call);
  const callee = unwrap(call.callee);
  const before = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  return isCall(before) && calledName(before) === token.before ? asToken(file, before.arguments[0]) : undefined;
}

/** `{ repo: asClass(Repo).singleton() }`, `container.register('repo', asClass(Repo))` */
function keyAround(file: FileModel, call: CallNode): Token | undefined {
  const bound = chainEnd(call);
  const { parent } = outermost(bound);
  if (parent?.type === 'Property') {
    const name = propertyName(parent);
    return name === undefined ? undefined : { file, name, isText: true };
  }
  return isCall(parent) && parent.arguments.length === 2 && parent.arguments[1] === bound ? asToken(file, parent.arguments[0]) : undefined;
}

/** The last call of a chain: `bind(token).to(Class).inSingletonScope()`. */
function chainEnd(call: CallNode): Node {
  let end: Node = call;
  for (;;) {
    const access: Node | undefined = outermost(end).parent;
    const next: Node | undefined = access?.type === 'MemberExpression' && unwrap(access.object) === end
      ? outermost(access).parent : undefined;
    if (!isCall(next) || unwrap(next.callee) !== access) return end;
    end = next;
  }
}

/** The names in the arguments of a call, and of what is called on its result. */
function wordsAround(file: FileModel, call: CallNode): ReadonlySet<string> {
  const callee = call.callee.range[1];
  const end = chainEnd(call).range[1];
  return new Set(file.tree.text.slice(callee, end).match(/[\w$]+/g));
}

/** Whether a word stands in any file of the program. */
export function isMentioned(program: Program, word: string | undefined): boolean {
  if (word === undefined) return false;
  const files = program.fewFilesWith([word], Infinity);
  return files === undefined || [...files].length > 0;
}
