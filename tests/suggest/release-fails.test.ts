import { describe, expect, it } from 'vitest';
import { applied } from '../support/suggestions.js';

/*
 * A client whose connection is gone fails to close: where a `catch` heard that, nothing may be left that nobody hears.
 */

const service = (lines: readonly string[]): string => `
import { Rcon } from 'rcon-client';
import amqp from 'amqplib';
import express from 'express';
const app = express();
app.get('/', async (req, res) => {
${lines.map((line) => `  ${line}\n`).join('')}});
`;

const rule = 'require-client-close';
const closed = (lines: readonly string[]): string => applied('closeInFinally', service(lines), 'service.js', { rule });

const made = "const rcon = await Rcon.connect({ host: 'localhost', port: 25575 });";
const handler = ['} catch {', '  res.status(502).end();', '}'];

describe('closing what fails to close', () => {
  it('goes on to the catch around it, from a try of its own', () => {
    const tried = [made, "const names = await rcon.send('list');", 'await rcon.end();', 'res.send(names);'];
    expect(closed(['try {', ...tried.map((line) => `  ${line}`), ...handler]))
      .toBe(service([
        'try {', `  ${made}`, '  try {', "    const names = await rcon.send('list');", '    res.send(names);', '  } finally {',
        '    await rcon.end();', '  }', ...handler,
      ]));
  });

  it('is heard by nobody in the finally of the catch that heard it', () => {
    expect(closed([made, 'try {', "  const names = await rcon.send('list');", '  await rcon.end();', '  res.send(names);', ...handler]))
      .toBe(service([
        made, 'try {', "  const names = await rcon.send('list');", '  res.send(names);', ...handler.slice(0, -1),
        '} finally {', '  await rcon.end().catch(() => {});', '}',
      ]));
  });

  it('is heard by nobody where it may not be there', () => {
    const open = "rcon = await Rcon.connect({ host: 'localhost', port: 25575 });";
    expect(closed(['let rcon;', 'try {', `  ${open}`, "  res.send(await rcon.send('list'));", '  await rcon.end();', ...handler]))
      .toBe(service([
        'let rcon;', 'try {', `  ${open}`, "  res.send(await rcon.send('list'));", ...handler.slice(0, -1),
        '} finally {', '  await rcon?.end().catch(() => {});', '}',
      ]));
  });

  it('stays as it is where somebody further out hears it', () => {
    const inner = ['try {', "  await rcon.send('list');", '  await rcon.end();', '} catch (error) {', '  console.error(error);', '}'];
    expect(closed(['try {', `  ${made}`, ...inner.map((line) => `  ${line}`), ...handler]))
      .toBe(service([
        'try {', `  ${made}`, '  try {', "    await rcon.send('list');",
        '  } catch (error) {', '    console.error(error);', '  } finally {',
        '    await rcon.end();', '  }', ...handler,
      ]));
  });

  it('stays as it is where nothing was caught', () => {
    expect(closed([made, "res.send(await rcon.send('list'));", 'await rcon.end();'])).toBe(service([
      made, 'try {', "  res.send(await rcon.send('list'));", '} finally {', '  await rcon.end();', '}',
    ]));
  });
});
