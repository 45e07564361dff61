import { afterEach, describe, expect, it } from 'vitest';
import { readSettings } from '../../src/rule/settings.js';
import { createProject } from '../support/lint.js';

/** Settings and catalogs are data of others: none of their keys may end up on a prototype, and none may be taken for a built-in one. */

const polluted = (): unknown[] => [{}, [], () => undefined]
  .map((value) => (value as { readonly polluted?: unknown }).polluted).filter((value) => value !== undefined);

const before = Reflect.ownKeys(Object.prototype).length;

afterEach(() => {
  expect(polluted()).toStrictEqual([]);
  expect(Reflect.ownKeys(Object.prototype)).toHaveLength(before);
});

const client = '{ "package": "own", "export": "Client", "kind": "class", "holds": "a socket", "release": { "methods": ["close"] } }';
const hostile = [
  '{ "__proto__": { "polluted": true } }',
  '{ "constructor": { "prototype": { "polluted": true } } }',
  '{ "families": { "__proto__": true } }',
  '{ "families": { "constructor": true } }',
  '{ "families": { "toString": true } }',
  '{ "replace": ["__proto__"] }',
  `{ "clients": [${client.replace('{', '{ "__proto__": { "polluted": true },')}] }`,
  `{ "clients": [${client.replace('{', '{ "constructor": { "prototype": { "polluted": true } },')}] }`,
  '{ "clients": { "__proto__": [] } }',
  '{ "frameworks": [{ "name": "x", "packages": ["x"], "runtime": "__proto__", "entries": [] }] }',
];

describe('settings', () => {
  it.each(hostile)('%s are refused, or mean nothing', (text) => {
    let settings: unknown;
    try {
      settings = readSettings({ 'client-lifetime': JSON.parse(text) as unknown });
    } catch (error) {
      expect((error as Error).message).toContain('client-lifetime');
      return;
    }
    expect(JSON.stringify(settings)).not.toContain('polluted');
  });

  it('that are inherited do not count', () => {
    const inherited = Object.create({ 'client-lifetime': { project: false } }) as object;
    expect(readSettings(inherited).project).toBe(true);
  });
});

describe('catalog files', () => {
  it.each(hostile)('%s are refused, or mean nothing', async (text) => {
    const files = { 'package.json': '{}', 'catalog.json': text };
    const project = createProject({ rule: '*', files, settings: { catalogs: ['catalog.json'] } });
    const linted = project.lint('src/a.js', "import { Client } from 'own';\nnew Client();\n");
    await linted.then((reports) => expect(reports).toStrictEqual([]), (error: Error) => expect(error.message).toContain('catalog.json'));
  });
});

describe('programs whose names are those of prototypes', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];
  const project = createProject({
    rule: '*',
    files: Object.fromEntries(names.map((name) => [`src/${name}.js`, `import { Redis } from 'ioredis';
const made = () => new Redis();
export { made as ${name} };
export const all = { ${name}: made, ['${name}']: { ${name}: made } };
exports.${name} = made;
export * from './${name}.js';`])),
  });

  it.each(names)('%s', async (name) => {
    const reports = await project.lint('src/service.js', `import express from 'express';
import { Redis } from 'ioredis';
import { ${name} as make, all } from './${name}.js';
const app = express();
const table = {};
class Service { static ${name === 'prototype' ? 'own' : name}() { return new Redis(); } ${name === 'constructor' ? 'own' : name}() {} }
table.${name} = make;
table['${name}'] = all.${name}.${name};
app.get('/${name}', async (req, res) => {
  const { ${name}: given } = req.body;
  const redis = new Redis(given.${name});
  res.json(await redis.${name}(all.${name}(), table.${name}, Service.${name}));
});
app.${name}('/', async (req, res) => res.json(make()));
`);
    expect(reports.map(({ rule }) => rule)).not.toContain('require-client-close');
    expect(polluted()).toStrictEqual([]);
  });
});
