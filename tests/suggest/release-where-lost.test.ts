import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const more = { rule: 'require-connection-release' };

/** A function that pays in a transaction, with these lines in it. */
function service(lines: readonly string[], open = 'const t = await sequelize.transaction();'): string {
  return `import { Sequelize } from 'sequelize';
import { Order } from './orders.js';
const sequelize = new Sequelize(process.env.DATABASE_URL);
export async function pay(req, res) {
  ${open}
${lines.map((line) => `  ${line}\n`).join('')}}
`;
}

const within = (lines: readonly string[], caught: readonly string[] = ['await t.rollback();', 'res.status(500).end();']): string[] => [
  'try {', ...lines.map((line) => `  ${line}`), '} catch (error) {', ...caught.map((line) => `  ${line}`), '}',
];

const after = (code: string, filename = 'service.js'): string[] => (
  applied('releaseWhereLost', code, filename, more).split('\n').slice(5, -2).map((line) => line.slice(2)));

const update = 'await Order.update({ isPaid: true }, { where: { id: req.body.id }, transaction: t });';

describe('a transaction', () => {
  it.each<[string, string[], string[]]>([
    ['a `return` in a block', [
      'if (!req.body.id) {', '  // Nothing to pay', '  return res.status(400).end();', '}', update, 'await t.commit();', 'res.end();',
    ], [
      'if (!req.body.id) {', '  // Nothing to pay', '  await t.rollback();', '  return res.status(400).end();', '}', update,
      'await t.commit();', 'res.end();',
    ]],
    ['a `return` without a block', [
      'if (!req.body.id) return res.status(400).json({', '  message: `no', 'order`,', '}); // Nobody asks', update, 'await t.commit();',
    ], [
      'if (!req.body.id) {', '  await t.rollback();', '  return res.status(400).json({', '    message: `no', 'order`,',
      '  }); // Nobody asks', '}', update, 'await t.commit();',
    ]],
    ['a `return` on a line of its own', [
      'if (!req.body.id)', '  return res.status(400).json({', '    message: "no order",', '  });', 'else if (req.body.isPaid)',
      '  return;', 'else', '  console.log(req.body.id);', update, 'await t.commit();',
    ], [
      'if (!req.body.id) {', '  await t.rollback();', '  return res.status(400).json({', '    message: "no order",', '  });',
      '} else if (req.body.isPaid) {', '  await t.rollback();', '  return;', '} else', '  console.log(req.body.id);', update,
      'await t.commit();',
    ]],
    ['each of them, and no other', [
      'if (!req.body.id) return;', 'const order = await Order.findOne({ where: { id: req.body.id }, transaction: t });',
      'if (!order) { return res.status(404).end(); }', 'if (order.isPaid) {', '  await t.rollback();', '  return res.end();', '}',
      'for (const item of order.items) {', '  if (!item.amount) return res.status(409).end();',
      '  if (item.isFree) continue;', '  await item.save({ transaction: t });', '}',
      'if (order.isBad) throw new Error("bad");', 'await t.commit();', 'return res.end();',
    ], [
      'if (!req.body.id) {', '  await t.rollback();', '  return;', '}',
      'const order = await Order.findOne({ where: { id: req.body.id }, transaction: t });',
      'if (!order) { await t.rollback(); return res.status(404).end(); }', 'if (order.isPaid) {', '  await t.rollback();',
      '  return res.end();', '}', 'for (const item of order.items) {', '  if (!item.amount) {', '    await t.rollback();',
      '    return res.status(409).end();', '  }', '  if (item.isFree) continue;', '  await item.save({ transaction: t });', '}',
      'if (order.isBad) throw new Error("bad");', 'await t.commit();', 'return res.end();',
    ]],
    ['what is returned and waited for', [
      'if (!req.body.id) {', '  return await Order.findOne({', '    transaction: t,', '  });', '}', update, 'await t.commit();',
    ], [
      'if (!req.body.id) {', '  const result = await Order.findOne({', '    transaction: t,', '  });', '  await t.rollback();',
      '  return result;', '}', update, 'await t.commit();',
    ]],
    ['the end of a block', [
      update, 'if (req.body.isSure) {', '  await t.commit();', '  res.end();', '} else {', '  res.status(409).end();', '}',
    ], [
      update, 'if (req.body.isSure) {', '  await t.commit();', '  res.end();', '} else {', '  res.status(409).end();',
      '  await t.rollback();', '}',
    ]],
  ])('is rolled back in front of %s', (_, lines, expected) => {
    expect(after(service(within(lines)))).toStrictEqual(within(expected));
  });

  it('is rolled back before a loop goes on without it', () => {
    const code = `import { Sequelize } from 'sequelize';
const sequelize = new Sequelize(process.env.DATABASE_URL);
export async function pay(orders) {
  for (const order of orders) {
    const t = await sequelize.transaction()
    try {
      if (!order.amount) continue
      await order.save({ transaction: t })
      await t.commit()
    } catch (error) {
      await t.rollback()
    }
  }
}
`;
    expect(applied('releaseWhereLost', code, 'service.js', more)).toContain(`      if (!order.amount) {
        await t.rollback()
        continue
      }
`);
  });

  it.each<[string, string[]]>([
    ['what is returned is made with it', within([
      'if (!req.body.id) return Order.scope({ transaction: t });', update, 'await t.commit();',
    ])],
    ['something made with it is returned', within([
      'const orders = Order.scope({ transaction: t });', 'if (!req.body.id) return await orders.findOne();', update, 'await t.commit();',
    ])],
    ['something that nobody waits for goes on with it', within([
      'Order.touch({ transaction: t });', 'if (!req.body.id) return res.end();', update, 'await t.commit();',
    ])],
    ['it may be committed already', within([
      'if (req.body.isSure) await t.commit();', 'if (!req.body.id) return res.end();', 'await t.commit();',
    ])],
    ['a `finally` asks for it', [
      'let isDone = false;', 'try {', '  if (!req.body.id) return res.end();', `  ${update}`, '  await t.commit();', '  isDone = true;',
      '} finally {', '  if (!isDone) console.log(t);', '}',
    ]],
    ['what is returned may fail where it is rolled back', within([
      'if (!req.body.id) return res.json(await Order.count());', update, 'await t.commit();',
    ])],
    ['what is returned and waited for may be meant to stay', within([
      'if (req.body.isFree) {', '  return await Order.create({ transaction: t });', '}', update, 'await t.commit();',
    ])],
    ['what was done may be meant to stay', within([
      'if (req.body.isFree) {', `  ${update}`, '  return res.end();', '}', update, 'await t.commit();',
    ])],
    ['something before the `try` fails', ['const order = await Order.findOne({ transaction: t });', ...within([
      'if (!order) return res.status(404).end();', update, 'await t.commit();',
    ])]],
  ])('is left where %s', (_, lines) => {
    expect(offered(service(lines), 'service.js', more)).toStrictEqual([]);
  });

  it('is left where it may be that of a caller', () => {
    const code = `import { Sequelize } from 'sequelize';
const sequelize = new Sequelize(process.env.DATABASE_URL);
export async function pay(order, given) {
  const t = given || await sequelize.transaction();
  try {
    if (!order) return false;
    await order.save({ transaction: t });
    await t.commit();
  } catch (error) {
    await t.rollback();
  }
}
`;
    expect(offered(code, 'service.js', more)).toStrictEqual([]);
  });
});

