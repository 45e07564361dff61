import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A client that listens for as long as somebody does is not thrown away after a request, and no pool lends one for that. */

async function reported(work: string): Promise<string[]> {
  const project = createProject({ rule: 'prefer-shared-client', files: { 'package.json': { dependencies: { express: '*', pg: '*' } } } });
  const code = `import express from 'express';
import { Client } from 'pg';
import { Redis } from 'ioredis';
express().get('/events', async (req, res) => {
  ${work}
});
`;
  return (await project.lint('src/app.ts', code)).map(({ message }) => message);
}

describe('a client that listens for one request', () => {
  it.each([
    ['tells a database to notify it', `const client = new Client();
  try {
    await client.connect();
    await client.query('LISTEN orders');
    await new Promise((resolve) => req.on('close', resolve));
  } finally {
    await client.end();
  }`],
    ['subscribes to a channel', `const client = new Redis();
  try {
    await client.subscribe('orders');
    await new Promise((resolve) => req.on('close', resolve));
  } finally {
    client.disconnect();
  }`],
  ])('is told as such where it %s', async (_, work) => {
    const [message] = await reported(work);
    expect(message).toContain('to listen, and released when that is over');
    expect(message).not.toMatch(/throws it away|Pool/);
  });

  it('is another thing than one that asks', async () => {
    const [message] = await reported(`const client = new Client();
  try {
    await client.connect();
    res.json(await client.query('select 1'));
  } finally {
    await client.end();
  }`);
    expect(message).toContain('throws it away. Share one `Pool` instead');
  });
});
