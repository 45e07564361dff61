/**
 * `npm run measure:catalog -- [--package <name>]… [--missing] [--units] [--folder <dir>] [--times 10]`
 * Measures the clients of src/catalog/measured/recipes.ts against servers of this machine, and writes measurements.json; of those that hold
 * a connection each, it takes the unit that grows with them, and writes fingerprints.json.
 * Servers other than those that `probe` brings are used where they listen at their usual port; clients of others are left as they were.
 * `--missing`: only what has no measurement yet. `--units`: only the units, of what has been measured. `--folder`: where the packages are
 * installed, in a folder for each of the versions that are pinned (0, 1, 2); without one they are installed into a cache.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import semver from 'semver';
import { hasWildcard, matchesGlob, matchesPackage } from '../../../src/catalog/match.js';
import type { Fingerprint } from '../../../src/catalog/measured/fingerprint.js';
import type { Measurement } from '../../../src/catalog/measured/measurement.js';
import type { MeasuringRecipe } from '../../../src/catalog/measured/recipe.js';
import { recipes } from '../../../src/catalog/measured/recipes.js';
import { takeFingerprint } from '../../../src/runtime/diagnose/fingerprints/take-fingerprint.js';
import { startCounter, startFarSide } from '../../../src/runtime/probe/far-side.js';
import { probe } from '../../../src/runtime/probe/probe.js';
import type { ProbeOptions } from '../../../src/runtime/probe/probe.js';

const usualPorts = {
  postgres: 5432, redis: 6379, mariadb: 3306, memcached: 11_211, mosquitto: 1883, nats: 4222, 'nats-ws': 9222, rabbitmq: 5672,
  stomp: 61_613, ldap: 389, ssh: 2222, mongodb: 27_017,
} as const;
const LIMIT_MS = 180_000;
/** Peers that packages want and do not bring. */
const companions = {
  '@grpc/proto-loader': '*', '@langchain/core': '*', '@nestjs/common': '*', '@nestjs/core': '*', '@opentelemetry/api': '^1',
  graphql: '^16', 'cache-manager': '^5', pg: '^8', 'reflect-metadata': '*', rxjs: '^7', ws: '^8',
};

const { values } = parseArgs({
  options: {
    package: { type: 'string', multiple: true, default: [] }, missing: { type: 'boolean', default: false },
    units: { type: 'boolean', default: false }, folder: { type: 'string' },
    out: { type: 'string' }, times: { type: 'string', default: '10' },
  },
});
const root = join(import.meta.dirname, '../../..');
const dataFile = values.out ?? join(root, 'src/catalog/measured/measurements.json');
const fingerprintFile = join(root, 'src/catalog/measured/fingerprints.json');
const pinned = JSON.parse(readFileSync(join(root, 'tests/tools/verify-catalog/versions.json'), 'utf8')) as Record<string, string[]>;

interface Wanted {
  /** A package, or an entry point of it. */
  readonly name: string;
  readonly recipe: MeasuringRecipe;
  readonly version: string;
  /** Which of the pinned versions, and so which folder. */
  readonly turn: number;
}

const before = JSON.parse(readFileSync(dataFile, 'utf8')) as Measurement[];
const known = new Map(before.map((each) => [keyOf(each.package, each.export, each.version), each]));
const fingerprints = new Map((JSON.parse(readFileSync(fingerprintFile, 'utf8')) as Fingerprint[])
  .map((each) => [keyOf(each.package, each.export, each.version), each]));
const wanted = recipes.flatMap((recipe) => [recipe.package].flat().flatMap((pattern) => (
  hasWildcard(pattern) ? Object.keys(pinned).filter((name) => matchesPackage(pattern, name)) : [pattern]))
  .flatMap((name) => versionsOf(name).map((version, turn): Wanted => ({ name, recipe, version, turn }))))
  // A recipe for one package comes before those for many, and the first counts.
  .filter((one, index, all) => (one.recipe.versions === undefined || semver.satisfies(one.version, one.recipe.versions))
    && all.findIndex((other) => other.name === one.name && other.version === one.version
      && (other.recipe.export === one.recipe.export)) === index)
  .filter(({ name }) => values.package.length === 0 || values.package.includes(name))
  .filter(({ name, recipe, version }) => {
    const measured = [...known.values()].filter((each) => (
      each.package === name && each.version === version && matchesGlob(recipe.export, each.export)));
    if (values.units) {
      return measured.some((each) => holdsOneEach(each)
        && !(values.missing && fingerprints.has(keyOf(each.package, each.export, each.version))));
    }
    return !values.missing || measured.length === 0;
  });
const folders = [0, 1, 2].map((turn) => values.folder === undefined ? install(turn) : join(values.folder, String(turn)));

