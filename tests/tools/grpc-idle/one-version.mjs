/** Run by `measure.mjs`: makes clients of the grpc-js below a folder, drops them, and says what the garbage collector freed. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [folder, port, mode] = process.argv.slice(2);
const grpc = createRequire(join(folder, 'package.json'))('@grpc/grpc-js');
const CLIENTS = 10;
const lines = process.stdin[Symbol.asyncIterator]();

/** What was made and is not freed, by name. */
const alive = new Map();
const freed = new FinalizationRegistry((name) => alive.set(name, alive.get(name) - 1));

function watch(name, object) {
  alive.set(name, (alive.get(name) ?? 0) + 1);
  freed.register(object, name);
}

async function callOnce(options, index) {
  // An option of its own, so that no two channels share a connection.
  const own = { ...options, 'grpc.primary_user_agent': `client-${index}` };
  const client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), own);
  const channel = client.getChannel();
  watch('client', client);
  watch('channel', channel.internalChannel ?? channel);
  await new Promise((resolve, reject) => {
    client.makeUnaryRequest('/a.B/C', (value) => value, (value) => value, Buffer.alloc(0), (error) => (error ? reject(error) : resolve()));
  });
}

async function collect() {
  for (let round = 0; round < 8; round++) {
    globalThis.gc();
    await sleep(50);
  }
}

async function report(step, facts) {
  process.stdout.write(`${JSON.stringify({ step, ...facts })}\n`);
  await lines.next();
}

/** The pool of connections looks every ten seconds for those that no channel uses. */
const POOL_ROUND = 11_500;
/** Whether the calls are by channels that become idle after a second. Otherwise it is after the default, 30 minutes. */
const isShort = mode === 'short';

for (let index = 0; index < CLIENTS; index++) await callOnce(isShort ? { 'grpc.client_idle_timeout_ms': 1000 } : {}, index);
await report('at first');
// Idleness is found by a timer that begins anew where there was traffic: two rounds and a margin.
if (isShort) await sleep(3500);
await collect();
const facts = { clients: alive.get('client'), channels: alive.get('channel') };
await sleep(POOL_ROUND);
await report('at last', facts);
process.exit();
