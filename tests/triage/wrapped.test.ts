import { describeMarked } from '../support/marked-cases.js';

/** A helper that hands functions to a package and gives back what the package makes of them. */
const head = [
  "import express from 'express';", "import { implement } from 'somewhere';", "import { Client } from 'pg';", 'const app = express();',
  'function wrap(fn) {', '  const wrapped = implement(fn);', '  return wrapped;', '}', '',
].join('\n');

describeMarked('a function that a helper wraps', {
  'and that is not the one that the request calls': `${head}const migrate = wrap((text) => {
  const client = new Client();
  return client.query(text);
});
const find = wrap((text) => {
  const client = new Client(); // leak
  return client.query(text);
});
await migrate('create table');
app.get('/', async (req, res) => res.json(await find(req.query.text)));`,
}, { filenames: ['src/service.js'] });
