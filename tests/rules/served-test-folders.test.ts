import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A folder that tests have, too, makes no test of a file that code which serves imports. */

const users = `import { createClient } from 'redis';
export type User = { name: string };
export const findUser = async (id: string) => {
  const client = await createClient({ url: process.env.REDIS_URL }).connect();
  const user = await client.get(id);
  await client.quit();
  return user;
};
`;
const uses = (from: string): string => `import { findUser } from '${from}';\n`;
const route = (from: string): string => `import express from 'express';
${uses(from)}express().get('/users/:id', async (req, res) => res.json(await findUser(req.params.id))).listen(3000);
`;

async function reports(path: string, files: Readonly<Record<string, string | object>>, settings = {}): Promise<number> {
  const manifest = { name: 'shop', type: 'module', dependencies: { express: '^5.0.0' } };
  const project = createProject({ rule: '*', settings, files: { 'package.json': manifest, [path]: users, ...files } });
  return (await project.lint(path, users)).length;
}

const fixture = 'src/fixtures/users.ts';

it.each<[string, string, Record<string, string>]>([
  ['a route imports it', fixture, { 'src/server.ts': route('./fixtures/users.js') }],
  ['a route imports it from another such folder', 'tests/users.ts', { 'server.ts': route('./tests/users.js') }],
  ['another file of the folder passes it on to a route', fixture, {
    'src/fixtures/index.ts': "export { findUser } from './users.js';\n", 'src/server.ts': route('./fixtures/index.js'),
  }],
  ['files of the folder import each other, and a route one of them', fixture, {
    'src/fixtures/orders.ts': `${uses('./users.js')}import { x } from './people.js';\nexport const owner = (id) => findUser(id);\n`,
    'src/fixtures/people.ts': "export { owner } from './orders.js';\nexport const x = 1;\n",
    'src/server.ts': route('./fixtures/people.js').replaceAll('findUser', 'owner'),
  }],
  ['tests import it as well', fixture, {
    'src/server.ts': route('./fixtures/users.js'), 'src/users.test.ts': `${uses('./fixtures/users.js')}test('it', () => findUser('1'));\n`,
  }],
])('reports it where %s', async (_, path, files) => {
  expect(await reports(path, files)).toBe(1);
});

it.each<[string, string, Record<string, string>, object?]>([
  ['nobody imports it', fixture, {}],
  ['a server of the same folder imports it', fixture, { 'src/fixtures/server.ts': route('./users.js') }],
  ['a server of another such folder imports it', 'tests/users.ts', { 'e2e/server.ts': route('../tests/users.js') }],
  ['a file that is a test by its name imports it', fixture, { 'src/server.test.ts': route('./fixtures/users.js') }],
  ['a file that imports a test runner does', fixture, { 'src/server.ts': `import { it } from 'vitest';\n${route('./fixtures/users.js')}` }],
  ['a script imports it', fixture, { 'scripts/serve.ts': route('../src/fixtures/users.js') }],
  ['a program for the command line imports it', fixture, { 'src/serve.ts': `#!/usr/bin/env node\n${route('./fixtures/users.js')}` }],
  ['the configuration of a tool imports it', fixture, { 'playwright.config.ts': route('./src/fixtures/users.js') }],
  ['what stands in for a server in tests imports it', fixture, { 'src/mocks/server.ts': route('../fixtures/users.js') }],
  ['a route imports its types alone', fixture, {
    'src/fixtures/server.ts': route('./users.js'),
    'src/server.ts': "import type { User } from './fixtures/users.js';\nexport const one: User = { name: '' };\n",
  }],
  ['the settings name the folder', fixture, { 'src/server.ts': route('./fixtures/users.js') }, { testFiles: ['src/fixtures/**'] }],
  ['its own name is that of a test', 'src/fixtures/users.test.ts', { 'src/server.ts': route('./fixtures/users.test.js') }],
])('is silent where %s', async (_, path, files, settings) => {
  expect(await reports(path, files, settings)).toBe(0);
});
