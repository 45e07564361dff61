import { describeMarked } from '../support/marked-cases.js';

/* A place that each request has to itself is empty for the next one: what fails before the client is there loses one for each request. */

const head = "import express from 'express';\nimport { Client } from 'pg';\nconst app = express();\n";

/** A handler that keeps clients in a place of its own, or in one of the module, and closes what is there when the request ends. */
function handler(module: string, place: string, ...open: readonly string[]): string {
  return [
    head + module, "app.get('/watch', async (req, res) => {", `  ${place}`,
    "  req.on('close', async () => { for (const one of sessions.values()) await one.client.end(); });",
    '  const watch = async (name) => {', ...open.map((line) => `    ${line}`), '  };',
    '  for (const name of req.query.names) await watch(name);', '});',
  ].join('\n');
}

const opening = (mark = ''): string[] => [
  'if (sessions.has(name)) return;', `const client = new Client(process.env.URL);${mark}`, 'await client.connect();',
];
const setUp = "await client.query('listen ' + name);";
const keep = 'sessions.set(name, { name, client });';

describeMarked('kept by a collection of the request', {
  'after a set-up that may fail': handler('', 'const sessions = new Map();', ...opening(' // leak'), setUp, keep),
}, { rule: 'require-client-close' });

describeMarked('kept in another way', {
  'at once': handler('', 'const sessions = new Map();', ...opening(), keep, setUp),
  'after a set-up whose failure closes it': handler('', 'const sessions = new Map();', ...opening(),
    `try { ${setUp} } catch (error) { await client.end(); throw error; }`, keep),
  'by a collection of the module': handler('const sessions = new Map();', '', ...opening(), setUp, keep),
  'by a collection of a function that runs once': [
    head, 'function mount(app) {', '  const sessions = new Map();', "  app.get('/watch', async (req, res) => {",
    '    const { name } = req.query;', ...opening().map((line) => `    ${line}`), `    ${setUp}`, `    ${keep}`, '    res.end();',
    '  });', '}', 'mount(app);',
  ].join('\n'),
}, { rule: 'require-client-close' });
