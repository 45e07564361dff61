/*
 * From which version on does @grpc/grpc-js close the connection of a channel that nobody closed and nobody refers to any more, and from
 * which on can the channel itself be collected? Installs each version into a folder of its own, runs `one-version.mjs` in it against an
 * HTTP/2 server of this process, which stands for the far side and counts its sessions, and prints a table.
 *
 *     node tests/tools/grpc-idle/measure.mjs [version…]
 *
 * The option `grpc.client_idle_timeout_ms`, 30 minutes by default, is set to one second, the least that the library takes.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const defaults = ['1.8.22', '1.9.0', '1.9.1', '1.9.15', '1.10.0', '1.10.11', '1.11.3', '1.12.5', '1.12.6', '1.13.0', '1.14.0', '1.14.7'];
const versions = process.argv.length > 2 ? process.argv.slice(2) : defaults;
const program = fileURLToPath(new URL('one-version.mjs', import.meta.url));

const sessions = new Set();
const server = createServer();
server.on('session', (session) => {
  sessions.add(session);
  session.on('close', () => sessions.delete(session));
  session.on('error', () => {});
});
server.on('stream', (stream) => {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.resume();
  stream.end(Buffer.alloc(5));
});
await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
const { port } = server.address();

const table = {};
for (const version of versions) {
  const folder = install(version);
  const kept = await measure(folder, 'default');
  const idle = await measure(folder, 'short');
  table[version] = {
    'connections at first': kept.open['at first'],
    'clients not freed': kept.clients,
    'channels not freed, before the idle time': kept.channels,
    'and connections open': kept.open['at last'],
    'channels not freed, after the idle time': idle.channels,
    'then connections open': idle.open['at last'],
  };
}
server.close();
console.table(table);

function install(version) {
  const folder = join(tmpdir(), 'grpc-idle', version);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent', `@grpc/grpc-js@${version}`], { cwd: folder });
  return folder;
}

async function measure(folder, mode) {
  const child = spawn(process.execPath, ['--expose-gc', program, folder, String(port), mode], { stdio: ['pipe', 'pipe', 'inherit'] });
  const found = { open: {} };
  let rest = '';
  for await (const chunk of child.stdout) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      // The child waits at each step until the sessions are counted.
      const { step, ...facts } = JSON.parse(line);
      Object.assign(found, facts);
      found.open[step] = sessions.size;
      child.stdin.write('\n');
    }
  }
  for (const session of sessions) session.destroy();
  sessions.clear();
  return found;
}
