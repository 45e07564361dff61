import type { TSESTree } from '@typescript-eslint/utils';
import { takingMethods } from '../catalog/conventions/collections.js';
import type { CatalogIndex } from '../catalog/merge.js';
import type { Program } from '../project/program.js';
import type { FileModel } from '../resolve/file-model.js';
import { CALL, member, toSegments } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { calledName, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';

/*
 * What is put into an object that a name stands for: `options.host = host`, `servers.push(server)`, `Object.assign(options, more)`.
 * Input: a use of the name. Output: the expressions that are put in by it. Invariant: what is put under another member than the one
 * that is read does not count. Blind spot: aliases, and functions that change what they are given.
 */

/** The expressions that `use` puts into what it stands for, as far as they can stand under `path` of it. */
export function putInto(use: Node, path: Path): readonly Node[] {
  const names: (string | undefined)[] = [];
  let chain = outermost(use);
  for (let access = chain.parent; access?.type === 'MemberExpression' && access.object === chain; access = chain.parent) {
    names.push(propertyName(access));
    chain = outermost(access);
  }
  const { parent } = chain;
  if (parent?.type === 'AssignmentExpression' && parent.left === chain && names.length > 0) {
    return mayMeet(names, path) ? [parent.right] : [];
  }
  if (parent?.type !== 'CallExpression') return [];
  const method = names.pop();
  if (parent.callee === chain && method !== undefined && takingMethods.has(method)) return mayMeet(names, path) ? parent.arguments : [];
  return isAssign(parent) && unwrap(parent.arguments[0]!) === unwrap(use) ? parent.arguments.slice(1) : [];
}

/** Whether a text may put something into what it imports under a name: `settings.host = host`. Under another name, it may. */
export function mayPutInto(text: string, name: string): boolean {
  return isChangedAs(name).test(text) || ASSIGNING.test(text);
}

const ASSIGNING = /\b(?:assign|defineProperty|merge|extend)\s*(?:<[^>]*>)?\(/;

function isChangedAs(name: string): RegExp {
  const word = `(?<![\\w$])${name.replace(/[^\w]/g, '\\$&')}(?![\\w$])`;
  const access = '[!\\s]*(?:\\??\\.\\s*[\\w$#]+|(?:\\?\\.)?\\[[^\\]]*\\])';
  const assigned = `${access}\\s*[-+*/%&|^?<>]*=(?![=>])`;
  const taken = `[!\\s]*\\??\\.\\s*(?:${[...takingMethods].join('|')})\\s*[(?]`;
  return new RegExp(`${word}(?:\\s+as\\b|(?:${access})*?(?:${assigned}|${taken}))`);
}

/** `redis.set(key, value)`: what a client of the catalog is told to do changes nothing of what it was made with. */
export function isCommand(program: Program, index: CatalogIndex, file: FileModel, use: Node): boolean {
  const access = outermost(use).parent;
  const call = access?.type === 'MemberExpression' ? outermost(access).parent : undefined;
  if (call?.type !== 'CallExpression' || unwrap(call.callee) !== access) return false;
  const value = program.evaluator.evaluate(file, use);
  if (value.kind !== 'package' || value.path.at(-1) !== CALL) return false;
  const segments = toSegments(value.path.slice(0, -1));
  return (['new', 'call'] as const).some((kind) => index.findClient(value.specifier, segments, kind) !== undefined);
}

/** `Object.assign(options, …)`, and `merge(options, …)` by whoever. */
function isAssign(call: TSESTree.CallExpression): boolean {
  const name = calledName(call);
  return call.arguments.length > 1 && (name === 'assign' || name === 'defineProperty' || name === 'merge' || name === 'extend');
}

/** Whether what stands under `names` may be, hold, or stand in what stands under `path`. A name that is not known may be any. */
function mayMeet(names: readonly (string | undefined)[], path: Path): boolean {
  return names.every((name, index) => {
    const step = path[index];
    return name === undefined || step === undefined || !step.startsWith('.') || step === '.*' || step === member(name);
  });
}
