import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/*
 * Pools that no import and no type tells of, because whoever calls the function, or makes the object, gives them. A line that ends in
 * `// => rule` is to be reported by that rule, and no other one is.
 */

type Files = Readonly<Record<string, readonly string[]>>;

const dependencies = { express: '^5.0.0', pg: '^8.0.0', mysql2: '^3.0.0', 'discord.js': '^14.0.0' };
const manifestOf = (text: string): object => (text.includes('require(') ? { dependencies } : { dependencies, type: 'module' });
const rule = 'require-connection-release';

const server = (...lines: readonly string[]): readonly string[] => [
  "import express from 'express';", "import pg from 'pg';", ...lines, 'app.listen(8080);',
];
const lostIn = (pool: string): readonly string[] => [

    `  const client = await ${pool}.connect(); // => ${rule}`, "  const { rows } = await client.query('select 1');",
        '  client.release();', '  return rows;',
];

const command = (): readonly string[] => [
  "const { SlashCommandBuilder } = require('discord.js');", 'module.exports = {', "  data: new SlashCommandBuilder().setName('orders'),",
  '  async execute(interaction, pool) {', `    const client = await pool.connect(); // => ${rule}`,
  "    const { rows } = await client.query('select 1');", '    await interaction.reply(rows.join());', '    client.release();', '  },',
  '};',
];
const bot = (...lines: readonly string[]): readonly string[] => [
  "const fs = require('fs');", "const { Client, Collection } = require('discord.js');", "const { Pool } = require('pg');",
  'const pool = new Pool();', 'const client = new Client({ intents: [] });', ...lines,
  "client.on('interactionCreate', async (interaction) => {", '  const command = commands.get(interaction.commandName);',
  '  if (command) await command.execute(interaction, pool);', '});', 'client.login(process.env.TOKEN);',
];
const everyCommand = [
  "for (const file of fs.readdirSync('./src/commands')) {", '  const command = require(`./commands/${file}`);',
];

