import { describeMarked } from '../support/marked-cases.js';

/* Elements of a tuple are told apart, as properties of an object are. */

const head = "import express from 'express';\nimport { Redis } from 'ioredis';\nconst app = express();\n";
const pair = `${head}function open(url) {
  const first = new Redis(url);
  const second = new Redis(url);
  return [first, second];
}
`;

describeMarked('a tuple', {
  'of which one is closed': `${pair.replace('const first = new Redis(url);', 'const first = new Redis(url); // leak')}
app.get('/a', async (req, res) => {
  const [first, second] = open(req.query.url);
  try { res.json(await second.get(await first.get('a'))); } finally { await second.quit(); }
});`,
  'of which both are closed': `${pair}
app.get('/a', async (req, res) => {
  const [first, second] = open(req.query.url);
  try { res.json(await second.get(await first.get('a'))); } finally { await Promise.allSettled([first.quit(), second.quit()]); }
});`,
  'whose client is closed by index': `${pair}
app.get('/a', async (req, res) => {
  const both = open(req.query.url);
  try { res.json(await both[1].get('a')); } finally { await both[0].quit(); await both[1].quit(); }
});`,
  'whose elements are all closed': `${pair}
app.get('/a', async (req, res) => {
  const all = open(req.query.url);
  try { res.json(await all[1].get('a')); } finally { for (const one of all) await one.quit(); }
});`,
  'whose elements are closed by a callback': `${pair}
app.get('/a', async (req, res) => {
  const all = open(req.query.url);
  try { res.json(await all[1].get('a')); } finally { await Promise.all(all.map((one) => one.quit())); }
});`,
  'beside something else': `${head}function open(url) {
  const client = new Redis(url); // leak
  return [client.get('a'), client];
}
app.get('/a', async (req, res) => {
  const [answer, client] = open(req.query.url);
  client.on('error', console.error);
  res.json(await answer);
});`,
  'beside something else, and closed': `${head}const open = (url) => {
  const client = new Redis(url);
  return [client.get('a'), client];
};
app.get('/a', async (req, res) => {
  const [answer, client] = open(req.query.url);
  try { res.json(await answer); } finally { await client.quit(); }
});`,
  'taken apart on the spot': `${head}
app.get('/a', async (req, res) => {
  const [name, client] = [req.query.name, new Redis(req.query.url)]; // leak
  res.json(await client.get(name));
});`,
  'of handlers that are registered together': `${head}
const handlers = () => [async (req, res) => {
  const client = new Redis(req.query.url); // leak
  res.json(await client.get('a'));
}];
app.get('/a', handlers());`,
  'with a rest that is closed': `${head}function open(url) {
  const client = new Redis(url);
  return ['name', client];
}
app.get('/a', async (req, res) => {
  const [name, ...clients] = open(req.query.url);
  try { res.json(await clients[0].get(name)); } finally { for (const client of clients) await client.quit(); }
});`,
});
