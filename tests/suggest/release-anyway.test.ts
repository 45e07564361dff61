import { describe, expect, it } from 'vitest';
import { applied } from '../support/suggestions.js';

/*
 * A mail client that is not connected cannot log out: in `finally` it is closed by what never fails, and whoever gets through logs out.
 */

const service = (lines: readonly string[]): string => `
import { ImapFlow } from 'imapflow';
export async function list(req, res) {
${lines.map((line) => `  ${line}\n`).join('')}}
`;

const made = 'const client = new ImapFlow({ host: req.body.host });';

describe('closing what may not be open', () => {
  it('keeps what ends it when all goes well', () => {
    expect(applied('closeInFinally', service([
      made, 'await client.connect();', "await client.mailboxOpen('INBOX');", 'await client.logout();', 'res.json({});',
    ]), 'service.js')).toBe(service([
      made, 'try {', '  await client.connect();', "  await client.mailboxOpen('INBOX');", '  await client.logout();', '  res.json({});',
      '} finally {', '  client.close();', '}',
    ]));
  });

  it('does not fail where a failure to connect was caught', () => {
    expect(applied('closeInFinally', service([
      made, 'try {', '  await client.connect();', '  res.json(await client.list());', '  await client.logout();',
      '} catch (error) {', '  console.error(error);', '}',
    ]), 'service.js')).toBe(service([
      made, 'try {', '  await client.connect();', '  res.json(await client.list());', '  await client.logout();',
      '} catch (error) {', '  console.error(error);', '} finally {', '  client.close();', '}',
    ]));
  });

  it('closes what nobody ended', () => {
    expect(applied('closeInFinally', service([made, 'await client.connect();', 'res.json(await client.list());']), 'service.js'))
      .toBe(service([
        made, 'try {', '  await client.connect();', '  res.json(await client.list());', '} finally {', '  client.close();', '}',
      ]));
  });
});
