import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'client-lifetime-on-given-')));
writeFileSync(join(root, 'package.json'), JSON.stringify({ type: 'module', dependencies: { nuxt: '3.17.0', mysql2: '3.14.0' } }));

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const file = join(root, 'server/utils/wrap.js');
const more = { rule: 'require-client-close', settings: { root } };

const service = (lines: readonly string[]): string => `import mysql from 'mysql2/promise';
import { parse } from './others.js';
export const wrap = (handle) => defineEventHandler(async (event) => {
  const connection = await mysql.createConnection({ database: 'orders' });
  event.context.db = connection;
${lines.map((line) => `  ${line}\n`).join('')}});
`;
const handled = 'const answer = await handle(event);';

describe('a client that is put onto what the function was given', () => {
  it('is closed in a `finally` where it was closed when nothing failed', () => {
    expect(applied('closeInFinally', service([handled, 'await event.context.db.end();', 'return answer;']), file, more)).toBe(service([
      'try {', `  ${handled}`, '  return answer;', '} finally {', '  await event.context.db.end();', '}',
    ]));
  });

  it.each<[string, string[]]>([
    ['more is done behind the close', [handled, 'await event.context.db.end();', 'return parse(answer);']],
    ['it may be left before that', [handled, 'if (!answer) return undefined;', 'await event.context.db.end();']],
  ])('is left where %s', (_, lines) => {
    expect(offered(service(lines), file, more)).not.toContain('closeInFinally');
  });
});
