import { readFileSync } from 'node:fs';
import path from 'node:path';
import { lintFiles } from '../robustness/lint-files.mjs';
import { importSource } from '../tools/import-source.mjs';
import { sourcesIn } from '../tools/published-packages.mjs';

/*
 * One repository in a process of its own: `node read-repository.mjs <folder>`. Prints a line of JSON per file (`FileFindings`), and before
 * it the file's name, so that who waits knows on which file it hangs. It is no TypeScript because it starts once a repository.
 */

const { columnOf, explainPlace, listen, parseFile, plugin } = await importSource('tests/unseen/engine.ts');

/** Larger files are bundles or tables, in bytes. */
const largest = 1_000_000;

/** Characters of a line that nobody writes. */
const longestLine = 10_000;

const [folder] = process.argv.slice(2);
const files = sourcesIn(folder, { largest }).filter((file) => !isMinified(file));
for (const file of files) {
  print({ begins: file });
  print(findingsOf(file));
}
print({ peakMemory: Math.round(process.resourceUsage().maxRSS / 1024) });

function isMinified(file) {
  return readFileSync(path.join(folder, file), 'utf8').split('\n').some((line) => line.length > longestLine);
}

function print(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function findingsOf(file) {
  const limits = [];
  const stop = listen((note) => {
    if (note.kind === 'limit') limits.push({ limit: note.limit, where: note.where.replaceAll(`${folder}${path.sep}`, '') });
  });
  const before = process.cpuUsage();
  let explained = { isParsed: true, constructions: [] };
  let error;
  try {
    explained = explainFile(file);
  } catch (thrown) {
    error = String(thrown.stack ?? thrown);
  }
  // Rules read the answers that explanations read: where there is nothing to explain, ESLint's parser would be most of the work.
  const [linted] = explained.constructions.length > 0 || error !== undefined ? lintFiles(plugin, folder, [file]) : [{ reports: [] }];
  stop();
  const { user, system } = process.cpuUsage(before);
  return {
    file: file.split(path.sep).join('/'),
    cpu: Math.round((user + system) / 1000),
    isParsed: explained.isParsed,
    error: error ?? linted.error,
    reports: linted.reports.map(({ rule, line, message, suggestions }) => ({
      rule, line, message, edits: suggestions, isRecommended: `client-lifetime/${rule}` in plugin.configs.recommended.rules,
    })),
    constructions: explained.constructions,
    limits,
  };
}

/** What the engine says of each construction of a file. What no parser accepts has none. */
function explainFile(file) {
  const absolute = path.join(folder, file);
  const model = parseFile(absolute, readFileSync(absolute, 'utf8').replace(/^\uFEFF/, ''));
  if (!model) return { isParsed: false, constructions: [] };
  const { constructions } = explainPlace({ kind: 'explain', file: absolute, isJson: true, hasPasses: false, root: folder });
  return {
    isParsed: true,
    constructions: constructions.map((report) => {
      const call = model.calls.find((node) => model.lineOf(node) === report.line && columnOf(model, node) === report.column);
      const isInFunction = call !== undefined
        && model.functions.some((fn) => fn.range[0] <= call.range[0] && call.range[1] <= fn.range[1]);
      return { line: report.line, isInFunction, report };
    }),
  };
}
