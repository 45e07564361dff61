import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const more = { rule: 'require-client-close' };

/** A function that gives a client in an object, and a handler with these lines. */
function service(lines: readonly string[], given = 'return { connection, channel };'): string {
  return `import express from 'express';
import amqp from 'amqplib';
const app = express();
async function open() {
  const connection = await amqp.connect(process.env.AMQP_URL);
  const channel = await connection.createChannel();
  ${given}
}
app.get('/', async (req, res) => {
${lines.map((line) => `  ${line}\n`).join('')}});
`;
}

const taken = 'const { connection, channel } = await open();';
const send = "channel.sendToQueue('orders', Buffer.from(req.query.id));";

describe('a client that a function gives in an object', () => {
  it('is closed where it is taken out', () => {
    const output = applied('closeInFinally', service([
      taken, "await channel.assertQueue('orders');", send, 'await channel.close();', 'await connection.close();', 'res.end();',
    ]), 'service.js', more);
    expect(output).toContain(`  ${taken}
  try {
    await channel.assertQueue('orders');
    ${send}
    await channel.close();
    res.end();
  } finally {
    await connection.close();
  }
`);
  });

  it('is closed last where it is closed in a `finally` behind what may fail', () => {
    const output = applied('closeInFinally', service([
      taken, 'try {', "  await channel.assertQueue('orders');", `  ${send}`, '} finally {', '  await channel.close();',
      '  await connection.close();', '}',
    ]), 'service.js', more);
    expect(output).toContain(`  } finally {
    try {
      await channel.close();
    } finally {
      await connection.close();
    }
  }
`);
  });

  it.each<[string, string[]]>([
    ['what came with it is given away', [taken, "await channel.assertQueue('orders');", 'req.app.set("channel", channel);',
      'await connection.close();']],
    ['what came with it goes on', [taken, "await channel.assertQueue('orders');", 'await channel.consume("orders", console.log);',
      'await connection.close();']],
    ['the rest is in an object', ['const { connection, ...others } = await open();', "await others.channel.assertQueue('orders');",
      'await connection.close();']],
  ])('is left where %s', (_, lines) => {
    expect(offered(service(lines), 'service.js', more)).not.toContain('closeInFinally');
  });
});
