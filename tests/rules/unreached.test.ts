import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';
import type { ProjectOptions, Report } from '../support/lint.js';

/*
 * Nobody who calls the code is in sight, and the client is certainly lost: told where the code evidently serves requests, and not in what
 * is run by hand.
 */

const never = `import { PubSub } from '@google-cloud/pubsub';
export async function publish(topic, data) {
  const pubsub = new PubSub();
  return await pubsub.topic(topic).publishMessage({ data });
}`;

const somePaths = `import { Client } from 'pg';
export async function run(sql) {
  const client = new Client();
  await client.connect();
  const rows = await client.query(sql);
  await client.end();
  return rows;
}`;

const everyPath = `import { Client } from 'pg';
export async function run(sql) {
  const client = new Client();
  try {
    await client.connect();
    return await client.query(sql);
  } finally {
    await client.end();
  }
}`;

const express = { 'package.json': { name: 'shop', dependencies: { express: '^5.0.0' } } };

async function reportsOf(code: string, file = 'src/jobs/export.js', options: ProjectOptions = { files: express }): Promise<Report[]> {
  return createProject({ ...options, rule: '*' }).lint(file, code);
}

async function rulesOf(...args: Parameters<typeof reportsOf>): Promise<string[]> {
  return (await reportsOf(...args)).map(({ rule }) => rule);
}

describe('what a framework calls once', () => {
  const gateway = (method: string): string => `import { WebSocketGateway, type OnGatewayInit } from '@nestjs/websockets';
import { Redis } from 'ioredis';
@WebSocketGateway()
export class OrderGateway implements OnGatewayInit {
  ${method}(server) {
    const publisher = new Redis(process.env.REDIS_URL);
    publisher.publish('gateways', 'up');
    this.adapt(server);
  }
  adapt(server) {
    const subscriber = new Redis(process.env.REDIS_URL);
    subscriber.subscribe('orders');
    server.sockets = 0;
  }
}`;
  const dependencies = { '@nestjs/websockets': '^11.0.0', '@nestjs/core': '^11.0.0' };
  const nest = { files: { 'package.json': { name: 'shop', dependencies } } };

  it('is start-up, and what it calls as well', async () => {
    expect(await rulesOf(gateway('afterInit'), 'src/order.gateway.ts', nest)).toStrictEqual([]);
    expect(await rulesOf(gateway('beginAll'), 'src/order.gateway.ts', nest)).toContain('no-unclosed-client');
  });
});

