import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';
import type { CatalogIndex } from '../catalog/merge.js';
import { describeNote, listen } from '../limits/debug-log.js';
import { isLeftOut } from '../project/files/left-out.js';
import { parseFile } from '../project/files/parse.js';
import { findSites } from '../sites/sites.js';
import type { FileModel } from '../resolve/file-model.js';
import { catalogOf } from '../rule/settings-catalog.js';
import { readSettings, settingsKey } from '../rule/settings.js';
import type { Settings } from '../rule/settings.js';
import type { CallNode } from '../syntax/nodes.js';
import { explain } from '../verdict/explanation.js';
import type { Explanation } from '../verdict/explanation.js';
import { engineFor } from '../verdict/engine.js';
import type { FileEngine } from '../verdict/engine.js';
import { explainFile, passFacts } from '../verdict/passes/pass-facts.js';
import { columnOf, firstLineOf, reportConstruction } from './construction-report.js';
import type { ExplainCommand } from './command.js';
import type { Report } from './report.js';
import { UserError } from '../command/user-error.js';

/** How many constructions are named when there is none at the place. */
const MAX_NEAREST = 3;

/** How many calls that the catalog does not know are described. More than that is a chain whose parts say the same. */
const MAX_UNCATALOGUED = 3;

/** Everything that is known about the constructions at a place. */
export function explainPlace(command: ExplainCommand): Report {
  const cwd = process.cwd();
  const filePath = path.resolve(cwd, command.file);
  const file = readModel(filePath, command.file);
  const lines = file.tree.text.split('\n').length;
  const { line } = command;
  if (line !== undefined && (line < 1 || line > lines)) {
    throw new UserError(`${command.file} has ${lines} lines, and none with the number ${line}.`);
  }
  const own = command.settings === undefined ? undefined : readJson(command.settings);
  const settings = settingsFrom(own, cwd);
  const root = command.root === undefined ? settings.root : readRoot(command.root, cwd);
  const notes: string[] = [];
  const stop = listen((note) => {
    if (note.kind !== 'index') notes.push(describeNote(note));
  });
  // Told as a note: who asks for the place wants to know what is there all the same.
  isLeftOut(filePath, file.tree.text);
  const engine = engineFor(file, { index: catalogOf(settings), project: settings.project, root, cwd, testFiles: settings.testFiles });
  const explanations = line === undefined ? explainFile(engine, file) : explanationsAt(engine, file, line, command.column);
  const constructions = explanations.map((explanation) => ({
    ...reportConstruction(engine, file, explanation, completeCatalog(own, cwd)),
    ...(command.hasPasses && { passes: passFacts(engine, file, explanation) }),
  }));
  const nearest = constructions.length > 0 || line === undefined ? [] : nearestTo(engine, file, line);
  stop();
  return {
    file: engine.program.relativePath(file),
    ...(line !== undefined && { line }),
    root: rootOf(filePath, engine.program.relativePath(file)),
    constructions,
    nearest,
    notes: [...new Set(notes)],
  };
}

/** What the catalog knows comes first; what it does not know is told only where there is nothing else. */
function explanationsAt(engine: FileEngine, file: FileModel, line: number, column: number | undefined): Explanation[] {
  const explanations = callsAt(file, line, column).map((call) => explain(engine, file, call));
  const known = explanations.filter(({ kind }) => kind !== 'uncatalogued');
  if (known.length > 0) return known;
  const constructed = explanations.filter(({ node }) => node.type === 'NewExpression');
  return (constructed.length > 0 ? constructed : explanations).slice(0, MAX_UNCATALOGUED);
}

