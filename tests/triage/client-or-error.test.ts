import { describeMarked } from '../support/marked-cases.js';

/* A function gives a client, or the error that kept it from making one. */

const head = `import express from 'express';
import { Redis } from 'ioredis';
const app = express();
async function open(url) {
  try {
    const client = new Redis(url);
    await client.ping();
    return client;
  } catch (error) { return error; }
}
`;
const lost = head.replace('new Redis(url);', 'new Redis(url); // leak');
const route = (body: string): string => `app.get('/a', async (req, res) => {\n  const result = await open(req.query.url);\n${body}\n});`;

describeMarked('a client or an error', {
  'thrown where it is one': lost + route('  if (result instanceof Error) throw result;\n  res.json(await result.get("a"));'),
  'returned where it is one': lost + route('  if (result instanceof TypeError) { return result; }\n  res.json(await result.get("a"));'),
});

describeMarked('a client or an error that is closed', {
  'in a finally': (head + route(
    '  if (result instanceof Error) throw result;\n  try { res.json(await result.get("a")); } finally { await result.quit(); }'))
    .replace('    await client.ping();\n', ''),
}, { rule: 'require-client-close' });

describeMarked('what may be a client where it is thrown', {
  'behind another test': head + route('  if (req.query.throw) throw result;\n  res.json(await result.get("a"));'),
  'on the other side of the test': head + route('  if (result instanceof Error) res.end(); else throw result;'),
  'behind a test of something else': head + route('  if (req.error instanceof Error) throw result;\n  res.json(await result.get("a"));'),
});
