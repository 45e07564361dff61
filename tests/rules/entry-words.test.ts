import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* The words for how often something runs are those of the framework that runs it, and of the handler in which it stands. */

const dependencies = { 'socket.io': '*', ws: '*', quirrel: '*', next: '*', bullmq: '*', inngest: '*' };
const project = createProject({ files: { 'package.json': { name: 'shop', dependencies } } });
const vision = "import { ImageAnnotatorClient } from '@google-cloud/vision';\n";

async function messageOf(filename: string, code: string): Promise<string> {
  const reports = await project.lint(filename, vision + code);
  expect(reports).toHaveLength(1);
  return reports[0]!.message;
}

describe('a handler of messages in a handler of connections', () => {
  it.each([
    ['socket.io', "import { Server } from 'socket.io';\nconst io = new Server();\n"
      + "io.on('connection', (socket) => { socket.on('scan', (uri) => new ImageAnnotatorClient().labelDetection(uri)); });"],
    ['a named handler of socket.io', "import { Server } from 'socket.io';\nconst io = new Server();\n"
      + "function connected(socket) { socket.on('scan', (uri) => new ImageAnnotatorClient().labelDetection(uri)); }\n"
      + "io.on('connection', connected);"],
    ['ws', "import { WebSocketServer } from 'ws';\nconst server = new WebSocketServer({ port: 1 });\n"
      + "server.on('connection', (peer) => { peer.on('message', (uri) => new ImageAnnotatorClient().labelDetection(uri)); });"],
    ['net', "import net from 'node:net';\n"
      + "net.createServer((peer) => { peer.on('data', (uri) => new ImageAnnotatorClient().labelDetection(uri)); });"],
  ])('runs for every message: %s', async (_, code) => {
    expect(await messageOf('src/server.js', code)).toContain('every message');
  });

  it('leaves what stands beside it to the connection', async () => {
    const code = "import { Server } from 'socket.io';\nconst io = new Server();\n"
      + "io.on('connection', (socket) => { const client = new ImageAnnotatorClient();"
      + " socket.on('scan', (uri) => client.labelDetection(uri)); });";
    expect(await messageOf('src/server.js', code)).toContain('every connection');
  });

  it('takes no socket that is given by a function of the project for one', async () => {
    const code = 'export function each(socket) {\n'
      + "  socket.on('scan', (uri) => { void new ImageAnnotatorClient().labelDetection(uri); });\n}\neach(make());";
    expect(await project.lint('src/other.js', vision + code)).toStrictEqual([]);
  });

  it('ends where a handler registers itself', async () => {
    const code = "import { Server } from 'socket.io';\n"
      + "function handle(socket) { new ImageAnnotatorClient().labelDetection('x'); socket.on('scan', handle); }\n"
      + "new Server().on('connection', handle);";
    expect(await messageOf('src/self.js', code)).toContain('every message');
  });
});

describe('a job', () => {
  it.each([
    ['of Quirrel in the folder of Next.js', 'pages/api/scan.ts', "import { Queue } from 'quirrel/next';\n"
      + "export default Queue('api/scan', async (job: string) => { await new ImageAnnotatorClient().labelDetection(job); });", 'Quirrel'],
    ['of a queue that a file of server actions makes', 'src/actions.ts', "'use server';\nimport { Worker } from 'bullmq';\n"
      + "export const worker = new Worker('scan', async (job) => new ImageAnnotatorClient().labelDetection(job.data.uri));", 'Bull'],
    ['of Inngest in the folder of Next.js', 'pages/api/inngest.ts', "import { Inngest } from 'inngest';\n"
      + "const inngest = new Inngest({ id: 'shop' });\nexport default inngest.createFunction({ id: 'scan' }, { event: 'added' }, "
      + 'async ({ event }) => new ImageAnnotatorClient().labelDetection(event.data.uri));', 'Inngest'],
  ])('is called by its own name: %s', async (_, filename, code, title) => {
    const message = await messageOf(filename, code);
    expect(message).toContain(title);
    expect(message).not.toContain('Next.js');
  });
});

describe('a container that constructs classes in ways that nobody sees', () => {
  const closing = createProject({
    files: { 'package.json': { name: 'shop', dependencies: { inversify: '*', express: '*', ioredis: '*' } } },
    rule: 'no-shared-client-close',
  });

  it.each([
    'await new Store().read(req.params.key)', 'await container.get(Store).read(req.params.key)',
    'await new Reader(new Store()).run(req.params.key)',
  ])('does not hide that a request closes what the module shares: %s', async (call) => {
    const reports = await closing.lint('src/store.ts', [
      "import express from 'express';",
      "import Redis from 'ioredis';",
      "import { Container, injectable } from 'inversify';",
      'const redis = new Redis();',
      '@injectable()',
      'export class Store {',
      '  async read(key: string) {',
      '    const value = await redis.get(key);',
      '    await redis.quit();',
      '    return value;',
      '  }',
      '}',
      'class Reader {',
      '  constructor(private readonly store: Store) {}',
      '  run(key: string) { return this.store.read(key); }',
      '}',
      'const app = express();',
      'const container = new Container();',
      'container.bind(Store).toSelf();',
      `app.get('/:key', async (req, res) => { res.send(${call}); });`,
    ].join('\n'));
    expect(reports.map(({ line }) => line)).toStrictEqual([9]);
  });

  it('nor that a handler in such a class does', async () => {
    const reports = await closing.lint('src/users.ts', [
      "import type { Request, Response } from 'express';",
      "import Redis from 'ioredis';",
      "import { injectable } from 'inversify';",
      'const redis = new Redis();',
      '@injectable()',
      'export class Users {',
      '  async list(req: Request, res: Response) {',
      '    res.send(await redis.get(req.params.key));',
      '    await redis.quit();',
      '  }',
      '}',
    ].join('\n'));
    expect(reports.map(({ line }) => line)).toStrictEqual([9]);
  });
});
