import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { progressBar } from '../command/progress-bar.js';
import { UserError } from '../command/user-error.js';
import { diagnose } from '../runtime/diagnose/diagnose.js';
import { readCounts } from '../runtime/diagnose/join/read-counts.js';
import { renderPage } from '../runtime/diagnose/render/render-page.js';
import { renderText } from '../runtime/diagnose/render/render-text.js';
import { readWords } from '../command/read-words.js';
import { hasColors } from '../command/terminal.js';

/* `client-lifetime diagnose <snapshots…>`: exit codes 0 no client grows, 1 some do, 2 it could not be looked at. */

const help = `client-lifetime diagnose <snapshots…> [--project <dir>] [--watch <file>] [--json] [--html <file>]

Compares heap snapshots of one process, in the order in which they were taken: what grows in every interval,
which of it owns a connection, which package constructs it, and where the project does so.

  --project <dir>     the folder with the code that the process runs (default: this one)
  --watch <file>      what \`client-lifetime watch --json\` printed, so that counted constructions come first
  --json              print the report as JSON
  --html <file>       write it as a page that needs nothing else
  --help

Exit codes: 0 no client grows, 1 some do, 2 it could not be looked at. See docs/diagnose.md.
`;

const options = {
  project: { type: 'string' }, watch: { type: 'string' }, json: { type: 'boolean' }, html: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export function run(words: readonly string[]): number {
  const { values, positionals: paths } = readWords(words, options, 'client-lifetime diagnose --help');
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const project = path.resolve(values.project ?? '.');
  if (!existsSync(project) || !statSync(project).isDirectory()) throw new UserError(`there is no folder ${values.project} for --project.`);
  const counted = values.watch === undefined ? undefined : readCounts(values.watch, readFile(values.watch), project);
  const bar = progressBar('reading', paths.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0));
  const report = diagnose(paths, { project, ...(counted && { counted }), onProgress: (bytes) => bar.add(bytes) });
  bar.end();
  if (values.html !== undefined) writeFile(values.html, renderPage(report));
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : renderText(report, hasColors()));
  return report.conclusion === 'leak' ? 1 : 0;
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`cannot read ${file}: ${(error as Error).message}.`, { cause: error });
  }
}

function writeFile(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UserError(`cannot write ${file}: ${(error as Error).message}.`, { cause: error });
  }
}
