import { describe, expect, it } from 'vitest';
import { describeSites } from './site-probe.js';

/** What every case begins with. */
const head = `
import express from 'express';
import { Redis } from 'ioredis';
const app = express();
`;

/** The code of a handler in which \`redis\` is open, and what the engine answers. */
function check(title: string, cases: readonly (readonly [expected: string, code: string, around?: string])[]): void {
  describe(title, () => {
    it.each(cases)('%s: %s', (expected, code, around = '') => {
      const handler = `app.get('/', async (req, res) => {\n  const redis = new Redis();\n${code}\n});`;
      const answers = describeSites(`${head}${around}\n${handler}`).filter((line) => line !== 'out of sight');
      expect(answers.join(' | ')).toBe(expected);
    });
  });
}

const prepare = 'async function prepare(id) { const rows = await fetch(id); return rows.json(); }';

check('async functions that are not waited for reject a promise', [
  ['everyPath', 'const page = prepare(req.query.id); redis.disconnect(); res.json(await page);', prepare],
  ['everyPath', 'const page = req.query.id ? prepare(req.query.id) : undefined; redis.disconnect(); res.json(await page);', prepare],
  ['everyPath', 'prepare(req.query.id); redis.disconnect(); res.end();', prepare],
  ['everyPath', 'const page = prepare(req.query.id); redis.disconnect(); res.json(await page);',
    'const prepare = async (id) => { throw new Error(id); };'],
  ['everyPath', 'const page = pages.prepare(req.query.id); redis.disconnect(); res.json(await page);',
    'const pages = { async prepare(id) { throw new Error(id); } };'],
]);

check('what waits for them fails', [
  ['require-client-close: throw: prepare(req.query.id)', 'const page = await prepare(req.query.id); redis.disconnect(); res.json(page);', prepare],
  ['require-client-close: throw: page', 'const page = prepare(1); res.json(await page); redis.disconnect();', prepare],
  ['require-client-close: throw: Promise.all([prepare(1)])', 'await Promise.all([prepare(1)]); redis.disconnect();', prepare],
  ['require-client-close: throw: Promise.all(pages)', 'const pages = [prepare(1), prepare(2)]; await Promise.all(pages); redis.disconnect();', prepare],
  ['require-client-close: throw: Promise.race([prepare(1), prepare(2)])', 'await Promise.race([prepare(1), prepare(2)]); redis.disconnect();', prepare],
  ['require-client-close: throw: prepare(1)', 'await within(prepare(1)); redis.disconnect();',
    `${prepare} const within = (page) => Promise.race([page, 1]);`],
  ['no-client-per-request: never', 'try { return prepare(1); } catch { redis.disconnect(); }', prepare],
  ['require-client-close: throw: prepare(1)', 'for await (const page of prepare(1)) res.write(page); redis.disconnect();',
    'async function* prepare(id) { yield await fetch(id); }'],
  ['require-client-close: throw: prepare(req.query.id)', 'const page = prepare(req.query.id); redis.disconnect(); res.json(page);',
    'function prepare(id) { throw new Error(id); }'],
]);
