import type { TSESTree } from '@typescript-eslint/utils';
import { matchesExportPath, matchesGlob, matchesPackage } from '../catalog/match.js';
import type { CatalogIndex } from '../catalog/merge.js';
import type { CallEntry, ContainerModel, EntryModel, ExportEntry, FrameworkModel, Occasion, OnceEntry } from '../catalog/types.js';
import { UNKNOWN } from '../resolve/value.js';
import type { Value } from '../resolve/value.js';
import { WHOLE_MODULE } from '../resolve/file-model.js';
import type { FileModel } from '../resolve/file-model.js';
import { CALL, toSegments } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import {
  hasFirstArgument, hasParameters, isAtPosition, isMemoCallee, receiverName, registrationLabel, typeOf, typeOfFunction,
} from './entry-matching.js';
import { pathGlobs } from '../project/files/path-glob.js';
import type { Program } from '../project/program.js';
import { registrationsFor } from './registrations.js';

/*
 * Which functions does a framework run, and how often? Interprets the catalog's framework models on definitions (decorators, typed
 * parameters, signatures), on registrations (a function in a handler position of a call) and on exports (file conventions).
 * Invariant: no framework is named here. Blind spot: handlers registered through names computed at run time.
 */

export interface EntryPoint {
  readonly framework: FrameworkModel;
  readonly occasion: Occasion;
  /** For people: `POST /verify`, `handler (AWS Lambda)`. */
  readonly label: string;
  readonly file: FileModel;
  readonly node: Node;
  /** Of an object that a container makes for one request: the methods that it calls when it drops the object. */
  readonly destroyMethods?: readonly string[];
}

/** What a call does with a function that it is given. */
export type ArgumentRole =
  | { readonly kind: 'entry'; readonly entry: EntryPoint; /** Only if the function makes the call again. */ readonly isRecursive: boolean }
  /** It runs it once per process, or keeps its result. */
  | { readonly kind: 'once' }
  | { readonly kind: 'memo' };

export class EntryFinder {
  readonly #program: Program;
  readonly #index: CatalogIndex;
  readonly #globs = new Map<string, (path: string) => boolean>();

  constructor(program: Program, index: CatalogIndex) {
    this.#program = program;
    this.#index = index;
  }

  /** An entry point by how the function is written. The bare signature counts only when nothing else is known (`lastResort`). */
  ofFunction(file: FileModel, node: FunctionNode, lastResort: boolean): EntryPoint | undefined {
    for (const framework of this.#index.frameworks) {
      for (const entry of framework.entries) {
        const label = this.#definitionLabel(file, node, framework, entry, lastResort);
        if (label !== undefined && 'runs' in entry) return { framework, occasion: entry.runs, label, file, node };
      }
    }
    return undefined;
  }

