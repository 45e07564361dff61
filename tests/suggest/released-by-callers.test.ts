import { describe, expect, it } from 'vitest';
import { applied, offeredToShare } from '../support/suggestions.js';

/** A class whose methods get a client from one of them, use it with these lines, and close it. */
function service(close: string, other = ''): string {
  return `import express, { type Request, type Response } from 'express';
import { MongoClient } from 'mongodb';

class Users {
  private async open(): Promise<MongoClient> {
    const client = new MongoClient('mongodb://localhost');
    await client.connect();
    return client;
  }

  async first() {
    const client = await this.open();
    try {
      return await client.db().collection('users').findOne({});
    } finally {
      ${close}
    }
  }
${other}}

const users = new Users();
const app = express();
app.get('/', async (req: Request, res: Response) => res.json(await users.first()));
`;
}

const rule = 'prefer-shared-client';

describe('a client that those close who get it from a function', () => {
  it('is shared, and closed by none of them', () => {
    const output = applied('asyncMemo', service('await client.close();'), 'service.ts', { rule });
    expect(output).toContain(`  async first() {
    const client = await this.open();
    return await client.db().collection('users').findOne({});
  }
`);
    expect(output).not.toContain('.close()');
    expect(output).toContain('    const client = await getClient();\n    return client;\n');
  });

  it.each([
    ['another one gives it to somebody who may close it', `
  async second() {
    const client = await this.open();
    await closeLater(client);
  }
`],
    ['another one keeps it', `
  kept = this.open();
`],
    ['another one closes it only when something is wrong with it', `
  async second() {
    const client = await this.open();
    try {
      await client.db().collection('users').findOne({});
    } catch (error: any) {
      if (error.fatal) await client.close();
    }
  }
`],
  ])('is left where %s', (_, other) => {
    const code = `${service('await client.close();', other)}declare function closeLater(client: MongoClient): Promise<void>;\n`;
    expect(offeredToShare(code, 'service.ts', { rule })).toStrictEqual([]);
  });
});
