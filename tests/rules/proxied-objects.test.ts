import { describeMarked } from '../support/marked-cases.js';

/* Objects that stand behind a proxy, which asks for them when one of its members is read. */

const behind = (proxy: string, made: string, used = "await store.subscriber().subscribe('x')"): string => `
import express from 'express';
import Redis from 'ioredis';
class Store {
  client = new Redis();
  subscriber() {
    return ${made}
  }
  get(key) { return this.client.get(key); }
}
let kept;
function getStore() {
  if (!kept) kept = new Store();
  return kept;
}
export const store = ${proxy};
const app = express();
app.get('/watch', async (req, res) => {
  ${used};
  res.json(await store.get('x'));
});
`;
const leak = 'new Redis(); // leak';

const trap = (body: string, handler = 'get(_, name)'): string => `new Proxy({}, { ${handler} { ${body} } })`;

describeMarked('an object behind a proxy', {
  'that reads its members': behind(trap('return getStore()[name];'), leak),
  'that reads them of a variable, and binds them': behind(
    trap("const store = getStore(); const value = store[name]; return typeof value === 'function' ? value.bind(store) : value;"), leak),
  'that reads them by reflection': behind(trap('return Reflect.get(getStore(), name, getStore());'), leak),
  'that is written as an arrow function': behind('new Proxy({}, { get: (_, name) => getStore()[name] })', leak),
  'of an object': behind('new Proxy(getStore(), {})', leak),
  'that is kept by the global object': behind(trap('return getStore()[name];'), leak)
    .replace(/let kept;/, '').replaceAll('kept', 'globalThis.kept'),
  'of which one is released': behind(
    trap('return getStore()[name];'), 'new Redis();',
    "const one = store.subscriber();\n  try { await one.subscribe('x'); } finally { await one.quit(); }"),
  'that has members of its own, too': behind(trap('return _[name] ?? getStore()[name];'), leak),
}, { filenames: ['src/service.js'], files: { 'package.json': { dependencies: { express: '^5.0.0', ioredis: '^5.0.0' } } } });

describeMarked('a client behind a proxy', {
  'that is closed for all': `
import express from 'express';
import { PrismaClient } from '@prisma/client';
let client;
const open = () => (client ??= new PrismaClient());
const prisma = new Proxy({}, { get: (_, name) => open()[name] });
const app = express();
app.get('/', async (req, res) => {
  res.json(await prisma.user.findMany());
  await prisma.$disconnect(); // leak
});`,
}, {
  filenames: ['src/service.js'], rule: 'no-shared-client-close',
  files: { 'package.json': { dependencies: { express: '^5.0.0', '@prisma/client': '^6.0.0' } } },
});
