import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A client that a method makes of what another file made: the linted file names no package. */

async function reports(made: string, body: string): Promise<number> {
  const project = createProject({
    rule: '*', files: { 'package.json': { name: 'shop', type: 'module', dependencies: { express: '^5.0.0' } }, 'src/made.js': made },
  });
  const source = `import express from 'express';
import { made } from './made.js';
express().post('/', async (req, res) => {
  const client = ${body};
  await client.connect();
  await client.send(req.body);
  res.end();
});
`;
  return (await project.lint('src/app.js', source)).length;
}

it('is reported', async () => {
  expect(await reports("import { Kafka } from 'kafkajs';\nexport const made = new Kafka({});\n", 'made.producer()')).toBe(1);
  expect(await reports("import { createClient } from 'redis';\nexport const made = createClient();\n", 'made.duplicate()')).toBe(1);
});

it('is none where what was made elsewhere is something else', async () => {
  expect(await reports("import { Other } from 'other';\nexport const made = new Other();\n", 'made.producer()')).toBe(0);
});
