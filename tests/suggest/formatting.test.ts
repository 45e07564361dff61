import { describe, expect, it } from 'vitest';
import { applied } from '../support/suggestions.js';

const semicolons = `import { Pool } from 'pg';

export async function list(req, res) {
  const pool = new Pool({
    max: 3,
  });

  res.json(await pool.query('select 1'));
}
`;

function lines(...texts: string[]): string {
  return `${texts.join('\n')}\n`;
}

describe('edits follow the file', () => {
  it.each(['hoistToModule', 'lazyGetter'])('in its line endings: %s', (messageId) => {
    const output = applied(messageId, semicolons.replaceAll('\n', '\r\n'), 'service.js');
    expect(output.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(output.replaceAll('\r\n', '\n')).toBe(applied(messageId, semicolons, 'service.js'));
  });

  it('in its line endings where much is written', () => {
    const code = [
      "import { MongoClient } from 'mongodb';",
      'export async function list(req, res) {',
      '  const client = new MongoClient(process.env.URL);',
      '  await client.connect();',
      '  res.json(await client.db().stats());',
      '}',
      '',
    ].join('\r\n');
    expect(applied('asyncMemo', code, 'service.js').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it.each(['hoistToModule', 'lazyGetter'])('in its byte order mark: %s', (messageId) => {
    expect(applied(messageId, `\uFEFF${semicolons}`, 'service.js')).toBe(`\uFEFF${applied(messageId, semicolons, 'service.js')}`);
  });

  it('in its byte order mark when the edit is at the very start', () => {
    const code = lines(
      '\uFEFFexports.list = async (req, res) => {',
      "  const { Pool } = require('pg');",
      '  const pool = new Pool();',
      "  res.json(await pool.query('x'));",
      '};',
    );
    expect(applied('hoistToModule', code, 'service.cjs'))
      .toBe(lines("\uFEFFconst { Pool } = require('pg');", 'const pool = new Pool();', '', 'exports.list = async (req, res) => {',
        "  res.json(await pool.query('x'));", '};'));
  });

  it.each(['hoistToModule', 'lazyGetter', 'asyncMemo'])('in doing without semicolons: %s', (messageId) => {
    const code = messageId === 'asyncMemo'
      ? lines(
      "import { connect } from 'nats'",
      'export async function list(req, res) {',
      '  const c = await connect()',
      '  res.json(c.info)',
      '}',
    )
      : lines(
      "import { Pool } from 'pg'",
      'export async function list(req, res) {',
      "  const { rows } = await new Pool().query('select 1')",
      '  res.json(rows)',
      '}',
    );
    expect(applied(messageId, code, 'service.js')).not.toContain(';');
  });

  it('without joining lines that have no semicolon between them', () => {
    const code = lines(
      "const { Pool } = require('pg');",
      '(function () {',
      '  exports.list = async (req, res) => {',
      "    res.json(await new Pool().query('x'))",
      '  }',
      '})()',
    );
    expect(applied('hoistToModule', code, 'service.cjs')).toContain('const pool = new Pool();\n\n(function () {');
  });

  it('without joining the neighbours of a declaration that moves', () => {
    const code = `const { Pool } = require('pg')
exports.list = async (req, res) => {
  const ids = req.body
  const pool = new Pool();
  [1, 2].forEach((id) => ids.push(id))
  res.json(await pool.query('x'))
}
`;
    const output = applied('hoistToModule', code, 'service.cjs');
    expect(output).toContain('const ids = req.body\n  const pool = sharedPool;\n  [1, 2]');
  });

  it('in its tabs', () => {
    const code = lines(
      "import { connect } from 'nats';",
      'export async function list(req, res) {',
      '\tconst c = await connect();',
      '\tres.json(c.info);',
      '}',
    );
    expect(applied('asyncMemo', code, 'service.js')).toContain('\n\t\tcPromise = undefined;\n');
  });

  it('in four spaces', () => {
    const code = lines(
      "import { connect } from 'nats';",
      'export async function list(req, res) {',
      '    const c = await connect();',
      '    res.json(c.info);',
      '}',
    );
    expect(applied('asyncMemo', code, 'service.js')).toContain('\n        cPromise = undefined;\n');
  });
});

describe('a client that the module has already', () => {
  const module = (body: string, top = 'const pool = new Pool({ max: 3 });'): string =>
    lines("import { Pool } from 'pg';", '', top, '', 'export async function list(req, res) {', body,
      "  res.json(await pool.query('select 1'));", '}', '', 'export { pool as shared };');

  it('is used instead of a second one', () => {
    expect(applied('hoistToModule', module('  const pool = new Pool({ max: 3 });'), 'service.js')).toBe(module('').replace('{\n\n', '{\n'));
  });

  it('is not used when it is made in another way', () => {
    expect(applied('hoistToModule', module('  const pool = new Pool({ max: 4 });'), 'service.js'))
      .toContain('const sharedPool = new Pool({ max: 4 });');
  });

  it('is not used where its name means something else', () => {
    const code = `import { Pool } from 'pg';
const pool = new Pool();
export async function list(req, res) {
  const run = async (pool) => {
    const client = new Pool();
    return [await client.query('select 1'), pool];
  };
  res.json(await run(1), pool);
}
`;
    expect(applied('hoistToModule', code, 'service.js')).toContain('const client = new Pool();\n\nexport async');
  });
});
