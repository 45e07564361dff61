import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/** A client that opens nothing before it is told to connect, and one that could not. */

async function rulesOf(header: string, ...lines: readonly string[]): Promise<string[]> {
  const code = [
    "import express from 'express';", "import { name } from './names.js';", header, 'const app = express();',
    "app.post('/files', async (req, res) => {", ...lines.map((line) => `  ${line}`), '});',
  ].join('\n');
  return (await createProject({ rule: 'require-client-close' }).lint('src/app.js', code)).map(({ rule }) => rule);
}

describe('a client whose settings are assigned', () => {
  const ftp = "import { Client } from 'basic-ftp';";
  const rest = [
    'try {', '  await client.access({ host: process.env.HOST });', '  await client.list();', '} finally {', '  client.close();', '}',
  ];

  it('is not open before it connects', async () => {
    expect(await rulesOf(ftp, 'const client = new Client();', 'client.ftp.verbose = true;', 'const path = name();', ...rest))
      .toStrictEqual([]);
  });

  it('is open when it has connected', async () => {
    expect(await rulesOf(ftp, 'const client = new Client();', 'client.ftp.verbose = true;', 'await client.access({ host: req.body.host });',
      'await name();', ...rest)).toStrictEqual(['require-client-close']);
  });
});

describe('a Sequelize that is asked whether it can connect', () => {
  const header = "import { Sequelize } from 'sequelize';";

  it('has nothing open where it cannot', async () => {
    expect(await rulesOf(header, 'const sequelize = new Sequelize(req.body.url);', 'await sequelize.authenticate();',
      'await sequelize.close();', 'res.end();')).toStrictEqual([]);
  });

  it('is lost where a query fails', async () => {
    expect(await rulesOf(header, 'const sequelize = new Sequelize(req.body.url);', 'await sequelize.authenticate();',
      "await sequelize.query('SELECT 1');", 'await sequelize.close();', 'res.end();')).toStrictEqual(['require-client-close']);
  });
});
