/*
 * What runs in the child process of `probe`: constructs clients as it is told, and tells what they cost.
 * In: messages of the parent. Out: a message each. Invariant: it ends when its parent does, and connects to this machine only unless it is
 * told otherwise. Blind spot: drivers in native code connect past the check.
 */
import { once } from 'node:events';
import { createRequire, isBuiltin } from 'node:module';
import { Socket } from 'node:net';
import path from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { writeHeapSnapshot } from 'node:v8';
import { compileFunction } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { ResolverFactory } from 'oxc-resolver';
import type { ChildReport, ChildTask, HeapTask } from './probe-task.js';

interface Loaded {
  readonly module: unknown;
  readonly value: unknown;
  /** As code in the folder requires, and as the package itself does. */
  readonly require: NodeJS.Require;
  readonly requireOf: NodeJS.Require;
}

/** V8 gives the first objects of a class room to grow and takes it back after some: from then on, all are of one size. */
const ALIKE_AFTER = 8;

/** How long what a client begins with its first call may go on before a snapshot is taken. */
const SETTLE_MS = 300;

type Expression = (scope: Record<string, unknown>) => unknown;

process.on('disconnect', () => process.exit(1));
endWithParent();
// A client whose server is gone, or that nobody listens to, must not end the measurement of the others.
process.on('uncaughtException', (error) => tell({ kind: 'failed', message: error.message }));
process.on('unhandledRejection', (error) => tell({ kind: 'failed', message: String(error) }));
process.once('message', (task: ChildTask) => {
  run(task).then(tell, (error: Error) => tell({ kind: 'failed', message: error.message, isFatal: true }));
});

async function run(task: ChildTask): Promise<ChildReport> {
  if (!task.allowRemote) refuseRemote();
  const { value, module, require, requireOf } = await load(task);
  const scope = { ...task.scope, exported: value, module, require, requireOf };
  const construct = compile(task.construct, scope);
  const call = compile(task.call, scope);
  const release = compile(task.release, scope);
  const clients: unknown[] = [];
  let failedCalls = 0;
  let failure: string | undefined;
  const use = async (client: unknown): Promise<void> => {
    try {
      await call({ client });
    } catch (error) {
      failedCalls += 1;
      failure ??= String(error).split('\n')[0]!;
    }
  };
  // Loading of code and of protocol descriptions is no cost of a client.
  const first = await construct({});
  await use(first);
  await release({ client: first });
  failedCalls = 0;
  tell({ kind: 'warm' });
  await once(process, 'message');
  if (task.heap) {
    await takeSnapshots(task.heap, async (isKept) => {
      const client = await construct({});
      await use(client);
      if (isKept) clients.push(client);
    });
  }
  const before = await memory();
  let elapsed = 0;
  const shared = task.mode === 'shared' ? await construct({}) : undefined;
  if (task.mode === 'shared') await use(shared);
  for (let index = 0; index < (task.heap ? 0 : task.times); index += 1) {
    const start = performance.now();
    const client = shared ?? await construct({});
    if (task.mode !== 'unused') await use(client);
    elapsed += performance.now() - start;
    if (task.mode === 'released') await release({ client });
    else clients.push(client);
  }
  const after = await memory();
  const handles = process.getActiveResourcesInfo().filter((name) => /TCP|TLS|Pipe|Process/.test(name)).length;
  return {
    kind: 'done', rss: after.rss - before.rss, heap: after.heapUsed - before.heapUsed, elapsed, failedCalls, handles,
    kept: clients.length, ...(failure !== undefined && { failure }),
  };
}

async function takeSnapshots({ files, clients, lost }: HeapTask, useOne: (isKept: boolean) => Promise<void>): Promise<void> {
  for (let left = ALIKE_AFTER; left > 0; left -= 1) await useOne(true);
  for (const [index, file] of files.entries()) {
    await sleep(SETTLE_MS);
    await memory();
    writeHeapSnapshot(file);
    const isLast = index >= clients.length;
    for (let left = isLast ? lost : clients[index]!; left > 0; left -= 1) await useOne(!isLast);
  }
}

/** The package, and what stands at the path of its exports: for a method of what an export gives (`Kafka().producer`), that export. */
async function load({ folder, package: name, export: exportPath }: ChildTask): Promise<Loaded> {
  const require = createRequire(path.join(folder, 'probe.cjs'));
  let module: unknown;
  let requireOf = require;
  try {
    module = require(name);
    if (!isBuiltin(name)) requireOf = createRequire(require.resolve(name));
  } catch (error) {
    // A package that is ECMAScript modules only.
    if (!['ERR_REQUIRE_ESM', 'ERR_PACKAGE_PATH_NOT_EXPORTED'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    const file = new ResolverFactory({ conditionNames: ['node', 'import'] }).sync(folder, name).path;
    if (file === undefined) throw error;
    module = await import(pathToFileURL(file).href);
    requireOf = createRequire(file);
  }
  const segments = exportPath.split('.');
  const called = segments.findIndex((segment) => segment.endsWith('()'));
  const keys = called === -1 ? segments : [...segments.slice(0, called), segments[called]!.slice(0, -'()'.length)];
  const value = keys[0] === 'default' ? defaultOf(module) : keys.reduce<unknown>(memberOf, module);
  if (typeof value !== 'function') throw new Error(`${name} exports no function or class ${exportPath}.`);
  return { module, value, require, requireOf };
}

/** What `import x from` gives: of a package compiled to CommonJS its `default`, otherwise all of it. */
function defaultOf(module: unknown): unknown {
  const { default: own } = module as { default?: unknown };
  return own ?? module;
}

/** Of a CommonJS module that was imported, the exports may stand on its default only. */
function memberOf(object: unknown, key: string): unknown {
  const members = object as Record<string, unknown> | undefined;
  return members?.[key] ?? (members?.['default'] as Record<string, unknown> | undefined)?.[key];
}

/** An expression of a recipe, which may await. */
function compile(text: string, scope: Record<string, unknown>): Expression {
  const names = [...Object.keys(scope), 'client'];
  const body = compileFunction(`return (async () => (${text}))();`, names) as (...values: unknown[]) => unknown;
  return (more) => body(...names.map((name) => (name in more ? more[name] : scope[name])));
}

async function memory(): Promise<NodeJS.MemoryUsage> {
  for (let round = 0; round < 3; round += 1) {
    await setImmediate();
    globalThis.gc?.();
  }
  return process.memoryUsage();
}

/** Ends this process when its parent is gone, even where the measured code never lets it hear of that. */
function endWithParent(): void {
  const watching = `const { workerData } = require('node:worker_threads');
    setInterval(() => { if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL'); }, 500);`;
  new Worker(watching, { eval: true, workerData: process.ppid }).unref();
}

function refuseRemote(): void {
  const connect = Reflect.get(Socket.prototype, 'connect') as (...args: unknown[]) => Socket;
  Socket.prototype.connect = function checked(this: Socket, ...args: unknown[]) {
    const [first] = args.flat();
    const named = typeof args[1] === 'string' ? args[1] : '';
    const host = typeof first === 'object' && first !== null ? (first as { host?: string }).host : named;
    if (host && !/^(?:localhost|::1|(?:::ffff:)?127\.[\d.]+|0\.0\.0\.0)$/.test(host)) {
      throw new Error(`probe connects to this machine only, and not to ${host}. Say --allow-remote if it should.`);
    }
    return connect.apply(this, args);
  };
}

function tell(report: ChildReport): void {
  process.send?.(report);
}
