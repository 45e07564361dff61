import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* Modules that are loaded from folders, and kept in collections that are hung onto an object of a package. */

const files = (load: string, read = "client.helpers.get('database').open()"): Record<string, string> => ({
  'index.js': `
const { Client, Collection } = require('discord.js');
const { readdirSync } = require('fs');
const client = new Client({});
${load}
client.on('messageCreate', (message) => client.commands.get('top').run(client, message));
`,
  'commands/top.js': `
module.exports = {
  name: 'top',
  run: async (client, message) => {
    const connection = await ${read};
    connection.query('select 1', (error, rows) => message.reply(rows.length));
  },
};
`,
  'helpers/database.js': `
const mysql = require('mysql');
module.exports = {
  name: 'database',
  open: async () => {
    const connection = mysql.createConnection({ host: process.env.HOST });
    connection.connect();
    return connection;
  },
};
`,
});
const each = `client.commands = new Collection();
client.helpers = new Collection();
for (const file of readdirSync('./commands')) { const one = require(\`./commands/\${file}\`); client.commands.set(one.name, one); }
for (const file of readdirSync('./helpers')) { const one = require(\`./helpers/\${file}\`); client.helpers.set(one.name, one); }`;
const inLoop = `const kinds = ['commands', 'helpers'];
for (const kind of kinds) {
  client[kind] = new Collection();
  for (const file of readdirSync(\`./\${kind}\`)) { const one = require(\`./\${kind}/\${file}\`); client[kind].set(one.name, one); }
}`;
const inCallback = `['commands', 'helpers'].forEach((kind) => {
  client[kind] = new Map();
  readdirSync(\`./\${kind}\`).forEach((file) => { const one = require(\`./\${kind}/\${file}\`); client[kind].set(one.name, one); });
});`;

async function reported(project: Readonly<Record<string, string>>): Promise<number> {
  const manifest = { dependencies: { 'discord.js': '^14.0.0', mysql: '^2.18.0' } };
  const { lint } = createProject({ files: { 'package.json': manifest, ...project }, rule: '*' });
  const reports = await lint('helpers/database.js', project['helpers/database.js']!);
  return reports.filter(({ rule, line }) => rule === 'no-client-per-request' && line === 6).length;
}

describe('what is taken out of a collection of a package\'s object', () => {
  it.each([['by name', each], ['by the names of a list', inLoop], ['by the names of a list, in a callback', inCallback]])(
    'is what was put in %s', async (_, load) => {
      expect(await reported(files(load))).toBe(1);
    });

  it.each([
    ['another collection', "client.others.get('database').open()"],
    ['a collection of something else', "new Helpers().helpers.get('database').open()"],
    ['a method of another name', "client.helpers.get('database').read()"],
  ])('is not what is in %s', async (_, read) => {
    expect(await reported(files(inLoop, read))).toBe(0);
  });
});

describe('what a package loads from folders onto an object', () => {
  const project = (loader: string, handed: string, read: string): Record<string, string> => ({
    'index.js': `
const app = require('express')();
const load = require('${loader}');
load().include('persistence').then('controllers').into(app);
app.listen(3000);
`,
    'controllers/orders.js': `
module.exports = (app) => {
  app.get('/orders', (req, res) => {
    const connection = ${read};
    connection.query('select * from orders', (error, rows) => res.json(rows));
  });
};
`,
    'persistence/connectionFactory.js': `
const mysql = require('mysql');
function connect() {
  return mysql.createConnection({ host: process.env.HOST });
}
module.exports = ${handed};
`,
  });

  async function leaks(files: Readonly<Record<string, string>>, loader: string): Promise<number> {
    const manifest = { dependencies: { express: '^4.0.0', mysql: '^2.18.0', [loader]: '*' } };
    const { lint } = createProject({ files: { 'package.json': manifest, ...files }, rule: '*' });
    const name = 'persistence/connectionFactory.js';
    return (await lint(name, files[name]!)).filter(({ rule }) => rule === 'no-client-per-request').length;
  }

  it.each([
    ['consign', '() => connect', 'app.persistence.connectionFactory()'],
    ['express-load', '() => connect', 'app.persistence.connectionFactory()'],
    ['consign', '{ connect }', 'app.persistence.connectionFactory.connect()'],
  ])('is found there: %s, %s', async (loader, handed, read) => {
    expect(await leaks(project(loader, handed, read), loader)).toBe(1);
  });

  it.each([
    ['consign', '() => connect', 'app.others.connectionFactory()'],
    ['consign', '() => connect', 'app.persistence.connections()'],
    ['another-loader', '() => connect', 'app.persistence.connectionFactory()'],
  ])('is not what has another name, nor another package\'s: %s, %s, %s', async (loader, handed, read) => {
    expect(await leaks(project(loader, handed, read), loader)).toBe(0);
  });
});
