import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/*
 * Functions of the language that give back what they are given, or put it into an object or a collection: the client goes on to there, and
 * what keeps or releases that keeps or releases it.
 */

const imports = `import express from 'express';
import Redis from 'ioredis';
const app = express();
const kept = {};
let held;
`;
const handler = (...lines: readonly string[]): string => (
  `${imports}app.get('/orders', async (req, res) => {\n  ${lines.join('\n  ')}\n});\n`);
const leak = ' // leak';
const holder = (constructor: string, made: string, ...methods: readonly string[]): string => (
  `${imports}class Orders {\n  ${constructor}\n  all() { return this.redis.get('orders'); }\n  ${methods.join('\n  ')}\n}\n`
  + `app.get('/orders', async (req, res) => {\n  const orders = ${made};\n  res.json(await orders.all());\n`
  + `${methods.length > 0 ? '  await orders.close();\n' : ''}});\n`);

const cases: MarkedCases = {
  'a frozen object': handler(`const tools = Object.freeze({ redis: new Redis() });${leak}`, "res.json(await tools.redis.get('a'));"),
  'a frozen object that is closed': handler(
    'const tools = Object.freeze({ redis: new Redis() });', 'try {', "  res.json(await tools.redis.get('a'));", '} finally {',
    '  await tools.redis.quit();', '}'),
  'a frozen object that is kept': handler(
    'held ??= Object.freeze({ redis: new Redis() });', "res.json(await held.redis.get('a'));"),
  'a promise of it': handler(`const redis = await Promise.resolve(new Redis());${leak}`, "res.json(await redis.get('a'));"),
  'a promise of it that is kept': handler('held ??= Promise.resolve(new Redis());', "res.json(await (await held).get('a'));"),
  'an object it is copied into': handler(
    `const tools = Object.assign({}, { redis: new Redis() });${leak}`, "res.json(await tools.redis.get('a'));"),
  'a local object it is put into': handler(
    'const tools = {};', `Object.assign(tools, { redis: new Redis() });${leak}`, "res.json(await tools.redis.get('a'));"),
  'an outer object it is put into once': handler(
    'if (!kept.redis) Object.assign(kept, { redis: new Redis() });', "res.json(await kept.redis.get('a'));"),
  'a request it is put into, where others close it': handler(
    'Object.assign(req, { redis: new Redis() });', "res.on('close', () => req.redis.quit());", "res.json(await req.redis.get('a'));"),
  'an object that copies from it': handler(
    'const redis = new Redis(); // leak', 'const named = Object.assign(redis, { label: 1 });', "res.json(await named.get('a'));"),
  'an object of a class': holder(`constructor() { Object.assign(this, { redis: new Redis() }); }${leak}`, 'new Orders()'),
  'an object of a class that is given it': holder(
    'constructor(tools) { Object.assign(this, tools); }', 'new Orders({ redis: new Redis() })',
  ).replace(/(new Redis\(\) }\);)/, `$1${leak}`),
  'an object of a class that closes it': holder(
    'constructor() { Object.assign(this, { redis: new Redis() }); }', 'new Orders()', 'close() { return this.redis.quit(); }'),
  'an object of a class that is made once': `${imports}class Orders {
  constructor() { Object.assign(this, { redis: new Redis() }); }
}
const orders = new Orders();
app.get('/orders', async (req, res) => res.json(await orders.redis.get('a')));
`,
  'a map': handler(`const all = new Map([['a', new Redis()]]);${leak}`, "res.json(await all.get('a').get('a'));"),
  'a map whose values are closed': handler(
    "const all = new Map([['a', new Redis()]]);", 'try {', "  res.json(await all.get('a').get('a'));", '} finally {',
    '  for (const redis of all.values()) await redis.quit();', '}'),
  'a map whose pairs are closed': handler(
    "const all = new Map([['a', new Redis()]]);", 'try {', "  res.json(await all.get('a').get('a'));", '} finally {',
    '  for (const [, redis] of all) await redis.quit();', '}'),
  'a map that is kept': handler("held ??= new Map([['a', new Redis()]]);", "res.json(await held.get('a').get('a'));"),
  'a set': handler(`const all = new Set([new Redis()]);${leak}`, "for (const redis of all) res.json(await redis.get('a'));"),
  'a set whose values are closed': handler(
    'const all = new Set([new Redis()]);', 'try {', "  for (const redis of all) res.json(await redis.get('a'));", '} finally {',
    '  all.forEach((redis) => redis.disconnect());', '}'),
  'a list that is made of nothing': handler(
    `const all = Array.from({ length: 2 }, () => new Redis());${leak}`, "for (const redis of all) res.json(await redis.get('a'));"),
  'a list that is made of nothing, and closed': handler(
    'const all = Array.from({ length: 2 }, () => new Redis());', 'try {', "  for (const redis of all) res.json(await redis.get('a'));",
    '} finally {', '  await Promise.all(all.map((redis) => redis.quit()));', '}'),
  'a list that is made of nothing, and kept': handler(
    'held ??= Array.from({ length: 2 }, () => new Redis());', "res.json(await held[0].get('a'));"),
};

describeMarked('a client in', cases, {
  filenames: ['src/service.js'], files: { 'package.json': { dependencies: { express: '^5.0.0', ioredis: '^5.0.0' } } },
});
