import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* What a process shares, and each request opens with options of its own. */

const project = createProject({ rule: 'no-shared-client-close' });

const handler = (connect: string, beside = ''): string => `import express from 'express';
import sql from 'mssql';
const app = express();
${beside}
app.post('/rows', async (req, res) => {
  const pool = await ${connect};
  res.json(await pool.query(req.body.text));
  await pool.close();
});
`;

it.each([
  ['of the request', handler('sql.connect(req.body.url)')],
  ['of the request, read before', handler('sql.connect({ server: options.host, database: options.name })').replace(
    'const pool', 'const options = req.body; const pool')],
  ['of the request, given to a function', handler('open(req.body)', 'const open = (options) => sql.connect({ server: options.host });')],
])('does not advise to leave open what is opened with options %s', async (_, code) => {
  const [report, ...others] = await project.lint('app.js', code);
  expect(others).toStrictEqual([]);
  expect(report?.message).toMatch(/Open a connection of its own for each piece of work that brings its options, and close that\.$/);
  expect(report?.message).not.toMatch(/leave it open/i);
});

it('advises to leave open what is opened with the same options for all', async () => {
  const [report] = await project.lint('app.js', handler('sql.connect(process.env.DATABASE)'));
  expect(report?.message).toMatch(/Connect once, leave it open/);
});
