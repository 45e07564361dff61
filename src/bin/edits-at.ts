import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { listen } from '../limits/debug-log.js';
import type { WithheldNote } from '../limits/debug-log.js';
import { settingsKey } from '../rule/settings.js';
import type { ConstructionReport, Edits, Report } from './report.js';

/**
 * The edits that ESLint offers on a line, as a run with the preset `strict` would. `undefined` where ESLint (a peer, which this command can
 * do without) or a parser for the file is not installed.
 */
export async function editsAt(file: string, line: number, settings: unknown = {}): Promise<Edits | undefined> {
  return (await editsByLine(file, settings))?.(line);
}

/** The same report with the edits for what is reported. `settings`: as in ESLint. */
export async function withEdits(report: Report, file: string, settings: unknown): Promise<Report> {
  // Linting is the most of it, and in vain where nothing is reported.
  if (report.constructions.every(({ rule }) => rule === undefined)) return report;
  const editsOf = await editsByLine(path.resolve(file), settings);
  const constructions = report.constructions.map((construction): ConstructionReport => (
    editsOf && construction.rule !== undefined ? { ...construction, edits: editsOf(construction.line) } : construction));
  return { ...report, constructions };
}

async function editsByLine(file: string, settings: unknown): Promise<((line: number) => Edits) | undefined> {
  const notes: WithheldNote[] = [];
  const stop = listen((note) => {
    if (note.kind === 'withheld') notes.push(note);
  });
  try {
    const [{ Linter }, { default: plugin }] = await Promise.all([import('eslint'), import('../index.js')]);
    const parser = /\.[cm]?tsx?$/.test(file) ? await import('@typescript-eslint/parser') : undefined;
    const linter = new Linter({ cwd: path.dirname(file) });
    const messages = linter.verify(await readFile(file, 'utf8'), [
      { files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'], ...(parser && { languageOptions: { parser } }) },
      ...[plugin.configs.strict].flat() as never[],
      { settings: { [settingsKey]: settings } },
    ], { filename: file });
    return (line) => {
      const offered = messages.filter((message) => message.line === line)
        .flatMap(({ suggestions = [] }) => suggestions.map(({ desc }) => desc));
      const withheld = notes.filter(({ where }) => where === `${file}:${line}`).map(({ edit, reason }) => ({ edit, reason }));
      return { offered, withheld: [...new Map(withheld.map((one) => [JSON.stringify(one), one])).values()] };
    };
  } catch {
    return undefined;
  } finally {
    stop();
  }
}
