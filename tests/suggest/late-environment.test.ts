import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';
import { applied, offered } from '../support/suggestions.js';

/** A handler with these lines in front of a client that is made of the environment. */
const service = (before: readonly string[] = [], imports = ''): string => `
import { SQSClient } from '@aws-sdk/client-sqs';
${imports}
export async function list(req, res) {
${before.map((line) => `  ${line}\n`).join('')}  const client = new SQSClient({ region: process.env.REGION });
  res.json(await client.send(1));
}
`;

/** The edits of it in a project with other files. */
function offeredIn(files: Readonly<Record<string, string>>, before: readonly string[] = [], imports = ''): string[] {
  const code = service(before, imports);
  const { root } = createProject({ files: {
    'package.json': { type: 'module', dependencies: { '@aws-sdk/client-sqs': '3.0.0', dotenv: '16.0.0', express: '5.0.0' } },
    'service.js': code, ...files,
  } });
  return offered(code, join(root, 'service.js'), { settings: { root } });
}

const entry = (imports: string): string => `
import express from 'express';
${imports}
const app = express();
app.get('/', list);
app.listen(1);
`;

const environment = "import dotenv from 'dotenv';\ndotenv.config();\n";

describe('a client that is made of the environment', () => {
  it('moves to module scope where that is loaded first', () => {
    const files = { 'server.js': entry("import './environment.js';\nimport { list } from './service.js';"), 'environment.js': environment };
    expect(offeredIn(files)).toContain('hoistToModule');
  });

  it('moves there where its own module loads it', () => {
    const files = { 'server.js': entry("import { list } from './service.js';\nimport './environment.js';"), 'environment.js': environment };
    expect(offeredIn(files, [], "import './environment.js';")).toContain('hoistToModule');
  });

  it.each([
    ['behind the handlers', entry("import { list } from './service.js';\nimport './environment.js';")],
    ['by the entry itself', entry("import dotenv from 'dotenv';\nimport { list } from './service.js';\ndotenv.config();")],
  ])('is made on first use where that is loaded %s', (_, server) => {
    expect(offeredIn({ 'server.js': server, 'environment.js': environment })).toStrictEqual(['lazyGetter']);
  });

  it.each([
    ['a test', ['if (!process.env.REGION) return res.status(500).end();'], ''],
    ['a list of what is missing', [
      "const missing = ['REGION'].filter((name) => !process.env[name]);", 'if (missing.length > 0) return res.status(500).end();',
    ], ''],
    ['a function that fails', ['assertConfigured();'], "import { assertConfigured } from './check.js';"],
  ])('is made on first use behind %s', (_, before, imports) => {
    const check = "export function assertConfigured() {\n  if (!process.env.REGION) throw new Error('No region');\n}\n";
    expect(offeredIn({ 'server.js': entry("import { list } from './service.js';"), 'check.js': check }, before, imports))
      .toStrictEqual(['lazyGetter']);
  });
});

describe('an environment that is filled with what has no names in the code', () => {
  const main = (line: string): string => `
import { secretsOf } from './vault.js';
export async function fill() {
  const secrets = await secretsOf();
  for (const [name, value] of Object.entries(secrets)) ${line}
}
`;

  it.each([
    ['process.env[name] = value;', false], ['Object.defineProperty(process.env, name, { value });', false],
    ['Object.assign(process.env, { [name]: value });', false],
    ['console.log(process.env[name] === value);', true], ['validate(process.env, name);', true],
  ])('is there late where `%s` runs', (line, isHoisted) => {
    const imports = "import { list } from './service.js';\nimport { fill } from './fill.js';\nawait fill();";
    const files = { 'server.js': entry(imports), 'fill.js': main(line) };
    expect(offeredIn(files).includes('hoistToModule')).toBe(isHoisted);
  });
});

