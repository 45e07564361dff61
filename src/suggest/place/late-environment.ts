import { environmentSetsOf, maySetEnvironment } from '../../arguments/environment.js';
import { environmentLoaders, runValues } from '../../catalog/environment.js';
import { matchesExports, matchesPackage } from '../../catalog/match.js';
import { literally } from '../../catalog/mentions.js';
import { isProcessEnvironment } from '../../control/process-environment.js';
import type { Program } from '../../project/program.js';
import type { FileModel } from '../../resolve/file-model.js';
import { toSegments } from '../../resolve/path.js';
import { calledName, enclosingFunction, outermost, propertyName } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import { mayGive } from '../../syntax/may-assign.js';

/*
 * May a variable of the environment get its value after a module of the project has run? Then what reads it must not move there.
 * Input: the names of the variables, and the file that reads them. Invariant: `false` only when every file that loads an environment does
 * so before it loads others of the project, and no other file writes one of the names. Blind spot: names put together at run time.
 */

export function isSetLate(program: Program, reader: FileModel, names: readonly string[]): boolean {
  if (names.length === 0) return false;
  const others = (words: readonly string[], isMeant?: (text: string) => boolean): FileModel[] => (
    program.filesWith(words, isMeant).filter((file) => file !== reader));
  // What it loads itself is there when it goes on.
  const loadsItself = importsOf(reader).some(({ specifier }) => environmentLoaders.some((pattern) => isOf(specifier, pattern)));
  return (!loadsItself && environmentLoaders.some((pattern) => isLoadedLate(program, pattern, reader)))
    || others(['process', 'loadEnvFile']).some((file) => file.members.has('loadEnvFile'))
    || others(['process', 'env'], maySetMany).some(setsMany)
    || names.some((name) => others(['env', name], mayWrite(name)).some((file) => writes(file, name))
      // What its own statements set stands in front of them, which is seen by whoever places the moved code.
      || environmentSetsOf(reader, name).some((set) => enclosingFunction(set) !== undefined));
}

function isOf(specifier: string, pattern: string): boolean {
  return matchesPackage(pattern, specifier) || specifier.startsWith(`${pattern}/`);
}

function isLoadedLate(program: Program, pattern: string, reader: FileModel): boolean {
  for (const file of inTurn(program, pattern, mayQuote(pattern))) {
    if (file === reader) continue;
    if (loadsLate(file, (specifier) => isOf(specifier, pattern)) || isImportedLate(program, file, pattern, reader)) return true;
  }
  return false;
}

/** `import { routes } from './routes.js'; import './environment.js';`, where the latter loads it. */
function isImportedLate(program: Program, loader: FileModel, pattern: string, reader: FileModel): boolean {
  if (!importsOf(loader).some(({ specifier }) => isOf(specifier, pattern))) return false;
  // By its name: nothing has to be taken from it.
  const [name, folder] = loader.path.split(/[\\/]/).reverse().map(withoutEnding);
  const own = name === 'index' ? folder! : name!;
  const isLoader = (specifier: string): boolean => specifier.startsWith('.') && withoutEnding(specifier.split('/').at(-1)!) === own;
  if (importsOf(reader).some(({ specifier }) => isLoader(specifier))) return false;
  for (const file of inTurn(program, own, mayImport(own))) if (file !== loader && loadsLate(file, isLoader)) return true;
  return false;
}

/** Nearly always the first of them answers, and each has to be parsed. */
function inTurn(program: Program, word: string, isMeant: (text: string) => boolean): Iterable<FileModel> {
  return program.fewFilesWith([word], Infinity, isMeant) ?? [];
}

/** Whether a text may import a package, which others name in what they say about it. */
function mayQuote(pattern: string): (text: string) => boolean {
  return (text) => [`'${pattern}`, `"${pattern}`, `\`${pattern}`].some((quoted) => text.includes(quoted));
}

/** Whether a text may import a file of that name, without its ending: most texts that have the name of a file mean something else by it. */
function mayImport(own: string): (text: string) => boolean {
  const quoted = new RegExp(String.raw`/${literally(own)}(?:\.[cm]?[jt]sx?)?["'\x60]`);
  return (text) => quoted.test(text);
}

function withoutEnding(name: string): string {
  return name.replace(/\.[cm]?[jt]sx?$/, '');
}

/** The linter's file counts with all its text, so a loader in it is seen by whoever places the moved code. */
function loadsLate(file: FileModel, isLoader: (specifier: string) => boolean): boolean {
  const places = importsOf(file);
  const first = places.find(({ specifier }) => specifier.startsWith('.') && !isLoader(specifier));
  return places.some((place) => {
    const { specifier, node, isDeclaration } = place;
    if (!isLoader(specifier)) return false;
    // What is only named there loads where it is called.
    if (!isDeclaration && isAsked(specifier)) return callsOf(file, place).some((call) => isLateIn(call, first?.node));
    if (enclosingFunction(node)) return true;
    // Declarations run before every statement: one that only names the loader has loaded nothing yet.
    const runsHere = isDeclaration ? node.type === 'ImportDeclaration' && node.specifiers.length === 0 : !first?.isDeclaration;
    return first !== undefined && (!runsHere || first.node.range[0] < node.range[0]);
  });
}

