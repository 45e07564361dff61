import { expect, it } from 'vitest';
import { mayAssign, mayCompute, mayGive, mayPut } from '../../src/syntax/may-assign.js';

it.each([
  ['process.env.URL = url;', true], ['process.env.URL=url', true], ['process.env.URL ??= url', true], ["process.env['URL'] = url", true],
  ['process.env[`URL`] ||= url', true], ['(process.env.URL) = url', true], ['process.env.URL! += url', true],
  ['(process.env.URL as string) = url', true], ['process.env.URL /* set late */ = url', true], ['process.env.URL\n  = url', true],
  ['process.env.URL // why\n = url', true],
  ['connect(process.env.URL)', false], ["process.env.URL === 'a'", false], ["process.env.URL !== 'a'", false],
  ["process.env.URL != 'a'", false], ["process.env['URL'] == 'a'", false], ['const url = process.env.URL;', false],
  ['process.env.URL ?? url', false], ['URL => a', false],
])('%s', (text, may) => {
  expect(mayAssign('URL')(text)).toBe(may);
});

it('takes a name as it is', () => {
  expect([mayAssign('a.b$')("process.env['a.b$'] = c"), mayAssign('a.b$')("process.env['aXb$'] = c")]).toStrictEqual([true, false]);
});

it.each([
  ['process.env[name] = url', true], ['process.env [name] = url', true], ['process.env?.[name]', true], ["process['env'][name] = 1", true],
  ['(process.env as Env)[name] = 1', true], ['process.env[`${name}`] = 1', true], ['process.env[/* it */ name]', true],
  ["process.env['URL']", false], ['process.env.URL', false], ['env', false],
])('takes a member that is computed: %s', (text, may) => {
  expect(mayCompute('env')(text)).toBe(may);
});

it.each([
  ['Object.assign(process.env, more)', true], ['parse(process.env)', true], ["parse(process['env'])", true], ['parse(process.env!)', true],
  ['parse(process.env as Env)', true], ['parse(process.env\n)', true], ['process.env.URL', false], ['const { URL } = process.env;', false],
])('hands on: %s', (text, may) => {
  expect(mayGive('env')(text)).toBe(may);
});

it.each([
  ['app.locals.db = pool', true], ["app['db'] = pool", true], ['app.db ??= pool', true], ['(app.db as Pool) = pool', true],
  ['app\n  .db = pool', true], ['app. // why\n  db = pool', true], ['app./* the pool */db = pool', true], ['app[`db`] = pool', true],
  ["app.set('db', pool)", true], ['app.decorate("db" , pool)', true], ['app.decorate(`db`, pool)', true], ["app.set(('db'), pool)", true],
  ["app.set('db' /* the pool */, pool)", true], ["app.set(\n  'db',\n  pool,\n)", true],
  ['const db = pool', false], ['app.db.query()', false], ["app.get('db')", false], ['app.dbName = name', false], ['run(db, 1)', false],
  ['app.db === pool', false], ["import 'db';", false],
])('puts it there: %s', (text, may) => {
  expect(mayPut('db')(text)).toBe(may);
});

it('takes a number for a name as well', () => {
  const texts = ['app.set(5, pool)', 'app[5] = pool', "app.set('5', pool)", 'app.get(5)'];
  expect(texts.map(mayPut('5'))).toStrictEqual([true, true, true, false]);
});
