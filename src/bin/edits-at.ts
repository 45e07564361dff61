import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { listen } from '../limits/debug-log.js';
import { settingsKey } from '../rule/settings.js';
import type { ConstructionReport, Edits, Report, WithheldEdit } from './report.js';

/**
 * The edits that ESLint offers on a line, as a run with the preset `strict` would. `undefined` where ESLint (a peer, which this command can
 * do without) or a parser for the file is not installed.
 */
export async function editsAt(file: string, line: number, settings: unknown = {}): Promise<Edits | undefined> {
  const withheld: WithheldEdit[] = [];
  const stop = listen((note) => {
    if (note.kind === 'withheld' && note.where === `${file}:${line}`) withheld.push({ edit: note.edit, reason: note.reason });
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
    const offered = messages.filter((message) => message.line === line)
      .flatMap(({ suggestions = [] }) => suggestions.map(({ desc }) => desc));
    return { offered, withheld: [...new Map(withheld.map((one) => [JSON.stringify(one), one])).values()] };
  } catch {
    return undefined;
  } finally {
    stop();
  }
}

/** The same report with the edits for what is reported. `settings`: as in ESLint. */
export async function withEdits(report: Report, file: string, settings: unknown): Promise<Report> {
  const constructions: ConstructionReport[] = [];
  // One after the other: what is withheld is told while the file is linted.
  for (const construction of report.constructions) {
    const edits = construction.rule === undefined ? undefined : await editsAt(path.resolve(file), construction.line, settings);
    constructions.push({ ...construction, ...(edits && { edits }) });
  }
  return { ...report, constructions };
}
