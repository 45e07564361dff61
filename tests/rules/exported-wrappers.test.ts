import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/** What a file of an `api` folder exports is a function that another one was given to: that one takes the request, and this one runs. */

const work = [
  "import { Redis } from 'ioredis';", "import { wrap } from '../lib/wrap.js';",
  'const find = async (id) => {', '  const redis = new Redis(process.env.URL);',
  '  try { return await redis.get(id); } finally { await redis.quit(); }', '};',
];

async function rulesWith(wrap: string, exported = 'const handler = wrap(find);\nexport default handler;'): Promise<readonly string[]> {
  const files = { 'package.json': '{ "type": "module", "dependencies": { "ioredis": "^5.0.0" } }', 'lib/wrap.js': wrap };
  const reports = await createProject({ files, rule: '*' }).lint('api/orders.js', [...work, exported].join('\n'));
  return reports.map(({ rule }) => rule);
}

describe('a function that a handler runs which was made for it', () => {
  it.each([
    'export const wrap = (run) => async (req, res) => res.json(await run(req.query.id));',
    'export function wrap(run) {\n  const handle = async (req, res) => {\n res.json(await Promise.race([run(req.query.id)])); };\n'
    + '  const event = async (event) => ({ body: await run(event.id) });\n  return process.env.NODE ? handle : event;\n}',
  ])('%s', async (wrap) => {
    expect(await rulesWith(wrap)).toStrictEqual(['prefer-shared-client']);
  });

  it.each([
    'export const wrap = (run) => async (id, options) => run(id, options);',
    'export const wrap = (run) => ({ run: async (req, res) => res.json(await run(req.query.id)) });',
    'export const wrap = (run) => async () => run("all");',
  ])('is not known to be one where that takes no request: %s', async (wrap) => {
    expect(await rulesWith(wrap)).toStrictEqual([]);
  });

  it('is not known to run where the handler is not what the file exports', async () => {
    const wrap = 'export const wrap = (run) => async (req, res) => res.json(await run(req.query.id));';
    expect(await rulesWith(wrap, 'export const handlers = [wrap(find)];\nexport default find;')).toStrictEqual([]);
  });
});
