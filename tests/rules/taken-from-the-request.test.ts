import { describeMarked } from '../support/marked-cases.js';

/* A client that a request has, and that an object of the project is given there: what that object does with it counts. */

const service = (opened: string, made: string, ...methods: readonly string[]): string => `
import { Hono } from 'hono';
import { Pool } from 'pg';
const app = new Hono();
const kept = new Map();
class Service {
  constructor(db) { this.db = db; }
}
class Users extends Service {
  list() { return this.db.query('select * from users'); }
  ${methods.join('\n  ')}
}
const usersOf = (c) => new Users(c.get('db'));
app.use(async (c, next) => {
  c.set('db', ${opened}
  await next();
});
app.get('/users', async (c) => {
  ${made}
});
`;
const leak = 'new Pool()); // leak';
const silent = 'new Pool());';

describeMarked('a client of a request, given to an object', {
  'that uses it': service(leak, 'return c.json(await usersOf(c).list());'),
  'that has a method to release it, which nobody calls': service(leak, 'return c.json(await usersOf(c).list());',
    'close() { return this.db.end(); }'),
  'that is left at once': service(leak, "return c.json(await new Users(c.get('db')).list());").replace(/const usersOf.*/, ''),
  'that releases it': service(
    silent, 'const users = usersOf(c);\n  const all = await users.list();\n  await users.close();\n  return c.json(all);',
    'close() { return this.db.end(); }',
  ),
  'that releases it when it is used': service(silent, 'return c.json(await usersOf(c).once());',
    'async once() { const all = await this.list(); await this.db.end(); return all; }'),
  'that is kept': service(silent, 'kept.set(c.req.path, usersOf(c));\n  return c.json(await kept.get(c.req.path).list());'),
  'that is handed to code of others': service(silent, "const { run } = await import('some-runner');\n  return run(usersOf(c));"),
}, {
  filenames: ['src/service.js'],
  files: { 'package.json': { type: 'module', dependencies: { hono: '^4.0.0', pg: '^8.0.0', 'some-runner': '^1.0.0' } } },
});

const held = (opened: string, ...after: readonly string[]): string => `
import { Hono } from 'hono';
import { Pool } from 'pg';
class Users {
  constructor(db) { this.db = db; }
  list() { return this.db.query('select * from users'); }
  finish() { return this.db.end(); }
}
const app = new Hono();
app.use(async (c, next) => {
  c.set('users', new Users(${opened});
  ${after.join('\n  ')}
});
app.get('/users', async (c) => c.json(await c.get('users').list()));
`;

describeMarked('a client of an object that a request has', {
  'that nobody ends': held('new Pool())', 'await next();').replace('new Pool()));', 'new Pool())); // leak'),
  'that the middleware ends': held('new Pool())', 'try {', '  await next();', '} finally {', "  await c.get('users').finish();", '}'),
  'that a later middleware ends': `${held('new Pool())', 'await next();')}
app.use(async (c, next) => {
  const users = c.get('users');
  await next();
  await users.finish();
});`,
}, {
  filenames: ['src/service.js'],
  files: { 'package.json': { type: 'module', dependencies: { hono: '^4.0.0', pg: '^8.0.0' } } },
});