describe('in a package that serves requests', () => {
  it('tells what goes on consuming, and is to end when the answer is there', async () => {
    expect(await rulesOf([
      "import amqp from 'amqplib';", 'export function ask(question) {', '  return new Promise(async (resolve, reject) => {', '    try {',
      '      const connection = await amqp.connect(process.env.AMQP_URL);', '      const channel = await connection.createChannel();',
      "      const { queue } = await channel.assertQueue('', { exclusive: true });", '      channel.consume(queue, (message) => {',
      '        resolve(message);', '        connection.close();', '      });', "      channel.sendToQueue('questions', question);",
      '    } catch (error) {', '      reject(error);', '    }', '  });', '}',
    ].join('\n'))).toStrictEqual(['require-client-close']);
  });

  it('tells what is never released, and what is not known', async () => {
    const [report, ...others] = await reportsOf(never);
    expect(others).toStrictEqual([]);
    expect(report?.rule).toBe('no-unclosed-client');
    expect(report?.message).toContain('No caller of `publish()` was found, and its package uses express.');
  });

  it('takes a file by its name for a trial only where nothing that serves imports it', async () => {
    const files = { ...express, 'src/jobs/test-drive.js': never };
    const importing = "import { publish } from './jobs/test-drive.js';\nexport const publishers = new Map([['x', publish]]);\n";
    expect(await rulesOf(never, 'src/jobs/test-drive.js', { files })).toStrictEqual([]);
    expect(await rulesOf(never, 'src/jobs/test-drive.js', { files: { ...files, 'src/demo.js': importing } })).toStrictEqual([]);
    const served = { ...files, 'src/server.js': importing };
    expect(await rulesOf(never, 'src/jobs/test-drive.js', { files: served })).toStrictEqual(['no-unclosed-client']);
  });

  it('takes a framework that users may bring along, or leave out, for no sign that the package serves', async () => {
    const peers = { peerDependencies: { express: '*' }, peerDependenciesMeta: { express: { optional: true } } };
    const library = (manifest: object) => ({ files: { 'package.json': { name: 'loaders', ...manifest } } });
    const file = 'src/jobs/export.js';
    expect(await rulesOf(never, file, library({ ...peers, devDependencies: { express: '^5.0.0' } }))).toStrictEqual([]);
    expect(await rulesOf(never, file, library({ ...peers, dependencies: { express: '^5.0.0' } }))).toStrictEqual(['no-unclosed-client']);
    expect(await rulesOf(never, file, library({ peerDependencies: { express: '*' } }))).toStrictEqual(['no-unclosed-client']);
  });

  it('tells what is released on some paths, with the witness', async () => {
    const [report, ...others] = await reportsOf(somePaths);
    expect(others).toStrictEqual([]);
    expect(report?.rule).toBe('require-client-close');
    expect(report?.message).toContain('not released when `query()` on line 5 throws');
    expect(report?.message).toContain('No caller of `run()` was found');
  });

  it('says nothing of what is released on every path', async () => {
    expect(await rulesOf(everyPath)).toStrictEqual([]);
  });

  it('says nothing of a function that nothing refers to', async () => {
    expect(await rulesOf(never.replace('export ', ''))).toStrictEqual([]);
  });

  it('says nothing of what start-up runs when the promise of a package is settled', async () => {
    const code = (start: string): string => `const amqp = require('amqplib');
const mongoose = require('mongoose');
const next = require('next');
async function subscribe() {
  const connection = await amqp.connect('amqp://broker');
  const channel = await connection.createChannel();
  channel.consume('orders', (message) => console.log(message));
}
${start}`;
    const files = { 'package.json': { name: 'shop', dependencies: { express: '^5.0.0', next: '^15.0.0' } } };
    for (const start of [
      'mongoose.connect(process.env.URL).then(() => { subscribe(); }).catch(console.error);',
      'const app = next({});\napp.prepare().then(async () => { await subscribe(); });',
      'mongoose.connect(process.env.URL).then(subscribe, console.error);',
      'mongoose.connect(process.env.URL).finally(subscribe);',
    ]) expect(await rulesOf(code(start), 'index.js', { files }), start).toStrictEqual([]);
  });

  it('says nothing of what a server of Next.js runs when it starts', async () => {
    const files = {
      'package.json': { name: 'web', dependencies: { next: '^15.0.0' } },
      'src/health.js': never,
    };
    const code = `export async function register() {
  const { publish } = await import('./health.js');
  await publish('a', 'b');
}`;
    const project = createProject({ files: { ...files, 'src/instrumentation.js': code }, rule: '*' });
    expect(await project.lint('src/health.js', never)).toStrictEqual([]);
  });

  it('says nothing of what start-up alone runs', async () => {
    expect(await rulesOf(`${never.replace('export ', '')}\nawait publish('started', Buffer.from(''));`)).toStrictEqual([]);
  });

  it.each([
    ['setTimeout(publish, 100);'], ["setTimeout(() => publish('a', 'b'), 100);"], ['setImmediate(publish);'],
    ['process.nextTick(publish);'], ["queueMicrotask(() => { publish('a', 'b'); });"],
  ])('says nothing of what start-up puts off: %s', async (start) => {
    expect(await rulesOf(`${never.replace('export ', '')}\n${start}`)).toStrictEqual([]);
  });

  it('tells what puts itself off again and again', async () => {
    const loop = 'async function poll() {\n  await publish(\'a\', \'b\');\n  setImmediate(poll);\n}\nsetImmediate(poll);';
    expect(await rulesOf(`${never}\n${loop}`)).toStrictEqual(['no-client-per-request']);
  });

  it.each([
    ['a folder of scripts', 'scripts/export.js', never],
    ['a folder of migrations', 'src/db/migrations/export.js', never],
    ['tools at the top', 'tools/export.js', never],
    ['a seed', 'src/seed-orders.js', never],
    ['a shebang', 'src/export.js', `#!/usr/bin/env node\n${never}`],
    ['arguments of the command line', 'src/export.js', `${never}\nexport const [, , topic] = process.argv;`],
    ['a library of commands', 'src/export.js', `import { program } from 'commander';\n${never}\nprogram.parse();`],
    ['the state of a page', 'src/state.js', `import { create } from 'zustand';\n${never}\nexport const useIt = create(() => publish);`],
    ['code of a browser', 'src/export.jsx', `import React from 'react';\n${never}\nexport default () => React.createElement('p');`],
  ])('says nothing of %s', async (_, file, code) => {
    expect(await rulesOf(code, file)).toStrictEqual([]);
  });

  it('says nothing of a file that a script of the manifest runs', async () => {
    const manifest = { dependencies: { express: '^5.0.0' }, scripts: { start: 'node src/server.js', backfill: 'node src/jobs/export.js' } };
    expect(await rulesOf(never, 'src/jobs/export.js', { files: { 'package.json': manifest } })).toStrictEqual([]);
    const served = { dependencies: { express: '^5.0.0' }, scripts: { start: 'node src/jobs/export.js' } };
    // Somebody may call it, for all that is known: what nobody so much as names does not run.
    const files = { 'package.json': served, 'src/senders.js': 'export const sending = (topic) => topic.publish;' };
    expect(await rulesOf(never, 'src/jobs/export.js', { files })).toStrictEqual(['no-unclosed-client']);
  });

  it('says nothing of a file that only scripts import', async () => {
    const script = "import { publish } from '../src/jobs/export.js';\nexport const run = publish;";
    const files = { ...express, 'src/jobs/export.js': never, 'scripts/run.js': script };
    expect(await rulesOf(never, 'src/jobs/export.js', { files })).toStrictEqual([]);
  });

  it('says nothing of a function that only commands call, although a server imports its file for another one', async () => {
    const code = `${somePaths}\nexport const version = () => 1;`;
    const command = "import { program } from 'some-commands';\nimport { run } from '../src/run.js';\nprogram.action((sql) => run(sql));";
    const server = { 'src/run.js': code, 'src/server.js': "import { version } from './run.js';\nconsole.log(version());" };
    const files = { ...express, ...server, 'scripts/run.js': command };
    expect(await rulesOf(code, 'src/run.js', { files })).toStrictEqual([]);
    const both = { ...files, 'src/job.js': command.replace('../src/', './') };
    expect(await rulesOf(code, 'src/run.js', { files: both })).toStrictEqual(['require-client-close']);
  });

  it.each([
    ['tells', 'const all = names.map((name) => pubsub.topic(name));\n  return Promise.all(all);'],
    ['tells', "await retry(() => pubsub.topic('a').publishMessage({}));"],
    ['is silent', "names.hear(/publish/, (reply) => pubsub.topic('a').publishMessage(reply));"],
    ['is silent', "names.events.on('order', (order) => pubsub.topic('a').publishMessage(order));"],
    ['is silent', "names.get('/publish', async (req, res) => res.json(await pubsub.topic('a').publishMessage({})));"],
    ['is silent', "setInterval(() => pubsub.topic('a').publishMessage({}), 1000);"],
  ])('%s where a function registers what works with the client: %s', async (answer, registration) => {
    const code = `import { PubSub } from '@google-cloud/pubsub';\nimport { retry } from 'some-retry';
export default async (names) => {
  const pubsub = new PubSub();
  ${registration}
};`;
    expect(await rulesOf(code)).toStrictEqual(answer === 'tells' ? ['no-unclosed-client'] : []);
  });

  it.each([
    "const fs = require('node:fs');\n"
      + "fs.readdirSync('src/jobs').filter(Boolean).forEach((name) => { require('./jobs/' + name).publish('a', 'b'); });",
    "import glob from 'glob';\nglob.sync('src/jobs/*.js').forEach((name) => { require(name); publish('a', 'b'); });\n"
      + "import { publish } from './jobs/export.js';",
  ])('says nothing of what start-up runs for each file of a folder: %s', async (loader) => {
    const files = { ...express, 'src/jobs/export.js': never, 'src/load.js': loader };
    expect(await rulesOf(never, 'src/jobs/export.js', { files })).toStrictEqual([]);
  });

  it('tells of what has a text on how to use it, which is no comment on a command', async () => {
    const bot = `module.exports = { name: 'export', usage: 'export <topic>', run: publish };\n${never.replace('export ', '')}`
      .replace("import { PubSub } from '@google-cloud/pubsub'", "const { PubSub } = require('@google-cloud/pubsub')");
    expect(await rulesOf(bot.replace('usage:', '\n  usage:'))).toStrictEqual(['no-unclosed-client']);
    expect(await rulesOf(`// Usage: node export.js <topic>\n${never}`)).toStrictEqual([]);
    expect(await rulesOf(`/*\n * Usage: node export.js <topic>\n */\n${never}`)).toStrictEqual([]);
  });

  it('tells of agents that serve with tools further down', async () => {
    expect(await rulesOf(never, 'src/agent/tools/publish.js')).toStrictEqual(['no-unclosed-client']);
  });
});

