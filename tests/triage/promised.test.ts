import { describeMarked } from '../support/marked-cases.js';

/** Clients that a promise is resolved with, once they are ready. */
function connecting(mark: string, ...rest: readonly string[]): string {
  return [
    "import express from 'express';", "import ldap from 'ldapjs';", 'const app = express();',
    'function connect(url) {', '  return new Promise((resolve, reject) => {', `    const client = ldap.createClient({ url });${mark}`,
    "    client.on('error', reject);", "    client.bind('cn=admin', 'secret', (error) => {", '      if (error) reject(error);',
    '      else resolve(client);', '    });', '  });', '}', ...rest,
  ].join('\n');
}

describeMarked('a client that a promise is resolved with', {
  'which a handler never releases': connecting(
    ' // leak', "app.get('/', async (req, res) => {", "  const client = await connect('ldap://directory');",
    "  client.search('dc=example', {}, (error, entries) => res.json(entries));", '});',
  ),
  'which a handler releases': connecting(
    '', "app.get('/', async (req, res) => {", '  const client = await connect(req.query.url);',
    '  try { res.json(await client.search(req.query.base, {})); } finally { client.unbind(); }', '});',
  ),
  'which the module keeps': connecting(
    '', "const client = await connect('ldap://directory');",
    "app.get('/', (req, res) => client.search(req.query.base, {}, () => res.end()));",
  ),
  'which a promise of the module keeps': connecting(
    '', 'let connected;', "app.get('/', async (req, res) => {", "  connected ??= connect('ldap://directory');",
    '  (await connected).search(req.query.base, {}, () => res.end());', '});',
  ),
  'which a handler gives back by then': connecting(
    '', "app.get('/', (req, res) => connect(req.query.url).then((client) => {", '  client.unbind();', '  res.end();', '}));',
  ),
}, { filenames: ['src/service.js'] });

describeMarked('a client that a promise is resolved with, and that is not always released', {
  'by the handler': connecting(
    ' // leak', "app.get('/', async (req, res) => {", "  const client = await connect('ldap://directory');",
    '  res.json(await client.search(req.query.base, {}));', '  client.unbind();', '});',
  ),
}, { filenames: ['src/service.js'], rule: 'require-client-close' });

describeMarked('a client of which a promise is made', {
  'that is resolved when the client is closed': `import express from 'express';
import ldap from 'ldapjs';
const app = express();
function find(base) {
  return new Promise((resolve) => {
    const client = ldap.createClient({ url: 'ldap://directory' });
    client.search(base, {}, (error, entries) => {
      client.unbind();
      resolve(entries);
    });
  });
}
app.get('/', async (req, res) => { res.json(await find(req.query.base)); });`,
  'that is resolved with what is closed before': `import express from 'express';
import ldap from 'ldapjs';
const app = express();
function find(base) {
  return new Promise((resolve) => {
    const client = ldap.createClient({ url: base });
    client.unbind(() => resolve(client));
  });
}
app.get('/', async (req, res) => { await find(req.query.base); res.end(); });`,
}, { filenames: ['src/service.js'] });
