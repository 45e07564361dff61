import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const service = (...body: readonly string[]): string => `
import express from 'express';
import { Pool } from 'pg';
const app = express();
const pool = new Pool();
app.get('/', async (req, res) => {
  ${body.join('\n  ')}
});
`;
const rule = 'require-connection-release';

describe('a release behind a return', () => {
  it('gives nothing back, and goes into the finally block', () => {
    const code = service(
      'try {', '  const client = await pool.connect();', "  const { rows } = await client.query('select 1');",
      '  return res.json(rows);', '  client.release();', '} catch (error) {', '  res.status(500).json(error);', '}',
    );
    expect(applied('releaseInFinally', code, 'service.js', { rule })).toBe(service(
      'let client;', 'try {', '  client = await pool.connect();', "  const { rows } = await client.query('select 1');",
      '  return res.json(rows);', '} catch (error) {', '  res.status(500).json(error);', '} finally {', '  client?.release();', '}',
    ));
  });

  it('is never come to where both branches leave', () => {
    const code = service(
      'const client = await pool.connect();', "const { rows } = await client.query('select 1');",
      'if (rows.length > 0) {', '  return res.json(rows);', '} else {', '  throw new Error();', '}', 'client.release();',
    );
    expect(offered(code, 'service.js', { rule })).toContain('releaseInFinally');
  });

  it('closes nothing either', () => {
    const code = `
import express from 'express';
import { Client } from 'pg';
const app = express();
app.get('/', async (req, res) => {
  const client = new Client(req.query.url);
  await client.connect();
  const { rows } = await client.query('select 1');
  return res.json(rows);
  await client.end();
});
`;
    expect(applied('closeInFinally', code, 'service.js', { rule: 'no-client-per-request' })).toContain(`
  try {
    await client.connect();
    const { rows } = await client.query('select 1');
    return res.json(rows);
  } finally {
    await client.end();
  }
`);
  });
});
