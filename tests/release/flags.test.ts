import { describe, expect, it } from 'vitest';
import { describeSites } from './site-probe.js';

/* `if (bound) await client.unbind()`: does the flag go along with the client, where what sets it may fail and leave the client open? */

const head = `
import express from 'express';
import { Client } from 'ldapts';
import { Client as Pg } from 'pg';
const app = express();
`;

function answer(body: string): string {
  return describeSites(`${head}app.post('/', async (req, res) => {\n${body}\n});`).join(' | ');
}

describe('flags that are set behind what opens a client', () => {
  it('loses a client that a refused login leaves open', () => {
    expect(answer(`
      const client = new Client({ url: req.body.url });
      let bound = false;
      try {
        await client.bind('cn', req.body.password);
        bound = true;
        res.end();
      } finally {
        if (bound) await client.unbind();
      }
    `)).toBe('require-client-close: throw: client.bind(\'cn\', req.body.password)');
  });

  it('loses it where the refusal is caught and tried again', () => {
    expect(answer(`
      const client = new Client({ url: req.body.url });
      let bound = false;
      try {
        for (const name of req.body.names) {
          try {
            await client.bind(name, req.body.password);
            bound = true;
            return res.end();
          } catch (error) {
            console.error(error);
          }
        }
        throw new Error('refused');
      } finally {
        if (bound && client) await client.unbind();
      }
    `)).toBe('require-client-close: throw: client.bind(name, req.body.password)');
  });

  it('believes a flag that is set before', () => {
    expect(answer(`
      const client = new Client({ url: req.body.url });
      let bound = false;
      try {
        bound = true;
        await client.bind('cn', 'secret');
        res.end();
      } finally {
        if (bound) await client.unbind();
      }
    `)).toBe('everyPath');
  });

  it('believes a flag that says that it is closed', () => {
    expect(answer(`
      const client = new Client({ url: req.body.url });
      let closed = false;
      try {
        await client.bind('cn', req.body.password);
        res.end();
        await client.unbind();
        closed = true;
      } finally {
        if (!closed) await client.unbind();
      }
    `)).toBe('everyPath');
  });

  it('loses it where a refused login is what the release is left out for', () => {
    expect(answer(`
      const client = new Client({ url: req.body.url });
      let bound = false;
      try {
        await client.bind('cn', req.body.password);
        bound = true;
      } catch (error) {
        console.error(error);
      }
      if (!bound) return res.end();
      await client.unbind();
    `)).toBe('require-client-close: return: return res.end();');
  });

  it('believes a flag of a client whose failed connect is not known to leave anything', () => {
    expect(answer(`
      const client = new Pg();
      let connected = false;
      try {
        await client.connect();
        connected = true;
        res.json(await client.query('x'));
      } finally {
        if (connected) await client.end();
      }
    `)).toBe('everyPath');
  });

  it('believes what the client says of itself', () => {
    expect(answer(`
      const client = new Client({ url: req.body.url });
      try {
        await client.bind('cn', req.body.password);
        res.end();
      } finally {
        if (client.isConnected) await client.unbind();
      }
    `)).toBe('everyPath');
  });

  it('believes a release in the handler of the refusal', () => {
    expect(answer(`
      const client = new Client({ url: req.body.url });
      let bound = false;
      try {
        try {
          await client.bind('cn', req.body.password);
        } catch (error) {
          await client.unbind();
          throw error;
        }
        bound = true;
        res.end();
      } finally {
        if (bound) await client.unbind();
      }
    `)).toBe('everyPath');
  });
});
