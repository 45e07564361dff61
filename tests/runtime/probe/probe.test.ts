import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../../../src/bin/probe-command.js';
import type { FingerprintRows } from '../../../src/catalog/measured/fingerprint.js';
import type { ProbeResult } from '../../../src/catalog/measured/measurement.js';
import { readSettings } from '../../../src/rule/settings.js';
import { startRedisServer } from '../../behaviour/servers/redis.js';

/* The command as people type it, on real packages and on small ones of ours, against servers that really count. */

const command = fileURLToPath(new URL('../../../dist/src/bin/client-lifetime.js', import.meta.url));
const packages = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** A folder with packages of ours, and the real ones that are named. */
function makeProject({ own = {}, real = [] }: { own?: Readonly<Record<string, string>>; real?: readonly string[] }): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'probed-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(own)) {
    mkdirSync(dirname(join(folder, 'node_modules', path)), { recursive: true });
    writeFileSync(join(folder, 'node_modules', path), text);
  }
  for (const name of real) {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
    symlinkSync(join(packages, name), join(folder, 'node_modules', name));
  }
  return folder;
}

/** Connects when it is constructed. `path` is written with the id of the process, so that a test can see what becomes of it. */
const acme = (body: string, path = ''): Readonly<Record<string, string>> => ({
  'acme/package.json': JSON.stringify({ name: 'acme', version: '3.2.1' }),
  'acme/index.js': `const net = require('node:net');
${path && `require('node:fs').writeFileSync(${JSON.stringify(path)}, String(process.pid));`}
exports.Client = class { ${body} };
exports.spin = () => { for (;;); };
`,
});

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