/** The calls that begin on the line, or else the innermost one among whose arguments the line is. */
function callsAt(file: FileModel, line: number, column: number | undefined): CallNode[] {
  const beginning = file.calls.filter((call) => file.lineOf(call) === line);
  if (column !== undefined) {
    const exact = beginning.filter((call) => columnOf(file, call) === column);
    if (exact.length > 0) return exact;
    const around = beginning.filter((call) => columnOf(file, call) <= column && column <= columnOf(file, call) + file.textOf(call).length);
    return innermost(around);
  }
  if (beginning.length > 0) return beginning;
  const spanning = file.calls.filter((call) => isBetween(file, call, line)
    && !file.functions.some((fn) => call.range[0] < fn.range[0] && fn.range[1] < call.range[1] && isBetween(file, fn, line)));
  return innermost(spanning);
}

function isBetween(file: FileModel, node: FileModel['functions'][number] | CallNode, line: number): boolean {
  const first = file.lineOf(node);
  return first <= line && line < first + file.textOf(node).split('\n').length;
}

function innermost(calls: readonly CallNode[]): CallNode[] {
  return [...calls].sort((a, b) => (a.range[1] - a.range[0]) - (b.range[1] - b.range[0])).slice(0, 1);
}

function nearestTo({ program, index }: FileEngine, file: FileModel, line: number): Report['nearest'] {
  return findSites(program, index, file)
    .map(({ node }) => ({ line: file.lineOf(node), code: firstLineOf(file, node) }))
    .sort((a, b) => Math.abs(a.line - line) - Math.abs(b.line - line))
    .slice(0, MAX_NEAREST);
}

function readModel(filePath: string, shown: string): FileModel {
  if (!existsSync(filePath)) throw new UserError(`there is no file ${shown} (looked for ${filePath}).`);
  if (!statSync(filePath).isFile()) throw new UserError(`${shown} is no file.`);
  const text = readFileSync(filePath, 'utf8').replace(/^\uFEFF/, '');
  const model = parseFile(filePath, text);
  if (model) return model;
  const reason = parseError(filePath, text) ?? 'it holds declarations only, or is too large for hand-written code';
  throw new UserError(`cannot parse ${shown}: ${reason}.`);
}

function parseError(filePath: string, text: string): string | undefined {
  const error = parseSync(filePath, text).errors[0];
  const start = error?.labels[0]?.start;
  return error && `${error.message}${start === undefined ? '' : ` (line ${text.slice(0, start).split('\n').length})`}`;
}

/** What the command is told, as it would stand in an ESLint configuration. */
export function settingsOf({ settings, root }: ExplainCommand): Readonly<Record<string, unknown>> {
  const own = settings === undefined ? {} : readJson(settings) as Record<string, unknown>;
  return { ...own, ...(root !== undefined && { root: path.resolve(root) }) };
}

function readJson(settingsFile: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(settingsFile, 'utf8').replace(/^\uFEFF/, ''));
    const isWrapped = typeof value === 'object' && value !== null && Object.hasOwn(value, settingsKey);
    return isWrapped ? (value as Record<string, unknown>)[settingsKey] : value;
  } catch (error) {
    throw new UserError(`cannot read the settings in ${settingsFile}: ${(error as Error).message}`, { cause: error });
  }
}

function settingsFrom(own: unknown, cwd: string): Settings {
  try {
    return readSettings(own === undefined ? {} : { [settingsKey]: own }, cwd);
  } catch (error) {
    throw new UserError((error as Error).message, { cause: error });
  }
}

/** The catalog with the families that the settings leave out: a client that is missing may be one of theirs. */
function completeCatalog(own: unknown, cwd: string): CatalogIndex {
  const isObject = typeof own === 'object' && own !== null;
  return catalogOf(settingsFrom(isObject ? { ...own, families: {} } : undefined, cwd));
}

function readRoot(folder: string, cwd: string): string {
  const root = path.resolve(cwd, folder);
  if (!existsSync(root)) throw new UserError(`there is no folder ${folder} (looked for ${root}).`);
  return root;
}

/** The folder that relative paths of the program begin at. */
function rootOf(filePath: string, relative: string): string {
  return path.resolve(filePath, ...relative.split('/').map(() => '..'));
}
