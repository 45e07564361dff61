import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* The object that says how often a provider's function runs stands in another file than the function. */

const make = `import { Client } from 'pg';
export const makeDb = async () => {
  const client = new Client();
  await client.connect();
  return client;
};`;
const module = (provider: string): string => `import { Module, Scope } from '@nestjs/common';
import { makeDb as make } from './make';
@Module({ providers: [${provider}] })
export class DbModule {}`;

async function messagesOf(provider: string): Promise<string[]> {
  const files = { 'package.json': { dependencies: { '@nestjs/common': '*' } }, 'src/make.ts': make, 'src/module.ts': module(provider) };
  return (await createProject({ files, rule: '*' }).lint('src/make.ts', make)).map(({ message }) => message);
}

describe('a function of a provider in another file', () => {
  it('runs for every request', async () => {
    expect(await messagesOf("{ provide: 'DB', scope: Scope.REQUEST, useFactory: make }"))
      .toStrictEqual([expect.stringContaining('for every request (request-scoped provider (NestJS))')]);
  });

  it.each([
    ['once', "{ provide: 'DB', useFactory: make }"],
    ['for each consumer', "{ provide: 'DB', scope: Scope.TRANSIENT, useFactory: make }"],
    ['once, beside another provider', "{ provide: 'DB', useFactory: make }, { provide: 'X', scope: Scope.REQUEST, useFactory: () => 1 }"],
  ])('runs %s', async (_, provider) => {
    expect(await messagesOf(provider)).toStrictEqual([]);
  });
});
