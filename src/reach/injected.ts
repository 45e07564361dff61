import type { TSESTree } from '@typescript-eslint/utils';
import type { FrameworkModel, InjectionModel } from '../catalog/types.js';
import { MAX_NAME_MATCHES } from '../limits/limits.js';
import type { Program } from '../project/program.js';
import type { FileModel } from '../resolve/file-model.js';
import { CALL } from '../resolve/path.js';
import { calledName, isClass, isFunction, outermost, propertyName } from '../syntax/nodes.js';
import type { ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import { walk } from '../syntax/walk.js';
import type { CallSite, CallerCollector } from './callers.js';
import { asToken, isOfContainer, isSameToken } from './entries/bindings.js';
import type { Binding, Token } from './entries/bindings.js';
import { importedDecorator } from './entries/containers.js';
import type { Containers } from './entries/containers.js';

/*
 * Who is given what a container makes for a token, or of a class? Each of them gets an object of its own.
 * Output: calls that ask for it, and parameters and fields that are given it. Invariant: a class whose objects code of the project makes
 * itself is not taken for one that is given anything. Blind spot: tokens under other names, and containers that are handed around as `any`.
 */

/**
 * What the decorators of a class say of who makes its objects. Of a class that no known container constructs nobody can tell whether what
 * gives an object of it makes that object.
 */
export function addContainer(containers: Containers, found: CallerCollector, file: FileModel, node: ClassNode): Injectable {
  const container = containers.of(file, node);
  if (container?.scope === 'once') found.isOnce = true;
  else if (container?.scope === 'perRequest') found.entries.push(container.entry);
  else if (container) found.isOpen = true;
  return { file, node, framework: container?.scope === 'perUse' ? container.entry.framework : undefined };
}

/** A class whose objects a container makes anew each time that it is asked for one, as its decorators say. */
export interface Injectable {
  readonly file: FileModel;
  readonly node: ClassNode;
  /** Left out: no decorator says so. */
  readonly framework: FrameworkModel | undefined;
}

/** Adds whoever gets from a container what it makes of what it was bound to, or of a class. */
export function addInjected(
  program: Program, isTestFile: (file: FileModel) => boolean, found: CallerCollector, made: Injectable | undefined,
): void {
  const { bindings } = found;
  if (bindings.some(({ scope }) => scope === 'once')) found.isOnce = found.isRegistered = true;
  if (bindings.some(({ scope }) => scope === 'unclear')) found.isOpen = true;
  if (found.isRegistered || bindings.some(({ scope }) => scope !== 'perUse')) return;
  const frameworks = new Set([...bindings.map(({ framework }) => framework), ...made?.framework ? [made.framework] : []]);
  const asked = bindings.map((binding) => askersByToken(program, binding));
  // A name that is too common says nothing.
  if (asked.includes(undefined)) found.isOpen = true;
  const typed = made ? [...frameworks].flatMap((framework) => askersByType(program, framework, made.file, made.node)) : [];
  for (const site of [...asked.flatMap((sites) => sites ?? []), ...typed]) if (!isTestFile(site.file)) found.addCall(site);
}

/** Whoever asks by the token of a binding. */
function askersByToken(program: Program, { framework, token }: Binding): CallSite[] | undefined {
  const word = token.name.split('.').at(-1)!;
  const files = program.seesOthers ? program.fewFilesWith([word], MAX_NAME_MATCHES) : undefined;
  return files && [...files].flatMap((file) => askersIn(program, file, framework, token));
}

function askersIn(program: Program, file: FileModel, framework: FrameworkModel, token: Token): CallSite[] {
  const injection = framework.injection!;
  const asked = file.calls.filter((call) => injection.asks.includes(calledName(call) ?? '')
    && isSameToken(token, asToken(file, call.arguments[0])) && isOfContainer(program, framework, file, call));
  const read = (injection.members ?? []).flatMap((name) => file.members.get(name) ?? []).flatMap((access) => readOf(access, token.name));
  const given = injection.parameters === 'names' && token.isText ? namedParameters(program, file, injection, token.name) : [];
  return [...asked, ...read, ...decorated(program, file, injection, token), ...given].map((node) => ({ file, node, isAsking: true }));
}

/** `container.cradle.repo`, `const { repo } = container.cradle;` */
function readOf(access: Node, name: string): Node[] {
  const { parent } = outermost(access);
  if (parent?.type === 'MemberExpression') return propertyName(parent) === name ? [parent] : [];
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'ObjectPattern') return [];
  return parent.id.properties.flatMap((property) => (
    property.type === 'Property' && propertyName(property) === name && property.value.type === 'Identifier' ? [property.value] : []));
}

/** `constructor(@inject('Repo') private repo: Repo)`, `@inject('Repo') repo!: Repo` */
function decorated(program: Program, file: FileModel, { decorators = [] }: InjectionModel, token: Token): Node[] {
  const found: Node[] = [];
  if (decorators.length === 0) return found;
  walk(file.tree.ast, file.tree.visitorKeys, (node) => {
    if (node.type !== 'Decorator' || node.expression.type !== 'CallExpression') return;
    if (!decorators.includes(calledName(node.expression) ?? '')) return;
    if (isSameToken(token, asToken(file, node.expression.arguments[0])) && isGivenTo(program, file, node.parent)) found.push(node.parent);
  });
  return found;
}