  /** What a call does with the function that stands at `path` in one of its arguments. */
  ofArgument(file: FileModel, call: CallNode, index: number, path: Path): ArgumentRole | undefined {
    const callee = this.#program.evaluator.evaluate(file, call.callee);
    const target = unwrap(call.callee);
    const method = target.type === 'MemberExpression' ? propertyName(target) : undefined;
    for (const { framework, once, entries, onceKeys } of registrationsFor(this.#index, callee, method)) {
      for (const entry of once) {
        if (this.#isRegistration(file, call, index, path, framework, entry, callee)) return { kind: 'once' };
      }
      for (const entry of entries) {
        if (!this.#isRegistration(file, call, index, path, framework, entry, callee)) continue;
        const found: EntryPoint = { framework, occasion: entry.runs, label: registrationLabel(call, framework), file, node: call };
        return { kind: 'entry', entry: found, isRecursive: entry.recursive === true };
      }
      const last = path.at(-1);
      if (last && onceKeys.includes(last.slice(1))) return { kind: 'once' };
    }
    return this.#isMemo(call, index, path, callee) ? { kind: 'memo' } : undefined;
  }

  /** An entry point by the name under which a file exports the function. */
  ofExport(file: FileModel, name: string, path: Path, node: FunctionNode | undefined): EntryPoint | undefined {
    if (path.includes(CALL)) return undefined;
    const inner = path.map((step) => step.slice(1));
    const exported = name === WHOLE_MODULE ? (inner.length > 0 ? inner : ['default']) : [name, ...inner];
    for (const framework of this.#index.frameworks) {
      for (const entry of framework.entries) {
        if (entry.kind !== 'export' || !entry.exports.some((pattern) => matchesExportPath(pattern, exported))) continue;
        if (!this.#isExportEntry(file, framework, entry, node)) continue;
        const where = exported.join('.') === 'default' ? 'default export' : exported.join('.');
        return { framework, occasion: entry.runs, label: `${where} (${framework.title})`, file, node: node ?? file.tree.ast };
      }
    }
    return undefined;
  }

  /** How often a container constructs a class, if its decorators say that one does. */
  ofContainer(
    file: FileModel, node: ClassNode,
  ): { readonly scope: ContainerModel['scope']; readonly entry: EntryPoint } | undefined {
    const texts = (node.decorators ?? []).map((decorator) => file.textOf(decorator)).join('\n');
    for (const decorator of node.decorators ?? []) {
      const { specifier, name } = this.#decorator(file, decorator);
      if (specifier === undefined) continue;
      for (const framework of this.#index.frameworks) {
        if (!framework.packages.some((pattern) => matchesPackage(pattern, specifier))) continue;
        for (const container of framework.containers ?? []) {
          if (!container.decorators.includes(name)) continue;
          const scope = container.perRequest?.some((mark) => texts.includes(mark)) ? 'perRequest' : container.scope;
          const label = `request-scoped ${node.id?.name ?? 'class'} (${framework.title})`;
          const { destroyMethods } = container;
          return { scope, entry: { framework, occasion: 'request', label, file, node, ...(destroyMethods && { destroyMethods }) } };
        }
      }
    }
    return undefined;
  }

  /** Whether a container calls the method once, after it constructed the object. */
  isOnceMethod(file: FileModel, node: FunctionNode): boolean {
    const method = node.parent;
    if (method.type !== 'MethodDefinition') return false;
    const name = propertyName(method);
    return this.#index.frameworks.some((framework) => (framework.containers ?? []).some((container) => name !== undefined
      && container.onceMethods?.includes(name) && this.ofContainer(file, method.parent.parent)?.scope === 'once'));
  }

  #definitionLabel(
    file: FileModel, node: FunctionNode, framework: FrameworkModel, entry: EntryModel, lastResort: boolean,
  ): string | undefined {
    const method = node.parent.type === 'MethodDefinition' ? node.parent : undefined;
    const owner = method?.parent.parent;
    switch (entry.kind) {
      case 'decorator': {
        const found = method?.decorators?.find((decorator) => this.#isDecorator(file, decorator, framework, entry.method));
        if (!found || !owner) return undefined;
        const { class: classes } = entry;
        if (classes && !owner.decorators?.some((decorator) => this.#isDecorator(file, decorator, framework, classes))) return undefined;
        return `${file.textOf(found)} (${framework.title})`;
      }
      case 'classMethod': {
        if (!method || !owner || method.kind !== 'method' || method.static) return undefined;
        const name = propertyName(method);
        if (name === undefined || method.accessibility === 'private' || name.startsWith('#')) return undefined;
        if (!entry.methods.some((pattern) => matchesGlob(pattern, name))) return undefined;
        return this.#isClassOf(file, owner, framework, entry) ? `${owner.id?.name ?? 'class'}.${name} (${framework.title})` : undefined;
      }
      case 'typedParameter':
        return node.params.some((parameter) => this.#hasType(file, typeOf(parameter), framework, entry.types))
          ? `handler (${framework.title})` : undefined;
      case 'typedFunction':
        return this.#hasType(file, typeOfFunction(node), framework, entry.types) ? `handler (${framework.title})` : undefined;
      case 'directive': {
        const first = node.body.type === 'BlockStatement' ? node.body.body[0] : undefined;
        const isMarked = first?.type === 'ExpressionStatement' && first.directive === entry.directive;
        return isMarked && this.#isInstalled(file, framework) ? `${framework.title} "${entry.directive}"` : undefined;
      }
      case 'signature':
        if (!lastResort || !hasParameters(node, entry.parameters) || !this.#isInstalled(file, framework)) return undefined;
        return `(${node.params.map((parameter) => file.textOf(parameter).split(':')[0]).join(', ')}) handler`;
      case 'call':
      case 'export':
        return undefined;
    }
  }

  #isRegistration(
    file: FileModel, call: CallNode, index: number, path: Path, framework: FrameworkModel, entry: CallEntry | OnceEntry, callee: Value,
  ): boolean {
    if (!entry.handlers.some((position) => isAtPosition(position, call, index, path))) return false;
    const known = this.#isKnownCallee(callee, framework, entry);
    if (!known && !this.#isNamedReceiver(file, call, framework, entry)) return false;
    return hasFirstArgument(call, entry.firstArgument, known);
  }

  #isKnownCallee(callee: Value, framework: FrameworkModel, entry: CallEntry | OnceEntry): boolean {
    const isGlobal = callee.kind === 'global' && framework.packages.length === 0;
    const isPackage = callee.kind === 'package' && framework.packages.some((pattern) => matchesPackage(pattern, callee.specifier));
    if (!isGlobal && !isPackage) return false;
    const segments = toSegments((callee as { path: Path }).path);
    if (!entry.receivers && !entry.receiverTypes) {
      return entry.methods.some((pattern) => matchesExportPath(pattern, segments));
    }
    const receiver = segments.slice(0, -1);
    const last = segments.at(-1)!;
    if (!entry.methods.some((pattern) => matchesGlob(pattern, last))) return false;
    return (entry.receivers ?? []).some((pattern) => matchesExportPath(pattern, receiver))
      || (entry.receiverTypes ?? [])
        .some((type) => receiver[0] === `${type}()` || (receiver.length > 1 && receiver.at(-1) === `${type}()`));
  }

  /** `module.exports = (app) => { app.get('/x', …) }`: a parameter whose name and use leave no doubt. */
  #isNamedReceiver(file: FileModel, call: CallNode, framework: FrameworkModel, entry: CallEntry | OnceEntry): boolean {
    const target = unwrap(call.callee);
    if (!entry.receiverNames || target.type !== 'MemberExpression') {
      return false;
    }
    const name = propertyName(target);
    let holder = unwrap(target.object);
    // `router.route('/x').get(…)` and chains of registrations.
    while (holder.type === 'CallExpression' && holder.callee.type === 'MemberExpression') holder = unwrap(holder.callee.object);
    const holderName = receiverName(holder);
    if (name === undefined || holderName === undefined) return false;
    if (!entry.receiverNames.some((pattern) => matchesGlob(pattern, holderName))) return false;
    if (!entry.methods.some((pattern) => matchesGlob(pattern, name))) return false;
    const held = this.#program.evaluator.evaluate(file, holder);
    const isUntraceable = held.kind === 'unknown' || holder.type === 'ThisExpression'
      || (held.kind === 'local' && (held.node.type === 'Identifier' || held.path.length > 0))
      // An import that leads nowhere: a project file that is not there to be read.
      || (held.kind === 'package' && /^[.@~#$]/.test(held.specifier) && this.#program.dependsOn(file, held.specifier) !== true);
    return isUntraceable && this.#isInstalled(file, framework);
  }

  #isMemo(call: CallNode, index: number, path: Path, callee: Value): boolean {
    const target = unwrap(call.callee);
    const bareName = target.type === 'Identifier' ? target.name : target.type === 'MemberExpression' ? propertyName(target) : undefined;
    return path.length === 0 && this.#index.memos.some((memo) => {
      if (memo.argument !== undefined && memo.argument !== index) return false;
      return isMemoCallee(memo, callee, bareName);
    });
  }

  #isExportEntry(file: FileModel, framework: FrameworkModel, entry: ExportEntry, node: FunctionNode | undefined): boolean {
    if (entry.directive !== undefined && !file.directives.includes(entry.directive)) return false;
    if (entry.beside && !entry.beside.some((name) => this.#program.hasFileAbove(file, name))) return false;
    if (entry.noParameters && !(node && node.params.length === 0)) return false;
    if (entry.parameters && !(node && hasParameters(node, entry.parameters))) return false;
    const path = this.#program.relativePath(file);
    return entry.files.some((glob) => this.#glob(glob)(path)) && this.#isInstalled(file, framework);
  }

  #glob(glob: string): (path: string) => boolean {
    let matcher = this.#globs.get(glob);
    // Route folders are called `[id]`, `(group)` and `@slot`: they are names here, and stand in the path, not in the pattern.
    if (!matcher) this.#globs.set(glob, matcher = pathGlobs([glob], { dot: true }));
    return matcher;
  }

  #isInstalled(file: FileModel, framework: FrameworkModel): boolean {
    return framework.packages.length === 0
      || framework.packages.some((pattern) => pattern.startsWith('node:') || this.#program.dependsOn(file, pattern) !== false);
  }

  #isDecorator(file: FileModel, decorator: TSESTree.Decorator, framework: FrameworkModel, names: readonly string[]): boolean {
    const { specifier, name } = this.#decorator(file, decorator);
    return specifier !== undefined && names.includes(name) && framework.packages.some((pattern) => matchesPackage(pattern, specifier));
  }

  #decorator(file: FileModel, decorator: TSESTree.Decorator): { specifier: string | undefined; name: string } {
    const value = this.#program.evaluator.evaluate(file, decorator.expression);
    const name = value.kind === 'package' ? toSegments(value.path)[0]!.replace('()', '') : '';
    return { specifier: value.kind === 'package' ? value.specifier : undefined, name };
  }

  #isClassOf(file: FileModel, node: ClassNode, framework: FrameworkModel, entry: Extract<EntryModel, { kind: 'classMethod' }>): boolean {
    const isNamed = (value: Value, names: readonly string[] | undefined): boolean => value.kind === 'package'
      && framework.packages.some((pattern) => matchesPackage(pattern, value.specifier))
      && (names ?? []).some((name) => toSegments(value.path).at(-1)!.replace('()', '') === name);
    if (node.superClass && isNamed(this.#program.evaluator.evaluate(file, node.superClass), entry.extends)) return true;
    if (node.decorators?.some((decorator) => this.#isDecorator(file, decorator, framework, entry.decorator ?? []))) return true;
    if (entry.files && isExported(file, node) && this.#isInstalled(file, framework)) {
      const path = this.#program.relativePath(file);
      if (entry.files.some((glob) => this.#glob(glob)(path))) return true;
    }
    return (node.implements ?? []).some((item) => isNamed(
      item.expression.type === 'Identifier' ? this.#program.evaluator.evaluate(file, item.expression) : UNKNOWN, entry.implements));
  }

  #hasType(file: FileModel, annotation: Node | undefined, framework: FrameworkModel, types: readonly string[]): boolean {
    if (!annotation) return false;
    const type = annotation.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : annotation;
    if (type.type === 'TSIntersectionType') return type.types.some((part) => this.#hasType(file, part, framework, types));
    const value = this.#program.evaluator.ofType(file, annotation);
    if (value.kind !== 'package' || !framework.packages.some((pattern) => matchesPackage(pattern, value.specifier))) return false;
    const name = toSegments(value.path).at(-1)!.replace('()', '');
    return types.some((pattern) => matchesGlob(pattern, name));
  }
}

function isExported(file: FileModel, node: ClassNode): boolean {
  return [...file.exports.values()].some((record) => (record.kind === 'local' ? record.node === node
    : record.kind === 'variable' && record.variable.defs[0]?.node === node));
}
