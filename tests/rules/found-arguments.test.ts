import { RuleTester } from 'eslint';
import { describe, it } from 'vitest';
import { rules } from '../../rules/index.js';

/* What a construction is given that a loop looks for: the same for all requests, unless the loop goes by something of the request. */

RuleTester.describe = describe;
RuleTester.it = it;
const tester = new RuleTester();

const message = '`Redis` is constructed and released for every request (GET /votes): each one opens a connection of its own '
  + 'and throws it away. Construct it once and share it.';

function service(helper: string, options: string, given = 'options'): string {
  return `
import express from 'express';
import fs, { existsSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
${helper}
express().get('/votes', async (req, res) => {
  ${options}
  const redis = new Redis(${given});
  try {
    res.json(await redis.get('votes'));
  } finally {
    await redis.quit();
  }
});
`;
}

const line = (code: string): number => code.split('\n').findIndex((text) => text.includes('new Redis(')) + 1;
const reported = (code: string): RuleTester.InvalidTestCase => ({ code, errors: [{ message, line: line(code) }] });

const findSocket = `
function findSocket() {
  const folder = join(os.homedir(), '.redis');
  if (!existsSync(folder)) return undefined;
  for (const name of fs.readdirSync(folder)) {
    const file = join(folder, name);
    if (existsSync(file) && fs.statSync(file).isSocket()) return file;
  }
  return undefined;
}`;

tester.run('what a loop finds', rules['prefer-shared-client'] as never, {
  valid: [
    // The request says which of them.
    service('const servers = [{ region: "a", url: "redis://a" }, { region: "b", url: "redis://b" }];', `
  let url;
  for (const server of servers) if (server.region === req.query.region) url = server.url;`, 'url'),
    service('const servers = ["redis://a", "redis://b"];', `
  let url = servers[0];
  for (let i = 0; i < Number(req.query.shard); i++) url = servers[i];`, 'url'),
    service(`
const servers = [{ region: "a", url: "redis://a" }];
function urlOf(region) {
  for (const server of servers) if (server.region === region) return server.url;
}`, '', 'urlOf(req.query.region)'),
    // What a database has.
    service('import pg from "pg"; const pool = new pg.Pool();', `
  let url;
  for (const row of (await pool.query('select url from servers')).rows) url = row.url;`, 'url'),
    service('', `
  let url = 'redis://';
  url += req.query.host;`, 'url'),
    // What the request brings, one by one.
    service('', `
  const options = {};
  for (const [key, value] of Object.entries(req.query)) options[key] = value;`),
    // Each in turn: the number is another one for each request.
    service('const servers = ["redis://a", "redis://b"]; let next = 0;', '', 'servers[next++ % servers.length]'),
  ],
  invalid: [
    reported(service(findSocket, `
  const socket = findSocket();
  const options = { lazyConnect: true };
  if (socket) options.path = socket;`)),
    reported(service(`
const candidates = ['/run/redis.sock', '/tmp/redis.sock'];
function findSocket() {
  for (let i = 0; i < candidates.length; i++) if (existsSync(candidates[i])) return candidates[i];
  return undefined;
}`, 'const options = { path: findSocket() };')),
    reported(service('', `
  const options = {};
  for (const key in process.env) if (key.startsWith('REDIS_')) options[key.slice(6)] = process.env[key];`)),
    reported(service('', `
  let url = 'redis://localhost';
  url += ':6379';`, 'url')),
    reported(service('', `
  const options = Object.assign({}, { db: 1 }, process.env.REDIS_TLS ? { tls: {} } : {}, { ...process.env });`)),
  ],
});
