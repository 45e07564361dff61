import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A field of a service that lives as long as the process, which a method fills for several others, each of which releases what it got. */

const manifest = { type: 'module', dependencies: { express: '^5.0.0', 'node-routeros': '^1.6.0', pg: '^8.0.0' } };

const service = (...methods: readonly string[]): string => `
import express from 'express';
import { RouterOSAPI } from 'node-routeros';
class Devices {
  connect(host) {
    this.conn = new RouterOSAPI({ host });
  }
${methods.join('\n')}
}
const devices = new Devices();
const app = express();
app.post('/add', async (req, res) => { await devices.add(req.body); res.end(); });
app.post('/edit', async (req, res) => { await devices.edit(req.body); res.end(); });
`;

const bare = (name: string): string => `
  async ${name}(device) {
    this.connect(device.host);
    await this.conn.connect();
    await this.conn.write('/${name}');
    this.conn.close();
  }`;

const safe = (name: string): string => `
  async ${name}(device) {
    this.connect(device.host);
    await this.conn.connect();
    try {
      await this.conn.write('/${name}');
    } finally {
      this.conn.close();
    }
  }`;

const rejecting = (name: string): string => `
  ${name}(device) {
    return new Promise(async (resolve, reject) => {
      try {
        await this.connect(device.host);
        await this.conn.connect();
        await this.conn.write('/${name}');
        this.conn.close();
        resolve();
      } catch (error) {
        reject(error);
      }
    });
  }`;

async function reportsOf(code: string): Promise<string[]> {
  const files = { 'package.json': manifest, 'src/server.js': code };
  const reports = await createProject({ rule: '*', files }).lint('src/server.js', code);
  return reports.map(({ rule, message }) => `${rule}: ${/not released (.*?):/.exec(message)?.[1]}`);
}

describe('a field that a method fills for several others', () => {
  it('is lost where one of them fails before it releases it', async () => {
    expect(await reportsOf(service(bare('add'), bare('edit')))).toStrictEqual([
      'require-client-close: when `write()` on line 12 throws',
    ]);
  });

  it('is lost where the failure is told by a promise', async () => {
    expect(await reportsOf(service(rejecting('add'), rejecting('edit')))).toStrictEqual([
      'require-client-close: when `write()` on line 14 throws',
    ]);
  });

  it('is released where all of them see to it', async () => {
    expect(await reportsOf(service(safe('add'), safe('edit')))).toStrictEqual([]);
  });

  it('is open to what stands in a method that fills it somewhere else', async () => {
    expect(await reportsOf(service(`
  async add(device) {
    this.connect(device.host);
    await this.conn.connect();
    await this.conn.write('/add');
  }`, `
  async edit() {
    this.conn.close();
  }`))).toStrictEqual([]);
  });
});

describe('a field of several objects that live as long as the process', () => {
  const files = Array.from({ length: 6 }, (_, at) => `repository${at}`);
  const repository = `import { Database } from './database.js';
const database = new Database();
async function read(id) { return await database.query('select ' + id); }
export async function find(id) {
  database.open();
  const rows = await read(id);
  database.close();
  return rows;
}
export async function all() {
  database.open();
  const rows = await database.query('select *');
  database.close();
  return rows;
}
`;
  const service = (name: string): string => `import * as repository from './${name}.js';
export const find = async (id) => await repository.find(id);
export const all = async () => await repository.all();
`;
  const database = `import { createConnection } from 'mysql';
export class Database {
  open() {
    this.connection = createConnection(process.env.DB);
  }
  query(text) {
    return new Promise((resolve, reject) => {
      this.connection.query(text, (error, rows) => { if (error) reject(error); else resolve(rows); });
    });
  }
  close() {
    this.connection.end();
  }
}
`;
  const server = `import express from 'express';
const app = express();
${files.map((name) => `import * as ${name} from './${name}-service.js';
app.get('/${name}', async (req, res) => res.json(await ${name}.all()));
app.get('/${name}/:id', async (req, res) => res.json(await ${name}.find(req.params.id)));`).join('\n')}
`;

  it('is lost by the one whose query fails, however many there are', async () => {
    const project = createProject({
      rule: '*',
      files: {
        'package.json': { type: 'module', dependencies: { express: '^5.0.0', mysql: '^2.18.0' } },
        'src/database.js': database, 'src/server.js': server,
        ...Object.fromEntries(files.flatMap((name) => [[`src/${name}.js`, repository], [`src/${name}-service.js`, service(name)]])),
      },
    });
    expect((await project.lint('src/database.js', database)).map(({ rule }) => rule)).toStrictEqual(['require-client-close']);
  });
});
