import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/*
 * What a request brings along may lack what its handler looks into: that look fails, and what is open then is lost. Only the first look
 * does, where nobody has asked for the part before.
 */

const dependencies = { express: '^5.0.0', pg: '^8.0.0' };

interface Shape {
  readonly opened?: string;
  readonly work: readonly string[];
  readonly before?: readonly string[];
  readonly handlers?: string;
  readonly more?: Record<string, string>;
}

async function witnesses({ before = [], work, handlers = 'create', more = {} }: Shape): Promise<string[]> {
  const project = createProject({ rule: '*', files: { 'package.json': { dependencies: { ...dependencies, ...more } } } });
  const reports = await project.lint('src/app.js', [
    "import express from 'express';", "import pg from 'pg';", "import { check } from 'checks';",
    'const pool = new pg.Pool();', 'const app = express();',
    'function authenticate(req, res, next) {', '  if (!req.headers.authorization) return res.sendStatus(401);', '  next();', '}',
    'function validate(req, res, next) {', '  if (!req.body.order) return res.sendStatus(400);', '  next();', '}',
    'async function create(req, res) {', ...before, 'const client = await pool.connect();', ...work,
    'try {', "res.json(await client.query('select 1'));", '} finally {', 'client.release();', '}', '}',
    `app.post('/orders', ${handlers});`,
  ].join('\n'));
  return reports.map(({ message }) => message);
}

describe('a look into what may be missing loses the connection', () => {
  it.each([
    ['that is taken apart', { work: ['const { order } = req.body;', 'const { items, coupon } = order;'] }],
    ['that is taken apart at once', { work: ['const { items } = req.body.order;'] }],
    ['of which a member is read', { work: ['const order = req.body.order;', 'const kind = order.kind;'] }],
    ['that a function looks into', {
      work: ['const hours = hoursOf(req.body.time);'], before: ['const hoursOf = (time) => parseInt(time.split(":")[0]) * 2;'],
    }],
    ['that a function takes apart', {
      work: ['const { order } = req.body;', 'const total = sum(order);'], before: ['function sum({ net, tax }) { return net + tax; }'],
    }],
    ['of a query', { work: ['const { page } = req.query;', 'const { size } = page;'] }],
    ['behind a function that asks who it is', { work: ['const { items } = req.body.order;'], handlers: 'authenticate, create' }],
    ['beside what was asked for', {
      before: ['const { user, order } = req.body;', 'if (!user) return res.sendStatus(400);'], work: ['const { items } = order;'],
    }],
  ] satisfies [string, Shape][])('%s', async (_, shape) => {
    const messages = await witnesses(shape);
    expect(messages).toHaveLength(1);
  });
});

describe('nothing is known to be missing', () => {
  it.each([
    ['what was asked for', { before: ['const { order } = req.body;', 'if (!order) return res.sendStatus(400);'],
      work: ['const { items } = order;'] }],
    ['what was looked into before', { before: ['const { order } = req.body;', 'const { items } = order;'],
      work: ['const { coupon } = order;'] }],
    ['what was looked into by its whole way', { before: ['const items = req.body.order.items;'],
      work: ['const { coupon } = req.body.order;'] }],
    ['what has a default', { work: ['const { order = {} } = req.body;', 'const { items } = order;'] }],
    ['what is asked for while it is read', { work: ['const { order } = req.body;', 'const items = order?.items;'] }],
    ['what a function asks for before it looks', {
      work: ['const hours = hoursOf(req.body.time);'],
      before: ['const hoursOf = (time) => { if (!time) return 0; return parseInt(time.split(":")[0]); };'],
    }],
    ['what a function looks into on a condition', {
      work: ['const hours = hoursOf(req.body.time);'],
      before: ['const hoursOf = (time) => (ready ? time.length : 0);', 'let ready = false;'],
    }],
    ['what a function does not look into', {
      work: ['const hours = hoursOf(req.body.time);'], before: ['const hoursOf = (time) => Number(time) * 2;'],
    }],
    ['the body itself', { work: ['const { order } = req.body;'] }],
    ['what a function was given the request for', { before: ['check(req);'], work: ['const { items } = req.body.order;'] }],
    ['what a function was given the body for', {
      before: ['const body = req.body;', 'check(body);'], work: ['const { items } = body.order;'],
    }],
    ['what another handler reads first', { work: ['const { items } = req.body.order;'], handlers: 'validate, create' }],
    ['what an unknown handler may read first', { work: ['const { items } = req.body.order;'], handlers: "check('order'), create" }],
    ['where the package has a validator', { work: ['const { items } = req.body.order;'], more: { joi: '^17.0.0' } }],
    ['what a handler found earlier', { work: ['const { items } = req.user.order;'] }],
  ] satisfies [string, Shape][])('in %s', async (_, shape) => {
    expect(await witnesses(shape)).toStrictEqual([]);
  });
});
