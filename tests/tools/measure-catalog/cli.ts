/**
 * `npm run measure:catalog -- [--package <name>]… [--folder <dir>] [--times 10]`
 * Measures the clients of src/catalog/measured/recipes.ts against servers of this machine, and writes measurements.json.
 * Servers other than those that `probe` brings are used where they listen at their usual port; clients of others are left as they were.
 * `--folder`: where the packages are installed; without one they are installed into a cache.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hasWildcard, matchesGlob, matchesPackage } from '../../../src/catalog/match.js';
import { recipes } from '../../../src/catalog/measured/recipes.js';
import type { FarSideName, MeasuringRecipe } from '../../../src/catalog/measured/recipes.js';
import { startCounter, startFarSide } from '../../../src/runtime/probe/far-side.js';
import { probe } from '../../../src/runtime/probe/probe.js';
import type { ProbeResult } from '../../../src/runtime/probe/probe.js';

const usualPorts = { postgres: 5432, redis: 6379, mariadb: 3306, memcached: 11_211, mosquitto: 1883, nats: 4222 } as const;
const LIMIT_MS = 60_000;

const { values } = parseArgs({
  options: {
    package: { type: 'string', multiple: true, default: [] }, folder: { type: 'string' }, out: { type: 'string' },
    times: { type: 'string', default: '10' },
  },
});
const root = join(import.meta.dirname, '../../..');
const dataFile = values.out ?? join(root, 'src/catalog/measured/measurements.json');
const pinned = JSON.parse(readFileSync(join(root, 'tests/tools/verify-catalog/versions.json'), 'utf8')) as Record<string, string[]>;
const wanted = Object.keys(pinned).flatMap((name) => recipes.filter((recipe) => (
  [recipe.package].flat().some((pattern) => matchesPackage(pattern, name)))).map((recipe) => ({ name, recipe })))
  .filter(({ name }) => values.package.length === 0 || values.package.includes(name));
const folder = values.folder ?? install([...new Set(wanted.map(({ name }) => name))]);
const before = JSON.parse(readFileSync(dataFile, 'utf8')) as Measurement[];
const known = new Map(before.map((each) => [`${each.package} ${each.export}`, each]));

interface Measurement extends ProbeResult {
  readonly farSide: FarSideName;
}

let failures = 0;
for (const { name, recipe } of wanted) {
  const exported = exportOf(name, recipe);
  if (exported === undefined) {
    console.log(`skip ${name}: it exports nothing that ${recipe.export} matches`);
    continue;
  }
  try {
    const farSide = await farSideOf(recipe.farSide);
    if (!farSide) {
      console.log(`skip ${name} ${exported}: no ${recipe.farSide} listens at its usual port`);
      continue;
    }
    try {
      const result = await probe({
        ...recipe, package: name, export: exported, folder, farSide, times: Number(values.times), limitMs: LIMIT_MS, allowRemote: false,
        childFile: join(root, 'dist/src/probe-child.js'),
      });
      const { unused, kept, released, shared } = result.modes;
      if (kept.opened === 0 || kept.failedCalls === result.times) throw new Error(`no call reached the far side: ${kept.failure}`);
      known.set(`${name} ${exported}`, { ...result, farSide: recipe.farSide });
      const counts = [unused, kept, released, shared].map(({ opened, open }) => `${opened}/${open}`).join(' ');
      console.log(`ok   ${name}@${result.version} ${exported}: ${counts}, ${kept.milliseconds} / ${shared.milliseconds} ms`);
    } finally {
      farSide.close();
    }
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${name} ${exported}: ${(error as Error).message}`);
  }
  const sorted = [...known.values()].sort((a, b) => (`${a.package} ${a.export}` < `${b.package} ${b.export}` ? -1 : 1));
  writeFileSync(dataFile, `[\n${sorted.map((each) => JSON.stringify(each)).join(',\n')}\n]\n`);
}
console.log(`${known.size} entries are measured, ${failures} could not be.`);
process.exit(failures === 0 ? 0 : 1);

async function farSideOf(name: FarSideName) {
  if (name === 'http' || name === 'grpc') return startFarSide(name);
  const server = { host: '127.0.0.1', port: usualPorts[name] };
  const isThere = await new Promise<boolean>((resolve) => {
    const socket = connect(server, () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
  return isThere ? startCounter(server) : undefined;
}

/** The export that a pattern stands for: the first that is a class. */
function exportOf(name: string, recipe: MeasuringRecipe): string | undefined {
  if (!hasWildcard(recipe.export)) return recipe.export;
  const script = `console.log('\\n' + JSON.stringify(Object.entries(require(${JSON.stringify(name)}))
    .filter(([, value]) => typeof value === 'function').map(([key]) => key)))`;
  try {
    const text = execFileSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const names = JSON.parse(text.trim().split('\n').at(-1)!) as string[];
    return names.find((each) => each !== 'Client' && each !== '__Client' && matchesGlob(recipe.export, each));
  } catch {
    return undefined;
  }
}

function install(names: readonly string[]): string {
  const target = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'client-lifetime-measure');
  const manifest = JSON.stringify({ private: true, dependencies: Object.fromEntries(names.map((name) => [name, pinned[name]![0]])) });
  const file = join(target, 'package.json');
  if (existsSync(file) && readFileSync(file, 'utf8') === manifest) return target;
  mkdirSync(target, { recursive: true });
  writeFileSync(file, manifest);
  const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stderr } = spawnSync('npm', ['install', ...flags], { cwd: target, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return target;
}
