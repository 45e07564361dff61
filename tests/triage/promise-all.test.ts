import { describeMarked } from '../support/marked-cases.js';

/** Clients that are got together with other things. */
const head = [
  "import express from 'express';", "import { Client, Pool } from 'pg';", 'const app = express();',
  'async function connect() {', '  const client = new Client(); // leak', '  await client.connect();', '  return client;', '}',
  'async function find(id) {', '  return { id };', '}', '',
].join('\n');
const silentHead = head.replace(' // leak', '');

function handler(...lines: readonly string[]): string {
  return ["app.get('/', async (req, res) => {", ...lines.map((line) => `  ${line}`), '});'].join('\n');
}

describeMarked('a client that comes out of a list of promises', {
  'as an element of Promise.all()': head + handler(
    'const [user, client] = await Promise.all([find(req.query.id), connect()]);', 'res.json(await client.query(user.id));',
  ),
  'as an element of Promise.all() behind a spread': head + handler(
    'const [, client] = await Promise.all([...req.body.ids.map(find), connect()]);', 'res.json(await client.query(1));',
  ),
  'by its index': head + handler('const results = await Promise.all([connect(), find(1)]);', 'res.json(await results[0].query(1));'),
  'in Promise.allSettled()': head + handler('const [client] = await Promise.allSettled([connect(), find(1)]);',
    'res.json(await client.value.query(1));'),
  'from Promise.race()': head + handler('const client = await Promise.race([connect(), find(1)]);', 'res.json(await client.query(1));'),
  'in then() of Promise.all()': head + handler(
    'Promise.all([connect(), find(1)]).then(([client, user]) => client.query(user.id)).then((rows) => res.json(rows));',
  ),
  'as an element, and is closed': silentHead + handler(
    'const [user, client] = await Promise.all([find(req.query.id), connect()]);', 'const rows = await client.query(user.id);',
      'await client.end();', 'res.json(rows);',
  ),
  'and is kept': silentHead + ['let client;', handler('if (!client) [client] = await Promise.all([connect(), find(1)]);',
    'res.json(await client.query(1));')].join('\n'),
  'and is handed on': silentHead + ["import { run } from 'somewhere';", handler('const [client] = await Promise.all([connect(), find(1)]);',
    'res.json(await run(client));')].join('\n'),
}, { filenames: ['src/service.js'] });