let failures = 0;
for (const { name, recipe, version, turn } of wanted) {
  const folder = folders[turn]!;
  const exported = exportOf(name, recipe, folder);
  if (exported === undefined) {
    console.log(`skip ${name}: it exports nothing that ${recipe.export} matches`);
    continue;
  }
  try {
    const farSide = await farSideOf(recipe);
    if (!farSide) {
      console.log(`skip ${name} ${exported}: no ${recipe.farSide} listens at its usual port`);
      continue;
    }
    try {
      const options: ProbeOptions = {
        ...recipe, package: name, export: exported, folder, farSide, times: Number(values.times), limitMs: LIMIT_MS, allowRemote: false,
        childFile: join(root, 'dist/src/probe-child.js'),
      };
      const key = keyOf(name, exported, version);
      if (!values.units) known.set(key, await measure(options, recipe, version));
      const rows = holdsOneEach(known.get(key)!) ? await takeFingerprint(options) : undefined;
      if (rows) fingerprints.set(key, { package: name, version, export: exported, node: process.versions.node, rows });
      console.log(`     ${name}@${version} ${exported}: ${rows ? JSON.stringify(rows).length : 'no'} fingerprint`);
    } finally {
      farSide.close();
    }
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${name}@${version} ${exported}: ${(error as Error).message}`);
  }
  write(dataFile, known);
  write(fingerprintFile, fingerprints);
}
console.log(`${known.size} clients are measured, ${failures} could not be.`);
process.exit(failures === 0 ? 0 : 1);

async function measure(options: ProbeOptions, { farSide }: MeasuringRecipe, version: string): Promise<Measurement> {
  const result = await probe(options);
  const { unused, kept, released, shared } = result.modes;
  if (result.version !== version) throw new Error(`version ${result.version} is installed, not ${version}`);
  if (result.connects === 'never') throw new Error(`no call reached the far side: ${kept.failure}`);
  // The far sides of probe itself answer with what some clients take for an error; a server answers as it should.
  if (kept.failedCalls > 0 && Object.hasOwn(usualPorts, farSide)) throw new Error(`calls fail: ${kept.failure}`);
  const counts = [unused, kept, released, shared].map(({ opened, open }) => `${opened}/${open}`).join(' ');
  const times = `${kept.milliseconds} / ${shared.milliseconds} ms`;
  const failed = kept.failedCalls > 0 ? `, ${kept.failedCalls} failed: ${kept.failure}` : '';
  console.log(`ok   ${result.package}@${result.version} ${result.export}: ${counts}, ${times}${failed}`);
  return { ...result, farSide };
}

/** What shares its connections with others grows with them, and not with its clients. */
function holdsOneEach({ modes: { kept }, times }: Measurement): boolean {
  return kept.open >= times;
}

function write(file: string, entries: ReadonlyMap<string, { package: string; export: string; version: string }>): void {
  const sorted = [...entries.values()].sort((a, b) => (
    keyOf(a.package, a.export, a.version) < keyOf(b.package, b.export, b.version) ? -1 : 1));
  writeFileSync(file, `[\n${sorted.map((each) => JSON.stringify(each)).join(',\n')}\n]\n`);
}

function keyOf(name: string, exported: string, version: string): string {
  return `${name} ${exported} ${version}`;
}

/** The versions that are pinned of the package, of Node.js for its own modules. */
function versionsOf(name: string): readonly string[] {
  return isBuiltin(name) ? [process.versions.node] : pinned[packageOf(name)] ?? [];
}

function packageOf(name: string): string {
  return name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/');
}

async function farSideOf({ farSide: name, answer }: MeasuringRecipe) {
  if (name === 'http' || name === 'grpc' || name === 'web-socket') return startFarSide(name, answer);
  const server = { host: '127.0.0.1', port: usualPorts[name] };
  const isThere = await new Promise<boolean>((resolve) => {
    const socket = connect(server, () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
  return isThere ? startCounter(server) : undefined;
}

/** The export that a pattern stands for: the first that is a class. */
function exportOf(name: string, recipe: MeasuringRecipe, folder: string): string | undefined {
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

/** Installs each wanted package in the given one of its pinned versions, and what the recipes take beside them. */
function install(turn: number): string {
  const target = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'client-lifetime-measure', String(turn));
  const packages = wanted.filter((one) => one.turn === turn && !isBuiltin(one.name)).map(({ name, version }) => [packageOf(name), version]);
  const manifest = JSON.stringify({ private: true, dependencies: { ...companions, ...Object.fromEntries(packages) as object } });
  const file = join(target, 'package.json');
  if (packages.length === 0 || (existsSync(file) && readFileSync(file, 'utf8') === manifest)) return target;
  mkdirSync(target, { recursive: true });
  writeFileSync(file, manifest);
  const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stderr } = spawnSync('npm', ['install', ...flags], { cwd: target, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return target;
}
