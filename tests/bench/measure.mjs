import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import { importSource } from '../tools/import-source.mjs';
import { optionsFor } from './modes.mjs';

/*
 * One measurement in a process of its own: `node measure.mjs '{ "mode": …, "folder": …, "files": […], "workers": … }'`. Prints as JSON, for
 * each file or for the whole folder, the CPU time in milliseconds, without the loading of modules, and what our rules take of it.
 */

const { mode, folder, files = ['.'], workers } = JSON.parse(process.argv[2]);

const eslint = workers === undefined ? new ESLint(optionsFor(mode, folder))
  : await ESLint.fromOptionsModule(new URL(`./parallel-options.mjs?${new URLSearchParams({ mode, folder, workers })}`, import.meta.url));

/** The time that linting takes, and the reports of the plugin. */
async function lint(pattern) {
  const before = process.cpuUsage();
  const startedAt = performance.now();
  const results = await eslint.lintFiles([pattern]);
  const { user, system } = process.cpuUsage(before);
  const wall = performance.now() - startedAt;
  const reports = results.flatMap(({ filePath, messages }) => messages
    .filter(({ ruleId }) => ruleId?.startsWith('client-lifetime/'))
    .map(({ line, ruleId }) => `${path.relative(folder, filePath).split(path.sep).join('/')}:${line} ${ruleId}`));
  const rules = results[0]?.stats && await timesOfRules(results);
  return { cpu: (user + system) / 1000, wall, files: results.length, reports, ...(rules && { rules }) };
}

/** What our rules take, by the linter's own clock, which is read around each of them, and their share of files that name no client. */
async function timesOfRules(results) {
  const [{ builtinCatalog }, { indexCatalog }] = await Promise.all([
    importSource('src/catalog/builtin.ts'), importSource('src/catalog/merge.ts'),
  ]);
  const { mentionsCatalogued } = indexCatalog(builtinCatalog);
  const times = results.map(({ filePath, stats }) => {
    const passes = stats.times.passes;
    const own = passes.flatMap(({ rules = {} }) => Object.values(rules)).reduce((sum, { total }) => sum + total, 0);
    const all = passes.reduce((sum, { total }) => sum + total, 0);
    return { own, rest: all - own, isPlain: !mentionsCatalogued(readFileSync(filePath, 'utf8')) };
  });
  const share = (list) => list.reduce((sum, { own }) => sum + own, 0) / list.reduce((sum, { rest }) => sum + rest, 0);
  const sorted = times.map(({ own }) => own).sort((a, b) => a - b);
  const plain = times.filter(({ isPlain }) => isPlain);
  return {
    own: times.reduce((sum, { own }) => sum + own, 0), plainShare: share(plain),
    median: sorted[Math.floor(sorted.length / 2)], p99: sorted[Math.floor(sorted.length * 0.99)],
  };
}

const runs = [];
for (const file of files) runs.push(await lint(file));
console.log(JSON.stringify({ runs, memory: process.resourceUsage().maxRSS / 1000 }));
