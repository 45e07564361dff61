import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/*
 * What listens to an event runs when that comes, however often a timer has begun to listen; and what takes the place of a lost connection
 * is no tick.
 */

async function reported(code: string): Promise<string[]> {
  const dependencies = { express: '*', '@grpc/grpc-js': '*' };
  const project = createProject({ rule: '*', files: { 'package.json': { name: 'calls', dependencies } } });
  const text = `import * as grpc from '@grpc/grpc-js';\nimport { connect, SWITCH, Ring } from './switch.js';\n${code}`;
  return (await project.lint('src/calls.js', text)).map(({ message }) => message);
}

const open = 'const client = new grpc.Client(SWITCH, grpc.credentials.createInsecure()); client.waitForReady(0, console.log);';

describe('a client made for an event', () => {
  const listening = (begin: string, event = 'Ring.STARTED'): string => `function listen() {
  const link = connect();
  link.on(${event}, () => { ${open} });
}
${begin}`;

  it('is not made for each tick of the timer that listens', async () => {
    for (const message of await reported(listening('setInterval(listen, 60000);'))) expect(message).not.toContain('tick');
  });

  it('is made for each tick where the event comes once for what is made there', async () => {
    const [message] = await reported(listening('setInterval(listen, 60000);', "'open'"));
    expect(message).toContain('for every tick of a timer');
  });

  it('is made for each request that listens', async () => {
    const begin = "express().get('/', (req, res) => { listen(); res.end(); });";
    const [message] = await reported(`import express from 'express';\n${listening(begin)}`);
    expect(message).toContain('for every request');
  });
});

describe('a timer that begins again', () => {
  const again = (begin: string): string => `function start() {
  ${open}
  const link = connect();
  ${begin}
}
start();
`;

  it('ticks where nothing has been lost', async () => {
    const [message] = await reported(again('setTimeout(start, 5000);'));
    expect(message).toContain('for every tick of a timer');
  });

  it.each(["'close'", 'Ring.DISCONNECTED', 'Ring.SOCKET_MAX_RETRIES', 'Events.ConnectionLost'])('does not for %s', async (event) => {
    expect(await reported(again(`link.on(${event}, () => setTimeout(() => { start(); }, 5000));`))).toEqual([]);
  });

  it('ticks for another event', async () => {
    const [message] = await reported(again('link.on(Ring.CLOSE_CALL_OFFERED, () => setTimeout(() => { start(); }, 5000));'));
    expect(message).toContain('for every tick of a timer');
  });
});