/** Parameters that are given an object of the class, by their types. */
function askersByType(program: Program, framework: FrameworkModel, file: FileModel, owner: ClassNode): CallSite[] {
  const name = owner.id?.name;
  const decorators = framework.injection?.decorators ?? [];
  if (name === undefined || framework.injection?.parameters !== 'types') return [];
  const names = file.tree.scopes.getDeclaredVariables(owner).flatMap((variable) => file.exportedNames(variable));
  const importers = names.flatMap((exported) => program.importersOf(file, exported)).map((importer) => importer.file);
  return [...new Set([file, ...importers])].flatMap((each) => typedParameters(each).filter((parameter) => {
    const named = nameIn(parameter);
    // A token says more than the type.
    const isNamed = decoratorsOf(parameter).some((one) => decorators.includes(importedDecorator(program, each, one).name));
    if (isNamed || named?.typeAnnotation === undefined || !isGivenTo(program, each, parameter)) return false;
    const value = program.evaluator.evaluate(each, named);
    return value.kind === 'local' && value.path.join() === CALL && value.node === owner;
  }).map((node) => ({ file: each, node, isAsking: true as const })));
}

function typedParameters(file: FileModel): Node[] {
  const found: Node[] = [];
  walk(file.tree.ast, file.tree.visitorKeys, (node) => {
    if (node.type === 'MethodDefinition' && node.kind === 'constructor' && isFunction(node.value)
      && (node.parent.parent.decorators ?? []).length > 0) found.push(...node.value.params);
  });
  return found;
}

/** `constructor({ repo })`, `({ repo }) => …`, of what the container makes as well. */
function namedParameters(program: Program, file: FileModel, { bindings }: InjectionModel, name: string): Node[] {
  const found: Node[] = [];
  walk(file.tree.ast, file.tree.visitorKeys, (node) => {
    if (node.type !== 'Property' || node.parent.type !== 'ObjectPattern' || propertyName(node) !== name) return;
    const fn = node.parent.parent;
    if (!isFunction(fn) || fn.params[0] !== node.parent || node.value.type !== 'Identifier') return;
    const maker = fn.parent.type === 'MethodDefinition' && fn.parent.kind === 'constructor' ? fn.parent.parent.parent : fn;
    const called = nameOf(maker) ?? (fn.parent.type === 'MethodDefinition' ? undefined : '');
    const isBound = called !== undefined && isNamedInBinding(program, bindings.map(({ method }) => method), called);
    if (isBound && (!isClass(maker) || isGivenTo(program, file, fn.params[0]))) found.push(node.value);
  });
  return found;
}

/** `asClass(Repo)`. A function without a name of its own may be any that is bound. */
function isNamedInBinding(program: Program, methods: readonly string[], name: string): boolean {
  const bound = new RegExp(`\\b(?:${methods.join('|')})\\(\\s*(?:[\\w$]+\\.)*${name === '' ? '' : `${name}\\b`}`);
  return methods.some((method) => [...program.fewFilesWith([method], MAX_NAME_MATCHES, (text) => bound.test(text)) ?? []].length > 0);
}

function nameOf(maker: ClassNode | FunctionNode): string | undefined {
  const { parent } = outermost(maker);
  if ('id' in maker && maker.id) return maker.id.name;
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : undefined;
}

/** A parameter, or field, of a class of which no code of the project makes an object itself. */
function isGivenTo(program: Program, file: FileModel, place: Node | undefined): boolean {
  let owner: Node | undefined = place;
  while (owner && !isClass(owner)) owner = owner.parent;
  const name = owner?.id?.name;
  if (name === undefined) return false;
  const made = new RegExp(`\\bnew\\s+${name.replace(/\$/g, '\\$')}\\b`);
  return !made.test(file.tree.text) && [...program.fewFilesWith([name], MAX_NAME_MATCHES, (text) => made.test(text)) ?? []].length === 0;
}

function nameIn(parameter: Node): TSESTree.Identifier | undefined {
  const target = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
  const named = target.type === 'AssignmentPattern' ? target.left : target;
  return named.type === 'Identifier' ? named : undefined;
}

function decoratorsOf(parameter: Node): readonly TSESTree.Decorator[] {
  return 'decorators' in parameter ? parameter.decorators ?? [] : [];
}

/** Whether a node is given what a container makes: a parameter, a name in a pattern, or a field. */
export function isInjected(node: Node): boolean {
  if (node.type === 'PropertyDefinition' || node.type === 'TSParameterProperty') return true;
  const { parent } = node;
  if (parent?.type === 'Property') return parent.value === node && parent.parent.type === 'ObjectPattern';
  return isFunction(parent) && parent.params.includes(node as TSESTree.Parameter);
}