function isLateIn(call: Node, first: Node | undefined): boolean {
  return enclosingFunction(call) !== undefined || (first !== undefined && first.range[0] < call.range[0]);
}

/** `dotenv`, which loads when one of its functions is called; `dotenv/config` does when it is imported. */
function isAsked(specifier: string): boolean {
  return environmentLoaders.some((pattern) => matchesPackage(pattern, specifier));
}

/** Where a loader that is imported there is used: `dotenv.config()`, `require('dotenv').config()`. */
function callsOf(file: FileModel, { node, isDeclaration }: Import): readonly Node[] {
  const holder = outermost(node).parent;
  const declared = isDeclaration ? node : holder?.type === 'VariableDeclarator' ? holder : undefined;
  if (!declared) return [node];
  return file.tree.scopes.getDeclaredVariables(declared).flatMap(({ references }) => (
    references.flatMap(({ identifier, init }) => (init === true ? [] : [identifier]))));
}

/**
 * Where a file itself loads an environment when it runs, declarations aside, which do so before every statement: what reads it has to stand
 * behind that.
 */
export function environmentLoadsOf(file: FileModel): readonly Node[] {
  const ofPackages = importsOf(file).flatMap((place): readonly Node[] => {
    const { specifier, node, isDeclaration } = place;
    if (isAsked(specifier)) return callsOf(file, place);
    if (isDeclaration) return [];
    // A file of the project that is loaded for what it does may do this.
    const isForItself = specifier.startsWith('.') && node.parent?.type === 'ExpressionStatement';
    return isForItself || environmentLoaders.some((pattern) => isOf(specifier, pattern)) ? [node] : [];
  });
  return [...ofPackages, ...file.members.get('loadEnvFile') ?? []];
}

interface Import {
  readonly specifier: string;
  readonly node: Node;
  readonly isDeclaration: boolean;
}

function importsOf(file: FileModel): Import[] {
  const declarations = file.tree.ast.body.flatMap((node): Import[] => (
    node.type === 'ImportDeclaration' ? [{ specifier: node.source.value, node, isDeclaration: true }] : []));
  const calls = file.imports.filter(({ kind }) => kind === 'expression').map(({ specifier, node }) => (
    { specifier, node, isDeclaration: false }));
  return [...declarations, ...calls].sort((a, b) => a.node.range[0] - b.node.range[0]);
}

const mayGiveAll = mayGive('env');

/** Whether a text may be one of a file that `writes` finds something in. */
function mayWrite(name: string): (text: string) => boolean {
  const sets = maySetEnvironment(name);
  return (text) => sets(text) || mayGiveAll(text);
}

/** `process.env.NAME = …`, `Object.assign(process.env, …)`. */
function writes(file: FileModel, name: string): boolean {
  return environmentSetsOf(file, name).length > 0 || (file.members.get('env') ?? []).some(({ parent }) => parent.type === 'CallExpression');
}

const SETS_MANY = /^(?:assign|definePropert(?:y|ies)|set|extend|merge)$/;

const MANY_BY_NAME = /\bprocess\.env\s{0,9}\[\s{0,9}[^\s'"`\]]/;
const MANY_BY_CALL = /\b(?:assign|definePropert\w{1,3}|set|extend|merge)\(\s{0,99}process\.env\s{0,9}[,)]/;

/** Whether a text may be one of a file that `setsMany` finds something in. */
function maySetMany(text: string): boolean {
  return MANY_BY_NAME.test(text) || MANY_BY_CALL.test(text);
}

/** `process.env[name] = secrets[name]`, `Object.assign(process.env, secrets)`: what they are called is known when it runs. */
function setsMany(file: FileModel): boolean {
  return (file.members.get('env') ?? []).filter((place) => isProcessEnvironment(file, place)).some((place) => {
    const { parent } = place;
    if (parent.type === 'CallExpression') return parent.arguments[0] === place && SETS_MANY.test(calledName(parent) ?? '');
    const isUnnamed = parent.type === 'MemberExpression' && parent.object === place && propertyName(parent) === undefined;
    return isUnnamed && parent.parent.type === 'AssignmentExpression' && parent.parent.left === parent;
  });
}

/** `databaseUrl.value()`, which a platform answers while a function runs, and not while the module is loaded. */
export function isRunValue(program: Program, file: FileModel, call: CallNode): boolean {
  const value = program.evaluator.evaluate(file, call);
  return value.kind === 'package' && matchesExports(runValues, value.specifier, toSegments(value.path));
}
