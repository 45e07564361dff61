import { isBuiltin } from 'node:module';
import type { TSESTree } from '@typescript-eslint/utils';
import { functionFiles, markupPackages } from '../../catalog/serving.js';
import { MAX_NAME_MATCHES } from '../../limits/limits.js';
import { isExportsObject } from '../../resolve/file-model.js';
import type { FileModel } from '../../resolve/file-model.js';
import { hasWord } from '../../syntax/has-word.js';
import { isInside } from '../../syntax/is-inside.js';
import { declaredNameOf, literalText, propertyName } from '../../syntax/nodes.js';
import type { ClassNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { walk } from '../../syntax/walk.js';
import type { Program } from '../program.js';
import { mayBeLoaded } from './left-files.js';
import { isServingScript } from './serving-script.js';
import { startsOf } from './started-files.js';
import { exportedNamesOf, mayTakeAny } from './untaken-export.js';

/*
 * Does any code of an application so much as name a function? What is exported, or a method of a class, and is read, called or spelled in
 * a text nowhere else runs never, and so do the methods of a class that nobody names.
 * Invariant: a package that others may install leaves the question open, and so does what is called by a name that nobody wrote: a default
 * export, a decorated method, a method of a class that stands for another one. Blind spot: names in files that are no sources.
 */

/** `isTestFile` says whose naming does not count. */
export function isNamedNowhere(program: Program, file: FileModel, fn: FunctionNode, isTestFile: (file: FileModel) => boolean): boolean {
  if (!program.seesOthers || !isApplication(program, file)) return false;
  if (markupPackages.some((name) => program.dependsOn(file, name) !== false)) return false;
  const member = memberOf(file, fn);
  if (member && isUnnamedClass(program, file, member.holder, isTestFile)) return true;
  const names = member ? member.names : exportedFunctionNames(program, file, fn);
  return names.length > 0 && names.every((name) => !isNamed(program, name, { file, node: fn }, isTestFile))
    && !(member?.holder.id && isRegistered(program, member.holder.id.name));
}

/** Nobody else can have the package: it is published nowhere, or it is known what starts it. */
function isApplication(program: Program, file: FileModel): boolean {
  return program.isPrivate(file) || startsOf(program, file).isKnown || program.scriptsOf(file).some(isServingScript);
}

/** The class of a method, and the method's name where only code that spells it may call it. */
function memberOf(file: FileModel, fn: FunctionNode): { readonly holder: ClassNode; readonly names: readonly string[] } | undefined {
  const { parent } = fn;
  if (parent.type !== 'MethodDefinition' && (parent.type !== 'PropertyDefinition' || parent.value !== fn)) return undefined;
  const holder = parent.parent.parent;
  const name = propertyName(parent);
  const isCalledByName = name !== undefined && name !== 'constructor' && isPlain(parent)
    && isOwnClass(file, holder) && (holder.implements?.length ?? 0) === 0;
  return { holder, names: isCalledByName ? [name] : [] };
}

/** Decorators may register what they stand on. Trees of JavaScript have no list of them. */
function isPlain({ decorators }: { readonly decorators?: readonly Node[] }): boolean {
  return (decorators ?? []).length === 0;
}

/** A class above it that is out of sight may call what it names. Those of Node.js call nothing that is not theirs. */
function isOwnClass(file: FileModel, { superClass }: ClassNode): boolean {
  if (!superClass) return true;
  const variable = superClass.type === 'Identifier' ? file.variableOf(superClass) : undefined;
  return variable !== undefined && file.imports.some((record) => record.variable === variable && isBuiltin(record.specifier));
}

function isUnnamedClass(program: Program, file: FileModel, holder: ClassNode, isTestFile: (file: FileModel) => boolean): boolean {
  const name = holder.id?.name;
  if (name === undefined || !isPlain(holder) || mayBeDefault(file, holder)) return false;
  return !isNamed(program, name, { file, node: holder }, isTestFile) && !mayBeLoaded(program, file);
}

function mayBeDefault(file: FileModel, holder: ClassNode): boolean {
  return [...file.exports.keys()].some((name) => name === 'default') || file.exportsObjects.length > 0
    || holder.type === 'ClassExpression';
}

/** The names under which code of the project gets a function that a file exports; none where it may come without one. */
function exportedFunctionNames(program: Program, file: FileModel, fn: FunctionNode): readonly string[] {
  const exported = exportedNamesOf(file, fn);
  if (exported.length === 0 || exported.includes('default')) return [];
  if (functionFiles.some((name) => program.hasFileAbove(file, name)) || mayBeLoaded(program, file)) return [];
  // `app.locals.orders = orders`, of a whole module: whoever has it reads it by any name.
  if (program.importersOf(file).some(mayTakeAny)) return [];
  const declared = declaredNameOf(fn)?.name;
  return declared === undefined ? exported : [...new Set([...exported, declared])];
}

interface Declared {
  readonly file: FileModel;
  readonly node: Node;
}

function isNamed(program: Program, name: string, declared: Declared, isTestFile: (file: FileModel) => boolean): boolean {
  const files = program.fewFilesWith([name], MAX_NAME_MATCHES);
  if (!files) return true;
  for (const file of files) if (!isTestFile(file) && names(file, name, declared)) return true;
  return false;
}

/** `register(Service);`: whoever is given a class may call its methods by names of his own. `container.get(Service)` gives an object. */
function isRegistered(program: Program, name: string): boolean {
  return [...program.fewFilesWith([name], MAX_NAME_MATCHES) ?? []].some((file) => hasNode(file, (node) => (
    node.type === 'Identifier' && node.name === name && node.parent.type === 'CallExpression' && node.parent.callee !== node
    && node.parent.parent.type === 'ExpressionStatement')));
}

function hasNode({ tree: { ast, visitorKeys } }: FileModel, isMeant: (node: Node) => boolean): boolean {
  let found = false;
  walk(ast, visitorKeys, (node) => {
    found ||= isMeant(node);
  });
  return found;
}

/** Whether code of a file names it, but for what it does itself. */
function names(file: FileModel, name: string, declared: Declared): boolean {
  const isOwn = (node: Node): boolean => file === declared.file && isInside(node, declared.node);
  return hasNode(file, (node) => (
    spells(node, name) && !isDeclaring(file, node) && !isOfOther(file, node, declared.node) && !isOwn(node)));
}

/** A variable of the file that is called the same. What it may be taken from is named there. */
function isOfOther(file: FileModel, node: Node, declared: Node): boolean {
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  const [definition] = variable?.defs ?? [];
  return definition !== undefined && definition.type !== 'ImportBinding' && definition.node !== declared
    && (definition.node as Node) !== declared.parent && !isTaken(definition.name);
}

/** `const { publish } = orders` */
function isTaken({ parent }: Node): boolean {
  return parent?.type === 'Property' && parent.parent.type === 'ObjectPattern';
}

function spells(node: Node, name: string): boolean {
  switch (node.type) {
    case 'Identifier':
    case 'JSXIdentifier':
    case 'PrivateIdentifier':
      return node.name === name;
    case 'TemplateElement':
      return hasWord(node.value.raw, name);
    case 'Literal': {
      // `'orders.publish'`, `'users#list'`. What a log says of it is no name for it.
      const text = literalText(node);
      return text !== undefined && text.endsWith(name) && !/[\w$\s]/.test(text.slice(0, -name.length).at(-1) ?? '');
    }
    default:
      return false;
  }
}

/** Where a name is given, or handed on, and nobody reads it. */
function isDeclaring(file: FileModel, node: Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'VariableDeclarator':
      return parent.id === node;
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'TSAbstractMethodDefinition':
    case 'TSMethodSignature':
    case 'TSPropertySignature':
      return parent.key === node && !parent.computed;
    case 'ExportSpecifier':
    case 'ImportSpecifier':
      return true;
    case 'Property':
      return isExported(file, parent.parent) && (parent.key === node || parent.shorthand);
    case 'MemberExpression':
      return parent.property === node && !parent.computed && isExportsObject(parent.object, file)
        && parent.parent.type === 'AssignmentExpression' && parent.parent.left === parent;
    default:
      return false;
  }
}

/** `module.exports = { … }` */
function isExported(file: FileModel, object: TSESTree.Property['parent']): boolean {
  const { parent } = object;
  return object.type === 'ObjectExpression' && parent.type === 'AssignmentExpression' && parent.right === object
    && isExportsObject(parent.left, file);
}
