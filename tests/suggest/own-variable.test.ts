import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

/** Handlers that put a connection into a variable of the module. */
function service(...handlers: readonly (readonly string[])[]): string {
  const routes = handlers.map((lines, index) => `
app.get('/${index}', async (req, res) => {
${lines.map((line) => `  ${line}\n`).join('')}});
`);
  return `import express from 'express';
import oracledb from 'oracledb';
import config from './config.js';
const app = express();
let connection;
${routes.join('')}`;
}

const open = 'connection = await oracledb.getConnection({ user: req.query.user, ...config });';
const first = [open, "const { rows } = await connection.execute('select 1 from dual');", 'res.json(rows);'];
const careful = [
  open, 'try {', "  await connection.execute('delete from a');", '} finally {', '  if (connection) await connection.close();', '}',
];

describe('a variable of the module that each request fills anew', () => {
  it('becomes the function’s own, and what it holds is closed', () => {
    const output = applied('closeInFinally', service(first, careful), 'service.js', { rule: 'no-client-per-request' });
    expect(output).toContain(`app.get('/0', async (req, res) => {
  const connection = await oracledb.getConnection({ user: req.query.user, ...config });
  try {
    const { rows } = await connection.execute('select 1 from dual');
    res.json(rows);
  } finally {
    await connection.close();
  }
});
`);
    expect(output).toContain(careful.join('\n  '));
  });

  it.each<[string, string[][]]>([
    ['another function reads what it finds', [first, ["res.json(await connection.execute('select 2 from dual'));"]]],
    ['something reads it later', [[...first, 'setTimeout(() => connection.ping(), 10);']]],
    ['it is emptied', [[...first, 'connection = undefined;']]],
  ])('stays where %s', (_, handlers) => {
    expect(offered(service(...handlers), 'service.js', { rule: 'no-client-per-request' })).not.toContain('closeInFinally');
  });
});
