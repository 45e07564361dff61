import type { TSESTree } from '@typescript-eslint/utils';
import { matchesPackage } from '../../catalog/match.js';
import type { CatalogIndex } from '../../catalog/merge.js';
import type { ContainerModel, FrameworkModel } from '../../catalog/types.js';
import type { FileModel } from '../../resolve/file-model.js';
import { toSegments } from '../../resolve/path.js';
import type { Path } from '../../resolve/path.js';
import type { Program } from '../../project/program.js';
import { outermost, propertyName } from '../../syntax/nodes.js';
import type { CallNode, ClassNode, FunctionNode, Node } from '../../syntax/nodes.js';
import type { EntryPoint } from './entry-point.js';
import { bindingOf, isMentioned } from './bindings.js';
import type { Binding } from './bindings.js';

/*
 * How often does a container construct a class, and run a provider's function? Reads the scopes that decorators and provider objects say.
 * Output: the scope, and for one per request the entry point that stands for it.
 * Invariant: no framework is named here. Blind spot: scopes that are computed, and functions that a namespace import gives.
 */

/** What a container does with what stands under a key of a provider object. */
export type ProviderRole = { readonly kind: 'entry'; readonly entry: EntryPoint } | { readonly kind: 'once' };

export class Containers {
  readonly #program: Program;
  readonly #index: CatalogIndex;

  constructor(program: Program, index: CatalogIndex) {
    this.#program = program;
    this.#index = index;
  }

  /** How often a container constructs a class, if its decorators say that one does. */
  of(file: FileModel, node: ClassNode): { readonly scope: ContainerModel['scope']; readonly entry: EntryPoint } | undefined {
    const texts = (node.decorators ?? []).map((decorator) => file.textOf(decorator)).join('\n');
    for (const decorator of node.decorators ?? []) {
      const { specifier, name } = importedDecorator(this.#program, file, decorator);
      if (specifier === undefined) continue;
      for (const framework of this.#index.frameworks) {
        if (!framework.packages.some((pattern) => matchesPackage(pattern, specifier))) continue;
        for (const container of framework.containers ?? []) {
          if (!container.decorators.includes(name)) continue;
          const isPerUse = container.perUse?.some((mark) => texts.replaceAll(/\s/g, '').includes(mark));
          const isPerRequest = container.perRequest?.some((mark) => texts.includes(mark));
          const said = isPerRequest ? 'perRequest' : isPerUse ? 'perUse' : container.scope;
          const scope = isMentioned(this.#program, container.unlessMentioned) ? 'unknown' : said;
          return { scope, entry: requestScoped(framework, container, file, node, node.id?.name ?? 'class') };
        }
      }
    }
    return undefined;
  }

  /**
   * Whether a function is a method of a class that a container makes, and nothing says that a framework runs it: no decorator, no base
   * class and no interface. Code of the project calls it, whatever its parameters are.
   */
  isPlainMethod(file: FileModel, node: FunctionNode): boolean {
    const method = node.parent;
    if (method.type !== 'MethodDefinition' || (method.decorators ?? []).length > 0) return false;
    const owner = method.parent.parent;
    return !owner.superClass && (owner.implements ?? []).length === 0 && this.of(file, owner) !== undefined;
  }

  /** Whether a container calls the method once, after it constructed the object. */
  isOnceMethod(file: FileModel, node: FunctionNode): boolean {
    const method = node.parent;
    if (method.type !== 'MethodDefinition') return false;
    const name = propertyName(method);
    return this.#index.frameworks.some((framework) => (framework.containers ?? []).some((container) => name !== undefined
      && container.onceMethods?.includes(name) && this.of(file, method.parent.parent)?.scope === 'once'));
  }

  /** What a call tells a container of what it is given under `path` of an argument. */
  bindingOf(file: FileModel, call: CallNode, index: number, path: Path): Binding | undefined {
    return bindingOf(this.#program, this.#index, file, call, index, path);
  }

  /** What becomes of a function, or class, that a call is given under a key of a provider object. */
  ofProvider(
    framework: FrameworkModel, path: Path, provided: { readonly file: FileModel; readonly node: Node } | undefined,
  ): ProviderRole | undefined {
    const key = path.at(-1)?.slice(1);
    for (const container of framework.containers ?? []) {
      const isFunctionKey = key !== undefined && container.onceKeys?.includes(key) === true;
      const isClassKey = key !== undefined && container.classKeys?.includes(key) === true;
      if (!isFunctionKey && !isClassKey) continue;
      const texts = provided ? providerTexts(this.#program, provided.file, provided.node, key) : [];
      if (provided && texts.some((text) => container.perRequest?.some((mark) => text.includes(mark)))) {
        return { kind: 'entry', entry: requestScoped(framework, container, provided.file, provided.node, 'provider') };
      }
      if (texts.some((text) => container.perConsumer?.some((mark) => text.includes(mark)))) return undefined;
      // Whose class is named only: how often that one is constructed its own decorators say.
      return isFunctionKey ? { kind: 'once' } : undefined;
    }
    return undefined;
  }
}

function requestScoped(framework: FrameworkModel, container: ContainerModel, file: FileModel, node: Node, what: string): EntryPoint {
  const { destroyMethods } = container;
  return {
    framework, occasion: 'request', label: `request-scoped ${what} (${framework.title})`, file, node,
    ...(destroyMethods && { destroyMethods }),
  };
}

/** The texts of the object literals in which a function, or class, stands under a key, in its file and in those that import it. */
function providerTexts(program: Program, file: FileModel, node: Node, key: string): string[] {
  const declarator = outermost(node).parent;
  const variables = [
    ...file.tree.scopes.getDeclaredVariables(node)
      .filter(({ defs }) => defs.some((definition) => definition.node === node && definition.type !== 'Parameter')),
    ...(declarator?.type === 'VariableDeclarator' ? [file.variableOf(declarator.id)] : []),
  ];
  const imported = variables.flatMap((variable) => (variable ? file.exportedNames(variable) : []))
    .flatMap((name) => program.importersOf(file, name))
    .flatMap((importer) => importer.records.map(({ variable }) => ({ file: importer.file, variable })));
  const places = [
    { file, node },
    ...[...variables.map((variable) => ({ file, variable })), ...imported].flatMap((named) => (
      named.variable?.references.map(({ identifier }) => ({ file: named.file, node: identifier })) ?? [])),
  ];
  return places.flatMap((place) => {
    const property = outermost(place.node).parent;
    const isUnderKey = property?.type === 'Property' && propertyName(property) === key && property.parent.type === 'ObjectExpression';
    return isUnderKey ? [place.file.textOf(property.parent)] : [];
  });
}

/** The package and the name that a decorator is imported by. */
export function importedDecorator(
  program: Program, file: FileModel, decorator: TSESTree.Decorator,
): { readonly specifier: string | undefined; readonly name: string } {
  const value = program.evaluator.evaluate(file, decorator.expression);
  const name = value.kind === 'package' ? toSegments(value.path)[0]!.replace('()', '') : '';
  return { specifier: value.kind === 'package' ? value.specifier : undefined, name };
}
