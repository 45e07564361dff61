import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';
import { applied, offered, offeredToShare } from '../support/suggestions.js';

const sqs = `
declare module '@aws-sdk/client-sqs' {
  export class SQSClient {
    constructor(config: { region?: string; endpoint?: string; maxAttempts?: number });
    send(command: unknown): Promise<unknown>;
    destroy(): void;
  }
}
declare module 'mongodb' {
  export class MongoClient {
    constructor(url: string);
    connect(): Promise<this>;
    on(name: string, listener: (e: Error) => void): this;
    db(): any;
    close(): Promise<void>;
  }
}
`;

describe('the cache with a client per key', () => {
  const withKeys = (credentials: string): string => `
import { SQSClient } from '@aws-sdk/client-sqs';
import { settingsOf } from './settings.js';

export async function list(req, res) {
  const settings = await settingsOf(req.params.tenant);
  const client = new SQSClient({ region: settings.region, credentials: ${credentials} });
  res.json(await client.send(1));
}
`;

  it('has a digest of a secret in the key, so that a changed one, or that of somebody else, is given another client', () => {
    const keys = '{ accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey }';
    const output = applied('keyedCache', withKeys(keys), 'service.js');
    expect(output).toContain("from './settings.js';\nimport { createHash } from 'crypto';\n");
    expect(output).toContain('cachedClient(JSON.stringify([settings.region, settings.accessKeyId, '
      + "createHash('sha256').update(String(settings.secretAccessKey)).digest('hex')]), () => new SQSClient(");
  });

  it('has none where the name of the digest means something else', () => {
    const keys = '{ accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey }';
    expect(offered(`${withKeys(keys)}const createHash = 1;\n`, 'service.js')).not.toContain('keyedCache');
  });

  it('knows by the option what a value is called by', () => {
    const keys = '{ accessKeyId: settings.accessKey, secretAccessKey: settings.secretKey }';
    expect(applied('keyedCache', withKeys(keys), 'service.js'))
      .toContain('cachedClient(JSON.stringify([settings.region, settings.accessKey, '
        + "createHash('sha256').update(String(settings.secretKey)).digest('hex')]), () => new SQSClient(");
  });

  it('tells a text by its default', () => {
    const code = `
import { SQSClient } from '@aws-sdk/client-sqs';

async function send(place = 'eu-west-1') {
  const client = new SQSClient({ region: place });
  await client.send(1);
}

export async function list(req, res) {
  await send(req.query.place);
  res.json({});
}
`;
    expect(applied('keyedCache', code, 'service.js')).toContain('cachedClient(place, () => new SQSClient({ region: place }))');
    expect(offered(code.replace("place = 'eu-west-1'", 'place = placeOf()').replaceAll('region: place', 'thing: place'), 'service.js'))
      .not.toContain('keyedCache');
    expect(applied('keyedCache', code.replaceAll('region: place', 'thing: place'), 'service.js')).toContain('cachedClient(place, ');
  });

  it('tells numbers by their names', () => {
    const code = withKeys('undefined').replace('region: settings.region', 'maxAttempts: settings.attempts');
    expect(applied('keyedCache', code, 'service.js')).toContain('cachedClient(settings.attempts, () => new SQSClient(');
  });

  it.each([
    ['a secret that is called one', '{ accessKeyId: settings.accessSecret, secretAccessKey: settings.secretAccessKey }'],
    ['a key that a token belongs to',
      '{ accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey, sessionToken: settings.sessionToken }'],
    ['a secret without a name', '{ secretAccessKey: settings.secretAccessKey }'],
    ['another secret', '{ accessKeyId: settings.accessKeyId, password: settings.password }'],
  ])('has none for %s', (_, credentials) => {
    expect(offered(withKeys(credentials), 'service.js')).not.toContain('keyedCache');
  });

  it('has a digest of a secret that is an argument, and lets go of what nothing closes', () => {
    const code = (secret: string): string => `
import { Twilio } from 'twilio';
import { accounts } from './accounts.js';

export async function sync(req, res) {
  const account = await accounts.find(req.params.id);
  const client = new Twilio(account.accountSid, account.${secret});
  res.json(await client.messages.list());
}
`;
    const { root } = createProject({ files: { 'package.json': { dependencies: { twilio: '^5.5.0' } } } });
    expect(applied('keyedCache', code('authToken'), `${root}/service.js`)).toMatchSnapshot();
    expect(offered(code('password'), `${root}/service.js`)).not.toContain('keyedCache');
  });

  it('keeps what is made with a class of which TypeScript knows nothing', () => {
    expect(applied('keyedCache', `
let SQSClient: any;

async function load(): Promise<void> {
  if (SQSClient) return;
  const sqs = await import('@aws-sdk/client-sqs');
  SQSClient = sqs.SQSClient;
}

export async function list(req: any, res: any): Promise<void> {
  await load();
  const client = new SQSClient({ region: req.params.region });
  res.json(await client.send(1));
}
`, 'service.ts', { declarations: sqs })).toContain('new Map<unknown, any>()');
  });

  const lookedUp = (lines: readonly string[], configs = "const configs = require('./configs.json');"): string => `
const mysql = require('mysql');
${configs}

function poolOf(name) {
${lines.map((line) => `  ${line}\n`).join('')}}

exports.handler = async (event) => poolOf(event.tenant).query('select 1');
`;

  it('takes for its key what all is looked up by', () => {
    const lines = [
      'return mysql.createPool({', "  host: configs.mysql[name].host == undefined ? 'localhost' : configs.mysql[name].host,",
      '  password: configs.mysql[name].password,', '  database: name,', '});',
    ];
    expect(applied('keyedCache', lookedUp(lines), 'service.cjs')).toContain('return cachedPool(name, () => mysql.createPool({');
    const taken = ['const { host, password } = configs[name];', 'return mysql.createPool({ host, password });'];
    expect(applied('keyedCache', lookedUp(taken), 'service.cjs'))
      .toContain('return cachedPool(name, () => mysql.createPool({ host, password }));');
  });

  it.each([
    ['what is looked up is changed',
      ['const { host, ssl } = configs[name];', 'ssl.ca = read();', 'return mysql.createPool({ host, ssl });']],
    ['it is looked up in what comes with the request', ['return mysql.createPool({ password: name.list[0].password });']],
    ['it is looked up by what a call gives', ['return mysql.createPool({ password: configs[next()].password });']],
  ])('has no such key where %s', (_, lines) => {
    expect(offered(lookedUp(lines), 'service.cjs')).not.toContain('keyedCache');
  });

  it('keeps what is tested each time that somebody gets it, where a test does nothing to it', () => {
    const code = `
import { Sequelize } from 'sequelize';
export const connect = async (tenant) => {
  const sequelize = new Sequelize(\`mysql://localhost/\${tenant}\`);
  try {
    await sequelize.authenticate();
    return sequelize;
  } catch {
    throw new Error('Refused');
  }
};
export async function handler(event) {
  return (await connect(event.tenant)).query('select 1');
}
`.slice(1);
    expect(applied('keyedCache', code, 'service.js')).toContain('await sequelize.authenticate();');
    const later = code.replace(/ {2}try \{[^]*?\n {2}\}\n/, '  return sequelize;\n')
      .replace('  return (await connect(event.tenant))', [
        '  const client = await connect(event.tenant);', '  await client.authenticate();', '  return client',
      ].join('\n'));
    expect(later).toContain('await client.authenticate();');
    expect(applied('keyedCache', later, 'service.js')).toContain('await client.authenticate();');
  });

  it('has the type that the function gives', () => {
    const code = `import mysql, { Pool } from 'mysql2/promise';

export const poolOf = async (hospital: string): Promise<Pool> => {
  return mysql.createPool({ host: process.env.HOST, database: \`\${hospital}_db\` });
};
export async function handler(event: { hospital: string }): Promise<unknown> {
  return (await poolOf(event.hospital)).query('select 1');
}
`;
    const declarations = `
declare module 'mysql2/promise' {
  export interface Pool { query(sql: string): Promise<unknown>; end(): Promise<void> }
  export function createPool(options: { host?: string | undefined; database?: string }): Pool;
  const mysql: { createPool: typeof createPool };
  export default mysql;
}
`;
    expect(applied('keyedCache', code, 'service.ts', { declarations })).toMatchInlineSnapshot(`
      "import mysql, { Pool } from 'mysql2/promise';

      const poolCacheLimit = 50;
      const poolCache = new Map<string, Pool>();

      /** One client per hospital. When there are too many, the one that was not used for longest is closed. */
      function cachedPool(key: string, create: () => Pool): Pool {
        const client = poolCache.get(key) ?? create();
        // The last entry is the one that was used last.
        poolCache.delete(key);
        poolCache.set(key, client);
        for (const [oldest, evicted] of poolCache) {
          if (poolCache.size <= poolCacheLimit) break;
          poolCache.delete(oldest);
          // Requests that still use it have time to finish.
          setTimeout(() => {
            Promise.resolve(evicted.end()).catch(console.error);
          }, 60_000);
        }
        return client;
      }

      export const poolOf = async (hospital: string): Promise<Pool> => {
        return cachedPool(hospital, () => mysql.createPool({ host: process.env.HOST, database: \`\${hospital}_db\` }));
      };
      export async function handler(event: { hospital: string }): Promise<unknown> {
        return (await poolOf(event.hospital)).query('select 1');
      }
      "
    `);
    const mayBeNothing = code.replace('Promise<Pool>', 'Promise<Pool | undefined>').replace('hospital))', 'hospital))!');
    expect(applied('keyedCache', mayBeNothing, 'service.ts', { declarations })).toContain(', ReturnType<typeof mysql.createPool>>');
  });

  it('is a map in JavaScript', () => {
    expect(applied('keyedCache', `
import { SQSClient } from '@aws-sdk/client-sqs';

export async function list(req, res) {
  const client = new SQSClient({ region: req.params.region });
  res.json(await client.send(1));
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "import { SQSClient } from '@aws-sdk/client-sqs';

  const clientCacheLimit = 50;
  const clientCache = new Map();

  /** One client per region. When there are too many, the one that was not used for longest is closed. */
  function cachedClient(key, create) {
    const client = clientCache.get(key) ?? create();
    // The last entry is the one that was used last.
    clientCache.delete(key);
    clientCache.set(key, client);
    for (const [oldest, evicted] of clientCache) {
      if (clientCache.size <= clientCacheLimit) break;
      clientCache.delete(oldest);
      // Requests that still use it have time to finish.
      setTimeout(() => {
        Promise.resolve(evicted.destroy()).catch(console.error);
      }, 60_000);
    }
    return client;
  }

  export async function list(req, res) {
    const client = cachedClient(req.params.region, () => new SQSClient({ region: req.params.region }));
    res.json(await client.send(1));
  }
  "
`);
  });

  it('is typed in TypeScript, with all that the arguments depend on', () => {
    expect(applied('keyedCache', `
import { SQSClient } from "@aws-sdk/client-sqs"

const maxAttempts = 3

// Per tenant.
export async function list(req: { body: any }, res: { json(body: unknown): void }, region: string) {
    const options = { region, maxAttempts, endpoint: \`https://\${req.body.tenant}.example.com\` }
    res.json(await new SQSClient(options).send(1))
}
`.slice(1), 'service.ts', { declarations: sqs })).toMatchInlineSnapshot(`
  "import { SQSClient } from "@aws-sdk/client-sqs"

  const maxAttempts = 3

  const sqsClientCacheLimit = 50
  const sqsClientCache = new Map<string, SQSClient>()

  /** One client per region and tenant. When there are too many, the one that was not used for longest is closed. */
  function cachedSqsClient(key: string, create: () => SQSClient): SQSClient {
      const client = sqsClientCache.get(key) ?? create()
      // The last entry is the one that was used last.
      sqsClientCache.delete(key)
      sqsClientCache.set(key, client)
      for (const [oldest, evicted] of sqsClientCache) {
          if (sqsClientCache.size <= sqsClientCacheLimit) break
          sqsClientCache.delete(oldest)
          // Requests that still use it have time to finish.
          setTimeout(() => {
              Promise.resolve(evicted.destroy()).catch(console.error)
          }, 60_000)
      }
      return client
  }

  // Per tenant.
  export async function list(req: { body: any }, res: { json(body: unknown): void }, region: string) {
      const options = { region, maxAttempts, endpoint: \`https://\${req.body.tenant}.example.com\` }
      res.json(await cachedSqsClient(JSON.stringify([region, req.body.tenant]), () => new SQSClient(options)).send(1))
  }
  "
`);
  });

  it('knows a text by its annotation', () => {
    const edited = applied('keyedCache', `
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Request, Response } from 'express';

const clientFor = ({ area }: { area: string }) => new SQSClient({ region: area });

export async function list(req: Request, res: Response) {
  res.json(await clientFor({ area: req.params.area! }).send(1));
}
`, 'service.ts', { declarations: sqs + express });
    expect(edited).toContain('new Map<string, SQSClient>()');
    expect(edited).toContain('cachedSqsClient(area, () => new SQSClient({ region: area }))');
  });

  it('keeps promises of clients that connect first, and drops rejected ones', () => {
    expect(applied('keyedCache', `
const { MongoClient } = require('mongodb');

async function list(req, res) {
  // One server per region.
  const client = new MongoClient(\`mongodb://\${req.headers['x-region']}.db:27017\`);
  client.on('error', (error) => console.error(error));
  await client.connect();
  res.json(await client.db().collection('x').find().toArray());
}

module.exports = { list };
`.slice(1), 'service.cjs')).toMatchInlineSnapshot(`
  "const { MongoClient } = require('mongodb');

  const clientCacheLimit = 50;
  const clientCache = new Map();

  /** One client per x-region. When there are too many, the one that was not used for longest is closed. */
  function cachedClient(key, create) {
    let client = clientCache.get(key);
    if (!client) {
      const created = create();
      created.catch(() => {
        if (clientCache.get(key) === created) clientCache.delete(key);
      });
      client = created;
    }
    // The last entry is the one that was used last.
    clientCache.delete(key);
    clientCache.set(key, client);
    for (const [oldest, evicted] of clientCache) {
      if (clientCache.size <= clientCacheLimit) break;
      clientCache.delete(oldest);
      // Requests that still use it have time to finish.
      setTimeout(() => {
        evicted.then((opened) => opened.close()).catch(console.error);
      }, 60_000);
    }
    return client;
  }

  async function list(req, res) {
    // One server per region.
    const client = await cachedClient(req.headers['x-region'], async () => {
      const client = new MongoClient(\`mongodb://\${req.headers['x-region']}.db:27017\`);
      client.on('error', (error) => console.error(error));
      await client.connect();
      return client;
    });
    res.json(await client.db().collection('x').find().toArray());
  }

  module.exports = { list };
  "
`);
  });

  it('keeps promises in TypeScript', () => {
    const edited = applied('keyedCache', `
import { MongoClient } from 'mongodb';

export async function list(req: { params: { url: string } }, res: { json(body: unknown): void }) {
  const client = new MongoClient(req.params.url);
  await client.connect();
  res.json(await client.db().collection('x').find().toArray());
}
`, 'service.ts', { declarations: sqs });
    expect(edited).toContain('new Map<string, Promise<MongoClient>>()');
    expect(edited).toContain('const client = await cachedClient(req.params.url, async () => {');
  });

  it('keeps the promise of a chain that connects', () => {
    const edited = applied('keyedCache', `
import { createClient } from 'redis';

export async function list(req, res) {
  const client = await createClient({ url: req.tenant.url }).on('error', console.error).connect();
  res.json(await client.get('x'));
}
`, `${redis5.root}/service.js`);
    expect(edited).toContain('const client = await cachedClient(req.tenant.url, () => createClient({ url: req.tenant.url })'
      + ".on('error', console.error).connect());");
    expect(edited).toContain('evicted.then((opened) => opened.close()).catch(console.error);');
  });

  it('uses names that are free', () => {
    const edited = applied('keyedCache', `
import { SQSClient } from '@aws-sdk/client-sqs';
const clientCache = 1, cachedClient = 2;

export async function list(req, res) {
  const client = new SQSClient({ region: req.params.region });
  res.json(await client.send(clientCache + cachedClient));
}
`, 'service.js');
    expect(edited).toContain('const client = cachedClient2(req.params.region');
    expect(edited).toContain('const clientCache2 = new Map();');
  });

  it('keeps a client behind the form that a wrapper gives it', () => {
    expect(applied('keyedCache', `
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export async function list(req, res) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: req.params.region }));
  res.json(await client.send(1));
}
`, 'service.js')).toContain('DynamoDBDocumentClient.from(cachedClient(req.params.region, () => new DynamoDBClient({');
  });
});

describe('beside closing', () => {
  const service = (name: string, argument: string, rest: readonly string[]): string => `
import { SQSClient } from '@aws-sdk/client-sqs';

export async function ${name}(req, res) {
  const client = new SQSClient(${argument});
${rest.map((line) => `  ${line}\n`).join('')}}
`.slice(1);

  it('comes first where there are few clients', () => {
    expect(offered(service('list', '{ region: req.params.region }', ['res.json(await client.send(1));']), 'service.js'))
      .toStrictEqual(['keyedCache', 'closeInFinally']);
  });

  it.each([
    ['the request names any server', 'list', '{ endpoint: req.body.url }'],
    ['a server is tried out', 'testConnection', '{ endpoint: req.params.url }'],
  ])('comes last where %s', (_, name, argument) => {
    expect(offered(service(name, argument, ['res.json(await client.send(1));']), 'service.js'))
      .toStrictEqual(['closeInFinally', 'keyedCache']);
  });

  it('takes the closes out', () => {
    const closing = ['res.json(await client.send(1));', 'client.destroy();'];
    const edited = applied('keyedCache', service('list', '{ region: req.params.region }', closing), 'service.js');
    expect(edited.slice(edited.indexOf('export'))).toBe(`
export async function list(req, res) {
  const client = cachedClient(req.params.region, () => new SQSClient({ region: req.params.region }));
  res.json(await client.send(1));
}
`.slice(1));
  });

  it('takes the closes out behind a set-up that moves', () => {
    const edited = applied('keyedCache', `
import { MongoClient } from 'mongodb';

export async function list(req, res) {
  const client = new MongoClient(req.params.url);
  await client.connect();
  res.json(await client.db().collection('x').findOne({}));
  await client.close();
}
`.slice(1), 'service.js', { rule: 'require-client-close' });
    expect(edited.slice(edited.indexOf('export'))).toBe(`
export async function list(req, res) {
  const client = await cachedClient(req.params.url, async () => {
    const client = new MongoClient(req.params.url);
    await client.connect();
    return client;
  });
  res.json(await client.db().collection('x').findOne({}));
}
`.slice(1));
  });

  const called = (name: string, argument: string, use: readonly string[]): string => `
import express from 'express';
import { SQSClient } from '@aws-sdk/client-sqs';
import { urlOf } from './urls.js';
const app = express();
app.get('/', async (req, res) => {
  res.json(await ${name}(${argument}));
});
async function ${name}(url) {
  const client = new SQSClient({ endpoint: url });
${use.map((line) => `  ${line}\n`).join('')}}
`;
  const closed = ['try {', '  return await client.send(1);', '} finally {', '  client.destroy();', '}'];

  it('is offered where nobody knows whose the arguments are', () => {
    expect(offered(called('send', 'urlOf(res)', ['return client.send(1);']), 'service.js')).toStrictEqual(['keyedCache', 'closeInFinally']);
  });

  it('is offered where a parameter is always given the same', () => {
    expect(offered(called('send', 'process.env.URL', closed), 'service.js')).toStrictEqual(['keyedCache']);
  });

  it('takes the type of a field in TypeScript', () => {
    const declared = `
declare module 'redis' {
  export interface RedisClient { get(key: string): Promise<string>; close(): void }
  export function createClient(url: string): RedisClient;
}
${express}`;
    const code = `
import type { Request, Response } from 'express';
import { createClient, type RedisClient } from 'redis';
class Cache {
  client: RedisClient | null = null;
  constructor(url: string) {
    this.client = createClient(url);
  }
}
export async function list(req: Request, res: Response) {
  res.json(await new Cache(process.env.REDIS_URL ?? '').client!.get('x'));
}
`.slice(1);
    const after = applied('keyedCache', code, 'service.ts', { declarations: declared });
    expect(after).toContain('function cachedClient(key: string, create: () => RedisClient): RedisClient {');
    expect(after).toContain('this.client = cachedClient(url, () => createClient(url));');
  });

  it('is not offered to whoever tries out servers and closes what it opened', () => {
    expect(offered(called('ping', 'process.env.URL', closed), 'service.js')).toStrictEqual([]);
  });
});

const express = `
declare module 'express' {
  export interface Request { params: Record<string, string> }
  export interface Response { json(body: unknown): void }
}
`;

const redis5 = createProject({ files: { 'package.json': { dependencies: { redis: '^5.0.0', express: '^5.0.0' } } } });
const withCache = createProject({ files: { 'package.json': { dependencies: { 'lru-cache': '^11.0.0' } } } });
const withOldCache = createProject({ files: { 'package.json': { dependencies: { 'lru-cache': '^7.0.0' } } } });
const withDevCache = createProject({ files: { 'package.json': { devDependencies: { 'lru-cache': '^11.0.0' } } } });

describe('a project that has a cache among its packages', () => {
  const handler = `
import { SQSClient } from "@aws-sdk/client-sqs";

export async function list(req, res) {
  const client = new SQSClient({ region: req.params.region });
  res.json(await client.send(1));
}
`.slice(1);

  it('gets that one', () => {
    expect(applied('keyedCache', handler, `${withCache.root}/service.js`)).toMatchInlineSnapshot(`
      "import { SQSClient } from "@aws-sdk/client-sqs";
      import { LRUCache } from "lru-cache";

      const clientCache = new LRUCache({
        max: 50,
        // Requests that still use it have time to finish.
        dispose: (client) => {
          setTimeout(() => {
            Promise.resolve(client.destroy()).catch(console.error);
          }, 60_000);
        },
      });

      /** One client per region. When there are too many, the one that was not used for longest is closed. */
      function cachedClient(key, create) {
        let client = clientCache.get(key);
        if (!client) {
          client = create();
          clientCache.set(key, client);
        }
        return client;
      }

      export async function list(req, res) {
        const client = cachedClient(req.params.region, () => new SQSClient({ region: req.params.region }));
        res.json(await client.send(1));
      }
      "
    `);
  });

  it('gets it in TypeScript', () => {
    const edited = applied('keyedCache', handler.replace('(req, res)', '(req: any, res: any)'), `${withCache.root}/service.ts`, {
      declarations: `${sqs}\ndeclare module 'lru-cache' {
        export class LRUCache<K extends {}, V extends {}> {
          constructor(options: { max: number; dispose(value: V, key: K, reason: string): void });
          get(key: K): V | undefined; set(key: K, value: V): this; delete(key: K): boolean;
        }
      }`,
    });
    expect(edited).toContain('new LRUCache<string, SQSClient>({');
    expect(edited).toContain('cachedClient(JSON.stringify([req.params.region]), () =>');
  });

  it('gets it with require, for promises', () => {
    expect(applied('keyedCache', `
const { MongoClient } = require('mongodb');

exports.list = async function list(req, res) {
  const client = new MongoClient(req.params.url);
  await client.connect();
  res.json(await client.db().collection('x').find().toArray());
};
`.slice(1), `${withCache.root}/service.cjs`)).toMatchInlineSnapshot(`
  "const { MongoClient } = require('mongodb');
  const { LRUCache } = require('lru-cache');

  const clientCache = new LRUCache({
    max: 50,
    // Requests that still use it have time to finish.
    dispose: (client, _key, reason) => {
      if (reason !== 'evict') return;
      setTimeout(() => {
        client.then((opened) => opened.close()).catch(console.error);
      }, 60_000);
    },
  });

  /** One client per url. When there are too many, the one that was not used for longest is closed. */
  function cachedClient(key, create) {
    let client = clientCache.get(key);
    if (!client) {
      const created = create();
      created.catch(() => {
        if (clientCache.get(key) === created) clientCache.delete(key);
      });
      client = created;
      clientCache.set(key, client);
    }
    return client;
  }

  exports.list = async function list(req, res) {
    const client = await cachedClient(req.params.url, async () => {
      const client = new MongoClient(req.params.url);
      await client.connect();
      return client;
    });
    res.json(await client.db().collection('x').find().toArray());
  };
  "
`);
  });

  it('imports it once', () => {
    const own = "import { LRUCache as Cache } from 'lru-cache';\nexport const others = new Cache({ max: 1 });\n";
    const edited = applied('keyedCache', own + handler, `${withCache.root}/service.js`);
    expect(edited.match(/lru-cache/g)).toHaveLength(1);
    expect(edited).toContain('const clientCache = new Cache({');
  });

  it.each([['an older version', withOldCache], ['one for development only', withDevCache]])('is left alone with %s', (_, project) => {
    expect(applied('keyedCache', handler, `${project.root}/service.js`)).toContain('new Map()');
  });
});

describe('a cache of what a call gives back', () => {
  const imports = "import { SQSClient } from '@aws-sdk/client-sqs';\nimport { captureAWSv3Client } from 'aws-xray-sdk-core';\n";

  it.each([
    ['a function of a package that instruments it', 'captureAWSv3Client', ''],
    ['a function of the project that returns its parameter', 'traced', 'const traced = (client) => client;\n'],
    [
      'one that instruments it in some cases', 'traced',
      'function traced(client) {\n  let wrapped = client;\n  if (!process.env.TRACED) return wrapped;\n'
      + '  try {\n    wrapped = captureAWSv3Client(wrapped);\n  } catch (e) {\n    console.log(e);\n  }\n  return wrapped;\n}\n',
    ],
  ])('keeps the client with %s', (_, name, declared) => {
    const handler = (made: string): string => (
      `export async function list(req, res) {\n  const client = ${made};\n  res.json(await client.send(1));\n}\n`);
    const made = `${name}(new SQSClient({ region: req.params.region }))`;
    expect(applied('keyedCache', `${imports}${declared}${handler(made)}`, 'service.js'))
      .toContain(handler(`cachedClient(req.params.region, () => ${made})`));
  });

  it('takes a variable as it is then for the key', () => {
    expect(applied('keyedCache', `${imports}
export async function list(req, res) {
  let region = req.params.region;
  region ||= 'eu-west-1';
  const client = new SQSClient({ region });
  res.json(await client.send(1));
}
`, 'service.js')).toContain('cachedClient(region, () => new SQSClient({ region }))');
  });
});

describe('what is opened only to see whether it can be', () => {
  const service = (lines: readonly string[]): string => `
import express from 'express';
import { MongoClient } from 'mongodb';
const app = express();
app.get('/:tenant', async (req, res) => {
  const uri = \`mongodb://\${req.params.tenant}.example/\`;
  const client = new MongoClient(uri);
${lines.map((line) => `  ${line}\n`).join('')}});
`;

  it('is opened again by whoever wants to know that', () => {
    const lines = ['await client.connect();', "await client.db('admin').command({ ping: 1 });", 'await client.close();', 'res.end();'];
    expect(offered(service(lines), 'service.js')).not.toContain('keyedCache');
  });

  it('is kept where more is asked of it', () => {
    const lines = ['await client.connect();', "res.json(await client.db('orders').command({ count: 1 }));", 'await client.close();'];
    expect(offered(service(lines), 'service.js')).toContain('keyedCache');
  });
});

describe('no cache is offered', () => {
  const imports = "import { SQSClient } from '@aws-sdk/client-sqs';\nimport { Pool, Client } from 'pg';\n"
    + "import { config } from './config.js';\n";
  const use = 'res.json(await client.send(1));';
  it.each([
    ['an object of unknown fields', `const client = new SQSClient(req.body); ${use}`],
    ['an option whose value may be an object', `const client = new SQSClient({ retryStrategy: req.body.strategy }); ${use}`],
    ['a spread of unknown fields', `const client = new SQSClient({ region: req.params.region, ...req.body }); ${use}`],
    ['a token', `const client = new SQSClient({ region: req.params.region, token: req.headers.authorization }); ${use}`],
    ['a token under another name', `const client = new SQSClient({ endpoint: req.body.accessToken }); ${use}`],
    ['credentials', `const client = new SQSClient({ credentials: { id: req.body.id, name: req.body.name } }); ${use}`],
    ['a key', `const client = new SQSClient({ region: req.params.region, endpoint: req.params.dbKey }); ${use}`],
    ['what is waited for', `const x = await config(); const client = new SQSClient({ region: req.params.region, x }); ${use}`],
    ['a password', 'const client = new Pool({ host: req.body.host, password: req.body.password }); res.json(await client.query("x"));'],
    ['something that is awaited', `const client = new SQSClient({ region: await config(req.params.id) }); ${use}`],
    ['a variable that changes later', `let region = req.params.region; const client = new SQSClient({ region }); region = "eu"; ${use}`],
    [
      'a variable that a function changes',
      `let region = req.params.region; config(() => { region = "eu"; }); const client = new SQSClient({ region }); ${use}`,
    ],
    ['the time as well', `const client = new SQSClient({ region: req.params.region, endpoint: String(Date.now()) }); ${use}`],
    ['a value of the moment', `const client = new SQSClient({ region: req.params.region, endpoint: currentUser() }); ${use}`],
    ['a function of the request', `const client = new SQSClient({ region: () => req.params.region }); ${use}`],
    ['a local object that is changed', `const o = { region: req.params.region }; o.x = req.body; const client = new SQSClient(o); ${use}`],
    ['an element that is looked up', `const client = new SQSClient({ region: config[req.params.region] }); ${use}`],
    ['a client that is told of its user', `const client = new SQSClient({ region: req.params.region }); client.setUser(req.user); ${use}`],
    ['a listener of the request', `const client = new SQSClient({ region: req.params.region }); client.on("x", () => res.end()); ${use}`],
    ['one connection', 'const client = new Client({ host: req.params.host }); await client.connect(); res.json(await client.query());'],
    [
      'a client that is wrapped',
      `const client = captureClient(new SQSClient({ region: req.params.region })); ${use}`,
    ],
    [
      'a client that is only sometimes its own wrapper',
      `const client = traced(new SQSClient({ region: req.params.region })); ${use}`,
    ],
    [
      'a client that is instrumented for one request',
      `const client = captureFor(new SQSClient({ region: req.params.region }), req.params.id); ${use}`,
    ],
  ])('for %s', (_, body) => {
    const code = `${imports}export async function list(req, res) { ${body} }\nfunction currentUser() { return config.x; }\n`
      + 'function captureClient(x) { return { send: () => x.send(1) }; }\nfunction captureFor(x, id) { return x; }\n'
      + 'function traced(x) { let y = x; if (config.x) y = captureClient(y); return y; }\n';
    expect(offered(code, 'service.js')).toStrictEqual([]);
  });

  it('for a client whose type has no name', () => {
    expect(offeredToShare(`
import * as redis from 'redis';
export async function list(req: any, res: any) {
  const client = redis['createClient']({ url: req.params.url });
  res.json(await client.get('x'));
}
`, `${redis5.root}/service.ts`)).toStrictEqual([]);
  });

  it('but for one that is typed after what makes it', () => {
    expect(applied('keyedCache', `
import { createClient } from 'redis';
export async function list(req: any, res: any) {
  const client = createClient({ url: req.params.url });
  res.json(await client.get('x'));
}
`, `${redis5.root}/service.ts`)).toContain('new Map<unknown, ReturnType<typeof createClient>>()');
  });

  it('where TypeScript knows more at the construction than inside of a function', () => {
    expect(offeredToShare(`
import { SQSClient } from '@aws-sdk/client-sqs';
export async function list(req: { params: { region?: string } }, res: any) {
  if (req.params.region === undefined) return;
  const client = new SQSClient({ region: req.params.region });
  res.json(await client.send(1));
}
`, 'service.ts', { declarations: sqs })).toStrictEqual([]);
  });
});
