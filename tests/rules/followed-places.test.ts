import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/*
 * Fields that each request fills anew, of objects that are followed wherever they go: names that other code calls its own things by say
 * nothing of them. A line that ends in `// => rule` is to be reported by that rule, and no other one is.
 */

interface Case {
  /** The file with the construction. */
  readonly code: readonly string[];
  readonly more?: Readonly<Record<string, string>>;
}

const manifest = { dependencies: { express: '^5.0.0', ioredis: '^5.0.0' } };

function describeFiles(title: string, cases: Readonly<Record<string, Case>>, linted = 'src/cache.js'): void {
  describe(title, () => {
    for (const [name, { code, more = {} }] of Object.entries(cases)) {
      it(`${code.some((line) => line.includes('// =>')) ? 'reports' : 'is silent about'} ${name}`, async () => {
        const files = { 'package.json': manifest, [linted]: code.join('\n'), ...more };
        const reports = await createProject({ rule: '*', files }).lint(linted, code.join('\n'));
        const wanted = code.flatMap((line, index) => {
          const rule = /\/\/ => (.*)$/.exec(line)?.[1];
          return rule === undefined ? [] : [`${index + 1} ${rule}`];
        });
        expect(reports.map(({ line, rule }) => `${line} ${rule}`)).toStrictEqual(wanted);
      });
    }
  });
}

const lost = ' // => no-client-per-request';
const cacheClass = (mark: string, ...more: readonly string[]): string[] => [
  "const Redis = require('ioredis');", 'class Cache {', `  connect() { this.client = new Redis(process.env.URL); }${mark}`,
  '  get(key) { return this.client.get(key); }', ...more.map((line) => `  ${line}`), '}',
];
const served = (...more: readonly string[]): string[] => [
  "const express = require('express');", 'const app = express();', 'const cache = new Cache();',
  "app.get('/a', async (req, res) => { cache.connect(); res.json(await cache.get('a')); });", ...more,
];
const own = (...more: readonly string[]): string[] => [...cacheClass(lost), ...served(...more)];
const silent = (...more: readonly string[]): string[] => [...cacheClass(''), ...served(...more)];

describeFiles('an object that never leaves its module, beside other code', {
  'that reads a member of that name off its parameter': {
    code: own(), more: { 'src/other.js': "module.exports = function read(s) { return s.client.get('x'); };" },
  },
  'that closes it': {
    code: own(), more: { 'src/other.js': 'module.exports = function stop(s) { return s.client.quit(); };' },
  },
  'that keeps it': {
    code: own(), more: { 'src/other.js': 'module.exports = class { constructor(options) { this.client = options.client; } };' },
  },
  'that writes it': {
    code: own(), more: { 'src/other.js': 'module.exports = function set(s) { s.client = 1; };' },
  },
  'that takes it apart': {
    code: own(), more: {
      'src/other.js': "const { client } = require('./config')();\nmodule.exports = ({ client: other }) => [client, other];",
    },
  },
  'of its own file': {
    code: own('function stop(s) { return s.client.quit(); }', "app.post('/b', (req, res) => { stop(req.body); res.end(); });"),
  },
});

const routes = (...more: readonly string[]): string => [
  "const express = require('express');", "const { cache } = require('./cache');", 'const app = express();',
  "app.get('/a', async (req, res) => { cache.connect(); res.json(await cache.get('a')); });", ...more,
].join('\n');
const shared = ['const cache = new Cache();', 'module.exports = { cache };'];
const namesake = { 'src/other.js': 'module.exports = class { constructor(options) { this.client = options.client; } };' };

describeFiles('an object that other files import', {
  'and only use': { code: [...cacheClass(lost), ...shared], more: { 'src/app.js': routes(), ...namesake } },
  'and read the field of': {
    code: [...cacheClass(lost), ...shared],
    more: { ...namesake, 'src/app.js': routes("app.get('/b', async (req, res) => res.json(await cache.client.get('b')));") },
  },
  'and close the field of': {
    code: [...cacheClass(''), ...shared],
    more: { ...namesake, 'src/app.js': routes("app.post('/stop', async (req, res) => { await cache.client.quit(); res.end(); });") },
  },
  'and take apart to close it': {
    code: [...cacheClass(''), ...shared],
    more: {
      ...namesake,
      'src/app.js': routes("app.post('/stop', async (req, res) => { const { client } = cache; await client.quit(); res.end(); });"),
    },
  },
  'and ask for the field of': {
    code: [...cacheClass(''), ...shared],
    more: { ...namesake, 'src/app.js': routes().replace('cache.connect();', 'if (!cache.client) cache.connect();') },
  },
  'and hand to a function that closes it': {
    code: [...cacheClass(''), ...shared],
    more: {
      'src/stop.js': 'module.exports = function stop(s) { return s.client.quit(); };',
      'src/app.js': routes("const stop = require('./stop');", "app.post('/stop', async (req, res) => { await stop(cache); res.end(); });"),
    },
  },
  'and hand to a class that keeps the field': {
    code: [...cacheClass(''), ...shared],
    more: {
      'src/keep.js': 'module.exports = class Keep { constructor(s) { this.all = []; this.all.push(s.client); } };',
      'src/app.js': routes("const Keep = require('./keep');", "app.get('/b', (req, res) => { new Keep(cache); res.end(); });"),
    },
  },
});

