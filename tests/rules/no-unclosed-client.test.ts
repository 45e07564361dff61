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
  'a client that is made where none is given': `${head}
export async function publish(topic, data, given) {
  const pubsub = given || new PubSub();
  return await pubsub.topic(topic).publishMessage({ data });
}`,
  'a client that is made where a variable has none': `${head}
export async function publish(topic, data) {
  const given = topic.client;
  const pubsub = given ?? new PubSub(); // leak
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
  'a method that start-up runs, and another one that the base class runs': `${head}
import { Base } from 'messaging';
class Queue extends Base {
  async handle(message) {
    if (message.inbound) return super.handle(message);
    await this.ensureTopic(message.topic);
  }
  async ensureTopic(name) {
    const pubsub = new PubSub(); // leak
    await pubsub.createTopic(name);
  }
}
const queue = new Queue();
await queue.ensureTopic('orders');`,
  'a method that start-up runs alone': `${head}
import { Base } from 'messaging';
class Queue extends Base {
  async ensureTopic(name) {
    const pubsub = new PubSub();
    await pubsub.createTopic(name);
  }
}
const queue = new Queue();
await queue.ensureTopic('orders');`,
  'a client that goes on consuming': `
import amqp from 'amqplib';
export async function listen(queue, handle) {
  const connection = await amqp.connect(process.env.AMQP_URL);
  const channel = await connection.createChannel();
  await channel.consume(queue, (message) => handle(message));
}`,
  'a client that goes on consuming by an object of functions': `
import { Kafka } from 'kafkajs';
export async function listen(topic, handle) {
  const consumer = new Kafka({ brokers: ['kafka:9092'] }).consumer({ groupId: 'orders' });
  await consumer.connect();
  await consumer.subscribe({ topic });
  await consumer.run({ eachMessage: async ({ message }) => handle(message) });
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
  'a function that is run when the server listens': `${head}
import { app } from './app.js';
export class Consumer {
  async init() {
    app.once('listening', () => {
      this.start();
    });
  }
  async start() {
    const pubsub = new PubSub();
    pubsub.subscription('orders').on('message', console.log);
  }
}`,
  'a function that is run when an application of its own listens': `${head}
import { EventEmitter } from 'node:events';
const app = module.exports = new class extends EventEmitter {};
export class Consumer {
  async init() {
    app.once('listening', () => {
      this.start();
    });
  }
  async start() {
    const pubsub = new PubSub();
    pubsub.subscription('orders').on('message', console.log);
  }
}`,
  'a client that such a function makes for the first of several': `
import { createClient } from 'redis';
import { app } from './app.js';
export class Messages {
  async init() {
    this.client = createClient();
    await this.client.connect();
    app.once('listening', () => {
      this.start(['orders', 'customers']);
    });
  }
  async start(topics) {
    let subscriber;
    for (const topic of topics) {
      if (!subscriber) {
        subscriber = this.client.duplicate();
        await subscriber.connect();
      }
      await subscriber.subscribe(topic, console.log);
    }
  }
}`,
  'a function that is run by an event of which nobody knows how often it happens': `${head}
import { app } from './app.js';
export class Consumer {
  async init() {
    app.once('restarted', () => {
      this.start();
    });
  }
  async start() {
    const pubsub = new PubSub(); // leak
    pubsub.subscription('orders').on('message', console.log);
  }
}`,
  'a client whose configuration another object goes on with': `
import { S3Client } from '@aws-sdk/client-s3';
export class Store extends S3Client {
  constructor(client) {
    super(client.config);
    const substitute = new S3Client({ region: client.config.region });
    this.middlewareStack = substitute.middlewareStack;
    this.config = substitute.config;
  }
}`,
  'a client whose configuration is only looked at': `
import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';
export async function buckets(region) {
  const client = new S3Client({ region }); // leak
  const { Buckets } = await client.send(new ListBucketsCommand({}));
  return client.config ? Buckets : [];
}`,
  'a client whose result is returned': `
import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';
export async function buckets(region) {
  const client = new S3Client({ region }); // leak
  return { region, ...await client.send(new ListBucketsCommand({})) };
}`,
  'a client that is reached through what it gave': `
import { Connector } from '@google-cloud/cloud-sql-connector';
export async function poolOptions(instanceConnectionName) {
  const connector = new Connector();
  const given = await connector.getOptions({ instanceConnectionName });
  return { client: 'pg', connection: { database: 'orders', ...given } };
}
export class Store {
  async open(url) {
    this.db = (await MongoClient.connect(url)).db('orders');
  }
}
import { MongoClient } from 'mongodb';`,
  'a client whose part stays inside': `
import { MongoClient } from 'mongodb';
export async function count(url) {
  const client = new MongoClient(url); // leak
  const db = client.db('orders');
  return await db.collection('orders').countDocuments();
}`,
  'a client that is made to read what it was made from': `
import { Client } from 'pg';
import { createDatabase } from './database.js';
export async function reset(config) {
  const connection = new Client(config);
  const database = connection.database;
  if (!database) throw new Error('Which database?');
  await createDatabase(config, database);
}`,
  'a client that is connected, and read from': `
import { Client } from 'pg';
export async function reset(config) {
  const connection = new Client(config); // leak
  await connection.connect();
  await connection.query('drop schema public cascade');
  console.log(connection.database);
}`,
  'a handler, which no-client-per-request reports': `
import express from 'express';
${head}
const app = express();
app.post('/orders', async (req, res) => {
  await new PubSub().topic('orders').publishMessage({ data: Buffer.from('x') });
  res.end();
});`,
};

// As the preset `strict` runs it: wherever the code lies.
describeMarked(rule, cases, { rule, everywhere: true });

it('says what is not known', async () => {
  const [report] = await createProject({ rule, everywhere: true }).lint('publish.js', cases['a function whose callers are unknown']!);
  expect(report?.message).toMatch(
    /^`PubSub` is constructed here, and then neither released nor kept: it goes on holding a gRPC channel with a connection of its own\. /);
  expect(report?.message).toContain(' No caller of `publish()` was found. ');
  expect(report?.message).toMatch(/ Construct it once and share it, or call `close\(\)` when done\.$/);
});

it('is silent more often than not', () => {
  const { silent, reported } = countSilent(cases);
  expect(silent).toBeGreaterThan(reported);
});
