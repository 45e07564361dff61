import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const more = { rule: 'require-client-close' };

/** A function that opens a client in code that calls back, and a handler that closes what it gets. */
const service = (lines: readonly string[]): string => `import express from 'express';
import { createClient } from 'ldapjs';
const app = express();
function open(name, password) {
${lines.map((line) => `  ${line}\n`).join('')}}
app.get('/', async (req, res) => {
  const client = await open(req.query.name, req.query.password);
  client.unbind();
  res.end();
});
`;
const opened = (given: string, made = "const client = createClient({ url: 'ldap://here' });"): string[] => [
  made, 'return new Promise((resolve, reject) => {', '  client.bind(name, password, (error) => {', '    if (error) {',
  '      reject(error);', '    } else {', `      ${given}`, '    }', '  });', '});',
];

describe('a promise of a client', () => {
  it('closes the client when it is rejected', () => {
    expect(applied('closeOnFailure', service(opened('resolve(client);')), 'service.js', more)).toBe(service([
      ...opened('resolve(client);').slice(0, -1), '}).catch((error) => {', '  client.unbind();', '  throw error;', '});',
    ]));
  });

  it.each<[string, string[]]>([
    ['it is settled with something else in some cases', opened('if (password) resolve(client); else resolve(undefined);')],
    ['something may fail before it', opened('resolve(client);', "const client = createClient({ url: 'ldap://here' }); parse(password);")],
  ])('is left where %s', (_, lines) => {
    expect(offered(service(lines), 'service.js', more)).not.toContain('closeOnFailure');
  });
});