describe('elsewhere', () => {
  it('says nothing in a package that serves nothing', async () => {
    const files = { 'package.json': { name: 'lib', dependencies: { pg: '^8.0.0' } } };
    expect(await rulesOf(never, 'src/publish.js', { files })).toStrictEqual([]);
    expect(await rulesOf(somePaths, 'src/run.js', { files })).toStrictEqual([]);
  });

  it('says it as the preset strict', async () => {
    const options = { files: { 'package.json': { name: 'lib' } }, everywhere: true };
    expect(await rulesOf(never, 'src/publish.js', options)).toStrictEqual(['no-unclosed-client']);
    expect(await rulesOf(somePaths, 'src/run.js', options)).toStrictEqual(['require-client-close']);
  });

  it('says nothing in a collection of samples', async () => {
    const files = { 'package.json': { name: 'nodejs-docs-samples', dependencies: { express: '^5.0.0' } } };
    expect(await rulesOf(never, 'src/publish.js', { files })).toStrictEqual([]);
  });

  it('tells of a library that a serving package of the workspace depends on', async () => {
    const files = {
      'package.json': { private: true, workspaces: ['packages/*'] },
      'packages/lib/package.json': { name: '@shop/lib', dependencies: { pg: '^8.0.0' } },
      'packages/api/package.json': { name: '@shop/api', dependencies: { '@shop/lib': '*', express: '^5.0.0' } },
    };
    const [report] = await reportsOf(never, 'packages/lib/src/publish.js', { files });
    expect(report?.message).toContain('@shop/api uses it and express');
  });

  it('tells of functions without an entry in the manifest, by what deploys them', async () => {
    const files = { 'package.json': { dependencies: { pg: '^8.0.0' } }, 'serverless.yml': 'service: orders\n' };
    expect(await rulesOf(never, 'src/publish.js', { files })).toStrictEqual(['no-unclosed-client']);
  });
});

