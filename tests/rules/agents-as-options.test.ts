import { describeMarked } from '../support/marked-cases.js';

/* An agent that a package is told to use, by the option that packages have for one: it uses it, and does not end it. */

const handler = (...lines: readonly string[]): string => [
  "import https from 'node:https';", "import express from 'express';", "import { Rest } from 'some-rest-client';",
  "import call from 'some-request-library';", 'const app = express();', "app.get('/', async (req, res) => {",
  ...lines.map((line) => `  ${line}`), '});',
].join('\n');
const agent = 'new https.Agent({ keepAlive: true })';
const leak = ' // leak';

describeMarked('an agent', {
  'of an object of a package': handler(
    `const rest = new Rest({ request: { agent: ${agent} } });${leak}`, 'res.json(await rest.get(req.query.id));'),
  'of a request': handler(`const answer = await call('https://example.org', { httpsAgent: ${agent} });${leak}`, 'res.json(answer.body);'),
  'with a name of its own': handler(`const agent = ${agent};${leak}`, "await call({ url: 'https://example.org', agent });", 'res.end();'),
  'that is destroyed behind the request': handler(
    `const agent = ${agent};`, 'try {', "  res.json(await call({ url: 'https://example.org', agent }));", '} finally {',
    '  agent.destroy();', '}'),
  'of an object that is destroyed': handler(
    `const rest = new Rest({ httpAgent: ${agent} });`, 'try {', '  res.json(await rest.get(req.query.id));', '} finally {',
    '  rest.destroy();', '}'),
  'of an object that is given away': handler(
    `const rest = new Rest({ httpAgent: ${agent} });`, "const { register } = await import('some-registry');", 'register(rest);',
    'res.end();'),
  'of an object that is kept': handler(
    `req.app.locals.rest ??= new Rest({ httpAgent: ${agent} });`, 'res.json(await req.app.locals.rest.get(req.query.id));'),
  'under another name': handler(`const rest = new Rest({ transport: ${agent} });`, 'res.json(await rest.get(req.query.id));'),
}, {
  filenames: ['src/service.js'],
  files: {
    'package.json': {
      type: 'module', dependencies: { express: '^5.0.0', 'some-rest-client': '^1.0.0', 'some-request-library': '^1.0.0' },
    },
  },
});

describeMarked('a client that is given a function that works with it', {
  'to become another form of itself': `
import express from 'express';
import { PrismaClient } from '@prisma/client';
const app = express();
app.get('/', async (req, res) => {
  const base = new PrismaClient(); // leak
  const prisma = base.$extends({ query: { user: { findMany: ({ args }) => base.user.findMany({ ...args, take: 10 }) } } });
  res.json(await prisma.user.findMany());
});`,
  'and that is kept in that form': `
import express from 'express';
import { PrismaClient } from '@prisma/client';
const app = express();
let prisma;
function open() {
  if (prisma) return prisma;
  const base = new PrismaClient();
  prisma = base.$extends({ query: { user: { findMany: ({ args }) => base.user.findMany({ ...args, take: 10 }) } } });
  return prisma;
}
app.get('/', async (req, res) => res.json(await open().user.findMany()));`,
}, {
  filenames: ['src/service.js'],
  files: { 'package.json': { type: 'module', dependencies: { express: '^5.0.0', '@prisma/client': '^6.0.0' } } },
});