const cases: Readonly<Record<string, { readonly linted: string; readonly files: Files }>> = {
  'a pool given to a function': {
    linted: 'src/orders.js',
    files: {
      'src/orders.js': ['export async function orders(pool) {', ...lostIn('pool'), '}'],
      'src/server.js': server("import { orders } from './orders.js';", 'const pool = new pg.Pool();', 'const app = express();',
        "app.get('/', async (req, res) => res.json(await orders(pool)));"),
    },
  },
  'a pool given to a constructor': {
    linted: 'src/orders.js',
    files: {
      'src/orders.js': ['export class Orders {', '  constructor(pool) { this.pool = pool; }', '  async list() {',
        ...lostIn('this.pool'), '  }', '}'],
      'src/server.js': server("import { Orders } from './orders.js';", 'const orders = new Orders(new pg.Pool());',
        'const app = express();',
        "app.get('/', async (req, res) => res.json(await orders.list()));"),
    },
  },
  'a pool given to the constructor of the base class': {
    linted: 'src/orders.js',
    files: {
      'src/table.js': ['export class Table {', '  constructor(pool) { this.pool = pool; }', '}'],
      'src/orders.js': ["import { Table } from './table.js';", 'export class Orders extends Table {', '  async list() {',
        ...lostIn('this.pool'), '  }', '}'],
      'src/server.js': server("import { Orders } from './orders.js';", 'const orders = new Orders(new pg.Pool());',
        'const app = express();',
        "app.get('/', async (req, res) => res.json(await orders.list()));"),
    },
  },
  'a pool among what a factory is given, handed on once': {
    linted: 'src/orders.js',
    files: {
      'src/orders.js': ['export const makeOrders = ({ pool, log = console.log } = {}) => ({', '  async list() {',
        ...lostIn('pool'), '  },', '});'],

        'src/services.js': ["import { makeOrders } from './orders.js';",
        'export const makeServices = (pool) => ({ orders: makeOrders({ pool }) });'],
      'src/server.js': server("import { makeServices } from './services.js';", 'const { orders } = makeServices(new pg.Pool());',
        'const app = express();', "app.get('/', async (req, res) => res.json(await orders.list()));"),
    },
  },
  'a pool given to commands in a map of an SDK': {
    linted: 'src/commands/orders.js',
    files: {
      'src/commands/orders.js': command(),
      'src/bot.js': bot('const commands = new Collection();', ...everyCommand, '  commands.set(command.data.name, command);', '}'),
    },
  },
  'a pool given to commands in a map that an object of an SDK has been given': {
    linted: 'src/commands/orders.js',
    files: {
      'src/commands/orders.js': command(),
      'src/bot.js': bot('client.commands = new Collection();', ...everyCommand, '  client.commands.set(command.data.name, command);', '}')
        .map((line) => line.replace('= commands.', '= client.commands.')),
    },
  },
  'nothing where callers give different things': {
    linted: 'src/orders.js',
    files: {
      'src/orders.js': ['export async function orders(pool) {', '  const client = await pool.connect();',
        "  await client.query('select 1');", '  client.release();', '}'],
      'src/server.js': server("import mqtt from 'mqtt';", "import { orders } from './orders.js';", 'const pool = new pg.Pool();',
        'const other = mqtt.connect(process.env.URL);', 'const app = express();',
        "app.get('/', async (req, res) => res.json(await orders(pool)));",
        "app.get('/b', async (req, res) => res.json(await orders(other)));"),
    },
  },
  'nothing where a caller gives one client': {
    linted: 'src/orders.js',
    files: {
      'src/orders.js': ['export async function orders(db) {', '  const client = await db.connect();', '  return client;', '}'],
      'src/server.js': server("import { orders } from './orders.js';", 'const app = express();',
        "app.get('/', async (req, res) => {", '  const db = new pg.Client();',
          '  try { await orders(db); } finally { await db.end(); }', '  res.end();', '});'),
    },
  },
  'nothing where it is given back': {
    linted: 'src/orders.js',
    files: {
      'src/orders.js': ['export async function orders(pool) {', '  const client = await pool.connect();', '  try {',
        "    return await client.query('select 1');", '  } finally {', '    client.release();', '  }', '}'],
      'src/server.js': server("import { orders } from './orders.js';", 'const pool = new pg.Pool();', 'const app = express();',
        "app.get('/', async (req, res) => res.json(await orders(pool)));"),
    },
  },
  'nothing where only a text is cut before the query is tried': {
    linted: 'src/orders.js',
    files: {
      'src/orders.js': ['export async function orders(pool, state) {', '  const client = await pool.connect();',
        '  const label = state.charAt(0).toUpperCase() + state.slice(1).toLowerCase();', '  try {',
        "    return await client.query('select $1', [label]);", '  } finally {', '    client.release();', '  }', '}'],
      'src/server.js': server("import { orders } from './orders.js';", 'const pool = new pg.Pool();', 'const app = express();',
        "app.get('/:state', async (req, res) => res.json(await orders(pool, req.params.state)));"),
    },
  },
  'a connection, although it was asked before whether there is a pool': {
    linted: 'src/server.js',
    files: {
      'src/pool.js': ["import mysql from 'mysql2/promise';", 'let pool = null;',
        'export async function start() { pool = mysql.createPool({ host: process.env.HOST }); }',
        "export function currentPool() { if (!pool) throw new Error('not started'); return pool; }"],
      'src/server.js': ["import express from 'express';", "import { currentPool } from './pool.js';", 'const app = express();',
        "app.get('/', async (req, res) => {", '  const pool = currentPool();', '  if (!pool) return res.status(503).end();',
        `  const connection = await pool.getConnection(); // => ${rule}`, "  const [rows] = await connection.query('select 1');",
        '  connection.release();', '  res.json(rows);', '});'],
    },
  },
};

describe('pools that others give', () => {
  for (const [name, { linted, files }] of Object.entries(cases)) {
    it(`${name.startsWith('nothing') ? 'reports' : 'reports what is lost of'} ${name}`, async () => {
      const texts = Object.fromEntries(Object.entries(files).map(([file, lines]) => [file, lines.join('\n')]));
      const project = createProject({ rule: '*', files: { 'package.json': manifestOf(texts[linted]!), ...texts } });
      const reports = await project.lint(linted, texts[linted]!);
      const wanted = files[linted]!.flatMap((line, index) => {
        const found = /\/\/ => (.*)$/.exec(line)?.[1];
        return found === undefined ? [] : [`${index + 1} ${found}`];
      });
      expect(reports.map(({ line, rule: by }) => `${line} ${by}`)).toStrictEqual(wanted);
    });
  }
});
