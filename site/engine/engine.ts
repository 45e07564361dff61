import type { Linter as LinterTypes } from 'eslint';
import { Linter } from 'eslint/universal';
import { reportConstruction } from '../../src/bin/construction-report.js';
import type { ConstructionReport } from '../../src/bin/report.js';
import { useFileSystem } from '../../src/file-system/current-file-system.js';
import plugin from '../../src/index.js';
import { endRun } from '../../src/project/files/linter-run.js';
import { parseFile } from '../../src/project/files/parse.js';
import { readSettings, settingsKey } from '../../src/rule/settings.js';
import { catalogOf } from '../../src/rule/settings-catalog.js';
import { engineFor } from '../../src/verdict/engine.js';
import { explainFile, passFacts } from '../../src/verdict/passes/pass-facts.js';
import { startParser } from './browser/oxc-binding.js';
import { MemoryFiles } from './memory-files.js';

/*
 * The plugin in a browser: the rules themselves, run by ESLint's own `Linter` over files in memory.
 * Input: files by relative path, settings, a preset. Output: what ESLint reports of each, and what `explain --passes` says.
 * Invariant: whatever is given, an answer comes; what cannot be read is an error in it. Blind spot: packages, whose code is not there.
 */

/** Where the files stand. Nothing is above it. */
const ROOT = '/project';

const SOURCE = /\.[cm]?[jt]sx?$/;
const TYPESCRIPT = /(?<!\.d)\.[cm]?tsx?$/;

export interface PlaygroundProject {
  /** Texts by path below the root, with `/`. */
  readonly files: Readonly<Record<string, string>>;
  readonly preset: 'recommended' | 'strict';
  /** What stands under "client-lifetime" in `settings` of an ESLint configuration. */
  readonly settings?: unknown;
}

export interface Edit {
  readonly title: string;
  /** Offsets in the text of the file. */
  readonly range: readonly [number, number];
  readonly text: string;
}

export interface Report {
  /** Without one: the file cannot be parsed. */
  readonly rule: string | undefined;
  readonly isError: boolean;
  readonly message: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly edits: readonly Edit[];
}

export interface FileAnswer {
  readonly reports: readonly Report[];
  /** What the engine found of each construction. */
  readonly constructions: readonly ConstructionReport[];
}

export interface Answer {
  /** By path, of all source files. */
  readonly files: Readonly<Record<string, FileAnswer>>;
  /** What is wrong with the settings. */
  readonly error?: string;
}

const memory = new MemoryFiles();

/** To be called once, with the bytes of the parser's WebAssembly. */
export async function start(parserBytes: ArrayBuffer | Uint8Array): Promise<void> {
  useFileSystem(memory);
  await startParser(parserBytes);
}

/** Everything that is known about a project. */
export async function analyse({ files, preset, settings = {} }: PlaygroundProject): Promise<Answer> {
  memory.replace(Object.fromEntries(Object.entries(files).map(([file, text]) => [`${ROOT}/${file}`, text])));
  endRun();
  const sources = Object.keys(files).filter((file) => SOURCE.test(file)).sort();
  const linter = new Linter({ cwd: ROOT });
  const config = await configFor(sources.some((file) => TYPESCRIPT.test(file)), preset, settings);
  const answers: Record<string, FileAnswer> = {};
  try {
    for (const file of sources) {
      const messages = linter.verify(files[file]!, config, { filename: `${ROOT}/${file}` });
      answers[file] = { reports: messages.map(reportOf), constructions: explained(`${ROOT}/${file}`, files[file]!, settings) };
    }
  } catch (error) {
    return { files: answers, error: messageOf(error) };
  }
  return { files: answers };
}

async function configFor(hasTypeScript: boolean, preset: PlaygroundProject['preset'], settings: unknown): Promise<LinterTypes.Config[]> {
  // Half of what is loaded, so that nobody waits for it who does not need it.
  const parser = hasTypeScript ? (await import('@typescript-eslint/parser')).default : undefined;
  return [
    { files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
    ...parser ? [{ files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser: parser as LinterTypes.Parser } }] : [],
    plugin.configs[preset],
    { settings: { [settingsKey]: settings } as Record<string, unknown> },
  ];
}

function reportOf(reported: LinterTypes.LintMessage): Report {
  const { ruleId, fatal, severity, message, line, column, endLine, endColumn, suggestions = [] } = reported;
  return {
    rule: fatal ? undefined : ruleId?.replace(`${settingsKey}/`, ''),
    isError: severity === 2,
    message,
    line,
    column,
    endLine: endLine ?? line,
    endColumn: endColumn ?? column + 1,
    edits: suggestions.map(({ desc, fix }) => ({ title: desc, range: fix.range, text: fix.text })),
  };
}

function explained(path: string, text: string, own: unknown): ConstructionReport[] {
  const file = parseFile(path, text);
  if (!file) return [];
  const settings = readSettings({ [settingsKey]: own }, ROOT);
  const options = { index: catalogOf(settings), project: settings.project, root: ROOT, cwd: ROOT, testFiles: settings.testFiles };
  const engine = engineFor(file, options);
  const complete = catalogOf(readSettings({}, ROOT));
  return explainFile(engine, file).map((explanation) => (
    { ...reportConstruction(engine, file, explanation, complete), passes: passFacts(engine, file, explanation) }));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\nOccurred while linting[\s\S]*$/, '') : String(error);
}
