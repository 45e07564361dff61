import { describe, expect, it } from 'vitest';
import { applied, declarations, offered, offeredToShare } from '../support/suggestions.js';

describe('the shared promise', () => {
  it('shares the promise of a factory that gives one', () => {
    expect(applied('asyncMemo', `
import mysql from 'mysql2/promise';
import { connect } from 'nats';

export async function publish(req, res) {
  const connection = await connect({ servers: 'localhost' });
  connection.publish('x', req.body);
  res.json({});
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import mysql from 'mysql2/promise';
  import { connect } from 'nats';

  let connectionPromise;

  function getConnection() {
    connectionPromise ??= connect({ servers: 'localhost' }).catch((error) => {
      connectionPromise = undefined;
      throw error;
    });
    return connectionPromise;
  }

  export async function publish(req, res) {
    const connection = await getConnection();
    connection.publish('x', req.body);
    res.json({});
  }
  "
`);
  });

  it('makes connecting part of making', () => {
    expect(applied('asyncMemo', `
import { MongoClient } from 'mongodb';

export async function list(req, res) {
  // Connects.
  const client = new MongoClient(process.env.MONGO_URL);
  await client.connect();
  res.json(await client.db().collection('x').find().toArray());
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { MongoClient } from 'mongodb';

  async function createClient() {
    const client = new MongoClient(process.env.MONGO_URL);
    await client.connect();
    return client;
  }

  let clientPromise;

  function getClient() {
    clientPromise ??= createClient().catch((error) => {
      clientPromise = undefined;
      throw error;
    });
    return clientPromise;
  }

  export async function list(req, res) {
    // Connects.
    const client = await getClient();
    res.json(await client.db().collection('x').find().toArray());
  }
  "
`);
  });

  const told = (lines: readonly string[], ending: string): string => `
import { MongoClient } from 'mongodb';
import type { Request, Response } from 'express';

export async function list(req: Request, res: Response) {
${lines.map((line) => `  ${line}\n`).join('')}  if (!url) throw new Error('No URL');
${ending}
`.slice(1);
  const ending = `  const client = new MongoClient(url);
  try {
    await client.connect();
    res.json(await client.db().collection('x').findOne({}));
  } finally {
    await client.close();
  }
}`;

  it('hands over a text of the environment that a test has told to be there', () => {
    const lines = ['const url = process.env.MONGO_URL;'];
    expect(applied('asyncMemo', told(lines, ending), 'service.ts', { declarations })).toMatchInlineSnapshot(`
      "import { MongoClient } from 'mongodb';
      import type { Request, Response } from 'express';

      async function createClient(url: string) {
        const client = new MongoClient(url);
        await client.connect();
        return client;
      }

      let clientPromise: ReturnType<typeof createClient> | undefined;

      function getClient(url: string) {
        clientPromise ??= createClient(url).catch((error) => {
          clientPromise = undefined;
          throw error;
        });
        return clientPromise;
      }

      export async function list(req: Request, res: Response) {
        const url = process.env.MONGO_URL;
        if (!url) throw new Error('No URL');
        const client = await getClient(url);
        res.json(await client.db().collection('x').findOne({}));
      }
      "
    `);
    const made = "  const client = await MongoClient.connect(url);\n  res.json(await client.db().collection('x').findOne({}));\n}";
    expect(applied('asyncMemo', told(lines, made), 'service.ts', { declarations }))
      .toContain('const createClient = async (url: string) => MongoClient.connect(url);');
  });

  it('hands over no other value that a test has told', () => {
    const lines = ["const urls: Record<string, string | undefined> = { a: 'b' };", "const url = urls['a'];"];
    expect(offeredToShare(told(lines, ending), 'service.ts', { declarations })).not.toContain('asyncMemo');
  });

  const jobs = (lines: readonly string[]): string => `
import Redis from 'ioredis';

export async function list(req, res) {
${lines.map((line) => `  ${line}\n`).join('')}}
`.slice(1);
  const opened = ['const client = new Redis({ lazyConnect: true });', "client.on('error', console.error);", 'await client.connect();'];

  it('closes what cannot be connected and stays open', () => {
    const output = applied('asyncMemo', jobs([...opened, "res.json(await client.get('jobs'));", 'await client.quit();']), 'service.js');
    expect(output).toContain(`
async function createClient() {
  const client = new Redis({ lazyConnect: true });
  client.on('error', console.error);
  try {
    await client.connect();
  } catch (error) {
    await client.quit();
    throw error;
  }
  return client;
}
`);
  });

  it('closes it as the catalog says where the code does not', () => {
    expect(applied('asyncMemo', jobs([...opened, "res.json(await client.get('jobs'));"]), 'service.js')).toContain('await client.quit();');
  });

  it('is not offered where what stays open cannot be closed', () => {
    const code = jobs([...opened, "res.json(await client.get('jobs'));"]).replaceAll('ioredis', 'own-redis');
    const model = {
      package: 'own-redis', export: 'default', kind: 'class', holds: 'socket', connects: 'construction',
      release: ['quit'], setup: ['connect'],
    };
    const offeredFor = (more: object): string[] => offered(code, 'service.js', { settings: { clients: [{ ...model, ...more }] } });
    expect(offeredFor({})).not.toContain('asyncMemo');
    expect(offeredFor({ releaseIs: 'async' })).toContain('asyncMemo');
  });

  it('works in TypeScript with the types of the factory', () => {
    expect(applied('asyncMemo', `
import type { Request, Response } from 'express';
import { createClient } from 'redis';

export async function get(req: Request, res: Response): Promise<void> {
  const url = process.env.REDIS_URL;
  const client = createClient({ url });
  client.on('error', (error) => console.error(error));
  await client.connect();
  const value: string | null = await client.get('x');
  res.json(value);
}
`.slice(1), 'service.ts')).toMatchInlineSnapshot(`
  "import type { Request, Response } from 'express';
  import { createClient } from 'redis';

  async function createSharedClient() {
    const url = process.env.REDIS_URL;
    const client = createClient({ url });
    client.on('error', (error) => console.error(error));
    await client.connect();
    return client;
  }

  let clientPromise: ReturnType<typeof createSharedClient> | undefined;

  function getClient() {
    clientPromise ??= createSharedClient().catch((error) => {
      clientPromise = undefined;
      throw error;
    });
    return clientPromise;
  }

  export async function get(req: Request, res: Response): Promise<void> {
    const client = await getClient();
    const value: string | null = await client.get('x');
    res.json(value);
  }
  "
`);
  });

  it('keeps the calls of a chain that give the client', () => {
    expect(applied('asyncMemo', `
import type { Request, Response } from 'express';
import { createClient } from 'redis';

export async function get(req: Request, res: Response): Promise<void> {
  const client = await createClient().on('error', (error) => console.error(error)).connect();
  const value: string | null = await client.get('x');
  res.json(value);
}
`.slice(1), 'service.ts')).toMatchInlineSnapshot(`
  "import type { Request, Response } from 'express';
  import { createClient } from 'redis';

  const createSharedClient = async () => createClient().on('error', (error) => console.error(error)).connect();

  let clientPromise: ReturnType<typeof createSharedClient> | undefined;

  function getClient() {
    clientPromise ??= createSharedClient().catch((error) => {
      clientPromise = undefined;
      throw error;
    });
    return clientPromise;
  }

  export async function get(req: Request, res: Response): Promise<void> {
    const client = await getClient();
    const value: string | null = await client.get('x');
    res.json(value);
  }
  "
`);
  });
});

describe('what is opened only to see whether it can be', () => {
  const service = (lines: readonly string[]): string => `
import { createClient } from 'redis';
export async function health(req, res) {
  const client = createClient();
${lines.map((line) => `  ${line}\n`).join('')}}
`;

  it.each([
    ['it is opened and closed', ['await client.connect();', 'await client.quit();', 'res.json({});']],
    ['it is opened and never closed', ['await client.connect();', 'res.json({});']],
    ['it is asked whether it answers', ['await client.connect();', 'await client.ping();', 'res.json({});']],
  ])('is opened again each time where %s', (_, lines) => {
    expect(offeredToShare(service(lines), 'service.js')).toStrictEqual([]);
  });

  it('is kept where more is asked of it', () => {
    expect(offeredToShare(service(['await client.connect();', "res.json(await client.get('a'));"]), 'service.js')).toContain('asyncMemo');
  });

  it.each(['let client;', 'let client = null;'])('declares it where it is assigned: %s', (declaration) => {
    expect(applied('asyncMemo', `
import { createClient } from 'redis';

export async function publish(req, res) {
  ${declaration}
  try {
    client = createClient();
    await client.connect();
    res.json(await client.publish('a', req.body.text));
  } finally {
    await client?.disconnect();
  }
}
`.slice(1), 'service.js')).toContain(`
export async function publish(req, res) {
  const client = await getClient();
  res.json(await client.publish('a', req.body.text));
}
`);
  });

  it.each([
    ["const changes = client.db().collection('a').watch(); changes.on('change', console.log);"],
    ['const session = client.startSession(); session.startTransaction();'],
  ])('is not shared where the close in between ended what goes on by itself: %s', (line) => {
    const reopened = (first: string): string => `
import { MongoClient } from 'mongodb';
export async function draw(req, res) {
  const client = new MongoClient(process.env.MONGO_URL);
  await client.connect();
  ${first}
  await client.close();
  await client.connect();
  await client.db().collection('b').insertOne({});
  await client.close();
  res.end();
}
`;
    expect(offeredToShare(reopened("await client.db().collection('a').findOne({});"), 'service.js')).toContain('asyncMemo');
    expect(offeredToShare(reopened(line), 'service.js')).toStrictEqual([]);
  });

  it('opens it once where it was closed and opened again in between', () => {
    expect(applied('asyncMemo', `
import { MongoClient } from 'mongodb';

export async function draw(req, res) {
  const client = new MongoClient(process.env.MONGO_URL);
  const filter = { id: req.params.id };

  try {
    await client.connect();
    const coins = client.db().collection('coins');
    if (!(await coins.findOne(filter))) {
      res.json({});
      return;
    }
  } finally {
    await client.close();
  }

  try {
    await client.connect();
    const coins = client.db().collection('stickers');
    res.json(await coins.findOne(filter));
  } finally {
    await client.close();
  }
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { MongoClient } from 'mongodb';

  async function createClient() {
    const client = new MongoClient(process.env.MONGO_URL);
    await client.connect();
    return client;
  }

  let clientPromise;

  function getClient() {
    clientPromise ??= createClient().catch((error) => {
      clientPromise = undefined;
      throw error;
    });
    return clientPromise;
  }

  export async function draw(req, res) {
    const client = await getClient();
    const filter = { id: req.params.id };

    {
      const coins = client.db().collection('coins');
      if (!(await coins.findOne(filter))) {
        res.json({});
        return;
      }
    }

    {
      const coins = client.db().collection('stickers');
      res.json(await coins.findOne(filter));
    }
  }
  "
`);
  });

  it.each([
    ['what is opened is another one', ['await client.connect({ a: 1 });', 'await client.close();', 'await client.connect({ b: 1 });']],
    ['somebody looks at it', ['await client.connect();', 'await client.close();', 'const opened = await client.connect();']],
    ['the first one may fail by itself', [
      'try { await client.connect(); } catch (error) { console.error(error); } finally { await client.close(); }',
      'await client.connect();',
    ]],
    ['something is done before', [
      'try { await audit(req); await client.connect(); } finally { await client.close(); }', 'await client.connect();',
    ]],
  ])('does not, where %s', (_, lines) => {
    expect(offered(`
import { MongoClient } from 'mongodb';

export async function draw(req, res) {
  const client = new MongoClient(process.env.MONGO_URL);
  ${lines.join('\n  ')}
  res.json(await client.db().collection('coins').findOne({}));
  await client.close();
}
`.slice(1), 'service.js')).not.toContain('asyncMemo');
  });
});
