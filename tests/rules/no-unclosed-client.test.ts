import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';
import { countSilent, describeMarked, type MarkedCases } from '../support/marked-cases.js';

const rule = 'no-unclosed-client';

const head = `
import { PubSub } from '@google-cloud/pubsub';
`;

const cases: MarkedCases = {
  'a function whose callers are unknown': `${head}
export async function publish(topic, data) {
  const pubsub = new PubSub(); // leak
  return await pubsub.topic(topic).publishMessage({ data });
}`,
  'a client without a name': `${head}
export async function publish(topic, data) {
  return await new PubSub().topic(topic).publishMessage({ data }); // leak
}`,
  'a method of a class that nobody is known to construct': `${head}
export class Publisher {
  async publish(topic, data) {
    const pubsub = new PubSub(); // leak
    return await pubsub.topic(topic).publishMessage({ data });
  }
}`,
  'a client that is released': `${head}
export async function publish(topic, data) {
  const pubsub = new PubSub();
  try {
    return await pubsub.topic(topic).publishMessage({ data });
  } finally {
    await pubsub.close();
  }
}`,
  'a client that is released on some paths': `${head}
export async function publish(topic, data) {
  const pubsub = new PubSub();
  await pubsub.topic(topic).publishMessage({ data });
  await pubsub.close();
}`,
  'a client that is returned': `${head}
export const createPubSub = () => new PubSub();`,
  'a client that is kept': `${head}
let pubsub;
export const getPubSub = () => (pubsub ??= new PubSub());`,
  'a client in a field': `${head}
export class Publisher {
  pubsub = new PubSub();
}`,
  'a client that is handed over': `${head}
import { register } from 'somewhere';
export function start() {
  register(new PubSub());
}`,
  'module level': `${head}
const pubsub = new PubSub();
await pubsub.topic('orders').publishMessage({ data: Buffer.from('x') });`,
  'a script': `${head}
async function main() {
  const pubsub = new PubSub();
  await pubsub.topic('orders').publishMessage({ data: Buffer.from('x') });
}
main();`,
  'a handler, which no-client-per-request reports': `
import express from 'express';
${head}
const app = express();
app.post('/orders', async (req, res) => {
  await new PubSub().topic('orders').publishMessage({ data: Buffer.from('x') });
  res.end();
});`,
};

describeMarked(rule, cases, { rule });

it('says what is not known', async () => {
  const [report] = await createProject({ rule }).lint('publish.js', cases['a function whose callers are unknown']!);
  expect(report?.message).toMatch(
    /^`PubSub` is constructed here, and then neither released nor kept: it goes on holding a gRPC channel with a connection of its own\. /);
  expect(report?.message).toMatch(/ It is unknown how often this runs\. Construct it once and share it, or call `close\(\)` when done\.$/);
});

it('is silent more often than not', () => {
  const { silent, reported } = countSilent(cases);
  expect(silent).toBeGreaterThan(reported);
});
