import { describeMarked } from '../support/marked-cases.js';

/** A handler that asks a variable of the module, and a function that fills it. */
function service(work: string, ...more: readonly string[]): string {
  return `
import express from 'express';
import { MongoClient } from 'mongodb';
const app = express();
let client = null;
app.get('/orders', async (req, res) => {
  res.json(client !== null ? await query() : await run());
});
async function query() {
  return client.db('shop').collection('orders').find().toArray();
}
async function run() {
  ${work}
}
${more.join('\n')}
`;
}

const open = 'client = new MongoClient(process.env.URL);';
const closed = 'try { client = new MongoClient(process.env.URL); // leak\nawait client.connect(); return await query(); }';

describeMarked('a variable that is emptied at the end of what fills it', {
  'and closed before': service(`${closed} finally { await client.close(); client = null; }`),
  'under a test of its own': service(
    `if (client) return query(); ${closed} catch (error) { throw error; } finally { await client.close(); client = undefined; }`),
}, { rule: 'prefer-shared-client' });

describeMarked('a variable that is emptied at the end, and holds what nobody closes', {
  'a new one for each request': service(`${closed} finally { client = null; }`),
});

for (const rule of ['prefer-shared-client', 'no-client-per-request', 'require-client-close']) {
  describeMarked(`a variable that keeps what it holds (${rule})`, {
    'where only a failure empties it': service(
      `try { ${open} await client.connect(); } catch (error) { client = null; throw error; }\nreturn query();`),
    'where it is emptied on a condition': service(
      `try { ${open} await client.connect(); return await query(); } finally { if (isIdle()) { await client.close(); client = null; } }`),
    'where another function fills it as well': service(
      `try { ${open} await client.connect(); return await query(); } finally { await client.close(); client = null; }`,
      'export async function warm() { client = await new MongoClient(process.env.URL).connect(); }'),
    'that others are given': service(
      `try { ${open} await client.connect(); return await query(); } finally { client = null; }`, 'export const current = () => client;'),
    'that others close': service(
      `try { ${open} await client.connect(); return await query(); } finally { client = null; }`,
      'export const stop = () => client.close();'),
  }, { rule });
}