describeFiles('an object that goes where nobody follows it, beside other code that closes a member of that name', {
  'onto the application': {
    code: silent('app.locals.cache = cache;'),
    more: { 'src/other.js': 'module.exports = async (req, res) => { await req.app.locals.cache.client.quit(); res.end(); };' },
  },
  'onto the request': {
    code: silent('app.use((req, res, next) => { req.cache = cache; next(); });'),
    more: { 'src/other.js': 'module.exports = async (req, res) => { await req.cache.client.quit(); res.end(); };' },
  },
  'into a package': {
    code: silent("app.set('cache', cache);"),
    more: { 'src/other.js': "module.exports = async (req, res) => { await req.app.get('cache').client.quit(); res.end(); };" },
  },
  'by way of `this`': {
    code: [...cacheClass('', 'share(app) { app.locals.cache = this; }'), ...served('cache.share(app);')],
    more: { 'src/other.js': 'module.exports = async (req, res) => { await req.app.locals.cache.client.quit(); res.end(); };' },
  },
  'into a context that a function gives': {
    code: silent("const { start } = require('some-server');", 'start({ context: () => ({ cache }) });'),
    more: { 'src/other.js': 'module.exports = async (_, args, context) => { await context.cache.client.quit(); };' },
  },
  'as what a module gives to nobody known': {
    code: silent('exports.createContext = () => ({ cache });'),
    more: { 'src/other.js': 'module.exports = async (_, args, context) => { await context.cache.client.quit(); };' },
  },
});

describeFiles('a field that the handler itself looks at', {
  'behind the filling': {
    code: [...cacheClass(lost), ...served().map((line) => line.replace("cache.get('a')", "cache.client.get('a')"))],
  },
  'of an object that is written out': {
    code: [
      "const Redis = require('ioredis');", "const express = require('express');", 'const app = express();', 'const state = {};',
      `function redis() { state.redis = new Redis(process.env.URL); return state.redis; }${lost}`,
      "app.get('/a', async (req, res) => res.json(await redis().get('a')));",
    ],
    more: { 'src/other.js': 'module.exports = function stop(s) { return s.redis.quit(); };' },
  },
  'before the filling': {
    code: [...cacheClass(''), ...served().map((line) => line.replace('cache.connect();', 'if (!cache.client) cache.connect();'))],
  },
  'of a class that another one extends to close it': {
    code: [...cacheClass(''), ...served('class Closing extends Cache { stop() { return this.client.quit(); } }',
      'const closing = new Closing();', "app.post('/stop', (req, res) => { closing.stop(); res.end(); });")],
  },
});

const closingRoute = "app.post('/stop', async (req, res) => { await cache.close(); res.end(); });";
const quit = '{ return this.client.quit(); }';
const other = { 'src/other.js': `module.exports = class { constructor(options) { this.client = options.client; } stop() ${quit} };` };

describeFiles('an object that a method is put onto later', {
  'by its name': { code: silent(`cache.close = function () ${quit};`, closingRoute), more: other },
  'by the prototype of its class': { code: silent(`Cache.prototype.close = function () ${quit};`, closingRoute), more: other },
  'from an object literal': { code: silent(`Object.assign(Cache.prototype, { close() ${quit} });`, closingRoute), more: other },
  'in another file': {
    code: [...cacheClass(''), ...shared],
    more: {
      ...other, 'src/app.js': routes("require('./close')(cache);", closingRoute),
      'src/close.js': `module.exports = function (target) { target.close = function () ${quit}; };`,
    },
  },
  'by a class that is made of its class': {
    code: [
      ...cacheClass(''), `const closing = (Base) => class extends Base { close() ${quit} };`, 'class Full extends closing(Cache) {}',
      ...served(closingRoute).map((line) => line.replace('new Cache()', 'new Full()')),
    ],
    more: other,
  },
});

