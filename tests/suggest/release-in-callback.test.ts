import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const more = { rule: 'require-connection-release' };

const service = (lines: readonly string[], parameters = '(err, connection)'): string => `
import mysql from 'mysql2';
const pool = mysql.createPool({});
export function load(id, done) {
  pool.getConnection(${parameters} => {
${lines.map((line) => `    ${line}\n`).join('')}  });
}
`.slice(1);

const guard = 'if (err) return done(err);';

const after = (lines: readonly string[]): string[] => (
  applied('releaseInCallback', service(lines), 'service.js', more).split('\n').slice(4, -3).map((line) => line.slice(4)));

describe('what a callback was lent', () => {
  it.each<[string, string[], string[]]>([
    ['before the answer is looked at', [
      guard,
      "connection.query('select 1', (failure, rows) => {", '  if (failure) return done(failure);', '  connection.release();',
      '  done(null, rows);', '});',
    ], [
      guard,
      "connection.query('select 1', (failure, rows) => {", '  connection.release();', '  if (failure) return done(failure);',
      '  done(null, rows);', '});',
    ]],
    ['where nobody did so', [
      'if (err) {', '  done(err);', '  return;', '}',
      "connection.query('select ?', [id], function (failure, rows) {", '  // All of them', '  done(failure, rows);', '});',
    ], [
      'if (err) {', '  done(err);', '  return;', '}',
      "connection.query('select ?', [id], function (failure, rows) {", '  connection.release();', '  // All of them',
        '  done(failure, rows);',
      '});',
    ]],
    ['in a function without a block', [
      guard, "connection.query('select 1', (failure, rows) => done(failure, rows));",
    ], [
      guard, "connection.query('select 1', (failure, rows) => {", '  connection.release();', '  done(failure, rows);', '});',
    ]],
    ['on both ways', [
      'if (err) {', '  done(err);', '} else {',
      "  connection.query('select 1', (failure, rows) => {", '    if (failure) {', '      done(failure);', '    } else {',
      '      connection.release();', '      done(null, rows);', '    }', '  });', '}',
    ], [
      'if (err) {', '  done(err);', '} else {',
      "  connection.query('select 1', (failure, rows) => {", '    connection.release();', '    if (failure) {', '      done(failure);',
      '    } else {', '      done(null, rows);', '    }', '  });', '}',
    ]],
    ['where one query follows the other', [
      guard, 'if (!id) {', '  return done(null);', '}',
      "connection.query('select 1', (failure, rows) => {", '  if (failure) return done(failure);',
      "  connection.query('select 2', (another, more) => {", '    if (another) return done(another);', '    connection.release();',
      '    done(null, rows, more);', '  });', '});',
    ], [
      guard, 'if (!id) {', '  connection.release();', '  return done(null);', '}',
      "connection.query('select 1', (failure, rows) => {", '  if (failure) {', '    connection.release();', '    return done(failure);',
        '  }',
      "  connection.query('select 2', (another, more) => {", '    connection.release();', '    if (another) return done(another);',
      '    done(null, rows, more);', '  });', '});',
    ]],
  ])('is given back %s', (_, lines, expected) => {
    expect(after(lines)).toStrictEqual(expected);
  });

  it('is given back by the function that came with it', () => {
    const code = service([guard, "client.query('select 1', (failure, rows) => {", '  done(failure, rows);', '});'],
      '(err, client, release)')
      .replace("import mysql from 'mysql2'", "import { Pool } from 'pg'").replace('mysql.createPool({})', 'new Pool()')
      .replace('getConnection', 'connect');
    expect(applied('releaseInCallback', code, 'service.js', more)).toContain('=> {\n      release();\n      done(failure, rows);');
    const told = code.replace('done(failure, rows)', 'if (failure) return release(failure);\ndone(failure, rows)');
    expect(offered(told, 'service.js', more)).toStrictEqual([]);
  });

  it.each<[string, string[]]>([
    ['several things are done at a time', [guard, "connection.query('a', () => {});",
      "connection.query('b', (failure) => done(failure));"]],
    ['something of it is read', [guard, "connection.query('a', (failure) => {", '  if (failure) return done(failure);',
      '  done(connection.threadId);',
      '  connection.release();', '});']],
    ['something may fail before', [guard, 'const text = build(id);', 'connection.query(text, (failure) => done(failure));']],
    ['its name means something else there', [guard, "connection.query('a', (failure, connection) => done(failure, connection));"]],
    ['one thing happens only sometimes', [guard, "if (id) connection.query('a', (failure) => done(failure));"]],
  ])('is left as it is where %s', (_, lines) => {
    expect(offered(service(lines), 'service.js', more)).not.toContain('releaseInCallback');
  });
});
