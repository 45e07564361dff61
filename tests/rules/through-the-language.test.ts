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

/** One is made, asked, and `close` stands in the `finally` block. */
const closing = (made: string, use: string, close: string): string => (
  handler(made, 'try {', `  res.json(await ${use}.get('a'));`, '} finally {', `  ${close}`, '}')
    .replace('const app', `${helper}const app`));
const helper = 'async function end(redis) { await redis.quit(); }\n';
const map = "const all = new Map([['a', new Redis()]]);";
const [ofMap, ofSet, ofList] = ["all.get('a')", '[...all][0]', 'all[0]'];

const cases: MarkedCases = {
  'a frozen object': handler(`const tools = Object.freeze({ redis: new Redis() });${leak}`, "res.json(await tools.redis.get('a'));"),
  'a frozen object that is closed': handler(
    'const tools = Object.freeze({ redis: new Redis() });', 'try {', "  res.json(await tools.redis.get('a'));", '} finally {',
    '  await tools.redis.quit();', '}'),
  'a frozen object that is kept': handler(
    'held ??= Object.freeze({ redis: new Redis() });', "res.json(await held.redis.get('a'));"),
  'a promise of it, which is not followed': handler(
    'const redis = await Promise.resolve(new Redis());', "res.json(await redis.get('a'));"),
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
  'a map, which is not followed': handler("const all = new Map([['a', new Redis()]]);", "res.json(await all.get('a').get('a'));"),
  'a map whose values are closed': handler(
    "const all = new Map([['a', new Redis()]]);", 'try {', "  res.json(await all.get('a').get('a'));", '} finally {',
    '  for (const redis of all.values()) await redis.quit();', '}'),
  'a map whose pairs are closed': handler(
    "const all = new Map([['a', new Redis()]]);", 'try {', "  res.json(await all.get('a').get('a'));", '} finally {',
    '  for (const [, redis] of all) await redis.quit();', '}'),
  'a map that is kept': handler("held ??= new Map([['a', new Redis()]]);", "res.json(await held.get('a').get('a'));"),
  'a set, which is not followed': handler(
    'const all = new Set([new Redis()]);', "for (const redis of all) res.json(await redis.get('a'));"),
  'a set whose values are closed': handler(
    'const all = new Set([new Redis()]);', 'try {', "  for (const redis of all) res.json(await redis.get('a'));", '} finally {',
    '  all.forEach((redis) => redis.disconnect());', '}'),
  'a list that is made of nothing, which is not followed': handler(
    'const all = Array.from({ length: 2 }, () => new Redis());', "for (const redis of all) res.json(await redis.get('a'));"),
  'a list that is made of nothing, and closed': handler(
    'const all = Array.from({ length: 2 }, () => new Redis());', 'try {', "  for (const redis of all) res.json(await redis.get('a'));",
    '} finally {', '  await Promise.all(all.map((redis) => redis.quit()));', '}'),
  'a list that is made of nothing, and kept': handler(
    'held ??= Array.from({ length: 2 }, () => new Redis());', "res.json(await held[0].get('a'));"),
  'a map that is spread, and its pairs closed': closing(map, ofMap, 'await Promise.all([...all].map(([, redis]) => redis.quit()));'),
  'a map that a list is made of, and closed': closing(map, ofMap, 'await Promise.all(Array.from(all, ([, redis]) => redis.quit()));'),
  'a map whose pairs are closed by index': closing(map, ofMap, 'for (const entry of all) await entry[1].quit();'),
  'a map whose iterator is asked': closing(map, ofMap, 'await all.entries().next().value[1].quit();'),
  'a map of which a list is made for a named function': closing(map, ofMap, 'await Promise.all(Array.from(all.values()).map(end));'),
  'a set that is emptied': closing(
    'const all = new Set([new Redis()]);', ofSet, 'while (all.size) { const [redis] = all; all.delete(redis); redis.quit(); }'),
  'a list that is made of nothing, for a named function': closing(
    'const all = Array.from({ length: 2 }, () => new Redis());', ofList, 'await Promise.all(all.map(end));'),
  'a promise whose handler has a name': closing('const redis = new Redis();', 'redis', 'await Promise.resolve(redis).then(end);'),
  'a promise that cannot fail, awaited by its name': closing(
    'const made = Promise.resolve(new Redis()); const redis = await made;', 'redis', 'redis.disconnect();'),
  'a list that a callback made, for a named function': closing(
    "const all = ['a', 'b'].map((host) => new Redis(host));", ofList, 'await Promise.all(all.map(end));'),
  'a map of holders that is filled and walked': `${imports}class Store {
  client = null;
  async open() { this.client = new Redis(); return this; }
}
const end = async (store) => { await store.client.quit(); };
const store = new Store();
app.get('/orders', async (req, res) => {
  const all = new Map();
  all.set('a', await store.open());
  for (const one of all.values()) await end(one);
  res.end();
});
`,
  'a list whose elements are counted': closing('const all = [new Redis()];', ofList, 'for (let i = 0; i < all.length; i++) all[i].quit();'),
  'a list that is given to a function nobody sees': closing('const all = [new Redis()];', ofList, 'all.forEach(req.app.locals.end);'),
};

const loops = {
  'by its keys': 'for (const key in all) all[key].quit();',
  'by a list of its keys': 'for (const key of Object.keys(all)) await all[key].quit();',
  'by keys that have a name': 'const keys = Object.keys(all); for (const key of keys) await all[key].quit();',
  'by its values': 'for (const redis of Object.values(all)) await redis.quit();',
  'by its entries': 'for (const entry of Object.entries(all)) await entry[1].quit();',
  'by a function for all': 'await Promise.all(Object.values(all).map(end));',
  'by a map of it': 'await Promise.all([...new Map(Object.entries(all))].map(([, redis]) => redis.quit()));',
};
const objects = {
  'an object': 'const all = { a: new Redis() };',
  'a frozen object': 'const all = Object.freeze({ a: new Redis() });',
  'an object it is copied into': 'const all = {}; Object.assign(all, { a: new Redis() });',
};
const looped: MarkedCases = Object.fromEntries(Object.entries(objects).flatMap(([name, made]) => (
  Object.entries(loops).map(([way, close]): [string, string] => [`${name} that is closed ${way}`, closing(made, 'all.a', close)]))));

describeMarked('a client in', { ...cases, ...looped }, {
  filenames: ['src/service.js'], files: { 'package.json': { dependencies: { express: '^5.0.0', ioredis: '^5.0.0' } } },
});
