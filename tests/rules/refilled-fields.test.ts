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
