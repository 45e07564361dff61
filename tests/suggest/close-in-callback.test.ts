import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

/* A client that is never closed, and whose methods call back. */

const rule = 'no-client-per-request';

const service = (lines: readonly string[]): string => `
import express from 'express';
import mysql from 'mysql';
const app = express();
app.get('/', (req, res) => {
${lines.map((line) => `  ${line}\n`).join('')}});
`.slice(1);

const made = 'const connection = mysql.createConnection(req.body.url);';
const query = (inside: readonly string[], text = 'select 1'): string[] => (
  [`connection.query('${text}', (error, rows) => {`, ...inside.map((line) => `  ${line}`), '});']);
const answer = ['if (error) return res.status(500).end();', 'res.json(rows);'];

describe('closing in a callback', () => {
  it('goes to the beginning of the only one', () => {
    expect(applied('closeInCallback', service([made, 'connection.connect();', ...query(answer)]), 'service.js', { rule }))
      .toBe(service([made, 'connection.connect();', ...query(['connection.end();', ...answer])]));
  });

  it('goes to the last one, and to where one before is left', () => {
    const nested = (left: string[], last: string[]): string[] => [
      made, ...query(['if (error) {', ...left.map((line) => `  ${line}`), '}', ...query([...last, 'res.json(rows);'], 'select 2')]),
    ];
    expect(applied('closeInCallback', service(nested(['res.status(500).end();', 'return;'], [])), 'service.js', { rule }))
      .toBe(service(nested(['connection.end();', 'res.status(500).end();', 'return;'], ['connection.end();'])));
  });

  it.each([
    ['something else is done with it besides', [made, ...query(answer), "connection.query('select 2');"]],
    ['something may fail in front of it', [made, 'audit(req.body);', ...query(answer)]],
    ['what the callback is given goes on', [made, ...query(["rows.on('end', () => res.end());"])]],
    ['the method goes on', [made, ...query(answer).map((line) => line.replace('.query', '.subscribe'))]],
    ['it is looked at behind that', [made, ...query(answer), 'res.locals.state = connection.state;']],
    ['the callback reads of it as well', [made, ...query(['res.json(connection.threadId);'])]],
    ['the callback has that name for something else', [made, ...query(answer).map((line) => line.replace('rows', 'connection'))]],
  ])('is not offered where %s', (_, lines) => {
    const code = service(lines).replace('import mysql', "import { audit } from './report.js';\nimport mysql");
    expect(offered(code, 'service.js', { rule })).not.toContain('closeInCallback');
  });
});
