import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A listener that closes a client when the process ends closes nothing while requests come. */

const imports = `import express from 'express';
import amqp from 'amqplib';
import { Client } from 'pg';
const app = express();
`;
const handler = (...lines: string[]): string => `${imports}app.get('/orders', async (req, res) => {
  const client = new Client();
  await client.connect();
  ${lines.join('\n  ')}
  res.json(await client.query('select 1'));
});
`;
const project = createProject({ rule: '*', files: { 'package.json': { name: 'shop', dependencies: { express: '^5.0.0' } } } });

async function rules(code: string): Promise<string[]> {
  return (await project.lint('server.js', code)).map(({ rule }) => rule);
}

it.each<[string, ...string[]]>([
  ['a function', "process.on('SIGINT', () => client.end());"],
  ['a bound method', "process.once('SIGTERM', client.end.bind(client));"],
  ['a function with a name', 'const stop = async () => { await client.end(); process.exit(0); };', "process.on('SIGINT', stop);",
    "process.on('SIGTERM', stop);"],
  ['a declared function', "process.on('exit', stop);", 'function stop() { client.end(); }'],
])('for every request, released by a listener for the end: %s', async (_, ...lines) => {
  expect(await rules(handler(...lines))).toEqual(['no-client-per-request']);
});

it('is what the promise of a client is asked, too', async () => {
  const code = `${imports}app.post('/orders', (req, res) => {
  amqp.connect(process.env.AMQP_URL).then((connection) => {
    process.on('SIGINT', connection.close.bind(connection));
    return connection.createChannel().then((channel) => channel.sendToQueue('orders', Buffer.from('1')));
  }).then(() => res.end());
});
`;
  expect(await rules(code)).toEqual(['no-client-per-request']);
});

it.each<[string, string]>([
  ['it is released there as well', handler("process.on('SIGINT', () => client.end());").replace(/res\.json\(.*\);/,
    'try { res.json(await client.query("select 1")); } finally { await client.end(); }')],
  ['the listener of another emitter releases it', handler("res.on('close', () => client.end());")],
  ['a function that is called, too', handler('const stop = () => client.end();', "process.on('SIGINT', stop);", "res.on('finish', stop);")],
])('says nothing of a loss where %s', async (_, code) => {
  expect(await rules(code)).not.toContain('no-client-per-request');
});

it('says nothing where nobody who calls it is in sight: who listens for the end does so once', async () => {
  const code = `import { Client } from 'pg';
export async function start() {
  const client = new Client();
  await client.connect();
  await client.query('LISTEN orders');
  process.on('SIGINT', () => client.end());
}
`;
  const open = `${code}export default (loaders) => loaders.start;\n`;
  expect((await project.lint('src/jobs.js', open)).map(({ rule }) => rule)).toEqual([]);
});
