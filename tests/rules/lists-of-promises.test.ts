import { describeAnswers } from '../support/marked-cases.js';

/* Clients that come as a list of promises, which all of them are waited for. */

const head = ["import express from 'express';", "import mysql from 'mysql2/promise';", "import { Client } from 'pg';",
  'const app = express();', ''].join('\n');

function handler(...lines: readonly string[]): string {
  return [`${head}app.post('/copy', async (req, res) => {`, ...lines.map((line) => `  ${line}`), '});'].join('\n');
}

const opened = (answer: string): string => (
  `const all = await Promise.all(req.body.hosts.map((host) => mysql.createConnection(host))); // ${answer}`);
const work = "for (const one of all) await one.query('select 1');";
const made = (answer: string): string => `const all = req.body.hosts.map((host) => new Client(host)); // ${answer}`;
const connect = 'await Promise.all(all.map((one) => one.connect()));';

describeAnswers('connections that are opened together', {
  'and never closed': handler(opened('never'), work, 'res.end();'),
  'and worked with together': handler(opened('never'), "res.json(await Promise.all(all.map((one) => one.query('select 1'))));"),
  'and closed together in any case': handler(
    opened('unknown'), 'try {', `  ${work}`, '  res.end();', '} finally {', '  await Promise.all(all.map((one) => one.end()));', '}'),
  'and closed by each of them': handler(
    opened('unknown'), 'try {', `  ${work}`, '  res.end();', '} finally {', '  all.forEach((one) => one.destroy());', '}'),
  'and kept': handler(opened('unknown'), work, 'globalThis.kept = all;', 'res.end();'),
  'and given to code that is not followed': handler(opened('unknown'), 'await copy(all);', 'res.end();'),
  'by another function, from what the request brings, and closed by its caller': `${head}
const open = (hosts) => Promise.all(hosts.map(async (host) => mysql.createConnection(host))); // unknown
app.post('/copy', async (req, res) => {
  const all = await open(req.body.hosts);
  try { ${work} } finally { await Promise.all(all.map((one) => one.end())); }
  res.end();
});`,
  'by another function, and lost by its caller': `${head}
const open = (hosts) => Promise.all(hosts.map((host) => mysql.createConnection(host))); // never
app.post('/copy', async (req, res) => {
  const all = await open(req.body.hosts);
  ${work}
  res.end();
});`,
});

describeAnswers('clients that are connected together', {
  'and never closed': handler(made('never'), connect, work, 'res.end();'),
  'and closed in any case': handler(
    made('unknown'), 'try {', `  ${connect}`, `  ${work}`, '  res.end();', '} finally {',
    '  await Promise.all(all.map((one) => one.end()));', '}'),
  'and closed by what connecting them gives, where all could be connected': handler(
    made('somePaths'), 'const ready = await Promise.all(all.map((one) => one.connect().then(() => one)));', 'try {',
    "  for (const one of ready) await one.query('select 1');", '} finally {', '  for (const one of ready) await one.end();', '}',
    'res.end();'),
  'and kept where they are connected': handler(
    made('unknown'), 'globalThis.kept = await Promise.all(all.map(async (one) => { await one.connect(); return one; }));', 'res.end();'),
});
