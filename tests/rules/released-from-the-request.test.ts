import { describeMarked } from '../support/marked-cases.js';

/* A client that a middleware makes where the request has it, opens there, and releases there behind what comes next. */

const head = `import Koa from 'koa';
import { Client } from 'pg';
import { createClient } from 'redis';
const app = new Koa();
`;
const rest = `
app.use(async (ctx) => { ctx.body = (await ctx.db.query('SELECT 1')).rows; });
app.listen(3000);
`;
const middleware = (...lines: readonly string[]): string => (
  [`${head}app.use(async (ctx, next) => {`, ...lines.map((line) => `  ${line}`), `});${rest}`].join('\n'));
const options = {
  files: { 'package.json': { dependencies: { koa: '^3.0.0', pg: '^8.0.0', redis: '^4.0.0' } } }, rule: 'require-client-close',
};

describeMarked('a client that a middleware releases from the request', {
  'where what comes next does not fail': middleware(
    'ctx.db = new Client(process.env.URL); // leak', 'await ctx.db.connect();', 'await next();', 'await ctx.db.end();',
  ),
  'where the request is let in': middleware(
    'ctx.db = new Client(process.env.URL); // leak', "ctx.db.on('error', console.error);", 'await ctx.db.connect();',
    'if (!ctx.query.user) return;', 'await next();', 'await ctx.db.end();',
  ),
  'of another SDK': middleware(
    'ctx.cache = createClient(); // leak', 'await ctx.cache.connect();', "ctx.user = await ctx.cache.get('user');", 'await next();',
    'await ctx.cache.quit();',
  ),
  'in any case': middleware(
    'ctx.db = new Client(process.env.URL);', 'await ctx.db.connect();', 'try {', '  await next();', '} finally {', '  await ctx.db.end();',
    '}',
  ),
  'where only its opening may fail, which leaves nothing open': middleware(
    'ctx.db = new Client(process.env.URL);', 'await ctx.db.connect();', 'await ctx.db.end();',
  ),
  'where it is not the one that others may have put there': middleware(
    'if (!ctx.db) ctx.db = new Client(process.env.URL);', 'await ctx.db.connect();', 'await next();', 'await ctx.db.end();',
  ),
}, options);
