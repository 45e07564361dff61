import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A borrowed connection that each way of a chain of tests gives back, where the last test leaves no other way. */

const dependencies = { express: '^5.0.0', mysql: '^2.18.0' };

async function reportsOf(lines: readonly string[]): Promise<(string | undefined)[]> {
  const code = [
    "const express = require('express');", "const mysql = require('mysql');",
    'const pool = mysql.createPool({});', 'const app = express();',
    "app.post('/items', (req, res, next) => {", '  const mode = req.body.mode;', '  pool.getConnection((error, connection) => {',
    '    if (error) return next(error);', "    connection.query('select id from item', (error, rows, fields) => {",
    ...lines, '    });', '  });', '});',
  ].join('\n');
  const project = createProject({ rule: '*', files: { 'package.json': { dependencies }, 'app.js': code } });
  return (await project.lint('app.js', code)).map(({ rule }) => rule).filter((rule) => rule === 'require-connection-release');
}

/** A chain of branches that each give it back. */
function chain(...tests: readonly string[]): string[] {
  const branches = tests.map((test) => `if (${test}) { connection.release(); res.end(); }`);
  return [branches.join(' else ')];
}

describe('a chain of tests', () => {
  it.each([
    ['asks whether a list is empty', chain('error', 'rows.length === 0', 'rows.length > 0')],
    ['counts a list up', chain('rows.length == 0', 'rows.length === 1', '1 < rows.length')],
    ['asks for a length by itself', chain('!rows.length', 'rows.length >= 1')],
    ['asks for more at once', chain('error || rows.length === 0', 'rows.length')],
    ['asks for the length of a member', chain('rows.found.length', 'rows.found.length < 1')],
    ['asks for a word', chain("mode === 'new'", "mode !== 'new'")],
    ['asks for a name', chain('error', '!error')],
    ['comes after an exit', ['if (rows.length > 0) { connection.release(); return; }', ...chain('rows.length === 0')]],
  ])('that %s has no other way', async (_, lines) => {
    expect(await reportsOf(lines)).toStrictEqual([]);
  });

  it.each([
    ['leaves a length out', chain('rows.length === 0', 'rows.length > 1')],
    ['asks for the lengths of two lists', chain('rows.length === 0', 'fields.length > 0')],
    ['asks for two words', chain("mode === 'new'", "mode === 'old'")],
    ['takes something out of the list', [
      'if (rows.length === 0) { connection.release(); return; }', 'rows.shift();', ...chain('rows.length > 0'),
    ]],
    ['comes after a `try` that may have ended before', [
      'try { fields.check(); if (rows.length === 0) { connection.release(); return; } } catch { res.end(); }', ...chain('rows.length > 0'),
    ]],
  ])('that %s has another way', async (_, lines) => {
    expect(await reportsOf(lines)).toStrictEqual(['require-connection-release']);
  });
});
