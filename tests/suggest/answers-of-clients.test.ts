import { describe, expect, it } from 'vitest';
import { offeredToShare } from '../support/suggestions.js';

/** A class that holds a client of its own, and is made for each request. */
const store = (method: string): string => `
import express from 'express';
import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
class Store {
  private client: S3Client;
  constructor() {
    this.client = new S3Client({ region: process.env.REGION });
  }
  async pipe(key: string, res: any): Promise<void> {
    ${method}
  }
}
const app = express();
app.get('/:key', async (req, res) => {
  const store = new Store();
  await store.pipe(req.params.key, res);
});
`;

describe('listeners of what a client answers', () => {
  it('are no listeners of the client', () => {
    expect(offeredToShare(store(`
    const answer = await this.client.send(new GetObjectCommand({ Bucket: 'a', Key: key }));
    const stream = answer.Body as NodeJS.ReadableStream;
    stream.on('end', () => res.end());
    stream.pipe(res);`), 'store.ts')).not.toStrictEqual([]);
  });

  it('are its own where a part of it has them, or it itself', () => {
    const ask = "await this.client.send(new GetObjectCommand({ Bucket: 'a', Key: key }));";
    expect(offeredToShare(store(`this.client.on('error', () => res.end());\n${ask}`), 'store.ts')).toStrictEqual([]);
    expect(offeredToShare(store(`this.client.middlewareStack.on('error', () => res.end());\n${ask}`), 'store.ts')).toStrictEqual([]);
  });
});