describe('an environment that is loaded where a module goes on', () => {
  const handlers = `
const { SQSClient } = require('@aws-sdk/client-sqs');
exports.list = async function list(req, res) {
  const client = new SQSClient({ region: process.env.REGION });
  res.json(await client.send(1));
};
`;
  const project = (files: Readonly<Record<string, string>>): string => createProject({ files: {
    'package.json': { dependencies: { '@aws-sdk/client-sqs': '3.0.0', dotenv: '16.0.0', express: '5.0.0' } }, ...files,
  } }).root;

  it.each([
    ['by a name that it has before', "const dotenv = require('dotenv');", 'dotenv.config();', '', false],
    ['in a function', "const { config } = require('dotenv');", 'function main() {\n  config();', '}\nmain();', false],
    ['first', "const dotenv = require('dotenv');\ndotenv.config();", '', '', true],
  ])('by the entry %s', (_, before, behind, end, isFirst) => {
    const server = [
      "const express = require('express');", before, "const { list } = require('./service');", behind,
      'const app = express();', "app.get('/', list);", 'app.listen(1);', end,
    ].join('\n');
    const root = project({ 'service.js': handlers, 'server.js': server });
    expect(offered(handlers, join(root, 'service.js'), { settings: { root } }).includes('hoistToModule')).toBe(isFirst);
  });

  const own = (loading: string): string => `
const { SQSClient } = require('@aws-sdk/client-sqs');
const express = require('express');
const dotenv = require('dotenv');
const app = express();
app.get('/', async (req, res) => {
  const client = new SQSClient({ region: process.env.REGION });
  res.json(await client.send(1));
});
${loading}
app.listen(1);
`;

  it.each([
    "require('dotenv/config');", "require('./environment');", 'if (process.env.A) dotenv.config();', 'const found = dotenv.config();',
    'process.loadEnvFile();',
  ])('by the file itself, with `%s`: what reads it stands behind that', (loading) => {
    const root = project({ 'service.js': own(loading), 'environment.js': "require('dotenv').config();" });
    const output = applied('hoistToModule', own(loading), join(root, 'service.js'), { settings: { root } });
    expect(output.indexOf('const client')).toBeGreaterThan(output.indexOf(loading));
  });

  it.each([
    'function load() {\n  dotenv.config();\n}\nload();', "import('dotenv/config').then(console.log);",
  ])('by the file itself, with `%s`: it is made on first use', (loading) => {
    const root = project({ 'service.js': own(loading) });
    expect(offered(own(loading), join(root, 'service.js'), { settings: { root } })).toStrictEqual(['lazyGetter']);
  });
});

describe('a client in a class whose objects come and go', () => {
  const text = `
import { SQSClient } from '@aws-sdk/client-sqs';
class Queue {
  send(client = new SQSClient({ region: process.env.REGION })) { return client.send(1); }
}
export async function list(req, res) { res.json(await new Queue().send()); }
`;

  it.each([
    ["import './environment.js';\nimport { list } from './service.js';", ['hoistToModule', 'staticField', 'lazyGetter']],
    ["import { list } from './service.js';\nimport './environment.js';", ['lazyGetter']],
  ])('is no field of the class before the environment is loaded', (imports, ids) => {
    const { root } = createProject({ files: {
      'package.json': { type: 'module', dependencies: { '@aws-sdk/client-sqs': '3.0.0', dotenv: '16.0.0', express: '5.0.0' } },
      'service.js': text, 'server.js': entry(imports), 'environment.js': environment,
    } });
    expect(offered(text, join(root, 'service.js'), { settings: { root } })).toStrictEqual(ids);
  });
});

describe('a client that is made of a parameter of the platform', () => {
  it.each([
    ['is made on first use', 'secret.value()', ['lazyGetter']],
    ['is made by the module where it is asked later', '() => secret.value()', ['hoistToModule', 'lazyGetter']],
  ])('%s', (_, value, ids) => {
    const code = `
import { SQSClient } from '@aws-sdk/client-sqs';
import { onRequest } from 'firebase-functions/v2/https';
import { defineSecret } from 'firebase-functions/params';
const secret = defineSecret('QUEUE_KEY');
export const list = onRequest(async (req, res) => {
  const client = new SQSClient({ endpoint: ${value} });
  res.json(await client.send(1));
});
`;
    const { root } = createProject({ files: {
      'package.json': { type: 'module', dependencies: { '@aws-sdk/client-sqs': '3.0.0', 'firebase-functions': '6.0.0' } },
    } });
    expect(offered(code, join(root, 'service.js'), { settings: { root } })).toStrictEqual(ids);
  });
});
