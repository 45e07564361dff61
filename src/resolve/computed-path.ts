import path from 'node:path';
import type { TSESTree } from '@typescript-eslint/utils';
import { matchesPackage } from '../catalog/match.js';
import { moduleFolders } from '../catalog/module-folders.js';
import type { FolderModel } from '../catalog/module-folders.js';
import { calledName, isFunction, literalText, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';
import type { FileModel, Variable } from './file-model.js';
import { ANY_FOLDERS, ANY_NAME, STARTED_IN, patternOfGlob } from './path-pattern.js';
import { assignedValue, returnedExpressions, singleValueOf } from './values.js';

/*
 * Which paths can an expression give? Folds what is written in one file: `path.join(__dirname, 'jobs', name)`, templates, URLs of modules,
 * elements of lists of files.
 * Output: patterns, none where not even the beginning is known. Invariant: a part that is not known is any text. Blind spot: paths that
 * come from another file, and what a filter leaves out.
 */

/** Patterns of one expression: where a function is given several folders. */
const MAX_PATTERNS = 8;
/** Expressions inside each other. */
const MAX_NESTING = 20;

const readers = new WeakMap<FileModel, PathReader>();

function readerOf(file: FileModel): PathReader {
  let reader = readers.get(file);
  if (!reader) readers.set(file, reader = new PathReader(file));
  return reader;
}

export function pathsOf(file: FileModel, expression: Node): readonly string[] {
  return readerOf(file).pathsOf(expression);
}

/** What a call of a function that lists or loads the files of folders is, if it is one. */
export function folderCall(file: FileModel, call: Node): FolderModel | undefined {
  if (call.type !== 'CallExpression') return undefined;
  const { root, names } = importedNames(file, call.callee);
  if (root === undefined) return undefined;
  return moduleFolders.find(({ packages, calls }) => calls.includes(names.at(-1) ?? 'default')
    && packages.some((pattern) => matchesPackage(pattern, root)));
}

/** Where the files lie that such a call is told to take. */
export function folderPaths(file: FileModel, call: TSESTree.CallExpression, model: FolderModel): readonly string[] {
  return readerOf(file).listed(call, model);
}

type Found = readonly string[] | undefined;

class PathReader {
  readonly #file: FileModel;
  /** By the nesting, as what stands too deep is not known: functions that call each other lead to the same expression on very many ways. */
  readonly #paths = new Map<Node, Found[]>();
  readonly #lists = new Map<Node, Found[]>();
  #depth = 0;

  constructor(file: FileModel) {
    this.#file = file;
  }

  get #folder(): string {
    return path.posix.dirname(slashes(this.#file.path));
  }

  pathsOf(expression: Node): readonly string[] {
    return this.#within(this.#paths, unwrap(expression), (node) => this.#compute(node));
  }

  #within(known: Map<Node, Found[]>, node: Node, compute: (node: Node) => readonly string[]): readonly string[] {
    const depth = this.#depth;
    if (depth > MAX_NESTING) return [];
    const found = known.get(node) ?? [];
    if (found.length === 0) known.set(node, found);
    const before = found[depth];
    if (before) return before;
    this.#depth++;
    try {
      return found[depth] = [...new Set(compute(node))].slice(0, MAX_PATTERNS);
    } finally {
      this.#depth--;
    }
  }

  /** The same, where what is not known is any name. */
  #partsOf(expression: Node): readonly string[] {
    const found = this.pathsOf(expression);
    return found.length > 0 ? found : [ANY_NAME];
  }

  #compute(node: Node): readonly string[] {
    const text = literalText(node);
    if (text !== undefined) return [text];
    switch (node.type) {
      case 'TemplateLiteral':
        return this.#concat(node.quasis.flatMap((quasi, index) => {
          const inner = node.expressions[index];
          return [[quasi.value.cooked ?? ''], ...(inner ? [this.#partsOf(inner)] : [])];
        }));
      case 'BinaryExpression':
        return node.operator === '+' ? this.#concat([this.#partsOf(node.left), this.#partsOf(node.right)]) : [];
      case 'ConditionalExpression':
        return [...this.pathsOf(node.consequent), ...this.pathsOf(node.alternate)];
      case 'LogicalExpression':
        return [...this.pathsOf(node.left), ...this.pathsOf(node.right)];
      case 'Identifier':
        return this.#named(node);
      case 'MemberExpression':
        return this.#member(node);
      case 'CallExpression':
      case 'NewExpression':
        return this.#call(node);
      default:
        return [];
    }
  }

  #named(node: TSESTree.Identifier): readonly string[] {
    const variable = this.#file.variableOf(node);
    if (!variable) return node.name === '__dirname' ? [this.#folder] : node.name === '__filename' ? [slashes(this.#file.path)] : [];
    const held = singleValueOf(variable);
    if (held) return held.path.length === 0 ? this.pathsOf(held.expression) : this.#elementsHeld(held.expression);
    const definition = variable.defs[0];
    const loop = definition?.type === 'Variable' ? definition.node.parent?.parent : undefined;
    if (loop?.type === 'ForOfStatement') return this.elementsOf(loop.right);
    if (definition?.type !== 'Parameter' || !isFunction(definition.node)) return [];
    return this.#parameter(variable, definition.node);
  }

  /** `const { name } of entries`: the members of a directory entry are paths. */
  #elementsHeld(expression: Node): readonly string[] {
    const node = unwrap(expression);
    return node.type === 'Identifier' ? this.#named(node) : [];
  }

  /** An element of the list whose method is given the function, or what the function's own calls in this file give it. */
  #parameter(variable: Variable, owner: FunctionNode): readonly string[] {
    const index = owner.params.findIndex((parameter) => parameter === variable.identifiers[0]);
    const call = owner.parent;
    if (call.type === 'CallExpression' && call.arguments[0] === owner && call.callee.type === 'MemberExpression') {
      const method = propertyName(call.callee) ?? '';
      if (index === (method === 'reduce' ? 1 : 0) && ITERATING.has(method)) return this.elementsOf(call.callee.object);
      return [];
    }
    const held = variable.identifiers[0] && assignedValue(variable.identifiers[0]);
    const names = call.type === 'VariableDeclarator' ? this.#file.variableOf(call.id)
      : owner.id ? this.#file.variableOf(owner.id) : undefined;
    const given = (names?.references ?? []).flatMap(({ identifier }) => {
      const use = identifier.parent;
      const argument = use?.type === 'CallExpression' && use.callee === identifier ? use.arguments[index] : undefined;
      return argument ? this.pathsOf(argument) : [];
    });
    return [...given, ...(held ? this.pathsOf(held.expression) : [])];
  }

  #member(node: TSESTree.MemberExpression): readonly string[] {
    const name = propertyName(node);
    if (node.object.type === 'MetaProperty') {
      if (name === 'dirname') return [this.#folder];
      return name === 'url' || name === 'filename' ? [slashes(this.#file.path)] : [];
    }
    // Of a URL, and of an entry of a folder.
    return name !== undefined && ['href', 'pathname', 'name'].includes(name) ? this.pathsOf(node.object) : [];
  }

  #call(call: CallNode): readonly string[] {
    const callee = unwrap(call.callee);
    const name = calledName(call);
    const [first, second] = call.arguments;
    if (call.type === 'NewExpression') {
      if (name !== 'URL' || !first) return [];
      if (!second) return this.pathsOf(first);
      return this.#joined([this.pathsOf(second).map((base) => path.posix.dirname(base)), this.#partsOf(first)]);
    }
    switch (name) {
      case 'cwd':
        return [STARTED_IN];
      case 'join':
      case 'resolve': {
        // `names.join('/')`, `Promise.resolve(name)` are something else, and no path leads from what they give.
        if (!first || (callee.type === 'MemberExpression' && !isPathModule(callee.object))) {
          return name === 'resolve' && callee.type === 'MemberExpression' && first ? this.pathsOf(first) : [];
        }
        const parts = call.arguments.map((argument, index) => (index === 0 ? this.pathsOf(argument) : this.#partsOf(argument)));
        const isRooted = name === 'join' || parts[0]!.some((part) => isRootedPath(part));
        return this.#joined(isRooted ? parts : [[STARTED_IN], parts[0]!.length > 0 ? parts[0]! : [ANY_NAME], ...parts.slice(1)]);
      }
      case 'dirname':
        return first ? this.pathsOf(first).map((each) => path.posix.dirname(each)) : [];
      case 'fileURLToPath':
      case 'pathToFileURL':
      case 'normalize':
      case 'String':
        return first ? this.pathsOf(first) : [];
      case 'toString':
        return callee.type === 'MemberExpression' ? this.pathsOf(callee.object) : [];
      default:
        return [];
    }
  }

  /** The elements of a list of files. */
  elementsOf(expression: Node): readonly string[] {
    return this.#within(this.#lists, unwrap(expression), (node) => this.#elements(node));
  }

  #elements(node: Node): readonly string[] {
    if (node.type === 'Identifier') {
      const variable = this.#file.variableOf(node);
      const held = variable && singleValueOf(variable);
      return held?.path.length === 0 ? this.elementsOf(held.expression) : [];
    }
    if (node.type === 'ArrayExpression') {
      return node.elements.flatMap((element) => (element && element.type !== 'SpreadElement' ? this.pathsOf(element) : []));
    }
    if (node.type !== 'CallExpression') return [];
    const model = folderCall(this.#file, node);
    if (model) {
      if (model.gives === 'paths') return this.listed(node, model);
      // Names that the folder is put before.
      return [node.arguments[1] && /\brecursive\b/.test(this.#file.textOf(node.arguments[1])) ? `${ANY_FOLDERS}/${ANY_NAME}` : ANY_NAME];
    }
    const callee = unwrap(node.callee);
    if (callee.type !== 'MemberExpression') return [];
    const method = propertyName(callee) ?? '';
    if (KEEPING.has(method)) return this.elementsOf(callee.object);
    const each = node.arguments[0];
    if ((method !== 'map' && method !== 'flatMap') || !isFunction(each)) return [];
    return returnedExpressions(each, this.#file.tree.visitorKeys).flatMap((returned) => this.pathsOf(returned));
  }

  listed(call: TSESTree.CallExpression, { takes, gives }: FolderModel): readonly string[] {
    const [first, second] = call.arguments;
    const options = [first, second].find((argument) => argument?.type === 'ObjectExpression');
    const option = (name: string): Node | undefined => (options?.type !== 'ObjectExpression' ? undefined
      : options.properties.find((each): each is TSESTree.Property => each.type === 'Property' && propertyName(each) === name)?.value);
    if (takes === 'folder') {
      const folder = first?.type === 'ObjectExpression' ? option('dirname') : first;
      // Loaders of packages begin where the file that calls them lies.
      const folders = folder ? this.pathsOf(folder) : gives === 'modules' ? [this.#folder] : [];
      return folders.map((each) => path.posix.join(isRootedPath(each) ? each : `${this.#folder}/${each}`, ANY_FOLDERS, ANY_NAME));
    }
    if (!first) return [];
    const globs = first.type === 'ArrayExpression' ? this.elementsOf(first) : this.pathsOf(first);
    const cwd = option('cwd');
    const folders = cwd ? this.pathsOf(cwd) : [STARTED_IN];
    const patterns = globs.map(patternOfGlob).filter((glob) => !glob.startsWith('!'));
    return patterns.flatMap((glob) => (isRootedPath(glob) ? [glob] : folders.map((folder) => path.posix.join(folder, glob))));
  }

  /** Each first with each second, and so on. */
  #concat(parts: readonly (readonly string[])[]): readonly string[] {
    return parts.reduce<readonly string[]>((before, after) => (
      before.flatMap((start) => after.map((end) => start + end)).slice(0, MAX_PATTERNS)), ['']);
  }

  /** As `path.resolve()` puts them together: a rooted one begins anew. */
  #joined(parts: readonly (readonly string[])[]): readonly string[] {
    return parts.reduce<readonly string[]>((before, after) => (
      before.flatMap((start) => after.map((end) => (isRootedPath(end) ? end : path.posix.join(start, end)))).slice(0, MAX_PATTERNS)), ['']);
  }
}

const ITERATING = new Set(['map', 'forEach', 'filter', 'flatMap', 'reduce', 'some', 'every', 'find']);
const KEEPING = new Set(['filter', 'sort', 'toSorted', 'reverse', 'slice', 'concat', 'flat']);

export function isRootedPath(pattern: string): boolean {
  return pattern.startsWith('/') || pattern.startsWith(STARTED_IN) || /^(?:file:|[A-Za-z]:\/)/.test(pattern);
}

export function slashes(file: string): string {
  return file.replaceAll('\\', '/');
}

function isPathModule(node: Node): boolean {
  const target = unwrap(node);
  const name = target.type === 'Identifier' ? target.name : target.type === 'MemberExpression' ? propertyName(target) : undefined;
  return name !== undefined && /^(?:node)?_?(?:path|Path|posix|upath)(?:_\d+)?$/.test(name);
}

/** The package of an imported name, and the members read from there: `fs.promises.readdir`. */
function importedNames(file: FileModel, callee: Node): { readonly root: string | undefined; readonly names: readonly string[] } {
  const names: string[] = [];
  let node = unwrap(callee);
  for (; node.type === 'MemberExpression'; node = unwrap(node.object)) names.unshift(propertyName(node) ?? '');
  if (node.type === 'CallExpression') {
    const required = file.imports.find((record) => record.node === node);
    return { root: required?.specifier, names };
  }
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  if (!variable) return { root: undefined, names };
  const record = file.imports.find((candidate) => candidate.variable === variable);
  if (record) {
    const { specifier, imported } = record;
    return { root: specifier, names: imported === undefined || imported === 'default' ? names : [imported, ...names] };
  }
  const held = variable.identifiers[0] && assignedValue(variable.identifiers[0]);
  if (!held) return { root: undefined, names };
  const own = held.path.map((step) => step.slice(1));
  const value = unwrap(held.expression);
  const inner = value.type === 'CallExpression' || value.type === 'MemberExpression' || value.type === 'Identifier'
    ? importedNames(file, value) : { root: undefined, names: [] };
  return { root: inner.root, names: [...inner.names, ...own, ...names] };
}
