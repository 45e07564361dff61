import { describe, expect, it } from 'vitest';
import { applied, offeredToShare } from '../support/suggestions.js';

/** A class whose objects each have a pool in a field, and a handler that makes one. */
const service = (asking: readonly string[], rest = ''): string => `
import { Pool } from 'pg';

class Reports {
  constructor() {
    this.pool = new Pool({ max: 3 });
  }

  async read(id) {
    ${asking.join('\n    ')}
  }
${rest}}

export async function list(req, res) {
  res.json(await new Reports().read(req.params.id));
}
`;
const asking = ['try {', "  return await this.pool.query('select $1', [id]);", '} finally {', '  await this.pool.end();', '}'];

describe('a client in a field that a method of the object closes', () => {
  it('is shared by the objects, and left open', () => {
    expect(applied('hoistToModule', service(asking), 'service.js')).toMatchInlineSnapshot(`
      "
      import { Pool } from 'pg';

      const pool = new Pool({ max: 3 });

      class Reports {
        constructor() {
          this.pool = pool;
        }

        async read(id) {
          return await this.pool.query('select $1', [id]);
        }
      }

      export async function list(req, res) {
        res.json(await new Reports().read(req.params.id));
      }
      "
    `);
  });

  it.each([
    ['the method decides about it', ['const rows = await this.pool.query(id);', 'if (!id) await this.pool.end();', 'return rows;'], ''],
    ['a method does nothing else', asking, '\n  async close() {\n    await this.pool.end();\n  }\n'],
    ['it is given away', ['give(this.pool);', ...asking], ''],
    ['it is listened to', ["this.pool.on('error', () => fail(id));", ...asking], ''],
    ['it is replaced', ['this.pool = poolOf(id);', ...asking], ''],
    ['it is there under another name', ['const { pool } = this;', ...asking], ''],
  ])('is not, where %s', (_, lines, rest) => {
    expect(offeredToShare(service(lines, rest), 'service.js')).toStrictEqual([]);
  });
});