describe('a connection that a callback is given', () => {
  const lent = (lines: readonly string[]): string => `import mysql from 'mysql2';
const pool = mysql.createPool({});
export function load(ids, done) {
  pool.getConnection((err, connection) => {
    if (err) return done(err);
${lines.map((line) => `    ${line}\n`).join('')}  });
}
`;

  it('is given back in front of each way out', () => {
    const output = applied('releaseWhereLost', lent([
      "connection.query('select 1', (failure, rows) => {", '  if (failure) return done(failure);', '  if (rows.length > 0) {',
      "    connection.query('select 2', (another) => {", '      connection.release();', '      done(another);', '    });', '  } else {',
      "    connection.query('select 3', (another) => {", '      connection.release();', '      done(another);', '    });', '  }', '});',
    ]), 'service.js', more);
    expect(output).toContain('      if (failure) {\n        connection.release();\n        return done(failure);\n      }\n');
  });
});

describe('a connection with a transaction', () => {
  const pay = (lines: readonly string[]): string => `import mysql from 'mysql2/promise';
const pool = mysql.createPool({});
export async function pay(order) {
  const connection = await pool.getConnection();
  let isHeld = true;
  try {
${lines.map((line) => `    ${line}\n`).join('')}    await connection.commit();
    connection.release();
    isHeld = false;
    return true;
  } catch (error) {
    connection.release();
    throw error;
  }
}
`;
  const expected = (lines: readonly string[]): string => applied('releaseWhereLost', pay(lines), 'service.js', more);

  it('is rolled back first where that is open', () => {
    const lines = ['if (!order) return false;', 'await connection.beginTransaction();',
      "const rows = await connection.query('select 1');", 'if (rows.length === 0) {', '  return false;', '}'];
    expect(expected(lines)).toContain(`    if (!order) {
      connection.release();
      return false;
    }
    await connection.beginTransaction();
    const rows = await connection.query('select 1');
    if (rows.length === 0) {
      await connection.rollback();
      connection.release();
      return false;
    }
`);
  });

  it('is given back where that is rolled back', () => {
    const lines = ["await connection.query('BEGIN');", 'if (!order) {', "  await connection.query('ROLLBACK');", '  return false;', '}'];
    expect(expected(lines)).toContain("      await connection.query('ROLLBACK');\n      connection.release();\n      return false;\n");
  });
});

it('is not offered where the variable is declared behind the way out', async () => {
  const code = `import pg from 'pg';
const pool = new pg.Pool();
async function borrow(id) {
  const client = await pool.connect();
  return { client, isKnown: known.has(id) };
}
export async function list(req, res) {
  const borrowed = await borrow(req.body.id);
  if (!borrowed.isKnown) return res.status(404).end();
  const { client } = borrowed;
  try {
    res.json(await client.query('select 1'));
  } finally {
    client.release();
  }
}
`;
  expect(offered(code, 'service.js', more)).not.toContain('releaseWhereLost');
});

describe('a client of code that calls back', () => {
  const asked = (lines: readonly string[]): string => `import express from 'express';
import { Connection, Request } from 'tedious';
const app = express();
app.get('/', (req, res) => {
  const connection = new Connection({ server: req.query.server });
  connection.on('connect', () => {
    const request = new Request('select 1', (error, count) => {
${lines.map((line) => `      ${line}\n`).join('')}    });
    connection.execSql(request);
  });
});
`;
  const failed = ['if (error) {', '  console.error(error);'];
  const closed = ['} else {', '  res.json(count);', '  connection.close();', '}'];
  const rule = 'require-client-close';

  it('is closed in the branch that leaves it open, in what runs when it is connected', () => {
    expect(applied('closeWhereLost', asked([...failed, ...closed]), 'service.js', { rule }))
      .toBe(asked([...failed, '  connection.close();', ...closed]));
  });

  it('is left where it is asked for behind both branches', () => {
    expect(offered(asked([...failed, ...closed, 'connection.reset(console.log);']), 'service.js', { rule }))
      .not.toContain('closeWhereLost');
  });
});
