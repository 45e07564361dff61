/**
 * `npm run self-test -- [--node 22]… [--package <name>]… [--folder <dir>]`
 * The self-test of `client-lifetime watch`: constructs clients of the catalog under several versions of Node.js, and checks that each was
 * counted at its line, and that the application went on. The result is src/catalog/measured/self-tests.ts, after which `watch` decides
 * what it counts. Other versions of Node.js come from npm, into a cache; packages from where `npm run measure:catalog` has
 * installed them (`--folder`: as there).
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import semver from 'semver';
import { builtinCatalog } from '../../../src/catalog/builtin.js';
import { hasWildcard, matchesGlob, matchesPackage } from '../../../src/catalog/match.js';
import { recipes } from '../../../src/catalog/measured/recipes.js';
import { selfTests } from '../../../src/catalog/measured/self-tests.js';
import type { SelfTested } from '../../../src/catalog/measured/self-tests.js';
import { indexCatalog } from '../../../src/catalog/merge.js';
import { startFarSide } from '../../../src/runtime/probe/far-side.js';
import { watch } from '../../../src/runtime/watch/watch.js';
import type { WatchReport } from '../../../src/runtime/watch/watch-report.js';
import { measurements } from '../measurements.js';
import { nodeOf } from '../node-of.js';
import { programOf, RESULT } from './program.js';
import type { Construction, Format, Told } from './program.js';

/** Clients of each. */
const TIMES = 20;
/** Constructions in one process: fewer, and each start of a process is paid more often. */
const AT_ONCE = 15;
const LIMIT_MS = 180_000;
const MAX_LINE = 140;
/** Beside the recipes for one package, of those that are for many: one of each kind, and what has been measured. */
const ofFamilies = [
  { package: '@aws-sdk/client-s3', export: 'S3Client' }, { package: '@google-cloud/vision', export: 'ImageAnnotatorClient' },
  ...measurements,
];

const { values } = parseArgs({
  options: {
    node: { type: 'string', multiple: true, default: ['20', '22', '24', '26'] }, package: { type: 'string', multiple: true, default: [] },
    folder: { type: 'string' },
  },
});
const root = join(import.meta.dirname, '../../..');
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'));
/** In each the packages in another of their pinned versions. */
const folders = ['0', '1', '2'].map((turn) => join(values.folder ?? join(cache, 'client-lifetime-measure'), turn));
const index = indexCatalog(builtinCatalog);
const results = new Map<string, SelfTested>(Object.entries(selfTests).flatMap(([name, list]) => (
  list.map((each) => [[name, each.export, each.version].join(' '), each]))));

interface Installed extends Construction {
  readonly folder: string;
}

const constructions = folders.flatMap((folder) => recipes.flatMap((recipe) => [recipe.package].flat().flatMap((pattern): Installed[] => {
  if (!hasWildcard(pattern)) return [{ name: pattern, recipe, folder }];
  const ofOwn = (name: string): boolean => recipes.some((other) => [other.package].flat().includes(name));
  return ofFamilies
    .filter((one) => matchesPackage(pattern, one.package) && matchesGlob(recipe.export, one.export) && !ofOwn(one.package))
    .filter((one, position, all) => all.findIndex((other) => other.package === one.package && other.export === one.export) === position)
    .map((one) => ({ name: one.package, recipe: { ...recipe, export: one.export }, folder }));
}))).filter(({ name, recipe, folder }) => (values.package.length === 0 || values.package.includes(name))
  && isInstalled(name, folder) && isOwned(name, recipe.export, folder)
  && (recipe.versions === undefined || semver.satisfies(versionOf(name, folder), recipe.versions))
  // Not where the same line makes another client of the class first.
  && !recipe.construct.includes('??='));

const farSide = await startFarSide('tcp');
for (const major of values.node) {
  const node = nodeOf(major);
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
  console.log(`Node.js ${version}, ${constructions.length} constructions`);
  const outcomes = new Map<Installed, ('passed' | 'failed')[]>();
  for (const format of ['commonjs', 'esm'] as const) {
    for (const folder of folders) {
      const ofFolder = constructions.filter((one) => one.folder === folder);
      for (let start = 0; start < ofFolder.length; start += AT_ONCE) {
        for (const [construction, outcome] of await testTogether(node, format, ofFolder.slice(start, start + AT_ONCE))) {
          outcomes.set(construction, [...outcomes.get(construction) ?? [], outcome]);
        }
      }
    }
  }
  for (const [{ name, recipe, folder }, list] of outcomes) {
    const packageName = packageOf(name);
    const version = isBuiltin(name) ? '' : versionOf(name, folder);
    const key = [packageName, recipe.export, version].join(' ');
    const known = results.get(key) ?? { version, export: recipe.export, node: {} };
    results.set(key, { ...known, node: { ...known.node, [major]: list.includes('failed') ? 'failed' : 'passed' } });
  }
  write();
}
farSide.close();

/** What came of each that could be tested. Where the process ends, each is tested by itself. */
async function testTogether(node: string, format: Format, batch: readonly Installed[]): Promise<Map<Installed, 'passed' | 'failed'>> {
  try {
    return await test(node, format, batch);
  } catch (error) {
    if (batch.length === 1) {
      console.log(`FAIL ${batch[0]!.name} ${batch[0]!.recipe.export} (${format}): ${(error as Error).message}`);
      return new Map([[batch[0]!, 'failed']]);
    }
    console.log(`together ${batch.length} of them fail (${format}): ${(error as Error).message}`);
    const all = new Map<Installed, 'passed' | 'failed'>();
    for (const one of batch) for (const entry of await testTogether(node, format, [one])) all.set(...entry);
    return all;
  }
}

