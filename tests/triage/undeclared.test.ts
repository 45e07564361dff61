import { describeMarked } from '../support/marked-cases.js';

/** Names that sloppy code assigns without declaring them. */
const head = "const app = require('express')();\nconst { Client } = require('pg');\n";

function handler(...lines: readonly string[]): string {
  return [head, "app.get('/', async (req, res) => {", ...lines.map((line) => `  ${line}`), '});'].join('\n');
}

describeMarked('a client in an undeclared variable', {
  'that is left': handler('client = new Client(); // leak', 'await client.connect();', "res.json(await client.query('select 1'));"),
  'that is closed': handler('client = new Client();', 'await client.connect();', 'await client.end();'),
  'that is read before it is written, and so is shared': handler(
    'if (!client) {', '  client = new Client();', '  await client.connect();', '}', "res.json(await client.query('select 1'));",
  ),
  'that is shared through an early return': [
    head, 'async function get() {', '  if (typeof shared !== "undefined" && shared) return shared;', '  shared = new Client();',
    '  await shared.connect();', '  return shared;', '}', "app.get('/', async (req, res) => res.json(await (await get()).query('x')));",
  ].join('\n'),
  'that is handed on': handler('client = new Client();', 'require("somewhere").run(client);'),
}, { filenames: ['src/service.js'] });
