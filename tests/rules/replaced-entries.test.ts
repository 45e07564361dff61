import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A client that stands under a key is refused for something else than that it is missing, and another one takes its place. */

const manifest = { name: 'shop', type: 'module', dependencies: { express: '^5.0.0' } };

async function reports(source: string): Promise<string[]> {
  const project = createProject({ rule: '*', files: { 'package.json': manifest, 'src/app.js': source } });
  const found = await project.lint('src/app.js', source);
  return found.filter(({ message }) => message.includes('next one takes its place')).map(({ rule }) => rule);
}

const REPLACED = ['require-client-close'];
const head = `import express from 'express';
import pg from 'pg';
const app = express();
`;

const idle = ({
  guard = 'if (entry && !entry.idle) return entry.pool;', between = '', given = '', release = 'entry.idle = true;', more = '',
} = {}): string => `${head}class Pools {
  open = new Map();
  get(key) {
    const entry = this.open.get(key);
    ${guard}
    ${between}
    const pool = new pg.Pool({ database: key });
    this.open.set(key, { pool, idle: false });
    return pool;
  }
  give(pool) {
    const entry = this.entryOf(pool);
    if (entry) { ${release} }
  }
  entryOf(pool) { for (const entry of this.open.values()) if (entry.pool === pool) return entry; return undefined; }
  ${more}
}
const pools = new Pools();
app.get('/', async (req, res) => {
  const pool = pools.get(req.query.id);
  res.json(await pool.query('SELECT 1'));
  ${given || 'pools.give(pool);'}
});
`;

it.each([
  ['a function gives it back as idle', idle()],
  ['a function gives it back as idle, and a sweep closes later',
    idle({ more: 'sweep() { for (const entry of this.open.values()) if (entry.idle && entry.at < 5) entry.pool.end(); }' })],
  ['the test stands around', idle({ guard: 'if (entry && !entry.idle) { entry.at = Date.now(); return entry.pool; }' })],
  ['the flag says the other way round', idle({ guard: 'if (entry && entry.free) return entry.pool;', release: 'entry.free = false;' })],
])('reports what is refused for a flag: %s', async (_, source) => {
  expect(await reports(source)).toEqual(REPLACED);
});

it.each([
  ['it is closed on the way', idle({ between: 'if (entry) entry.pool.end();' })],
  ['a helper that looks there is called on the way',
    idle({ between: 'this.sweep(key);', more: 'sweep(key) { this.open.get(key)?.pool.end(); }' })],
  ['what sets the flag closes it', idle({ release: 'entry.idle = true; entry.pool.end();' })],
  ['nobody sets the flag', idle({ release: '' })],
  ['nobody calls what sets the flag', idle({ given: '// done' })],
  ['the flag says that the client is gone',
    idle({ guard: 'if (entry && !entry.closed) return entry.pool;', release: 'entry.closed = true;' })],
  ['those who got it close it', idle({ given: 'pools.give(pool); await pool.end();' })],
  ['an event sets the flag', idle({ release: "pool.on('error', () => { entry.idle = true; });" })],
  ['the collection is one of a package',
    idle().replace('open = new Map()', 'open = new Cache()').replace('const app', "import { Cache } from 'caches';\nconst app")],
  ['nothing else is tested', idle({ guard: 'if (entry) return entry.pool;' })],
])('is silent about what is refused for a flag if %s', async (_, source) => {
  expect(await reports(source)).toEqual([]);
});

const expiring = ({
  guard = 'if (entry && entry.expires > Date.now()) return entry.pool;', ttl = '5 * 60 * 1000', between = '', more = '',
} = {}): string => `${head}const TTL = ${ttl};
const open = new Map();
function poolOf(key) {
  const entry = open.get(key);
  ${guard}
  ${between}
  const pool = new pg.Pool({ database: key });
  open.set(key, { pool, expires: Date.now() + TTL });
  return pool;
}
${more}
app.get('/', async (req, res) => res.json(await poolOf(req.query.id).query('SELECT 1')));
`;

it.each([
  ['by the time of the entry', expiring()],
  ['by its age',
    expiring({ guard: 'if (entry && Date.now() - entry.at < TTL) return entry.pool;' })
      .replace('expires: Date.now() + TTL', 'at: Date.now()')],
])('reports what is refused because its time is up: %s', async (_, source) => {
  expect(await reports(source)).toEqual(REPLACED);
});

it.each([
  ['it is closed on the way', expiring({ between: 'entry?.pool.end();' })],
  ['a sweep closes it', expiring({ more: `setInterval(() => {
    for (const entry of open.values()) if (entry.expires < Date.now()) entry.pool.end();
  }, 1000);` })],
  ['its time is long', expiring({ ttl: '24 * 60 * 60 * 1000' })],
  ['a timer closes it', expiring().replace('return pool;\n}', 'setTimeout(() => pool.end(), TTL);\n  return pool;\n}')],
])('is silent about what is refused because its time is up if %s', async (_, source) => {
  expect(await reports(source)).toEqual([]);
});

const unasked = ({ before = '', put = 'pools[tenant] = pool', give = 'pools[tenant]', more = '' } = {}): string => `${head}
const pools = { root: new pg.Pool() };
async function poolOf(tenant) {
  if (!tenant) return pools.root;
  ${before}
  const { rows } = await pools.root.query('SELECT url FROM tenants WHERE id = $1', [tenant]);
  const pool = new pg.Pool({ connectionString: rows[0].url });
  ${put};
  return ${give};
}
${more}
app.get('/', async (req, res) => {
  const pool = await poolOf(req.query.id);
  res.json(await pool.query('SELECT 1'));
});
`;

it.each([
  ['in an object', unasked()],
  ['in an object, where it is made', unasked({ put: 'pools[tenant] = new pg.Pool({ connectionString: rows[0].url })' })],
  ['in a map', unasked({ put: 'known.set(tenant, pool)', give: 'known.get(tenant)', more: 'const known = new Map();' })],
])('reports what nobody asks for: %s', async (_, source) => {
  expect(await reports(source)).toEqual(REPLACED);
});

it.each([
  ['it is asked for', unasked({ before: 'if (pools[tenant]) return pools[tenant];' })],
  ['it is asked for by the caller', unasked({ more: 'app.use((req, res, next) => { req.db = pools[req.query.id]; next(); });' })],
  ['others have the collection', unasked({ more: 'export { pools };' })],
  ['others go through the collection', unasked({ more: 'setInterval(() => sweep(Object.values(pools)), 5);' })],
  ['something of the kind is closed', unasked({ more: "process.on('SIGTERM', () => pools.root.end());" })],
  ['a map is asked for it', unasked({
    before: 'if (known.has(tenant)) return known.get(tenant);', put: 'known.set(tenant, pool)', give: 'pool',
    more: 'const known = new Map();',
  })],
])('says nothing of what somebody may ask for: %s', async (_, source) => {
  expect(await reports(source)).toEqual([]);
});

async function message(source: string): Promise<string> {
  const project = createProject({ rule: 'require-client-close', files: { 'package.json': manifest, 'src/app.js': source } });
  return (await project.lint('src/app.js', source)).map((report) => report.message).join('\n');
}

it('says that one is made only when the time of the last one is up', async () => {
  expect(await message(expiring({}))).toContain('constructed for every request that comes when the time of the last one is up (');
  expect(await message(idle({}))).toContain('constructed for every request (');
});
