import { describe, expect, it } from 'vitest';
import { checkSuggestions } from '../support/suggestion-check.js';
import { applied, declarations } from '../support/suggestions.js';

/** What is offered for any report. */
function offeredAny(code: string, filename: string): string[] {
  return checkSuggestions({ code, filename }).flatMap(({ suggestions }) => suggestions.map(({ messageId }) => messageId));
}

describe('one client for all callbacks', () => {
  const service = (lines: readonly string[], before: readonly string[] = []): string => `
const { MongoClient } = require('mongodb');
const express = require('express');

const url = 'mongodb://localhost';
const app = express();

app.get('/', (req, res) => {
${before.map((line) => `  ${line}\n`).join('')}  MongoClient.connect(url, (err, client) => {
${lines.map((line) => `    ${line}\n`).join('')}  });
});
`.slice(1);

  it('opens it with the first, and takes out what closes it in the callbacks of the queries', () => {
    expect(applied('asyncMemo', service([
      'if (err) throw err;',
      "client.db('shop').collection('cart').insertOne(req.body, (error, result) => {",
      '  if (error) throw error;',
      '  res.json(result);',
      '  client.close();',
      '});',
    ]), 'service.cjs')).toMatchInlineSnapshot(`
      "const { MongoClient } = require('mongodb');
      const express = require('express');

      const url = 'mongodb://localhost';
      const app = express();

      let mongoClientPromise;

      function getMongoClient(callback) {
        mongoClientPromise ??= new Promise((resolve, reject) => {
          MongoClient.connect(url, (error, opened) => {
            if (error) reject(error);
            else resolve(opened);
          });
        });
        mongoClientPromise.then((opened) => {
          process.nextTick(callback, null, opened);
        }, (error) => {
          mongoClientPromise = undefined;
          process.nextTick(callback, error);
        });
      }

      app.get('/', (req, res) => {
        getMongoClient((err, client) => {
          if (err) throw err;
          client.db('shop').collection('cart').insertOne(req.body, (error, result) => {
            if (error) throw error;
            res.json(result);
          });
        });
      });
      "
    `);
  });

  it('takes along constants that it is made of', () => {
    expect(applied('asyncMemo', service([
      "client.db('shop').collection('cart').findOne({}, (error, found) => {",
      '  res.json(found);',
      '  client.close();',
      '});',
    ], ["const url = 'mongodb://127.0.0.1';"]), 'service.cjs')).toMatchInlineSnapshot(`
      "const { MongoClient } = require('mongodb');
      const express = require('express');

      const url = 'mongodb://localhost';
      const app = express();

      let mongoClientPromise;

      function getMongoClient(callback) {
        mongoClientPromise ??= new Promise((resolve, reject) => {
          const url = 'mongodb://127.0.0.1';
          MongoClient.connect(url, (error, opened) => {
            if (error) reject(error);
            else resolve(opened);
          });
        });
        mongoClientPromise.then((opened) => {
          process.nextTick(callback, null, opened);
        }, (error) => {
          mongoClientPromise = undefined;
          process.nextTick(callback, error);
        });
      }

      app.get('/', (req, res) => {
        getMongoClient((err, client) => {
          client.db('shop').collection('cart').findOne({}, (error, found) => {
            res.json(found);
          });
        });
      });
      "
    `);
  });

  it('offers nothing where the callback asks what calls it, and no cache for a client that a callback gets', () => {
    const asking = service(['res.json(this.name);', 'client.close();']).replace('(err, client) =>', 'function (err, client)');
    expect(offeredAny(asking, 'service.cjs')).toStrictEqual([]);
    const keyed = service(['client.close();']).replace('(url, ', '(req.query.region, ');
    expect(offeredAny(keyed, 'service.cjs')).not.toContain('keyedCache');
  });

  it('uses the function that it wrote for another construction', () => {
    const query = (name: string): string => `
app.get('/${name}', (req, res) => {
  MongoClient.connect(url, (err, client) => {
    client.db('shop').collection('${name}').findOne({}, (error, found) => {
      res.json(found);
      client.close();
    });
  });
});
`;
    const code = service([], []).replace(/app\.get[^]*$/, query('a'));
    const once = applied('asyncMemo', code, 'service.cjs');
    const twice = applied('asyncMemo', once + query('b'), 'service.cjs');
    expect(twice.match(/function /g)).toHaveLength(1);
    expect(twice.match(/getMongoClient\(\(err, client\)/g)).toHaveLength(2);
    expect(twice).not.toContain('close');
  });

  it('gives each callback the client or the failure, opens one at a time, and opens anew after a failure', async () => {
    const output = applied('asyncMemo', service([
      "if (err) return res.json('failed');",
      "client.db('shop').collection('cart').findOne({}, (error, found) => {",
      '  res.json(found);',
      '  client.close();',
      '});',
    ]), 'service.cjs');
    const opened: ((error: Error | null, client?: object) => void)[] = [];
    let handler: (req: object, res: object) => void = () => {};
    const packages: Record<string, unknown> = {
      mongodb: { MongoClient: { connect: (_: string, callback: (error: Error | null) => void) => opened.push(callback) } },
      express: () => ({ get: (_: string, given: typeof handler) => handler = given }),
    };
    const run = new Function('require', output) as (require: (name: string) => unknown) => void;
    run((name) => packages[name]);
    const answers: unknown[] = [];
    const request = (): void => handler({}, { json: (answer: unknown) => answers.push(answer) });
    const collection = { findOne: (_: object, callback: (error: null, found: string) => void) => callback(null, 'found') };
    const client = { db: () => ({ collection: () => collection }) };
    const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    request();
    request();
    expect(opened).toHaveLength(1);
    opened[0]!(new Error('refused'));
    await settled();
    expect(answers).toEqual(['failed', 'failed']);
    request();
    request();
    expect(opened).toHaveLength(2);
    opened[1]!(null, client);
    await settled();
    request();
    await settled();
    expect(opened).toHaveLength(2);
    expect(answers).toEqual(['failed', 'failed', 'found', 'found', 'found']);
  });

  it('writes down the types that the callback has', () => {
    expect(applied('asyncMemo', `
import amqp from 'old-sdk';
import express from 'express';

const app = express();

app.get('/', (req, res) => {
  amqp.connect('mongodb://localhost', (error: any, connection: any) => {
    if (error) throw error;
    res.json(connection.names);
    connection.close();
  });
});
`.slice(1), 'service.ts', {
      declarations: `${declarations}
declare module 'old-sdk' { const all: any; export default all; }`,
      settings: {
        clients: [{
          package: 'old-sdk', export: 'connect', kind: 'asyncFactory',
          holds: 'pool', connects: 'construction', release: ['close'], cost: 'leak',
        }],
      },
    })).toMatchInlineSnapshot(`
      "import amqp from 'old-sdk';
      import express from 'express';

      const app = express();

      let amqpClientPromise: Promise<any> | undefined;

      function getAmqpClient(callback: (error: any, opened: any) => void) {
        amqpClientPromise ??= new Promise((resolve, reject) => {
          amqp.connect('mongodb://localhost', (error: any, opened: any) => {
            if (error) reject(error);
            else resolve(opened);
          });
        });
        amqpClientPromise.then((opened) => {
          process.nextTick(callback, null, opened);
        }, (error) => {
          amqpClientPromise = undefined;
          process.nextTick(callback, error);
        });
      }

      app.get('/', (req, res) => {
        getAmqpClient((error: any, connection: any) => {
          if (error) throw error;
          res.json(connection.names);
        });
      });
      "
    `);
  });

  it.each([
    ['listens to it', ["client.on('error', console.error);", 'client.close();']],
    ['is handed to somebody who may close it', ['res.give(client);']],
    ['has closes that wait', ["client.db('a').stats(() => client.close(() => res.json({})));"]],
    ['tells no failure by `null`', ['if (err === undefined) res.json(client.s);', 'client.close();']],
  ])('offers nothing where the code %s', (_, lines) => {
    expect(offeredAny(service(lines), 'service.cjs')).not.toContain('asyncMemo');
  });

  const told = (callback: string, behind = ''): string => `
const sql = require('mssql');
const express = require('express');

const settings = { server: 'localhost' };
const app = express();

app.get('/', (req, res) => {
  const name = req.query.name;
  const pool = new sql.ConnectionPool(settings, ${callback} {
    if (error) console.log(error);
    const request = new sql.Request(pool);
    request.input('name', sql.VarChar, name);
    request.query('select * from users where name = @name', (failed, rows) => {
      res.json(rows);
    });
  });
${behind}});
`.slice(1);

  it('gives what a construction opens to its callback', () => {
    expect(applied('asyncMemo', told('error =>'), 'service.cjs')).toMatchInlineSnapshot(`
      "const sql = require('mssql');
      const express = require('express');

      const settings = { server: 'localhost' };
      const app = express();

      let connectionPoolPromise;

      function getConnectionPool(callback) {
        connectionPoolPromise ??= new Promise((resolve) => {
          const opened = new sql.ConnectionPool(settings, (error) => {
            resolve({ error, opened });
          });
        });
        connectionPoolPromise.then(({ error, opened }) => {
          if (error) connectionPoolPromise = undefined;
          process.nextTick(callback, error, opened);
        }, (error) => {
          connectionPoolPromise = undefined;
          process.nextTick(callback, error);
        });
      }

      app.get('/', (req, res) => {
        const name = req.query.name;
        getConnectionPool((error, pool) => {
          if (error) console.log(error);
          const request = new sql.Request(pool);
          request.input('name', sql.VarChar, name);
          request.query('select * from users where name = @name', (failed, rows) => {
            res.json(rows);
          });
        });
      });
      "
    `);
    expect(applied('asyncMemo', told('function (error)'), 'service.cjs')).toContain('getConnectionPool(function (error, pool) {');
    expect(applied('asyncMemo', told('(error) =>'), 'service.cjs')).toContain('getConnectionPool((error, pool) => {');
  });

  it('does not where others have it as well', () => {
    expect(offeredAny(told('(error) =>', "  pool.on('error', console.error);\n"), 'service.cjs')).not.toContain('asyncMemo');
    expect(offeredAny(told('(error) =>', '  res.pool = pool;\n'), 'service.cjs')).not.toContain('asyncMemo');
  });
});
