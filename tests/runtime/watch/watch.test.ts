import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build, transform } from 'esbuild';
import { describe, expect, it, onTestFinished } from 'vitest';
import { builtinCatalog } from '../../../src/catalog/builtin.js';
import { indexCatalog, mergeCatalog } from '../../../src/catalog/merge.js';
import type { ClientModel } from '../../../src/catalog/types.js';
import { attach } from '../../../src/runtime/inspector/attach.js';
import { callInProcess } from '../../../src/runtime/inspector/call-in-process.js';
import { listeningPorts } from '../../../src/runtime/inspector/node-process.js';
import { watch } from '../../../src/runtime/watch/watch.js';
import type { WatchOptions } from '../../../src/runtime/watch/watch.js';
import type { WatchReport } from '../../../src/runtime/watch/watch-report.js';
import { bundleScript } from '../bundle-script.js';
import { startProcess } from '../start-process.js';
import type { StartedProcess } from '../start-process.js';
import { CONSTRUCTED_AT, programOf, sdks } from './clients.js';

const index = indexCatalog(builtinCatalog);
const admitAll = (): undefined => undefined;

/** A folder inside of the checkout, so that programs in it find their packages. */
function makeFolder(): string {
  mkdirSync('tests/runtime/.out', { recursive: true });
  const folder = path.resolve(mkdtempSync('tests/runtime/.out/watch-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function write(name: string, text: string): string {
  const file = path.join(makeFolder(), name);
  writeFileSync(file, text);
  return file;
}

/** Watches the process, makes it construct clients, and ends the watch when they are counted. */
async function watchConstructing(
  started: StartedProcess, times: number, options: Partial<WatchOptions> = {},
): Promise<WatchReport> {
  const ending = new AbortController();
  return watch({
    target: { kind: 'process', pid: started.pid }, forMs: 20_000, index, refusal: admitAll, signal: ending.signal,
    onCounting() {
      started.tell(String(times));
      void started.nextLine().then(() => ending.abort());
    },
    ...options,
  });
}

/** What is left of us in the process, counted through a session of its own. */
async function leftIn(pid: number): Promise<number> {
  const attached = await attach({ kind: 'process', pid });
  const left = await callInProcess(attached.session, () => (
    Object.getOwnPropertySymbols(globalThis).filter((symbol) => Symbol.keyFor(symbol)?.startsWith('client-lifetime.recorder')).length));
  await attached.detach();
  return left;
}

describe('watching a process', () => {
  for (const sdk of sdks) {
    for (const format of ['commonjs', 'esm'] as const) {
      it(`counts each ${sdk.export} of ${sdk.package} where it is constructed, in ${format}`, async () => {
        const file = write(format === 'esm' ? 'service.mjs' : 'service.cjs', programOf(sdk, format));
        const started = await startProcess(['--inspect-port=0', file]);
        const report = await watchConstructing(started, 100);
        expect(report.places.filter((place) => place.package === sdk.package)).toMatchObject([{
          package: sdk.package, export: sdk.export, constructed: 100, released: 25, file, ...CONSTRUCTED_AT, through: [],
          stack: [{ function: 'construct', line: 4 }, { function: 'handle', line: 8 }, { line: 13 }],
        }]);
        expect([...listeningPorts(started.pid)!]).toStrictEqual([]);
      });
    }
  }

  it('finds the constructor in a minified bundle by its source map', async () => {
    for (const sdk of sdks.filter(({ package: name }) => name === 'ioredis')) {
      const source = write('service.js', programOf(sdk, 'esm'));
      const outfile = path.join(path.dirname(source), 'bundle.cjs');
      await build({ entryPoints: [source], outfile, bundle: true, minify: true, sourcemap: true, platform: 'node', format: 'cjs' });
      expect(readFileSync(outfile, 'utf8')).not.toContain('class Redis');
      const report = await watchConstructing(await startProcess(['--inspect-port=0', outfile]), 100);
      expect(report.places).toMatchObject([{ package: sdk.package, constructed: 100, released: 25, file: source, line: 4 }]);
    }
  });

  it('counts in worker threads and in the children of a cluster', async () => {
    const [, pg] = sdks;
    const thread = write('thread.cjs', `const { parentPort } = require('node:worker_threads');
const sdk = require('pg');
const kept = [];
parentPort.on('message', (times) => {
  for (let i = 0; i < times; i += 1) kept.push(new sdk.Pool());
  parentPort.postMessage('done');
});
parentPort.postMessage('ready');`);
    const withThread = write('main.cjs', `const { Worker } = require('node:worker_threads');
const worker = new Worker(${JSON.stringify(thread)}).on('message', (word) => console.log(word));
process.stdin.on('data', (times) => worker.postMessage(Number(times)));`);
    const report = await watchConstructing(await startProcess(['--inspect-port=0', withThread]), 7);
    expect(report.places).toMatchObject([{ package: pg.package, export: 'Pool', constructed: 7, file: thread, line: 5 }]);

    const cluster = write('cluster.cjs', `const cluster = require('node:cluster');
if (cluster.isPrimary) {
  const heard = {};
  const children = [cluster.fork(), cluster.fork()];
  for (const child of children) {
    child.on('message', (word) => {
      heard[word] = (heard[word] ?? 0) + 1;
      if (heard[word] === children.length) console.log(word);
    });
  }
  process.stdin.on('data', (times) => children.forEach((child) => child.send(Number(times))));
} else {
  const sdk = require('pg');
  const kept = [];
  process.on('message', (times) => {
    for (let i = 0; i < times; i += 1) kept.push(new sdk.Pool());
    process.send('done');
  });
  process.send('ready');
}`);
    const ofChildren = await watchConstructing(await startProcess(['--inspect-port=23530', cluster]), 5);
    expect(ofChildren.processes).toHaveLength(3);
    expect(ofChildren.places).toMatchObject([{ constructed: 10, file: cluster, line: 16 }]);
  });

  it('finds the client among many exports that are none, in a package that was built elsewhere', async () => {
    const folder = makeFolder();
    mkdirSync(path.join(folder, 'node_modules/acme'), { recursive: true });
    writeFileSync(path.join(folder, 'node_modules/acme/package.json'), '{ "name": "acme", "version": "1.0.0" }');
    const text = `for (let i = 0; i < 500; i += 1) exports['Shape' + i] = { i };
exports.Client = class Client { constructor() { this.open = true; } };`;
    // Its source map leads out of the package, to where it was built.
    const { code } = await transform(text, { sourcemap: 'inline', sourcefile: '../../src/client.ts' });
    writeFileSync(path.join(folder, 'node_modules/acme/index.js'), code);
    const file = path.join(folder, 'service.cjs');
    writeFileSync(file, programOf({ package: 'acme', construct: 'new sdk.Client()', release: 'end?.()' }, 'commonjs'));
    const clients: readonly ClientModel[] = [{
      package: 'acme', export: '*', kind: 'class', holds: 'socket', connects: 'firstUse', release: [], cost: 'leak', docs: '',
    }];
    const report = await watchConstructing(
      await startProcess(['--inspect-port=0', file]), 20, { index: indexCatalog(mergeCatalog(builtinCatalog, { clients })) });
    expect(report.places).toMatchObject([{ package: 'acme', export: 'Client', constructed: 20, file, line: 4 }]);
  });

  it('finds clients of packages of ECMAScript modules, and those that a module hands on which V8 has forgotten', async () => {
    const folder = makeFolder();
    const client = 'class Client { constructor() { this.open = true; } }';
    const packages = {
      acme: {
        'package.json': '{ "name": "acme", "version": "1.0.0", "exports": "./index.js", "type": "module" }',
        'index.js': `export ${client}`,
      },
      // Two modules without a function, the first of which exports a CommonJS module and an ECMAScript module.
      handing: {
        'package.json': JSON.stringify({
          name: 'handing', version: '1.0.0', exports: { import: './entry.mjs', require: './lib/client.js' },
        }),
        'entry.mjs': "export * from './lib/all.mjs';\nexport { default } from './lib/all.mjs';",
        'lib/all.mjs': `import Client from './client.js';
import { Other as Second } from './other.mjs';
export { Client, Second };
export default Client;`,
        'lib/client.js': `module.exports = ${client};`,
        'lib/other.mjs': `export ${client.replace('Client', 'Other')}`,
      },
    };
    for (const [name, files] of Object.entries(packages)) {
      for (const [file, text] of Object.entries(files)) {
        const target = path.join(folder, 'node_modules', name, file);
        mkdirSync(path.dirname(target), { recursive: true });
        writeFileSync(target, text);
      }
    }
    const model = { kind: 'class', holds: 'socket', connects: 'firstUse', release: [], cost: 'leak', docs: '' } as const;
    const clients: readonly ClientModel[] = [
      { package: 'acme', export: 'Client', ...model },
      { package: 'handing', export: ['Client', 'Second', 'default'], ...model },
    ];
    const withOwn = { index: indexCatalog(mergeCatalog(builtinCatalog, { clients })) };
    for (const [name, exported] of [['acme', 'Client'], ['handing', 'Client'], ['handing', 'Second'], ['handing', 'default']] as const) {
      const file = path.join(folder, `${name}-${exported}.mjs`);
      writeFileSync(file, programOf({ package: name, construct: `new sdk.${exported}()`, release: 'end?.()' }, 'esm'));
      const report = await watchConstructing(await startProcess(['--inspect-port=0', file]), 20, withOwn);
      expect(report.places).toMatchObject([{ package: name, constructed: 20, file, line: 4 }]);
      // One class has two names.
      expect(report.places[0]!.export).toBe(exported === 'default' ? 'Client' : exported);
    }
  });

  it('counts the connections to each host before and after', async () => {
    const file = write('service.cjs', `const net = require('node:net');
const server = net.createServer(() => {}).listen(0, 'localhost', () => console.log('ready'));
process.stdin.on('data', async (text) => {
  for (let i = 0; i < Number(text); i += 1) await new Promise((done) => net.connect(server.address().port, 'localhost', done));
  console.log('done');
});`);
    const report = await watchConstructing(await startProcess(['--inspect-port=0', file]), 3);
    expect(report.sockets).toMatchObject([{ before: 0, after: 3 }]);
    expect(report.sockets[0]!.remote).toMatch(/^localhost:\d+$/);
  });

  it('leaves nothing behind when it is interrupted or killed, or when the application stops at a debugger statement', async () => {
    const [, pg] = sdks;
    const file = write('service.cjs', programOf(pg, 'commonjs').replace('const client', 'debugger; const client'));
    const script = await bundleScript('tests/runtime/watch/watch-and-wait.ts');
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const started = await startProcess(['--inspect-port=0', file]);
      const watcher = await startProcess([script, String(started.pid)]);
      started.tell('8');
      expect(await started.nextLine()).toBe('done 6');
      watcher.child.kill(signal);
      const deadline = performance.now() + 15_000;
      while (listeningPorts(started.pid)!.size > 0 && performance.now() < deadline) await sleep(50);
      expect(listeningPorts(started.pid)!.size).toBe(0);
      expect(await leftIn(started.pid)).toBe(0);
      started.tell('8');
      expect(await started.nextLine()).toBe('done 12');
    }
  });
});