const suite = `import { PubSub } from '@google-cloud/pubsub';
describe('orders', () => {
  const pubsub = new PubSub();
  it('publishes', async () => { await pubsub.topic('orders').publishMessage({ data: 'x' }); });
});
`;

/** The runner of Playwright has browsers, too. */
const served = `import { chromium } from '@playwright/test';
import express from 'express';
express().get('/', async (req, res) => {
  const browser = await chromium.launch();
  res.send(browser.version());
});`;

it.each<[string, string, number]>([
  ['src/orders.tests.ts', suite, 0],
  ['src/__integrationTests__/orders.ts', suite, 0],
  ['src/integration-tests/orders.ts', suite, 0],
  ['src/ordersIntegrationTest.ts', suite, 0],
  ['src/orders_test.ts', suite, 0],
  ['src/orders.ts', `import 'mocha';\n${suite}`, 0],
  ['src/pages.ts', served, 1],
  ['src/speed_test.ts', never, 1],
  ['src/lab-tests/orders.ts', never, 1],
  ['src/stripe.integration.ts', never, 1],
])('tells tests from what is called like one: %s', async (file, source, expected) => {
  const project = createProject({ rule: '*', files: { 'package.json': { name: 'shop', dependencies: { express: '^5.0.0' } } } });
  expect(await project.lint(file, source)).toHaveLength(expected);
});
