import path from 'node:path';
import { isFunction, literalText, propertyName, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import { folderCall, folderPaths, isRootedPath, pathsOf, slashes } from './computed-path.js';
import type { FileModel } from './file-model.js';
import { ANY_FOLDERS, ANY_NAME, STARTED_IN, patternOfGlob } from './path-pattern.js';
import { ANY_MEMBER, CALL } from './path.js';
import type { Path } from './path.js';

/*
 * Where does a file load modules whose paths are put together at run time? Output: the expression that gives the module, or what holds
 * several, and patterns of the paths. Invariant: a load of which nothing is known is none.
 */

export interface ModuleLoad {
  readonly node: Node;
  /** The way from what the expression gives to a module. */
  readonly within: Path;
  /** Paths, with `/`, that begin at the disk's root or with `STARTED_IN`. */
  readonly patterns: readonly string[];
}

const known = new WeakMap<FileModel, readonly ModuleLoad[]>();

export function moduleLoads(file: FileModel): readonly ModuleLoad[] {
  let loads = known.get(file);
  if (!loads) known.set(file, loads = [...file.calls, ...file.computedImports].flatMap((node) => loadOf(file, node) ?? []));
  return loads;
}

function loadOf(file: FileModel, node: Node): ModuleLoad | undefined {
  if (node.type === 'ImportExpression') return fromHere(file, node, [], pathsOf(file, node.source));
  if (node.type !== 'CallExpression') return undefined;
  const { callee } = node;
  const [first, second, third] = node.arguments;
  if (file.isRequire(callee) && first && literalText(first) === undefined) return fromHere(file, node, [], pathsOf(file, first));
  const target = unwrap(callee);
  const method = target.type === 'MemberExpression' ? propertyName(target) : undefined;
  const isOfMeta = target.type === 'MemberExpression' && target.object.type === 'MetaProperty';
  if (isOfMeta && method !== undefined && GLOBS.has(method) && first) {
    const globs = first.type === 'ArrayExpression' ? first.elements : [first];
    const isEager = method === 'globEager' || (second !== undefined && /\beager\s*:\s*true/.test(file.textOf(second)));
    const named = second && /\bimport\s*:\s*['"]([\w$]+)['"]/.exec(file.textOf(second))?.[1];
    // It gives what the module exports under one name.
    if (named !== undefined) return undefined;
    const patterns = globs.flatMap((glob) => literalText(glob) ?? []).map(patternOfGlob);
    return fromHere(file, node, isEager ? [ANY_MEMBER] : [ANY_MEMBER, CALL], patterns);
  }
  const isOfRequire = target.type === 'MemberExpression' && target.object.type === 'Identifier' && target.object.name === 'require';
  if (isOfRequire && method === 'context') {
    const folder = literalText(first);
    const isDeep = !(second?.type === 'Literal' && second.value === false);
    if (folder === undefined || isFunction(third)) return undefined;
    return fromHere(file, node, [CALL], [path.posix.join(folder, isDeep ? ANY_FOLDERS : '', ANY_NAME)]);
  }
  const model = folderCall(file, node);
  return model?.gives === 'modules' ? fromHere(file, node, [ANY_MEMBER], folderPaths(file, node, model)) : undefined;
}

const GLOBS = new Set(['glob', 'globEager']);

/** Patterns as paths. What is neither rooted nor relative is the name of a package. */
function fromHere(file: FileModel, node: Node, within: Path, patterns: readonly string[]): ModuleLoad | undefined {
  const folder = path.posix.dirname(slashes(file.path));
  const rooted = patterns.flatMap((pattern) => {
    const text = pattern.replace(/^file:(?:\/\/)?/, '');
    if (within[0] !== undefined && text.startsWith('/') && !isInside(folder, text)) return [STARTED_IN + text];
    if (isRootedPath(text)) return [path.posix.normalize(text)];
    return /^\.{1,2}\//.test(text) || within.length > 0 ? [path.posix.join(folder, text)] : [];
  });
  return rooted.length > 0 ? { node, within, patterns: rooted } : undefined;
}

/** Whether a rooted path begins where the file's does, and not at what a bundler takes for the root. */
function isInside(folder: string, rooted: string): boolean {
  return folder.split('/')[1] === rooted.split('/')[1];
}