async function test(node: string, format: Format, batch: readonly Installed[]): Promise<Map<Installed, 'passed' | 'failed'>> {
  const program = programOf(batch, format, farSide.port);
  const file = join(batch[0]!.folder, `self-test-${process.pid}.${format === 'commonjs' ? 'cjs' : 'mjs'}`);
  writeFileSync(file, program.text);
  const child = spawn(node, ['--inspect-port=0', file], { stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, NODE_OPTIONS: '' } });
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`the process ended with ${code ?? signal}`)));
  });
  ended.catch(() => {});
  try {
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const next = async (): Promise<string> => {
      for (;;) {
        const { value, done } = await lines.next() as IteratorResult<string, undefined>;
        if (done) throw new Error('the process ended');
        if (value.startsWith(RESULT)) return value.slice(RESULT.length);
      }
    };
    const within = <Value>(promise: Promise<Value>): Promise<Value> => Promise.race([
      promise, ended, sleep(LIMIT_MS, undefined, { ref: false }).then(() => {
        throw new Error(`not done within ${LIMIT_MS / 1000} s`);
      }),
    ]);
    await within(next());
    const ending = new AbortController();
    let told: readonly Told[] = [];
    const report = await within(watch({
      target: { kind: 'process', pid: child.pid! }, forMs: LIMIT_MS, index, refusal: () => undefined, signal: ending.signal,
      onCounting() {
        child.stdin.write(String(TIMES));
        void within(next()).then((line) => {
          told = JSON.parse(line) as readonly Told[];
          ending.abort();
        }, () => ending.abort());
      },
    }));
    if (told.length !== batch.length) throw new Error('the process did not say what it constructed');
    // It goes on as before.
    child.stdin.write('1');
    await within(next());
    return compare(batch, program.places, told, report, file, format);
  } finally {
    child.kill('SIGKILL');
    rmSync(file, { force: true });
  }
}

function compare(
  batch: readonly Installed[], places: ReturnType<typeof programOf>['places'], told: readonly Told[], report: WatchReport, file: string,
  format: Format,
): Map<Installed, 'passed' | 'failed'> {
  const outcomes = new Map<Installed, 'passed' | 'failed'>();
  for (const [turn, construction] of batch.entries()) {
    const { name, recipe } = construction;
    const { made, failure } = told[turn]!;
    const label = `${name} ${recipe.export} (${format})`;
    if (made === 0) {
      console.log(`skip ${label}: ${failure}`);
      continue;
    }
    const { line, column } = places[turn]!;
    const here = report.places.filter((place) => place.file === file && place.line === line
      && (column === undefined || place.column === column));
    // The construction may take another client, which the same line makes.
    const exact = here.filter((place) => place.package === packageOf(name) && place.export === recipe.export);
    const counted = (exact.length > 0 ? exact : here).reduce((sum, { constructed }) => sum + constructed, 0);
    outcomes.set(construction, counted === made ? 'passed' : 'failed');
    if (counted !== made) console.log(`FAIL ${label}: ${counted} of ${made} counted`);
  }
  return outcomes;
}

function write(): void {
  const file = join(root, 'src/catalog/measured/self-tests.ts');
  const text = readFileSync(file, 'utf8');
  const names = [...new Set([...results.keys()].map((key) => key.split(' ')[0]!))].sort();
  const quoted = (word: string): string => (/^[a-z]\w*$/i.test(word) ? word : `'${word}'`);
  const rowOf = ({ version, export: exported, node }: SelfTested): string => {
    const outcomes = Object.entries(node).map(([major, outcome]) => `${major}: '${outcome}'`).join(', ');
    return `{ version: '${version}', export: '${exported}', node: { ${outcomes} } }`;
  };
  const rows = names.flatMap((name) => {
    const ofName = [...results].filter(([key]) => key.startsWith(`${name} `)).sort(([a], [b]) => (a < b ? -1 : 1));
    const tested = ofName.map(([, each]) => rowOf(each));
    const line = `  ${quoted(name)}: [${tested.join(', ')}],`;
    return line.length <= MAX_LINE ? [line] : [`  ${quoted(name)}: [`, ...tested.map((row) => `    ${row},`), '  ],'];
  });
  const head = text.slice(0, text.indexOf('= {', text.indexOf('export const selfTests')));
  writeFileSync(file, [`${head}= {`, ...rows, '};', ''].join('\n'));
}

function isOwned(name: string, exported: string, folder: string): boolean {
  const version = (): string => versionOf(name, folder);
  const entry = index.findClient(name, exported.split('.'), 'new', version) ?? index.findClient(name, exported.split('.'), 'call', version);
  return entry !== undefined && entry.model.holds !== 'nothing';
}

/** Modules of Node.js itself are in all folders, and tested in the first. */
function isInstalled(name: string, folder: string): boolean {
  return isBuiltin(name) ? folder === folders[0] : existsSync(join(folder, 'node_modules', packageOf(name)));
}

function versionOf(name: string, folder: string): string {
  if (isBuiltin(name)) return process.versions.node;
  return (JSON.parse(readFileSync(join(folder, 'node_modules', packageOf(name), 'package.json'), 'utf8')) as { version: string }).version;
}

function packageOf(name: string): string {
  return name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/');
}
