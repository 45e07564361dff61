/**
 * `npm run verify:catalog -- [--family <name>]… [--pin] [--update]`
 * Installs the packages that the catalog names and holds each entry against what they export.
 * `--pin` adds the latest version of packages that have no version in versions.json; `--update` writes the snapshot of pattern matches.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { emptyCatalog } from '../../../src/catalog/merge.js';
import { families } from '../../../src/catalog/families.js';
import { addMissingPins, installAlone, installFamily } from './install.js';
import { renderReport } from './report.js';
import { verifyBoundaries } from './verify-boundaries.js';
import { verifyFamily, type FamilyResult, type PinnedVersions, type Unverifiable } from './verify-families.js';

const here = import.meta.dirname;
const readJson = <T>(name: string): T => JSON.parse(readFileSync(join(here, name), 'utf8')) as T;
const writeJson = (name: string, value: unknown): void => writeFileSync(join(here, name), `${JSON.stringify(value, null, 2)}\n`);

const { values } = parseArgs({
  options: {
    family: { type: 'string', multiple: true, default: [] },
    pin: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
  },
});
const unknown = values.family.filter((name) => !families.some((family) => family.name === name));
if (unknown.length > 0) {
  console.error(`There is no family ${unknown.join(', ')}. There are ${families.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const selected = families.filter(({ name }) => values.family.length === 0 || values.family.includes(name));
if (values.pin) {
  const lines = Object.entries(addMissingPins(selected, readJson<PinnedVersions>('versions.json'))).map(([name, versions]) => (
    `  ${JSON.stringify(name)}: [${versions.map((version) => JSON.stringify(version)).join(', ')}]`
  ));
  writeFileSync(join(here, 'versions.json'), `{\n${lines.join(',\n')}\n}\n`);
}
const pinned = readJson<PinnedVersions>('versions.json');
const unverifiable = readJson<readonly Unverifiable[]>('unverifiable.json');
const boundaries = readJson<PinnedVersions>('boundaries.json');
const declarations = { '@types/node': pinned['@types/node'] ?? [] };
const results: FamilyResult[] = [];
let failures = 0;
for (const family of selected) {
  let root: string;
  try {
    root = installFamily(family, pinned);
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${family.name}: ${error instanceof Error ? error.message : String(error)}`);
    continue;
  }
  const catalog = { ...emptyCatalog, families };
  const verified = verifyFamily(family, catalog, root, pinned, unverifiable);
  const ofVersions = verifyBoundaries(family, catalog, boundaries, (name, version, versions) => (
    installAlone(name, version, { ...versions, ...declarations })), unverifiable);
  const result = { ...verified, problems: [...verified.problems, ...ofVersions] };
  results.push(result);
  failures += result.problems.length;
  const { constructions, patterns, wrappers, checkouts, others } = result.counts;
  const constructed = `${constructions} constructions by name, ${patterns} by pattern`;
  const rest = `${wrappers} wrappers, ${checkouts} checkouts, ${others} others, ${result.excused.length} not verifiable`;
  console.log(`${result.problems.length === 0 ? 'ok  ' : 'FAIL'} ${family.name}: ${constructed}, ${rest}`);
  for (const problem of result.problems) {
    console.log(`       [${problem.check}] ${problem.text}`);
  }
}

const excused = results.flatMap((result) => result.excused);
const packages = new Set(selected.flatMap((family) => family.clients.flatMap((client) => client.package)));
for (const each of unverifiable) {
  const isUsed = excused.some((problem) => (
    problem.package === each.package && problem.export === each.export && problem.check === each.check
  ));
  if (!isUsed && (values.family.length === 0 || packages.has(each.package))) {
    failures += 1;
    console.log(`FAIL unverifiable.json excuses what is right by now: ${each.package} ${each.export} [${each.check}]`);
  }
}

const known = readJson<Record<string, FamilyResult['matches']>>('matches.json');
const today = Object.fromEntries(results.flatMap(({ family, matches }) => (Object.keys(matches).length === 0 ? [] : [[family, matches]])));
for (const { family: name } of results) {
  if (JSON.stringify(sorted(known[name] ?? {})) !== JSON.stringify(sorted(today[name] ?? {})) && !values.update) {
    failures += 1;
    console.log(`FAIL ${name}: the patterns match something else than matches.json says. Review it with --update and git diff.`);
  }
}
if (values.update) {
  const merged = { ...known, ...today };
  for (const { family: name } of results.filter(({ family }) => !(family in today))) {
    delete merged[name];
  }
  writeJson('matches.json', sorted(merged));
}
if (values.family.length === 0) {
  writeFileSync(join(here, '../../../docs/catalog-verification.md'), renderReport(results, new Date()));
}
console.log(failures === 0 ? 'Every entry is as the packages have it.' : `${failures} to mend.`);
process.exitCode = failures === 0 ? 0 : 1;

function sorted<T>(value: T): T {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)])) as T;
}
