import { RuleTester } from 'eslint';
import { describe, it } from 'vitest';
import { rules } from '../../rules/index.js';

RuleTester.describe = describe;
RuleTester.it = it;
const tester = new RuleTester();

/** A handler of Express with a client of ioredis. */
function handler(body: string, parameters = 'req, res'): string {
  return `
import express from 'express';
import { Redis } from 'ioredis';
const app = express();
app.get('/votes', async (${parameters}) => {
${body}
});
`;
}

const start = '`Redis` is constructed for every request (GET /votes) and not released';
const end = 'it goes on holding a connection of its own. Construct it once and share it, or call `quit()` in a `finally` block.';
const endFromRequest = 'it goes on holding a connection of its own. Call `quit()` in a `finally` block.';

tester.run('require-client-close', rules['require-client-close'] as never, {
  valid: [
    // Released on every path: the business of prefer-shared-client, if anybody's.
    handler(`
  const redis = new Redis();
  try {
    res.json(await redis.get('votes'));
  } finally {
    await redis.quit();
  }`),
    // Never released: the business of no-client-per-request.
    handler(`
  const redis = new Redis();
  res.json(await redis.get('votes'));`),
    // Released by code whose turn is not understood.
    handler(`
  const redis = new Redis();
  later(() => redis.quit());
  res.json(await redis.get('votes'));`),
    // A helper releases what it is given.
    handler(`
  const redis = new Redis();
  const stop = async (client) => { await client.quit(); };
  try {
    res.json(await redis.get('votes'));
  } finally {
    await stop(redis);
  }`),
    // Not in a handler.
    `
import { Redis } from 'ioredis';
const redis = new Redis();
console.log(await redis.get('votes'));
await redis.quit();
`,
  ],
  invalid: [
    {
      code: handler(`
  const redis = new Redis();
  const votes = await redis.get('votes');
  await redis.quit();
  res.json(votes);`),
      errors: [{ message: `${start} when \`get()\` on line 8 throws: ${end}`, line: 7 }],
    },
    {
      code: handler(`
  const redis = new Redis(req.query.url);
  const votes = await redis.get('votes');
  await redis.quit();
  res.json(votes);`),
      errors: [{ message: `${start} when \`get()\` on line 8 throws: ${endFromRequest}`, line: 7 }],
    },
    {
      code: handler(`
  const redis = new Redis();
  if (!req.query.key) return res.status(400).end();
  redis.quit();`),
      errors: [{ message: `${start} on the \`return\` on line 8: ${end}`, line: 7 }],
    },
    {
      code: handler(`
  const redis = new Redis();
  if (!req.query.key) throw new Error('no key');
  redis.quit();`),
      errors: [{ message: `${start} when the \`throw\` on line 8 runs: ${end}`, line: 7 }],
    },
    {
      code: handler(`
  const redis = new Redis();
  redis.on('error', () => redis.quit());
  res.end();`),
      errors: [{ message: `${start} when the function reaches its end (after the statement on line 9): ${end}`, line: 7 }],
    },
    {
      code: handler(`
  let redis;
  for (const key of ['a', 'b']) {
    redis = new Redis();
    console.log(key);
  }
  redis?.quit();`),
      errors: [{ message: `${start} when the next one takes its place on line 9: ${end}`, line: 9 }],
    },
    {
      code: handler(`
  await new Promise((resolve, reject) => {
    const redis = new Redis();
    redis.get('votes', (error, votes) => {
      if (error) reject(error);
      else {
        redis.quit();
        resolve(votes);
      }
    });
  });`),
      errors: [{ messageId: 'leak', line: 8 }],
    },
  ],
});
