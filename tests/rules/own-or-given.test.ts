import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A function that makes a connection where it is given none, and releases only the one that it has made itself. */

const manifest = { name: 'shop', type: 'module', dependencies: { express: '^5.0.0' } };

const invoice = (note: string, release: string): string => `import { pool } from './pool.js';
export async function createInvoice(id, connection = null) {
  ${note}
  if (!connection) connection = await pool.getConnection();
  try {
    await connection.execute('INSERT INTO invoices (order_id) VALUES (?)', [id]);
  } finally {
    ${release}
  }
}
`;

const routes = `import express from 'express';
import { createInvoice } from './invoice.js';
import { pool } from './pool.js';
express().post('/orders', async (req, res) => {
  try {
    const connection = await pool.getConnection();
    await createInvoice(req.body.id, connection);
    connection.release();
  } catch (error) {
    console.error(error);
  }
  res.end();
});
`;

it.each<[string, number, string, string]>([
  ['it releases what it has made itself', 1, 'const isOwn = !connection;', 'if (isOwn) connection.release();'],
  ['the same, asked in an expression', 1, 'const isOwn = !connection;', 'isOwn && connection.release();'],
  ['the note is a variable that stays as it is', 1, 'let isOwn = !connection;', 'if (isOwn) connection.release();'],
  ['the note is changed', 0, 'let isOwn = !connection; if (id) isOwn = true;', 'if (isOwn) connection.release();'],
  ['it releases what it was given', 0, 'const isOwn = !connection;', 'if (!isOwn) connection.release();'],
  ['it releases both', 0, 'const isOwn = !connection;', 'connection.release();'],
  ['the note says something else', 0, 'const isOwn = Boolean(id);', 'if (isOwn) connection.release();'],
  ['the note is taken after another one has taken its place', 0, 'connection ||= await pool.getConnection(); const isOwn = !connection;',
    'if (isOwn) connection.release();'],
])('tells of a connection that is lost by a function which is given it where %s (%i)', async (_, expected, note, release) => {
  const project = createProject({
    rule: '*',
    files: {
      'package.json': manifest, 'src/routes.js': routes, 'src/invoice.js': invoice(note, release),
      'src/pool.js': "import mysql from 'mysql2/promise';\nexport const pool = mysql.createPool(process.env.DATABASE_URL);\n",
    },
  });
  expect(await project.lint('src/routes.js', routes)).toHaveLength(expected);
});
