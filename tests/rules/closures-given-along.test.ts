import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A helper opens a client and gives it back together with a function that closes it: `{ connection, close }`. */

const project = createProject({ rule: '*', files: { 'package.json': { dependencies: { express: '^5.0.0', amqplib: '^0.10.0' } } } });

async function reports(body: string, helper = 'return { connection, close: () => connection.close() };'): Promise<string[]> {
  const code = `import express from 'express';
import amqp from 'amqplib';
const app = express();
async function open() {
  const connection = await amqp.connect(process.env.AMQP);
  ${helper}
}
app.post('/orders', async (req, res) => {
  const { connection, channel, close } = await open();
  ${body}
});
app.listen(3000);
`;
  const found = await project.lint('src/app.js', code);
  return found.map(({ rule, message }) => `${rule}${/`([\w.]+)\(\)` on line/.exec(message)?.[0].replace(/ on line/, '') ?? ''}`);
}

describe('the function is given to what runs it', () => {
  it.each([
    ['a timer', 'try { await connection.createChannel(); } catch {} setTimeout(close, 500);', 'prefer-shared-client'],
    ['a timer that is not come to', 'await connection.createChannel(); setTimeout(close, 500);', 'require-client-close`createChannel()`'],
    ['the next turn', 'try { await connection.createChannel(); } finally { process.nextTick(close); }', 'prefer-shared-client'],
    ['the end of a promise', 'connection.createChannel().then((made) => res.json(made)).finally(close);', 'prefer-shared-client'],
    ['the success of a promise', 'connection.createChannel().then(close);', 'require-client-close`createChannel()`'],
    ['the end of the response', "res.on('close', close); res.json(await connection.createChannel());", 'prefer-shared-client'],
  ])('%s', async (_, body, expected) => {
    expect(await reports(body)).toStrictEqual([expected]);
  });

  it('is silent where it is given to code that is not followed', async () => {
    expect(await reports('work(connection, close);')).toStrictEqual([]);
    expect(await reports('work(close);')).toStrictEqual([]);
  });
});

describe('what fails in the helper', () => {
  const body = 'try { channel.sendToQueue("orders", Buffer.from("x")); } finally { await close(); }';
  it.each([
    ['before the object is made', 'const channel = await connection.createChannel(); return { channel, close: () => connection.close() };'],
    ['before a function with a name is given along', `const channel = await connection.createChannel();
  const close = async () => { await channel.close(); await connection.close(); };
  return { channel, close };`],
    ['before a declared function is given along', `const channel = await connection.createChannel();
  return { channel, close };
  async function close() { await connection.close(); }`],
  ])('loses the client %s', async (_, helper) => {
    expect(await reports(body, helper)).toStrictEqual(['require-client-close`createChannel()`']);
  });

  it.each([
    ['the function runs where it fails', `const close = () => connection.close();
  try { return { channel: await connection.createChannel(), close }; } catch (error) { await close(); throw error; }`],
    ['nothing can fail', 'return { channel: connection, close: () => connection.close() };'],
  ])('loses nothing where %s', async (_, helper) => {
    expect(await reports(body, helper)).toStrictEqual(['prefer-shared-client']);
  });
});

describe('what releases it later', () => {
  const query = 'res.json(await connection.createChannel());';
  it.each([
    ['is its own method, bound', 'return { connection, close: connection.close.bind(connection) };',
      `try { ${query} } finally { await close(); }`],
    ['is its own method, bound, and given on', 'return { connection, close: connection.close.bind(connection) };',
      'connection.createChannel().then((made) => res.json(made)).finally(close);'],
    ['listens by its name', "const close = () => connection.close(); app.on('finish', close); return { connection, close };", query],
    ['listens where it stands', "app.on('finish', () => connection.close()); return { connection };", query],
  ])('is silent where it %s', async (_, helper, body) => {
    expect(await reports(body, helper)).toStrictEqual([]);
  });

  it('reports what nothing releases', async () => {
    expect(await reports(query, "const warn = () => console.warn('slow'); app.on('finish', warn); return { connection, warn };"))
      .toStrictEqual(['no-client-per-request']);
  });
});
