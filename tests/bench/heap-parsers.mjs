/**
 * `npm run bench:heap [-- --megabytes 100 --times 3]`
 * What reading a heap snapshot costs: with the reader of `client-lifetime diagnose`, with other parsers from npm, and with `JSON.parse`.
 * Makes a snapshot of about that size, and reads it in processes of their own, in turns, in one run. Prints medians.
 * The others are installed into a cache. DevTools' parser also computes dominators and what each object retains, and memlab builds indexes.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const LIMIT_MS = 600_000;
const installed = { '@memlab/core': '2.0.5', 'v8-heapsnapshot': '1.3.1', 'heap-snapshot-toolkit': '1.1.3' };

/** Each gives how many objects there are, so that none gets away with reading less. */
const parsers = {
  'client-lifetime, with edges': 'const { readHeap } = await import(ours);\n'
    + 'const heap = readHeap(file, { edges: true });\nobjects = heap.type.length; keep = heap;',
  'client-lifetime, without edges': 'const { readHeap } = await import(ours);\n'
    + 'const heap = readHeap(file, { edges: false });\nobjects = heap.type.length; keep = heap;',
  'JSON.parse': "const { readFileSync } = await import('node:fs');\nconst heap = JSON.parse(readFileSync(file, 'utf8'));\n"
    + 'objects = heap.snapshot.node_count; keep = heap;',
  '@memlab/core': "const { utils } = require('@memlab/core');\n"
    + 'const heap = await utils.getSnapshotFromFile(file, { buildNodeIdIndex: true, verbose: false });\n'
    + 'objects = heap.nodes.length; keep = heap;',
  'v8-heapsnapshot': "const { parseSnapshotFromFile } = require('v8-heapsnapshot');\nconst heap = await parseSnapshotFromFile(file);\n"
    + 'objects = heap.nodes.length; keep = heap;',
  'DevTools (heap-snapshot-toolkit)': "const { createReadStream } = await import('node:fs');\n"
    + "const { parse } = await import(pathToFileURL(require.resolve('heap-snapshot-toolkit')).href);\n"
    + "const heap = await parse(createReadStream(file, 'utf-8'));\nobjects = heap.nodeCount; keep = heap;",
};

const { values } = parseArgs({ options: { megabytes: { type: 'string', default: '100' }, times: { type: 'string', default: '3' } } });
const folder = mkdtempSync(join(tmpdir(), 'heap-parsers-'));
try {
  const packages = install();
  const ours = join(folder, 'read-heap.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, '../../src/runtime/heap/read-heap.ts')], outfile: ours, bundle: true, platform: 'node',
    format: 'esm', logLevel: 'silent',
  });
  const file = makeSnapshot(Number(values.megabytes));
  const megabytes = statSync(file).size / 1e6;
  console.log(`A snapshot of ${megabytes.toFixed(0)} MB, Node.js ${process.versions.node}, medians of ${values.times}:`);
  const runs = Object.fromEntries(Object.keys(parsers).map((name) => [name, []]));
  for (let turn = 0; turn < Number(values.times); turn += 1) {
    for (const [name, code] of Object.entries(parsers)) runs[name].push(read(code, { file, ours, packages }));
  }
  for (const [name, list] of Object.entries(runs)) {
    const failure = list.find((run) => run.failure !== undefined)?.failure;
    const per100 = (value) => (value * 100) / megabytes;
    const cost = failure ?? `${list[0].objects} objects, ${per100(median(list, 'cpu')).toFixed(2)} s of CPU and `
      + `${per100(median(list, 'memory')).toFixed(0)} MB for each 100 MB`;
    console.log(`${name.padEnd(34)} ${cost}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function median(runs, key) {
  const sorted = runs.map((run) => run[key]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Reads it in a process of its own; memory is what it takes at its highest beyond what the process had before. */
function read(code, { file, ours, packages }) {
  const script = join(folder, 'read.mjs');
  writeFileSync(script, `import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
const require = createRequire(${JSON.stringify(join(packages, 'package.json'))});
const file = ${JSON.stringify(file)}, ours = ${JSON.stringify(pathToFileURL(ours).href)};
let objects = 0, keep;
const before = process.resourceUsage();
${code}
const after = process.resourceUsage();
const seconds = (usage) => (usage.userCPUTime + usage.systemCPUTime) / 1e6;
console.log('\\n' + JSON.stringify({ objects, cpu: seconds(after) - seconds(before), memory: (after.maxRSS - before.maxRSS) / 1000 }));
process.exit(keep === undefined ? 1 : 0);
`);
  const options = { encoding: 'utf8', timeout: LIMIT_MS, maxBuffer: 1e8, env: { ...process.env, NODE_OPTIONS: '' } };
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['--max-old-space-size=8192', script], options);
  if (status !== 0) return { failure: signal ? `not done within ${LIMIT_MS / 1000} s` : `failed: ${stderr.trim().split('\n').at(-1)}` };
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/** A process with objects as a service has them: instances, maps, closures, strings and arrays. */
function makeSnapshot(megabytes) {
  const file = join(folder, 'made.heapsnapshot');
  const script = `const { writeHeapSnapshot } = require('node:v8');
class Session { constructor(id) { this.id = id; this.at = new Date(id); this.tags = ['a' + id, 'b']; this.notify = () => this.id; } }
const sessions = new Map();
for (let id = 0; id < ${Math.round(megabytes * 1150)}; id += 1) sessions.set('session-' + id, new Session(id));
writeHeapSnapshot(${JSON.stringify(file)});`;
  const options = { encoding: 'utf8', timeout: LIMIT_MS };
  const { status, stderr } = spawnSync(process.execPath, ['--max-old-space-size=4096', '-e', script], options);
  if (status !== 0) throw new Error(stderr);
  return file;
}

function install() {
  const target = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'client-lifetime-heap-parsers');
  if (Object.keys(installed).every((name) => existsSync(join(target, 'node_modules', name)))) return target;
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'package.json'), JSON.stringify({ private: true, dependencies: installed }));
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stderr } = spawnSync('npm', ['install', ...flags], { cwd: target, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return target;
}