async function probe(folder: string, ...words: readonly string[]): Promise<Ended> {
  const started = spawn(process.execPath, [command, 'probe', ...words], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  started.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  started.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const [code] = await once(started, 'close') as [number | null];
  return { code, output, errors };
}

type Told = ProbeResult & { readonly unit?: FingerprintRows };

async function measured(folder: string, ...words: readonly string[]): Promise<Told> {
  const { code, output, errors } = await probe(folder, ...words, '--json');
  expect(errors).toBe('');
  expect(code).toBe(0);
  return JSON.parse(output) as Told;
}

const counts = ({ modes }: ProbeResult): Record<string, string> => (
  Object.fromEntries(Object.entries(modes).map(([mode, { opened, open }]) => [mode, `${opened} opened, ${open} open`])));

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(holds: () => boolean, limitMs = 10_000): Promise<boolean> {
  for (const deadline = performance.now() + limitMs; performance.now() < deadline;) {
    if (holds()) return true;
    await sleep(50);
  }
  return holds();
}

describe('probe', () => {
  it('counts what each client of a real package holds, kept, released and shared', async () => {
    const http = await measured(makeProject({ real: ['undici'] }), 'undici', 'Client', '--times', '7');
    expect(counts(http)).toStrictEqual({
      unused: '0 opened, 0 open', kept: '7 opened, 7 open', released: '7 opened, 0 open', shared: '1 opened, 1 open',
    });
    expect(http).toMatchObject({ package: 'undici', export: 'Client', times: 7, node: process.versions.node, connects: 'firstUse' });
    expect(http.version).toMatch(/^7\./);
    for (const mode of Object.values(http.modes)) expect(mode).toMatchObject({ failedCalls: 0 });
    expect(http.unit).toMatchObject({ '': expect.stringMatching(/\bTCP\b/), undici: expect.stringMatching(/\bClient\b.*\bParser\b/) });
  }, 120_000);

  it('counts channels over TLS', async () => {
    const grpc = await measured(makeProject({ real: ['@grpc/grpc-js'] }), '@grpc/grpc-js', 'Client', '--times', '5');
    expect(counts(grpc)).toStrictEqual({
      unused: '0 opened, 0 open', kept: '5 opened, 5 open', released: '5 opened, 0 open', shared: '1 opened, 1 open',
    });
    expect(grpc.modes.kept.failedCalls).toBe(0);
  }, 120_000);

  it('counts on the way to a server that runs already', async () => {
    const server = await startRedisServer();
    try {
      // The server of the tests does not know what a client asks to see whether it is ready.
      const construct = 'new exported({ host, port, enableReadyCheck: false })';
      const words = ['--to', new URL(server.environment['REDIS_URL']!).host, '--times', '4', '--construct', construct];
      const result = await measured(makeProject({ real: ['ioredis'] }), 'ioredis', 'Redis', ...words);
      expect(counts(result)).toStrictEqual({
        unused: '4 opened, 4 open', kept: '4 opened, 4 open', released: '4 opened, 0 open', shared: '1 opened, 1 open',
      });
      expect(result.connects).toBe('construction');
    } finally {
      await server.stop();
    }
  }, 120_000);

  it('opens WebSockets, of an entry point that is an ECMAScript module only', async () => {
    const folder = makeProject({
      real: ['ws'],
      own: {
        'acme/package.json': JSON.stringify({
          name: 'acme', version: '1.0.0', type: 'module', exports: { './live': { import: './live.js' } },
        }),
        'acme/live.js': "import { WebSocket } from 'ws';\nexport class Kit { open(url) { return new WebSocket(url); } }\n",
      },
    });
    const result = await measured(
      folder, 'acme/live', 'Kit().open', '--far-side', 'web-socket', '--times', '3',
      '--construct', 'new exported().open(`ws://${address}`)',
      '--call', "client.readyState === 1 || new Promise((done) => client.once('open', done))", '--release', 'client.close()');
    expect(result).toMatchObject({ package: 'acme/live', version: '1.0.0', connects: 'construction' });
    expect(counts(result)).toStrictEqual({
      unused: '3 opened, 3 open', kept: '3 opened, 3 open', released: '3 opened, 0 open', shared: '1 opened, 1 open',
    });
  }, 120_000);

  it('says of a client whose release gives nothing back that it does, and offers an entry that the settings accept', async () => {
    const folder = makeProject({
      own: acme("constructor(port) { this.socket = net.connect(port, 'localhost'); }\nask() { throw new Error('<no>'); }\nclose() {}"),
    });
    const { code, output } = await probe(
      folder, 'acme', 'Client', '--far-side', 'tcp', '--times', '5', '--construct', 'new exported(port)', '--call', 'client.ask()',
      '--release', 'client.close()');
    expect(code).toBe(0);
    expect(output).toContain('Client of acme@3.2.1, 5 times, Node.js');
    expect(output).toContain('It connects when it is constructed.');
    expect(output).toContain('After 5 releases 5 connections are still open.');
    expect(output).toContain('5 calls failed (one per call, kept): Error: <no>');
    expect(output).toMatch(/^ {2}one per call, released +5 +5 /m);
    expect(output).toMatch(/^ {2}one per call, kept +█+ 5$/m);
    const entry = JSON.parse(output.slice(output.indexOf('{\n'))) as object;
    expect(entry).toMatchObject({ export: 'Client', kind: 'class', holds: 'socket', connects: 'construction', cost: 'leak' });
    expect(readSettings({ 'client-lifetime': { clients: [entry] } }).clients).toMatchObject([{ package: 'acme', release: ['close'] }]);
  }, 120_000);

  it('ends what does not end by itself after the time limit, and says which of the four it was', async () => {
    const told = join(makeProject({}), 'pid');
    const folder = makeProject({ own: acme('', told) });
    const { code, errors } = await probe(
      folder, 'acme', 'Client', '--far-side', 'tcp', '--construct', 'new exported()', '--call', 'module.spin()', '--limit', '2s');
    expect(code).toBe(2);
    expect(errors).toContain('Client of acme could not be measured. unused: not finished within 2 s.');
    expect(await until(() => !isRunning(Number(readFileSync(told, 'utf8'))))).toBe(true);
  }, 60_000);

  it.each(['SIGTERM', 'SIGKILL'] as const)('leaves no process behind after %s, however busy the measured code is', async (signal) => {
    const told = join(makeProject({}), 'pid');
    const folder = makeProject({ own: acme('', told) });
    const words = ['acme', 'Client', '--far-side', 'tcp', '--construct', 'new exported()', '--call', 'module.spin()'];
    const started = spawn(process.execPath, [command, 'probe', ...words], { cwd: folder, stdio: 'ignore' });
    expect(await until(() => existsSync(told) && readFileSync(told, 'utf8') !== '', 20_000)).toBe(true);
    const pid = Number(readFileSync(told, 'utf8'));
    expect(isRunning(pid)).toBe(true);
    started.kill(signal);
    expect(await until(() => !isRunning(pid))).toBe(true);
  }, 60_000);

  it('connects to this machine only', async () => {
    const folder = makeProject({
      own: acme("ask() { return new Promise((done, fail) => net.connect(9, '192.0.2.1', done).on('error', fail)); }"),
    });
    const words = ['acme', 'Client', '--far-side', 'tcp', '--times', '2', '--construct', 'new exported()', '--call', 'client.ask()'];
    const { output } = await probe(folder, ...words);
    expect(output).toContain('2 calls failed (one per call, kept): Error: probe connects to this machine only, and not to 192.0.2.1.');
    expect(output).toContain('No connection reached the far side.');
  }, 120_000);

  it.each([
    [['acme'], 'name a package and what it exports'],
    [['acme', 'Client'], 'say with --construct what to run'],
    [['acme', 'Client', '--construct', '1', '--call', '1'], 'say which server it talks to: --far-side http|'],
    [['acme', 'Client', '--construct', '1', '--call', '1', '--times', 'many'], '"many" is no number of clients. Write 20.'],
    [['acme', 'Client', '--construct', '1', '--call', '1', '--to', '192.0.2.1:9'], '192.0.2.1 is another machine. Say --allow-remote.'],
    [['acme', 'Client', '--construct', '1', '--call', '1', '--to', 'nowhere'], '--to: write <host>:<port>, not "nowhere".'],
  ])('says what is wrong with %j before it runs anything', async (words, message) => {
    await expect(run(words)).rejects.toThrow(message);
  });

  it('says what cannot be loaded or read', async () => {
    const folder = makeProject({ own: acme('') });
    const told = async (...words: readonly string[]): Promise<string> => {
      const { code, output, errors } = await probe(folder, ...words);
      expect({ code, output }).toStrictEqual({ code: 2, output: '' });
      return errors;
    };
    const whole = ['--far-side', 'tcp', '--construct', 'new exported()', '--call', '1'];
    expect(await told('acme', 'Nothing', ...whole)).toContain('acme exports no function or class Nothing.');
    expect(await told('missing', 'Client', ...whole)).toContain("Cannot find module 'missing'");
    expect(await told('acme', 'Client', ...whole, '--construct', 'new exported(')).toContain('could not be measured. unused: ');
  }, 120_000);
});
