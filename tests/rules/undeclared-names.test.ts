import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A name that is declared nowhere throws where it is read: what stands behind it never runs, and loses nothing. */

async function reported(files: Readonly<Record<string, string>>, file = 'users.js'): Promise<string[]> {
  const project = createProject({ rule: '*', files: {
    'package.json': '{ "dependencies": { "express": "^5.0.0", "mysql": "^2.18.0", "pg": "^8.0.0" } }',
    'app.js': [
      "const express = require('express');", "const users = require('./users');", 'const app = express();',
      "app.get('/', (req, res) => users.find((error, rows) => res.json(rows)));", 'app.listen(80);',
    ].join('\n'),
    ...files,
  } });
  return (await project.lint(file, files[file]!)).map(({ message }) => message);
}

function dao(failure: string): string {
  return [
    "const mysql = require('mysql');", 'const pool = mysql.createPool({});',
    'exports.find = function (callback) {', '  pool.getConnection((error, connection) => {',
    "    connection.query('select 1', (error, rows) => {", '      if (error) {', `        ${failure}`, '        return;', '      }',
    '      connection.release();', '      callback(error, rows);', '    });', '  });', '};',
  ].join('\n');
}

describe('a callback in which a name is declared nowhere', () => {
  it('ends where that is read, and so does the process', async () => {
    expect(await reported({ 'users.js': dao('res.json({ error });') })).toEqual([]);
  });

  it('goes on where the name is asked for only', async () => {
    expect(await reported({ 'users.js': dao("if (typeof res !== 'undefined') console.log(error);") })).toHaveLength(1);
  });

  it('goes on where somebody makes it a global', async () => {
    const files = { 'users.js': dao('res.json({ error });'), 'globals.js': 'global.res = { json: console.log };' };
    expect(await reported(files)).toHaveLength(1);
  });

  it('goes on where it may be a global of whoever runs it', async () => {
    expect(await reported({ 'users.js': dao('sails.log(error);') })).toHaveLength(1);
  });
});

it('a name that the file declares where it does not reach ends the callback, too', async () => {
  expect(await reported({ 'users.js': `${dao('told.show();')}\nfunction tell(told) { told.show(); }` })).toEqual([]);
});
