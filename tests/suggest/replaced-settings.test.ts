import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';
import { offered } from '../support/suggestions.js';

/*
 * One client for all would stay with the settings that it was made of. What closes it where it is made stays right.
 */

const SHARING = new Set(['hoistToModule', 'lazyGetter', 'poolInstead', 'keyedCache', 'classField', 'asyncMemo', 'sharedPool']);

/** The edits for `GET /`, which makes a connection and loses it when a query fails. */
function sharing(made: string, around: string, others: Readonly<Record<string, string>> = {}, kind = 'Client'): string[] {
  const code = `const express = require('express');
const fs = require('fs');
const { ${kind} } = require('pg');
const app = express();
app.use(express.json());
${around}
app.get('/', async (req, res) => {
  ${made}
  ${kind === 'Client' ? 'await client.connect();' : ''}
  const { rows } = await client.query('select 1');
  res.json(rows);
  await client.end();
});
app.listen(process.env.PORT);
`;
  const { root } = createProject({ files: {
    'package.json': { dependencies: { pg: '8.0.0', express: '5.0.0' } }, 'server.js': code, ...others,
  } });
  return offered(code, join(root, 'server.js'), { settings: { root } }).filter((id) => SHARING.has(id));
}

const environment = 'const client = new Client({ host: process.env.HOST });';

/** A page on which somebody says what to connect to. */
const page = (body: string): string => `app.post('/setup', (req, res) => { ${body} res.end(); });`;

describe('nothing is shared that is made of what the program replaces while it runs', () => {
  it.each([
    ['a variable of the environment', environment, page('process.env.HOST = "b";')],
    ['one that has a name of its own', 'const host = process.env.HOST || "a"; const resolved = host === "x" ? "y" : host; '
      + 'const client = new Client({ host: resolved });', page('process.env.HOST = "b";')],
    ['one that is taken out', 'const { HOST: host } = process.env; const client = new Client({ host });', page('process.env.HOST = "b";')],
    ['any of the environment', environment, page('for (const name of ["HOST"]) process.env[name] = "b";')],
    ['a member of an object', 'const client = new Client({ host: settings.host });',
      `const settings = { host: 'a' };\n${page('settings.host = "b";')}`],
    ['an object as a whole', 'const client = new Client(settings);',
      `let settings = load();\nfunction load() { return { host: 'a' }; }\n${page('settings = load();')}`],
    ['what a function reads each time', 'const client = new Client({ host: settings().host });',
      `function settings() { return { host: process.env.HOST }; }\n${page('process.env.HOST = "b";')}`],
    ['a file', 'const client = new Client({ host: settings().host });',
      `const FILE = './settings.json';
function settings() { return JSON.parse(fs.readFileSync(FILE, 'utf8')); }
${page('fs.writeFileSync(FILE, "{}");')}`],
  ])('%s', (_, made, around) => {
    expect(sharing(made, around)).toStrictEqual([]);
    expect(sharing(made.replaceAll('Client', 'Pool'), around, {}, 'Pool')).toStrictEqual([]);
  });

  it('by a function of another file', () => {
    const others = { 'save.js': 'exports.save = (host) => { process.env.HOST = host; };\n' };
    const around = `const { save } = require('./save.js');\n${page('save("b");')}`;
    expect(sharing(environment, around, others)).toStrictEqual([]);
  });

  it('in an object of another file', () => {
    const others = { 'settings.js': "const settings = { host: 'a', port: 1 };\nexports.settings = settings;\n" };
    const made = 'const client = new Client({ host: settings.host });';
    const around = (name: string): string => `const { settings } = require('./settings.js');\n${page(`settings.${name} = "b";`)}`;
    expect(sharing(made, around('host'), others)).toStrictEqual([]);
    expect(sharing(made, around('port'), others)).toStrictEqual(['poolInstead']);
  });
});

describe('one is shared that is made of what stays', () => {
  it.each([
    ['where nothing replaces it', environment, page('process.env.OTHER = "b";')],
    ['where it is set once', environment, 'function begin() { process.env.HOST = "b"; }\nbegin();'],
    ['where what was read stays', 'const client = new Client({ host });',
      `const host = process.env.HOST;\n${page('process.env.HOST = "b";')}`],
    ['where it is remembered', 'const client = new Client({ host: settings().host });',
      'let known;\nfunction settings() { if (!known) { known = { host: "a" }; } return known; }'],
    ['where another file is written', 'const client = new Client({ host: settings().host });',
      `function settings() { return JSON.parse(fs.readFileSync('./settings.json', 'utf8')); }
${page('fs.writeFileSync("./log.json", "{}");')}`],
  ])('%s', (_, made, around) => {
    expect(sharing(made, around)).toStrictEqual(['poolInstead']);
  });

  it('where only what is run by hand goes on setting it', () => {
    const text = "require('express')().post('/', (req) => { for (const name of ['HOST']) process.env[name] = req.body; });\n";
    expect(sharing(environment, '', { 'scripts/try.js': text })).toStrictEqual(['poolInstead']);
    expect(sharing(environment, 'require("./start.js");', { 'start.js': text })).toStrictEqual([]);
  });
});
