import { indexCatalog } from '../../src/catalog/merge.js';
import { mentionsPoolCall } from '../../src/sites/pool-calls.js';
import { exportsOfText, importsOfText } from '../../src/project/files/module-text.js';
import { pathGlobs } from '../../src/project/files/path-glob.js';
import { specifiersIn } from '../../src/project/files/index-entry.js';
import { matchesExportPath, matchesPackage } from '../../src/catalog/match.js';
import { namePatterns, fixedName } from '../../src/rule/zod/name-patterns.js';
import { readSettings } from '../../src/rule/settings.js';
import { catalogOf } from '../../src/rule/settings-catalog.js';

/*
 * Texts and patterns that make a careless search backtrack. Runs in a process of its own, which its parent can end, and prints the
 * milliseconds of CPU time that each took.
 */

const length = 40_000;
const index = indexCatalog({ ...catalogOf(readSettings({})) });

/** Beginnings of what is searched for, again and again, and followed by what never ends. */
const texts = ['import', 'import ', 'import {', 'import x', 'import type ', 'from', 'from/*', 'require', 'require(', 'const', 'const x',
  'const x:', 'const x = ', 'const {',
  'export', 'export {', 'export *', 'export * as ', 'export default', 'exports', 'exports =', 'exports.', '...',
  'class', 'class x', 'class x extends', 'x', '"x', '"@x/', '"a/b/', "'", '.', '.x', 'x(', '{', '('].flatMap((start) => [
  start.repeat(length / start.length), start + ' '.repeat(length), start + '\n'.repeat(length), `${start} `.repeat(length / start.length),
  start + 'x'.repeat(length), start + ' x'.repeat(length / 2), start + '.x'.repeat(length / 2), start + 'x,'.repeat(length / 2),
]);

const searches: Readonly<Record<string, (text: string) => unknown>> = {
  specifiersIn, importsOfText, exportsOfText,
  mentionsCatalogued: (text) => index.mentionsCatalogued(text),
  mentionsPoolCall: (text) => mentionsPoolCall(index, text),
};

const name = 'a'.repeat(250);
const deep = 'a/'.repeat(100) + name;
const globs = ['*a', '**/', '*', '{a,aa}', '{a,b}*', '+(a|aa)', '*(a|*a)', '@(a*|*a)', '!(a*)', '?', '[a-z]*', '**', '*(*(', '{{{{']
  .flatMap((part) => [1, 3, 12, 60].map((count) => `${part.repeat(count)}b`));

const times: Record<string, number> = {};

function time(what: string, run: () => unknown): void {
  const before = process.cpuUsage().user;
  run();
  times[what] = Math.max(times[what] ?? 0, (process.cpuUsage().user - before) / 1000);
  // So that the parent knows where it hangs.
  if (times[what] > 1000) console.error(what);
}

for (const [search, run] of Object.entries(searches)) {
  for (const text of texts) time(`${search} of ${JSON.stringify(text.slice(0, 20))}…`, () => run(text));
}
for (const glob of globs) {
  time(`glob ${glob.slice(0, 20)}…`, () => {
    const matches = pathGlobs([glob], { dot: true });
    return [name, deep, `${name}b`].map(matches);
  });
  time(`package pattern ${glob.slice(0, 20)}…`, () => [matchesPackage(glob, name), matchesExportPath(glob, [name, name])]);
}
for (const [kind, { pattern, wanted }] of Object.entries(namePatterns)) {
  for (const text of texts) {
    time(`${kind} of ${JSON.stringify(text.slice(0, 20))}…`, () => [pattern.test(text), fixedName(text, { pattern, wanted })]);
  }
}
console.log(JSON.stringify(times));
