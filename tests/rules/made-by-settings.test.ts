import { createProject } from '../support/lint.js';
import { describeMarked } from '../support/marked-cases.js';
import { expect, it } from 'vitest';

/* A client that an object makes which holds the settings: where it connects to stands in what that object was made with. */

const service = (kafka: string, beside = ''): string => `import express from 'express';
import { Kafka } from 'kafkajs';
const app = express();
${beside}
app.post('/topics/:name', async (req, res) => {
  const admin = ${kafka}.admin(); // leak
  await admin.connect();
  try {
    res.json(await admin.fetchTopicMetadata({ topics: [req.params.name] }));
  } finally {
    await admin.disconnect();
  }
});
`;

const clusters = `class Clusters {
  find(cluster) {
    return { kafka: new Kafka({ brokers: [cluster.url] }), isKnown: true };
  }
}
const clusters = new Clusters();`;

describeMarked('an admin for each request', {
  'of the settings of all requests': service('kafka', 'const kafka = new Kafka({ brokers: [process.env.BROKER] });'),
  'of settings that are the same each time': service('new Kafka({ brokers: [process.env.BROKER] })'),
  'of settings that an object of the module keeps': service(
    'settings.kafka', 'const settings = { kafka: new Kafka({ brokers: [process.env.BROKER] }) };'),
  'of settings that a field keeps': service('service.kafka()', `class Service {
  #kafka = new Kafka({ brokers: [process.env.BROKER] });
  kafka() { return this.#kafka; }
}
const service = new Service();`),
}, { rule: 'prefer-shared-client' });

it('is advised to be shared by a service that has the settings in a field', async () => {
  const reports = await createProject({ rule: 'prefer-shared-client' }).lint('app.js', `import express from 'express';
import { Kafka } from 'kafkajs';
class Topics {
  constructor() { this.kafka = new Kafka({ brokers: [process.env.BROKER] }); }
  async find(name) {
    const admin = this.kafka.admin();
    await admin.connect();
    try { return await admin.fetchTopicMetadata({ topics: [name] }); } finally { await admin.disconnect(); }
  }
}
const topics = new Topics();
express().get('/topics/:name', async (req, res) => res.json(await topics.find(req.params.name)));
`);
  expect(reports.map(({ line }) => line)).toStrictEqual([6]);
});

it.each([
  ['made with an address of the request', service('new Kafka({ brokers: [req.body.broker] })')],
  ['that a method makes with it', service('clusters.find(req.body).kafka', clusters)],
])('is not advised to be shared where its settings are %s', async (_, code) => {
  expect(await createProject({ rule: 'prefer-shared-client' }).lint('app.js', code)).toStrictEqual([]);
});

const subscribing = (other: string): string => `import express from 'express';
import Redis from 'ioredis';
const app = express();
const redis = new Redis(process.env.REDIS_URL);
app.put('/votes/:id', async (req, res) => {
  ${other}
  res.end();
});
app.get('/votes', async (req, res) => {
  const reader = redis.duplicate(); // leak
  try {
    res.json(await reader.get('votes'));
  } finally {
    reader.disconnect();
  }
});
`;

describeMarked('a copy of a client for each request', {
  'of one that others give work to': subscribing("await redis.set(req.params.id, req.body); await redis.append('log', req.params.id);"),
  'of one whose options others change': subscribing('redis.options.db = req.params.id;').replace(' // leak', ''),
}, { rule: 'prefer-shared-client' });
