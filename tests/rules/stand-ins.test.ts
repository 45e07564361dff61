import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/*
 * What a call gives is known where one way gives the object of an SDK, and the others something that stands in its place and owns nothing:
 * an object of functions alone.
 */

const project = createProject({ rule: '*', files: { 'package.json': { dependencies: { express: '^5.0.0', kafkajs: '^2.2.0' } } } });

/** How many connections are reported of a handler that asks `kafka`, which `head` makes. */
async function reports(head: string, handler: readonly string[] = [
  'const admin = kafka.admin();', 'await admin.connect();', 'res.json(await admin.listTopics());',
]): Promise<number> {
  const code = [
    "import express from 'express';", "import { Kafka } from 'kafkajs';", head, 'const app = express();',
    "app.get('/topics', async (req, res) => {", ...handler, '});', 'app.listen(3000);',
  ].join('\n');
  return (await project.lint('src/app.ts', code)).length;
}

const made = "new Kafka({ brokers: ['localhost:9092'] })";

describe('a stand-in', () => {
  it.each([
    ['is returned where there is no service', `const make = () => {
  if (process.env.NODE_ENV === 'production') {
    return ${made};
  } else {
    return { admin: ((config: any) => ({ connect: async () => {} })) as Kafka['admin'] } as Kafka;
  }
};
const kafka = make();`],
    ['is returned first', `function make() {
  if (!process.env.BROKERS) return { admin() { return { async connect() {}, async listTopics() { return []; } }; } };
  return ${made};
}
const kafka = make();`],
    ['is a constant', `const silent = { admin: () => ({ connect: async () => undefined, listTopics: async () => [] }) } as unknown as Kafka;
const kafka = process.env.BROKERS ? ${made} : silent;`],
    ['is assigned', `let kafka: any;
if (process.env.BROKERS) kafka = ${made};
else kafka = { producer: () => ({ send: async () => {} }), admin: () => ({ connect: async () => {} }) };`],
    ['has a part that has functions too', `const kafka = process.env.BROKERS ? ${made} : { logger: { info() {} }, admin: () => ({}) };`],
  ])('%s', async (_, head) => {
    expect(await reports(head)).toBe(1);
  });
});

describe('no stand-in', () => {
  it.each([
    ['is an answer that says what is wrong', `function make() {
  if (!process.env.BROKERS) return { error: 'no brokers', admin: () => undefined };
  return ${made};
}
const kafka = make();`],
    ['is an empty object', `const kafka = process.env.BROKERS ? ${made} : {};`],
    ['is an object with what others gave it', `const shared = loadShared();
const kafka = process.env.BROKERS ? ${made} : { admin: shared.admin };`],
    ['is an object that is made of another', `const kafka = process.env.BROKERS ? ${made} : { ...shared, admin() {} };`],
    ['is a class of the project', `class Silent { admin() { return shared; } }
const kafka = process.env.BROKERS ? ${made} : new Silent();`],
  ])('%s', async (_, head) => {
    expect(await reports(head)).toBe(0);
  });

  it('releases what it does not own', async () => {
    expect(await reports(`const kafka = process.env.BROKERS ? ${made} : { admin: () => ({ disconnect: async () => {} }) };`, [
      'const admin = kafka.admin();', 'try {', 'await admin.connect();', 'res.json(await admin.listTopics());',
      '} finally {', 'await admin.disconnect();', '}',
    ])).toBe(1); // prefer-shared-client
  });
});
