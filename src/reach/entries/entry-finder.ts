import type { TSESTree } from '@typescript-eslint/utils';
import { matchesExportPath, matchesGlob, matchesPackage } from '../../catalog/match.js';
import { memoDecorators } from '../../catalog/conventions/memo-decorators.js';
import type { CatalogIndex } from '../../catalog/merge.js';
import type {
  CallEntry, ClassMethodEntry, EntryModel, ExportEntry, FrameworkModel, OnceCall, OnceEntry,
} from '../../catalog/types.js';
import { UNKNOWN } from '../../resolve/value.js';
import type { Value } from '../../resolve/value.js';
import { WHOLE_MODULE } from '../../resolve/file-model.js';
import type { FileModel } from '../../resolve/file-model.js';
import { ANY_MEMBER, member, toSegments } from '../../resolve/path.js';
import type { Path } from '../../resolve/path.js';
import { hasWord } from '../../syntax/has-word.js';
import { propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, ClassNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { runsInBrowsers } from './browser-functions.js';
import { decoratorName, decoratorsOn } from '../../syntax/method-of.js';
import { Containers, importedDecorator } from './containers.js';
import {
  exportedSegments, hasFirstArgument, hasParameters, isAtPosition, isMemoCallee, matchesExported,
  registrationLabel, typeOf, typedObjectAround, typeOfFunction,
} from './entry-matching.js';
import { pathGlobs } from '../../project/files/path-glob.js';
import type { Program } from '../../project/program.js';
import type { ArgumentRole, EntryPoint } from './entry-point.js';
import { passedOn } from './passed-on.js';
import type { Owned } from './passed-on.js';
import { Receivers, isKnownCallee } from './receivers.js';
import { exportsFor, registeringBy, registrationsFor } from './registrations.js';
import { isSeldom } from './schedule.js';
import { isTold } from './told-options.js';

/*
 * Which functions does a framework run, and how often? Interprets the catalog's framework models on definitions (decorators, typed
 * parameters, signatures), on registrations (a function in a handler position of a call) and on exports (file conventions).
 * Invariant: no framework is named here. Blind spot: handlers registered through names computed at run time.
 */

export class EntryFinder {
  readonly #program: Program;
  readonly #index: CatalogIndex;
  readonly #globs = new Map<string, (path: string) => boolean>();
  /** What type annotations mean: every framework with types asks it of every function. */
  readonly #types = new WeakMap<Node, Value>();
  readonly #passedOver = new WeakMap<FileModel, Map<FrameworkModel, boolean>>();
  readonly receivers: Receivers;
  readonly containers: Containers;

  constructor(program: Program, index: CatalogIndex) {
    this.#program = program;
    this.#index = index;
    this.receivers = new Receivers(program, this);
    this.containers = new Containers(program, index);
  }

  /** An entry point by how the function is written. The bare signature counts only when nothing else is known (`lastResort`). */
  ofFunction(file: FileModel, node: FunctionNode, lastResort: boolean): EntryPoint | undefined {
    let byType: EntryPoint | undefined;
    for (const framework of this.#index.frameworks) {
      if (this.#isPassedOver(file, framework)) continue;
      for (const entry of framework.entries) {
        const isByType = entry.kind === 'typedParameter';
        const isNone = isByType && (byType !== undefined || this.containers.isPlainMethod(file, node));
        const label = isNone ? undefined : this.#definitionLabel(file, node, framework, entry, lastResort);
        if (label === undefined || !('runs' in entry)) continue;
        const isScheduled = entry.runs === 'tick' && decoratorCalls(node).some((call) => isSeldom(file, call));
        const found: EntryPoint = { framework, occasion: entry.runs, label, file, node, isSeldom: isScheduled, isByType };
        if (!isByType) return found;
        byType = found;
      }
    }
    return byType;
  }

  /** Whether a framework or a decorator has a function run once, by how it is written. A page in a browser is a process of its own. */
  isOnce(file: FileModel, node: FunctionNode): boolean {
    if (runsInBrowsers(file, node) || isMemoised(node)) return true;
    return this.#index.frameworks.some((framework) => (framework.once ?? []).some((entry) => (
      this.#definitionLabel(file, node, framework, entry, false) !== undefined)));
  }

  /**
   * What a call does with the function that stands at `path` in one of its arguments. `provided` is that function, or class, itself, which
   * may stand in an object that says more.
   */
  ofArgument(
    file: FileModel, call: CallNode, index: number, path: Path, provided?: Owned,
  ): ArgumentRole | undefined {
    const method = calledMethod(call);
    const callee = this.#calleeOf(file, unwrap(call.callee), method);
    const registrations = registrationsFor(this.#index, callee, method);
    for (const { framework, once, entries } of registrations) {
      for (const entry of once) {
        if (this.#isRegistration(file, call, index, path, framework, entry, callee)) return { kind: 'once' };
      }
      for (const entry of entries) {
        if (!this.#isRegistration(file, call, index, path, framework, entry, callee)) continue;
        const isScheduled = entry.runs === 'tick' && isSeldom(file, call);
        const label = registrationLabel(call, framework);
        const found: EntryPoint = { framework, occasion: entry.runs, label, file, node: call, isSeldom: isScheduled };
        return { kind: 'entry', entry: found, isRecursive: entry.recursive === true };
      }
      const role = path.length > 0 ? this.containers.ofProvider(framework, path, provided) : undefined;
      if (role) return role.kind === 'entry' ? { ...role, isRecursive: false } : role;
    }
    if (this.#isMemo(call, index, path, callee)) return { kind: 'memo' };
    const to = !provided ? [] : registrations.flatMap(({ framework, once, entries }) => [...once, ...entries]
      .filter((entry) => entry.passes && this.#isRegistering(file, call, framework, entry, callee))
      .flatMap((entry) => passedOn(this.#program, { file, call, index, path, owner: provided }, entry)));
    return to.length > 0 ? { kind: 'passed', to } : undefined;
  }

  /** What is called. Of a receiver that no type tells of those are asked who give it, where a framework registers by such a method. */
  #calleeOf(file: FileModel, target: Node, method: string | undefined): Value {
    const callee = this.#program.evaluator.evaluate(file, target);
    if (target.type !== 'MemberExpression' || callee.kind === 'package' || callee.kind === 'global') return callee;
    const receiver = this.#program.evaluator.evaluate(file, target.object);
    if (receiver.kind !== 'local') return callee;
    const isAsked = registeringBy(this.#index, method).some((framework) => this.isInstalled(file, framework));
    const given = isAsked ? this.receivers.given(receiver) : undefined;
    return given ? this.#program.evaluator.follow(given, [method === undefined ? ANY_MEMBER : member(method)]) : callee;
  }

  /** An entry point by the name under which a file exports the function, or another one that runs it. */
  ofExport(file: FileModel, name: string, path: Path, node: FunctionNode | undefined, runBy?: FunctionNode): EntryPoint | undefined {
    const exported = exportedSegments(name === WHOLE_MODULE ? undefined : name, path);
    const found = exportsFor(this.#index, exported).entries
      .find(({ framework, entry }) => this.#isExportEntry(file, framework, entry, node)
        || (runBy !== undefined && this.#isExportEntry(file, framework, entry, runBy)));
    if (!found) return undefined;
    const { framework, entry } = found;
    const where = exported.join('.') === 'default' ? 'default export' : exported.join('.');
    const isByPlace = path.length === 0 && !entry.directive && !entry.parameters && !entry.mentions;
    return { framework, occasion: entry.runs, label: `${where} (${framework.title})`, file, node: node ?? file.tree.ast, isByPlace };
  }

  /** Whether a framework runs once only what a file exports under a name. */
  isOnceExport(file: FileModel, name: string, path: Path, node: FunctionNode | undefined): boolean {
    const exported = exportedSegments(name === WHOLE_MODULE ? undefined : name, path);
    return exportsFor(this.#index, exported).once.some(({ framework, entry }) => this.#isExportEntry(file, framework, entry, node));
  }

  /**
   * Whether a framework registers the file by its place in a folder that lies above the one by which `isMeant` means its path:
   * `app/api/test/route.ts`, and not `test/app/api/route.ts`.
   */
  isRegisteredBelow(file: FileModel, isMeant: (path: string) => boolean): boolean {
    const path = this.#program.relativePath(file);
    const segments = path.split('/');
    const at = segments.findIndex((_, index) => index < segments.length - 1 && isMeant(`${segments.slice(0, index + 1).join('/')}/x`));
    const below = segments.slice(at + 1).join('/');
    if (at < 0 || isMeant(segments.at(-1)!)) return false;
    return this.#index.frameworks.some((framework) => framework.packages.length > 0 && framework.entries.some((entry) => (
      entry.kind === 'export' && !entry.directive && !entry.mentions && !entry.beside
      && entry.files.some((glob) => this.#glob(glob)(path) && !this.#glob(glob)(below))
      && [...file.exports.keys()].some((name) => entry.exports.some((pattern) => matchesExported(pattern, [name])))
      && this.isInstalled(file, framework))));
  }

  #definitionLabel(
    file: FileModel, node: FunctionNode, framework: FrameworkModel, entry: EntryModel | OnceEntry, lastResort: boolean,
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
        // Of all methods, those that the container calls once are none that requests run.
        const isHook = !entry.methods.includes(name) && framework.containers?.some(({ onceMethods }) => onceMethods?.includes(name));
        const isNamed = entry.methods.some((pattern) => matchesGlob(pattern, name));
        if (isHook || !isNamed || (entry.told && !isTold(file, owner, entry.told))) return undefined;
        return this.#isClassOf(file, owner, framework, entry) ? `${owner.id?.name ?? 'class'}.${name} (${framework.title})` : undefined;
      }
      case 'typedParameter':
        return node.params.some((parameter) => this.#hasType(file, typeOf(parameter), framework, entry.types))
          ? `handler (${framework.title})` : undefined;
      case 'typedFunction':
        return this.#hasType(file, typeOfFunction(node), framework, entry.types) ? `handler (${framework.title})` : undefined;
      case 'typedObject': {
        const found = typedObjectAround(node);
        if (!found || !entry.members.some((pattern) => matchesExportPath(pattern, found.path))) return undefined;
        return found.annotations.some((annotation) => this.#hasType(file, annotation, framework, entry.types))
          ? `${found.path.join('.')} (${framework.title})` : undefined;
      }
      case 'directive': {
        const first = node.body.type === 'BlockStatement' ? node.body.body[0] : undefined;
        const isMarked = first?.type === 'ExpressionStatement' && first.directive === entry.directive;
        return isMarked && this.isInstalled(file, framework) ? `${framework.title} "${entry.directive}"` : undefined;
      }
      case 'signature':
        if (!lastResort || !hasParameters(node, entry.parameters) || !this.isInstalled(file, framework)) return undefined;
        if (entry.name !== undefined) return isAtTop(node, entry.name) ? `${entry.name} (${framework.title})` : undefined;
        return `(${node.params.map((parameter) => file.textOf(parameter).split(':')[0]).join(', ')}) handler`;
      case 'call':
      case 'export':
        return undefined;
    }
  }

  #isRegistration(
    file: FileModel, call: CallNode, index: number, path: Path, framework: FrameworkModel, entry: CallEntry | OnceCall, callee: Value,
  ): boolean {
    return entry.handlers.some((position) => isAtPosition(position, call, index, path))
      && this.#isRegistering(file, call, framework, entry, callee);
  }

  #isRegistering(file: FileModel, call: CallNode, framework: FrameworkModel, entry: CallEntry | OnceCall, callee: Value): boolean {
    const { firstArgument } = entry;
    if (typeof firstArgument === 'object' && 'export' in firstArgument) {
      return this.receivers.isGivenPlugin(file, call, framework, entry, firstArgument.export);
    }
    if (entry.receivedFor) {
      return this.receivers.isReceived(file, call, framework, entry) && hasFirstArgument(this.#program, file, call, firstArgument, true);
    }
    const known = isKnownCallee(callee, framework, entry);
    if (!known && !this.receivers.isNamed(file, call, framework, entry)) return false;
    return hasFirstArgument(this.#program, file, call, firstArgument, known);
  }

  #isMemo(call: CallNode, index: number, path: Path, callee: Value): boolean {
    const target = unwrap(call.callee);
    const bareName = target.type === 'Identifier' ? target.name : target.type === 'MemberExpression' ? propertyName(target) : undefined;
    return path.length === 0 && this.#index.memos.some((memo) => {
      if (memo.argument !== undefined && memo.argument !== index) return false;
      return isMemoCallee(memo, callee, bareName);
    });
  }

  #isExportEntry(
    file: FileModel, framework: FrameworkModel, entry: Omit<ExportEntry, 'runs'>, node: FunctionNode | undefined,
  ): boolean {
    if (entry.mentions && !entry.mentions.some((word) => hasWord(file.tree.text, word))) return false;
    if (entry.directive !== undefined && !file.directives.includes(entry.directive)) return false;
    if (entry.beside && !entry.beside.some((name) => this.#program.hasFileAbove(file, name))) return false;
    if (entry.noParameters && !(node && node.params.length === 0)) return false;
    if (entry.parameters && !(node && hasParameters(node, entry.parameters))) return false;
    const path = this.#program.relativePath(file);
    if (entry.exceptFiles?.some((glob) => this.#glob(glob)(path))) return false;
    return entry.files.some((glob) => this.#glob(glob)(path)) && this.isInstalled(file, framework) && !this.#isPassedOver(file, framework);
  }

  /** Whether a file stands where those of a framework do, and is left out by that. */
  isPassedOver(file: FileModel): boolean {
    return this.#index.frameworks.some((framework) => this.#isPassedOver(file, framework));
  }

  /** `src/pages/api/x.ts` of a project that has `pages`, too. */
  #isPassedOver(file: FileModel, framework: FrameworkModel): boolean {
    if (!framework.leavesOut) return false;
    const known = this.#passedOver.get(file) ?? new Map<FrameworkModel, boolean>();
    this.#passedOver.set(file, known);
    if (!known.has(framework)) {
      known.set(framework, this.isInstalled(file, framework) && this.#program.isPassedOver(file, framework.leavesOut));
    }
    return known.get(framework)!;
  }

  #glob(glob: string): (path: string) => boolean {
    let matcher = this.#globs.get(glob);
    // Route folders are called `[id]`, `(group)` and `@slot`: they are names here, and stand in the path, not in the pattern.
    if (!matcher) this.#globs.set(glob, matcher = pathGlobs([glob], { dot: true }));
    return matcher;
  }

  /** Whether the manifests around a file name the framework, or cannot be read. */
  isInstalled(file: FileModel, framework: FrameworkModel): boolean {
    return framework.packages.length === 0
      || framework.packages.some((pattern) => pattern.startsWith('node:') || this.#program.dependsOn(file, pattern) !== false);
  }

  #isDecorator(file: FileModel, decorator: TSESTree.Decorator, framework: FrameworkModel, names: readonly string[]): boolean {
    const { specifier, name } = importedDecorator(this.#program, file, decorator);
    return specifier !== undefined && names.includes(name) && framework.packages.some((pattern) => matchesPackage(pattern, specifier));
  }

  #isClassOf(file: FileModel, node: ClassNode, framework: FrameworkModel, entry: Omit<ClassMethodEntry, 'runs'>): boolean {
    const isNamed = (value: Value, names: readonly string[] | undefined): boolean => value.kind === 'package'
      && framework.packages.some((pattern) => matchesPackage(pattern, value.specifier))
      && (names ?? []).some((name) => toSegments(value.path).at(-1)!.replace('()', '') === name);
    if (node.superClass && isNamed(this.#program.evaluator.evaluate(file, node.superClass), entry.extends)) return true;
    if (node.decorators?.some((decorator) => this.#isDecorator(file, decorator, framework, entry.decorator ?? []))) return true;
    if (entry.files && isExported(file, node) && this.isInstalled(file, framework)) {
      const path = this.#program.relativePath(file);
      if (entry.files.some((glob) => this.#glob(glob)(path))) return true;
    }
    return (node.implements ?? []).some((item) => isNamed(
      item.expression.type === 'Identifier' ? this.#program.evaluator.evaluate(file, item.expression) : UNKNOWN, entry.implements));
  }

  #hasType(file: FileModel, annotation: Node | undefined, framework: FrameworkModel, types: readonly string[]): boolean {
    if (!annotation) return false;
    const type = annotation.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : annotation;
    const argument = utilityArgument(type);
    if (argument) return this.#hasType(file, argument, framework, types);
    if (type.type === 'TSIntersectionType') return type.types.some((part) => this.#hasType(file, part, framework, types));
    let value = this.#types.get(annotation);
    if (!value) this.#types.set(annotation, value = this.#program.evaluator.ofType(file, annotation));
    if (value.kind !== 'package' || !framework.packages.some((pattern) => matchesPackage(pattern, value.specifier))) return false;
    const name = toSegments(value.path).at(-1)!.replace('()', '');
    return types.some((pattern) => matchesGlob(pattern, name));
  }
}

/** The name of the method that a call runs. */
function calledMethod(call: CallNode): string | undefined {
  const target = unwrap(call.callee);
  return target.type === 'MemberExpression' ? propertyName(target) : undefined;
}

/** `function main(params) { … }`, which stands in no other function. */
function isAtTop(node: FunctionNode, name: string): boolean {
  return node.type === 'FunctionDeclaration' && node.id?.name === name && node.parent.type === 'Program';
}

/** `@Cron('0 2 * * *')` of a method. */
function decoratorCalls({ parent }: FunctionNode): CallNode[] {
  const decorators = parent.type === 'MethodDefinition' ? parent.decorators : [];
  return decorators.flatMap(({ expression }) => (expression.type === 'CallExpression' ? [expression] : []));
}

function isExported(file: FileModel, node: ClassNode): boolean {
  return [...file.exports.values()].some((record) => (record.kind === 'local' ? record.node === node
    : record.kind === 'variable' && record.variable.defs[0]?.node === node));
}

/** `Partial<X>`, `Omit<X, 'a'>`: the `X`. */
function utilityArgument(type: Node): Node | undefined {
  const isUtility = type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && UTILITY_TYPES.has(type.typeName.name);
  return isUtility ? type.typeArguments?.params[0] : undefined;
}

const UTILITY_TYPES = new Set(['Partial', 'Required', 'Readonly', 'Omit', 'Pick', 'NonNullable']);

/** `@Memoize() client() { … }` */
function isMemoised(fn: FunctionNode): boolean {
  return decoratorsOn(fn).some((decorator) => memoDecorators.has(decoratorName(decorator)?.toLowerCase() ?? ''));
}