describeFiles('an object that a function of another file closes', {
  'in a list': {
    code: [...cacheClass(''), ...shared],
    more: {
      ...other, 'src/end.js': 'module.exports = async (s) => { await s.client.quit(); };',
      'src/app.js': routes("const end = require('./end');",
        "app.post('/b', async (req, res) => res.json(await Promise.all([cache].map(end))));"),
    },
  },
  'as the method of a class that it extends': {
    code: [
      "const Base = require('./base');", ...cacheClass('').map((line) => line.replace('class Cache', 'class Cache extends Base')),
      ...served(closingRoute),
    ],
    more: { 'src/base.js': `module.exports = class { close() ${quit} };` },
  },
});

const expressHead = ["const Redis = require('ioredis');", "const express = require('express');", 'const app = express();', 'let client;'];
const ask = 'if (!client) client = new Redis(process.env.URL);';

describeFiles('a variable that another function fills under a test', {
  'beside one that every request fills': {
    code: [
      ...expressHead, `function open() { client = new Redis(process.env.URL); return client; }${lost}`,
      `function get() { ${ask} return client; }`,
      "app.get('/a', async (req, res) => res.json(await open().get('x')));",
      "app.get('/b', async (req, res) => res.json(await get().get('x')));",
    ],
  },
  'beside one that every request fills and waits for': {
    code: [
      ...expressHead, 'async function open() {', `  client = new Redis(process.env.URL);${lost}`, '  await client.connect();',
      '  return client;', '}',
      'async function get() {', '  if (!client) {', '    client = new Redis(process.env.URL);', '    await client.connect();', '  }',
      '  return client;', '}',
      "app.get('/a', async (req, res) => res.json(await (await open()).get('x')));",
      "app.get('/b', async (req, res) => res.json(await (await get()).get('x')));",
    ],
  },
  'and no request otherwise': {
    code: [
      ...expressHead, `function get() { ${ask} return client; }`,
      'function open() { client = new Redis(process.env.URL); return client; }', 'open();',
      "app.get('/b', async (req, res) => res.json(await get().get('x')));",
    ],
  },
  'and closes before': {
    code: [
      ...expressHead, 'function open() { client = new Redis(process.env.URL); return client; }',
      `function get() { ${ask} return client; }`, 'async function close() { await client.quit(); client = undefined; }',
      "app.get('/a', async (req, res) => { await close(); res.json(await open().get('x')); });",
      "app.get('/b', async (req, res) => res.json(await get().get('x')));",
    ],
  },
});

describeFiles('a getter of an object', {
  'that makes a client': {
    code: [
      ...expressHead.slice(0, 3), `const holder = { get redis() { return new Redis(process.env.URL); } };${lost}`,
      "app.get('/a', async (req, res) => res.json(await holder.redis.get('a')));",
    ],
  },
  'that makes a client in another file': {
    code: ["const Redis = require('ioredis');", 'module.exports = {', `  get redis() { return new Redis(process.env.URL); },${lost}`, '};'],
    more: {
      'src/app.js': ["const express = require('express');", "const holder = require('./cache');", 'const app = express();',
        "app.get('/a', async (req, res) => res.json(await holder.redis.get('a')));"].join('\n'),
    },
  },
  'that keeps a client': {
    code: [
      ...expressHead, `const holder = { get redis() { ${ask} return client; } };`,
      "app.get('/a', async (req, res) => res.json(await holder.redis.get('a')));",
    ],
  },
  'that puts what it makes in its own place': {
    code: [
      ...expressHead.slice(0, 3), 'const holder = {', '  get redis() {', '    const redis = new Redis(process.env.URL);',
      "    Object.defineProperty(this, 'redis', { value: redis });", '    return redis;', '  },', '};',
      "app.get('/a', async (req, res) => res.json(await holder.redis.get('a')));",
    ],
  },
  'that is asked when the module is loaded': {
    code: [
      ...expressHead.slice(0, 3), 'const holder = { get redis() { return new Redis(process.env.URL); } };', 'const { redis } = holder;',
      "app.get('/a', async (req, res) => res.json(await redis.get('a')));",
    ],
  },
  'that a module takes apart when it is loaded': {
    code: ["const Redis = require('ioredis');", 'module.exports = {', '  get redis() { return new Redis(process.env.URL); },', '};'],
    more: {
      'src/app.js': ["const express = require('express');", "const { redis } = require('./cache');", 'const app = express();',
        "app.get('/a', async (req, res) => res.json(await redis.get('a')));"].join('\n'),
    },
  },
  'that deletes itself': {
    code: [
      ...expressHead.slice(0, 3), 'const holder = {', '  get redis() {', '    delete this.redis;',
      '    return (this.redis = new Redis(process.env.URL));', '  },', '};',
      "app.get('/a', async (req, res) => res.json(await holder.redis.get('a')));",
    ],
  },
});

const production = "process.env.NODE_ENV !== 'production'";
const asking = "app.get('/a', async (req, res) => res.json(await open().get('a')));";

describeFiles('a place that keeps a client only where the code is tried', {
  'of the global object': {
    code: [
      ...expressHead.slice(0, 3), 'function open() {', `  const redis = global.redis || new Redis(process.env.URL);${lost}`,
      `  if (${production}) global.redis = redis;`, '  return redis;', '}', asking,
    ],
  },
  'of the global object, after an early return': {
    code: [
      ...expressHead.slice(0, 3), 'function open() {', '  if (globalThis.redis) return globalThis.redis;',
      `  const redis = new Redis(process.env.URL);${lost}`, "  if (process.env.NODE_ENV === 'development') globalThis.redis = redis;",
      '  return redis;', '}', asking,
    ],
  },
});

describeFiles('a place that keeps a client only where the code is tried, of the global object under another name', {
  'that has a type of its own': {
    code: [
      ...expressHead.slice(0, 3), 'const kept = globalThis as unknown as { redis?: Redis };', 'function open(): Redis {',
      '  if (kept.redis) return kept.redis;', `  const redis = new Redis(process.env.URL);${lost}`,
      `  if (${production}) {`, '    kept.redis = redis;', '  }', '  return redis;', '}', asking,
    ],
  },
  'and a test before it is made': {
    code: [
      ...expressHead.slice(0, 3), 'const kept = global;', 'function open() {',
      `  const redis = kept.redis ?? new Redis(process.env.URL);${lost}`,
      `  if (${production}) kept.redis = redis;`, '  return redis;', '}', asking,
    ],
  },
  'which other code empties': {
    code: [
      ...expressHead.slice(0, 3), 'const kept = globalThis as unknown as { redis?: Redis };', 'function open(): Redis {',
      '  if (kept.redis) return kept.redis;', `  const redis = new Redis(process.env.URL);${lost}`,
      `  if (${production}) kept.redis = redis;`, '  return redis;', '}', asking,
      'export async function close() {', '  if (kept.redis) kept.redis = undefined;', '  delete kept.redis;', '}',
    ],
  },
}, 'src/cache.ts');

describeFiles('a place that keeps a client everywhere', {
  'of the global object, under another name': {
    code: [
      ...expressHead.slice(0, 3), 'const kept = globalThis;', 'function open() {', '  if (kept.redis) return kept.redis;',
      '  const redis = new Redis(process.env.URL);', '  kept.redis = redis;', '  return redis;', '}', asking,
    ],
  },
  'of the global object': {
    code: [
      ...expressHead.slice(0, 3), 'function open() {', '  const redis = global.redis || new Redis(process.env.URL);',
      '  global.redis = redis;', '  return redis;', '}', asking,
    ],
  },
  'in two ways': {
    code: [
      ...expressHead.slice(0, 3), 'function open() {', '  const redis = global.redis || new Redis(process.env.URL);',
      `  if (${production}) global.redis = redis;`, '  else global.redis = redis;', '  return redis;', '}', asking,
    ],
  },
  'and the module when it is loaded': {
    code: [
      ...expressHead.slice(0, 3), 'const redis = global.redis || new Redis(process.env.URL);', `if (${production}) global.redis = redis;`,
      "app.get('/a', async (req, res) => res.json(await redis.get('a')));",
    ],
  },
  'where it is made only there': {
    code: [
      ...expressHead.slice(0, 3), 'const one = new Redis(process.env.URL);', 'function open() {', `  if (!(${production})) return one;`,
      '  if (!global.redis) global.redis = new Redis(process.env.URL);', '  return global.redis;', '}', asking,
    ],
  },
  'under another condition': {
    code: [
      ...expressHead.slice(0, 3), 'function open() {', '  const redis = global.redis || new Redis(process.env.URL);',
      '  if (process.env.KEEP) global.redis = redis;', '  return redis;', '}', asking,
    ],
  },
});
