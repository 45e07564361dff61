import { pair, silent, type FrameworkCase } from './build.js';

export const messagingCases: readonly FrameworkCase[] = [
  ...pair('grpc-server', 'a service of grpc-js', 'src/server.js', `
const grpc = require('@grpc/grpc-js');
const { ScanService } = require('./generated/scan_grpc_pb');
REQUIRE
const server = new grpc.Server();
server.addService(ScanService, {
  async scan(incoming, answer) {
    const client = CLIENT;
    answer(null, await client.labelDetection(incoming.request.uri));
  },
});
`),
  ...pair('grpc-server', 'an implementation that is named below', 'src/implementation.ts', `
import { Server } from '@grpc/grpc-js';
import { ScanService } from './generated/scan.js';
IMPORT
const server = new Server();
server.addService(ScanService, { scan });
async function scan(incoming, answer) {
  answer(null, await CLIENT.labelDetection(incoming.request.uri));
}
`),
  ...pair('grpc-server', 'a service of nice-grpc', 'src/nice.ts', `
import { createServer } from 'nice-grpc';
import { ScanDefinition } from './generated/scan.js';
IMPORT
const server = createServer();
server.add(ScanDefinition, {
  async scan({ uri }) {
    const client = CLIENT;
    return { labels: JSON.stringify(await client.labelDetection(uri)) };
  },
});
`),
  ...pair('grpc-server', 'a service of Connect', 'src/connect.ts', `
import type { ConnectRouter } from '@connectrpc/connect';
import { ScanService } from './generated/scan_pb.js';
IMPORT
export default (routes: ConnectRouter) => routes.service(ScanService, {
  async scan({ uri }) {
    const client = CLIENT;
    return { labels: JSON.stringify(await client.labelDetection(uri)) };
  },
});
`),
  ...pair('grpc-server', 'a handler known by its type', 'src/handlers/scan.ts', `
import type { handleUnaryCall } from '@grpc/grpc-js';
IMPORT
export const scan: handleUnaryCall<{ uri: string }, unknown> = async (incoming, answer) => {
  const client = CLIENT;
  answer(null, await client.labelDetection(incoming.request.uri));
};
`),
  ...pair('grpc-server', 'parameters known by their types', 'src/handlers/text.ts', `
import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
IMPORT
export async function text(incoming: ServerUnaryCall<{ uri: string }, unknown>, answer: sendUnaryData<unknown>) {
  const client = CLIENT;
  answer(null, await client.textDetection(incoming.request.uri));
}
`),
  ...pair('grpc-server', 'a handler known by the names of its parameters', 'src/handlers/plain.js', `
REQUIRE
exports.scan = async (call, callback) => {
  const client = CLIENT;
  callback(null, await client.labelDetection(call.request.uri));
};
`),
  ...silent('grpc-server', 'the callback of bindAsync', 'src/start.js', `
const grpc = require('@grpc/grpc-js');
REQUIRE
const server = new grpc.Server();
exports.ready = new Promise((resolve) => {
  server.bindAsync('0.0.0.0:50051', grpc.ServerCredentials.createInsecure(), () => resolve(CLIENT));
});
`),

  ...pair('websocket', 'a connection', 'src/socket.mjs', `
import { WebSocketServer } from 'ws';
IMPORT
const wss = new WebSocketServer({ port: 8080 });
wss.on('connection', (ws) => {
  const client = CLIENT;
  ws.on('message', async (uri) => ws.send(JSON.stringify(await client.labelDetection(String(uri)))));
});
`),
  ...pair('websocket', 'a message of a connection', 'src/message.js', `
const WebSocket = require('ws');
REQUIRE
const server = new WebSocket.Server({ port: 8080 });
server.on('connection', (socket) => {
  socket.on('message', async (uri) => {
    const client = CLIENT;
    socket.send(JSON.stringify(await client.labelDetection(String(uri))));
  });
});
`),
  ...pair('websocket', 'a message of our own connection', 'src/listener.js', `
const WebSocket = require('ws');
REQUIRE
const upstream = new WebSocket('wss://images.example.com');
upstream.on('message', async (uri) => {
  await CLIENT.labelDetection(String(uri));
});
`),
  ...pair('websocket', 'a message of a parameter', 'src/attach.js', `
REQUIRE
exports.attach = (ws) => {
  ws.on('message', async (uri) => {
    const client = CLIENT;
    ws.send(JSON.stringify(await client.labelDetection(String(uri))));
  });
};
`),
  ...silent('websocket', 'a set-up before the server', 'src/setup.mjs', `
import { WebSocketServer } from 'ws';
IMPORT
function start() {
  const client = CLIENT;
  const wss = new WebSocketServer({ port: 8080 });
  wss.on('connection', (ws) => ws.on('message', async (uri) => ws.send(JSON.stringify(await client.labelDetection(String(uri))))));
}
start();
`),

  ...pair('socket-io', 'a connection', 'src/io.ts', `
import { Server } from 'socket.io';
IMPORT
const io = new Server(3000);
io.on('connection', (socket) => {
  const client = CLIENT;
  socket.on('scan', async (uri, answer) => answer(await client.labelDetection(uri)));
});
`),
  ...pair('socket-io', 'an event of a namespace', 'src/namespace.js', `
const io = require('socket.io')(3000);
REQUIRE
io.of('/images').on('connection', (socket) => {
  socket.on('scan', async (uri, answer) => {
    const client = CLIENT;
    answer(await client.labelDetection(uri));
  });
});
`),
  ...pair('socket-io', 'middleware', 'src/io-auth.ts', `
import { Server } from 'socket.io';
IMPORT
const io = new Server(3000);
io.use(async (socket, following) => {
  socket.data.face = await CLIENT.faceDetection(socket.handshake.auth.portrait);
  following();
});
`),
  ...pair('socket-io', 'events of a parameter known by its type', 'src/scan-events.ts', `
import type { Socket } from 'socket.io';
IMPORT
export function register(connection: Socket): void {
  connection.on('scan', async (uri, answer) => {
    const client = CLIENT;
    answer(await client.labelDetection(uri));
  });
}
`),
  ...silent('socket-io', 'a set-up before the server', 'src/io-setup.ts', `
import { Server } from 'socket.io';
IMPORT
export function start(port: number): void {
  const client = CLIENT;
  const io = new Server(port);
  io.on('connection', (socket) => socket.on('scan', async (uri, answer) => answer(await client.labelDetection(uri))));
}
start(3000);
`),

  ...pair('google-pubsub', 'a message', 'src/subscriber.ts', `
import { PubSub } from '@google-cloud/pubsub';
IMPORT
const subscription = new PubSub().subscription('images');
subscription.on('message', async (message) => {
  const client = CLIENT;
  await client.labelDetection(message.data.toString());
  message.ack();
});
`),
  ...pair('google-pubsub', 'a message of a subscription of a topic', 'src/topic.js', `
const { PubSub } = require('@google-cloud/pubsub');
REQUIRE
const pubsub = new PubSub();
pubsub.topic('images').subscription('scan').on('message', async (incoming) => {
  await CLIENT.labelDetection(incoming.data.toString());
});
`),
  ...pair('google-pubsub', 'a parameter known by its type', 'src/consume.ts', `
import type { Message } from '@google-cloud/pubsub';
IMPORT
export async function consume(incoming: Message): Promise<void> {
  const client = CLIENT;
  await client.labelDetection(incoming.data.toString());
}
`),
  ...silent('google-pubsub', 'a set-up before the subscription', 'src/setup-subscriber.ts', `
import { PubSub } from '@google-cloud/pubsub';
IMPORT
async function main() {
  const client = CLIENT;
  new PubSub().subscription('images').on('message', (message) => client.labelDetection(message.data.toString()));
}
void main();
`),

  ...pair('sqs-consumer', 'a message', 'src/consumer.ts', `
import { Consumer } from 'sqs-consumer';
IMPORT
const app = Consumer.create({
  queueUrl: 'https://sqs.eu-west-1.amazonaws.com/1/images',
  handleMessage: async (message) => {
    const client = CLIENT;
    await client.labelDetection(message.Body ?? '');
  },
});
app.start();
`),
  ...pair('sqs-consumer', 'an event', 'src/consumer-events.ts', `
import { Consumer } from 'sqs-consumer';
IMPORT
const app = Consumer.create({ queueUrl: 'https://sqs.eu-west-1.amazonaws.com/1/images', handleMessage: async () => {} });
app.on('message_processed', async (message) => {
  const client = CLIENT;
  await client.labelDetection(message.Body ?? '');
});
`),
  ...silent('sqs-consumer', 'the start', 'src/consumer-start.ts', `
import { Consumer } from 'sqs-consumer';
IMPORT
let client: ImageAnnotatorClient;
const app = Consumer.create({
  queueUrl: 'https://sqs.eu-west-1.amazonaws.com/1/images',
  handleMessage: async (message) => { await client.labelDetection(message.Body ?? ''); },
});
app.on('started', () => { client = CLIENT; });
`),

  ...pair('amqplib', 'a message', 'src/worker.js', `
const amqp = require('amqplib');
REQUIRE
async function main() {
  const connection = await amqp.connect('amqp://localhost');
  const channel = await connection.createChannel();
  await channel.consume('images', async (message) => {
    const client = CLIENT;
    await client.labelDetection(message.content.toString());
    channel.ack(message);
  });
}
main();
`),
  ...pair('amqplib', 'a message of the callback API', 'src/callback.js', `
const amqp = require('amqplib/callback_api');
REQUIRE
amqp.connect('amqp://localhost', (failure, connection) => {
  connection.createChannel((problem, channel) => {
    channel.consume('images', (message) => {
      const client = CLIENT;
      client.labelDetection(message.content.toString());
    });
  });
});
`),
  ...pair('amqplib', 'a parameter known by its type', 'src/consume.ts', `
import type { ConsumeMessage } from 'amqplib';
IMPORT
export async function consume(incoming: ConsumeMessage): Promise<void> {
  const client = CLIENT;
  await client.labelDetection(incoming.content.toString());
}
`),
  ...silent('amqplib', 'the set-up of a channel', 'src/setup.ts', `
import amqp from 'amqp-connection-manager';
IMPORT
const connection = amqp.connect(['amqp://localhost']);
export const channel = connection.createChannel({
  setup: async (made) => {
    const client = CLIENT;
    await made.consume('images', (message) => client.labelDetection(message.content.toString()));
  },
});
`),

  ...pair('kafkajs', 'each message', 'src/consumer.ts', `
import { Kafka } from 'kafkajs';
IMPORT
const consumer = new Kafka({ brokers: ['localhost:9092'] }).consumer({ groupId: 'images' });
await consumer.subscribe({ topic: 'images' });
await consumer.run({
  eachMessage: async ({ message }) => {
    const client = CLIENT;
    await client.labelDetection(String(message.value));
  },
});
`),
  ...pair('kafkajs', 'each batch of a consumer that is a parameter', 'src/batch.js', `
REQUIRE
exports.start = async (consumer) => {
  await consumer.run({
    eachBatch: async ({ batch }) => {
      const client = CLIENT;
      await client.labelDetection(String(batch.messages[0].value));
    },
  });
};
`),
  ...pair('kafkajs', 'a parameter known by its type', 'src/consume.ts', `
import type { EachMessagePayload } from 'kafkajs';
IMPORT
export async function consume({ message }: EachMessagePayload): Promise<void> {
  const client = CLIENT;
  await client.labelDetection(String(message.value));
}
`),
  ...pair('kafkajs', 'a handler known by its type', 'src/handler.ts', `
import type { EachMessageHandler } from 'kafkajs';
IMPORT
export const consume: EachMessageHandler = async ({ message }) => {
  const client = CLIENT;
  await client.labelDetection(String(message.value));
};
`),
  ...silent('kafkajs', 'a set-up before the consumer runs', 'src/setup.ts', `
import { Kafka } from 'kafkajs';
IMPORT
async function main() {
  const client = CLIENT;
  const consumer = new Kafka({ brokers: ['localhost:9092'] }).consumer({ groupId: 'images' });
  await consumer.run({ eachMessage: async ({ message }) => { await client.labelDetection(String(message.value)); } });
}
await main();
`),

  ...pair('bullmq', 'a worker', 'src/worker.ts', `
import { Worker } from 'bullmq';
IMPORT
export const worker = new Worker('images', async (job) => {
  const client = CLIENT;
  return client.labelDetection(job.data.uri);
}, { connection: { host: 'localhost' } });
`),
  ...pair('bullmq', 'the process function of a queue', 'src/queue.js', `
const Queue = require('bull');
REQUIRE
const images = new Queue('images');
images.process('scan', 5, async (job) => CLIENT.labelDetection(job.data.uri));
`),
  ...pair('bullmq', 'a queue of another file', 'src/process.js', `
const { imageQueue } = require('./queues');
REQUIRE
imageQueue.process(async (job) => {
  const client = CLIENT;
  return client.labelDetection(job.data.uri);
});
`),
  ...pair('bullmq', 'an event of a worker', 'src/events.ts', `
import { Worker } from 'bullmq';
IMPORT
const worker = new Worker('images', './processor.js');
worker.on('completed', async (job) => {
  const client = CLIENT;
  await client.labelDetection(job.data.uri);
});
`),
  ...pair('bullmq', 'a sandboxed processor', 'src/processor.js', `
REQUIRE
module.exports = async (job) => {
  const client = CLIENT;
  return client.labelDetection(job.data.uri);
};
`),
  ...pair('bullmq', 'a parameter known by its type', 'src/jobs/scan.ts', `
import type { Job } from 'bullmq';
IMPORT
export async function scan(work: Job<{ uri: string }>) {
  const client = CLIENT;
  return client.labelDetection(work.data.uri);
}
`),
  ...pair('bullmq', 'a processor known by its type', 'src/jobs/typed.ts', `
import type { Processor } from 'bullmq';
IMPORT
export const scan: Processor<{ uri: string }> = async ({ data }) => {
  const client = CLIENT;
  return client.labelDetection(data.uri);
};
`),
  ...silent('bullmq', 'a set-up of queues', 'src/setup.ts', `
import { Worker } from 'bullmq';
IMPORT
function setUpQueues() {
  const client = CLIENT;
  return [new Worker('images', (job) => client.labelDetection(job.data.uri))];
}
export const workers = setUpQueues();
`),

  ...pair('bee-queue', 'the process function', 'src/queue.js', `
const Queue = require('bee-queue');
REQUIRE
const images = new Queue('images');
images.process(3, async (job) => {
  const client = CLIENT;
  return client.labelDetection(job.data.uri);
});
`),
  ...pair('bee-queue', 'an event', 'src/events.js', `
const Queue = require('bee-queue');
REQUIRE
const images = new Queue('images');
images.on('succeeded', (job) => {
  const client = CLIENT;
  client.labelDetection(job.data.uri);
});
`),
  ...silent('bee-queue', 'the ready event', 'src/ready.js', `
const Queue = require('bee-queue');
REQUIRE
const images = new Queue('images');
let client;
images.on('ready', () => { client = CLIENT; });
images.process((job) => client.labelDetection(job.data.uri));
`),

  ...pair('pg-boss', 'a worker', 'src/worker.js', `
const PgBoss = require('pg-boss');
REQUIRE
const boss = new PgBoss('postgres://localhost/jobs');
boss.work('images', { batchSize: 1 }, async ([job]) => {
  const client = CLIENT;
  await client.labelDetection(job.data.uri);
});
`),
  ...pair('pg-boss', 'a worker of a parameter', 'src/jobs.js', `
REQUIRE
exports.register = async (boss) => {
  await boss.work('images', async ([job]) => CLIENT.labelDetection(job.data.uri));
};
`),
  ...pair('pg-boss', 'a handler known by its type', 'src/handler.ts', `
import type { WorkHandler } from 'pg-boss';
IMPORT
export const scan: WorkHandler<{ uri: string }> = async ([job]) => {
  const client = CLIENT;
  await client.labelDetection(job?.data.uri ?? '');
};
`),
  ...silent('pg-boss', 'a set-up before the worker', 'src/setup.js', `
const PgBoss = require('pg-boss');
REQUIRE
(async () => {
  const client = CLIENT;
  const boss = new PgBoss('postgres://localhost/jobs');
  await boss.start();
  await boss.work('images', ([job]) => client.labelDetection(job.data.uri));
})();
`),

  ...pair('agenda', 'a job', 'src/jobs.js', `
const Agenda = require('agenda');
REQUIRE
const agenda = new Agenda({ db: { address: 'mongodb://localhost/jobs' } });
agenda.define('scan', { concurrency: 5 }, async (job) => {
  const client = CLIENT;
  await client.labelDetection(job.attrs.data.uri);
});
`),
  ...pair('agenda', 'a job of a parameter', 'src/define.ts', `
IMPORT
export default (agenda) => {
  agenda.define('scan', async (job) => CLIENT.labelDetection(job.attrs.data.uri));
};
`),
  ...silent('agenda', 'the ready event', 'src/ready.js', `
const { Agenda } = require('agenda');
REQUIRE
const agenda = new Agenda({ db: { address: 'mongodb://localhost/jobs' } });
agenda.on('ready', () => {
  const client = CLIENT;
  agenda.define('scan', (job) => client.labelDetection(job.attrs.data.uri));
});
`),

  ...pair('nats', 'a subscription', 'src/subscriber.ts', `
import { connect, StringCodec } from 'nats';
IMPORT
const nc = await connect({ servers: 'localhost' });
const codec = StringCodec();
nc.subscribe('images', {
  callback: async (failure, message) => {
    const client = CLIENT;
    await client.labelDetection(codec.decode(message.data));
  },
});
`),
  ...pair('nats', 'an endpoint of a service', 'src/service.js', `
REQUIRE
exports.register = (service) => {
  service.addEndpoint('scan', async (failure, message) => {
    const client = CLIENT;
    message.respond(JSON.stringify(await client.labelDetection(message.string())));
  });
};
`),
  ...pair('nats', 'a parameter known by its type', 'src/consume.ts', `
import type { JsMsg } from 'nats';
IMPORT
export async function consume(incoming: JsMsg): Promise<void> {
  const client = CLIENT;
  await client.labelDetection(incoming.string());
  incoming.ack();
}
`),
  ...silent('nats', 'a set-up before the subscription', 'src/setup.ts', `
import { connect } from 'nats';
IMPORT
async function main() {
  const client = CLIENT;
  const nc = await connect({ servers: 'localhost' });
  nc.subscribe('images', { callback: (failure, message) => { void client.labelDetection(message.string()); } });
}
await main();
`),

  ...pair('mqtt', 'a message', 'src/listener.js', `
const mqtt = require('mqtt');
REQUIRE
const broker = mqtt.connect('mqtt://localhost');
broker.on('connect', () => broker.subscribe('images'));
broker.on('message', async (topic, payload) => {
  const client = CLIENT;
  await client.labelDetection(payload.toString());
});
`),
  ...pair('mqtt', 'a message of a broker', 'src/broker.ts', `
import Aedes from 'aedes';
IMPORT
const aedes = new Aedes();
aedes.on('publish', async (packet) => {
  await CLIENT.labelDetection(packet.payload.toString());
});
`),
  ...silent('mqtt', 'a set-up before the connection', 'src/setup.js', `
const mqtt = require('mqtt');
REQUIRE
function start() {
  const vision = CLIENT;
  mqtt.connect('mqtt://localhost').on('message', (topic, payload) => vision.labelDetection(payload.toString()));
}
start();
`),

  ...pair('cron', 'a schedule of node-cron', 'src/node-cron.js', `
const cron = require('node-cron');
REQUIRE
cron.schedule('*/5 * * * *', async () => {
  const client = CLIENT;
  await client.labelDetection('gs://bucket/today.png');
});
`),
  ...pair('cron', 'a job of cron', 'src/cron.ts', `
import { CronJob } from 'cron';
IMPORT
export const job = new CronJob('0 * * * *', async () => {
  const client = CLIENT;
  await client.labelDetection('gs://bucket/today.png');
}, null, true);
`),
  ...pair('cron', 'a job of cron from options', 'src/cron-from.ts', `
import { CronJob } from 'cron';
IMPORT
export const job = CronJob.from({ cronTime: '0 * * * *', onTick: async () => { await CLIENT.labelDetection('gs://bucket/today.png'); } });
`),
  ...pair('cron', 'a job of node-schedule', 'src/node-schedule.js', `
const schedule = require('node-schedule');
REQUIRE
schedule.scheduleJob('nightly', '0 0 * * *', async () => {
  const client = CLIENT;
  await client.labelDetection('gs://bucket/today.png');
});
`),
  ...pair('cron', 'a job of croner', 'src/croner.ts', `
import { Cron } from 'croner';
IMPORT
new Cron('0 0 * * *', { timezone: 'Europe/Berlin' }, async () => {
  const client = CLIENT;
  await client.labelDetection('gs://bucket/today.png');
});
`),
  ...silent('cron', 'the end of a job', 'src/complete.ts', `
import { CronJob } from 'cron';
IMPORT
export const job = new CronJob('0 * * * *', () => {}, () => {
  const client = CLIENT;
  void client.labelDetection('gs://bucket/last.png');
});
`),

  ...pair('passport', 'the function of a strategy', 'src/auth.js', `
const passport = require('passport');
const { Strategy: LocalStrategy } = require('passport-local');
REQUIRE
passport.use(new LocalStrategy({ usernameField: 'email' }, async (email, password, done) => {
  const client = CLIENT;
  done(null, await client.labelDetection(email));
}));
`),
  ...silent('passport', 'the options of a strategy', 'src/strategy-options.js', `
const { Strategy: LocalStrategy } = require('passport-local');
REQUIRE
module.exports = new LocalStrategy({ client: CLIENT }, (email, password, done) => done(null, email));
`),
  ...pair('timers', 'an interval', 'src/heartbeat.js', `
REQUIRE
setInterval(async () => {
  const client = CLIENT;
  await client.labelDetection('gs://bucket/today.png');
}, 60_000);
`),
  ...pair('timers', 'a function that an interval runs', 'src/poll.ts', `
IMPORT
async function poll(): Promise<void> {
  await CLIENT.labelDetection('gs://bucket/today.png');
}
setInterval(poll, 60_000).unref();
`),
  ...silent('timers', 'a timeout', 'src/later.js', `
REQUIRE
setTimeout(async () => {
  const client = CLIENT;
  await client.labelDetection('gs://bucket/today.png');
}, 1000);
`),
  ...pair('timers', 'a timeout that sets itself again', 'src/loop.js', `
REQUIRE
async function loop() {
  const client = CLIENT;
  await client.labelDetection('gs://bucket/today.png');
  setTimeout(loop, 1000);
}
loop();
`),
  ...silent('timers', 'a timeout that tries a start-up once more', 'src/start.js', `
REQUIRE
function start() {
  exports.client = CLIENT;
}
setTimeout(start, 1000);
`),
  ...pair('timer-libraries', 'an interval of the module', 'src/module-heartbeat.js', `
const { setInterval } = require('node:timers');
REQUIRE
setInterval(async () => {
  const client = CLIENT;
  await client.labelDetection('gs://bucket/today.png');
}, 60_000);
`),
  ...silent('timer-libraries', 'a long timeout', 'src/long.js', `
const { setTimeout } = require('long-timeout');
REQUIRE
setTimeout(async () => {
  const client = CLIENT;
  await client.labelDetection('gs://bucket/today.png');
}, 5_000_000_000);
`),
  ...silent('timers', 'an interval of our own', 'src/own.js', `
const { setInterval } = require('./once-only');
REQUIRE
setInterval(() => {
  exports.client = CLIENT;
}, 1000);
`),

  ...pair('temporal-activities', 'the activities of a worker', 'src/worker.ts', `
import { Worker } from '@temporalio/worker';
IMPORT
async function scan(uri: string) {
  const client = CLIENT;
  return client.labelDetection(uri);
}
const worker = await Worker.create({ workflowsPath: './workflows.js', activities: { scan }, taskQueue: 'images' });
await worker.run();
`),
  ...silent('temporal-activities', 'a factory of activities', 'src/factory.ts', `
import { Worker } from '@temporalio/worker';
IMPORT
function createActivities() {
  const client = CLIENT;
  return { scan: (uri: string) => client.labelDetection(uri) };
}
const worker = await Worker.create({ workflowsPath: './workflows.js', activities: createActivities(), taskQueue: 'images' });
await worker.run();
`),
  ...silent('temporal-activities', 'a proxy of activities', 'src/workflows.ts', `
import { proxyActivities } from '@temporalio/workflow';
IMPORT
const { scan } = proxyActivities({ startToCloseTimeout: '1 minute' });
export const prepared = CLIENT;
export async function scanAll(uris: string[]) {
  for (const uri of uris) {
    await scan(uri);
  }
}
`),

  ...pair('slack-bolt', 'a command', 'src/app.js', `
const { App } = require('@slack/bolt');
REQUIRE
const app = new App({ token: process.env.SLACK_TOKEN, signingSecret: process.env.SLACK_SECRET });
app.command('/scan', async ({ command, ack, respond }) => {
  await ack();
  const client = CLIENT;
  await respond(JSON.stringify(await client.labelDetection(command.text)));
});
`),
  ...pair('slack-bolt', 'an event of an app known by its type', 'src/listeners.ts', `
import type { App } from '@slack/bolt';
IMPORT
export function register(bot: App): void {
  bot.event('file_shared', async ({ event }) => {
    const client = CLIENT;
    await client.labelDetection(event.file_id);
  });
}
`),
  ...pair('slack-bolt', 'a command of a parameter', 'src/commands/scan.js', `
REQUIRE
module.exports.register = (app) => {
  app.command('/scan', async ({ command, ack }) => {
    await ack();
    await CLIENT.labelDetection(command.text);
  });
};
`),
  ...pair('slack-bolt', 'the authorisation', 'src/authorize.ts', `
import { App } from '@slack/bolt';
IMPORT
export const app = new App({
  signingSecret: process.env.SLACK_SECRET ?? '',
  authorize: async ({ teamId }) => {
    const client = CLIENT;
    return { botToken: JSON.stringify(await client.labelDetection(teamId ?? '')) };
  },
});
`),
  ...pair('slack-bolt', 'the messages of an assistant', 'src/assistant.ts', `
import { Assistant } from '@slack/bolt';
IMPORT
export const assistant = new Assistant({
  threadStarted: async ({ say }) => { await say('hello'); },
  userMessage: async ({ message, say }) => {
    const client = CLIENT;
    await say(JSON.stringify(await client.labelDetection(message.text)));
  },
});
`),
  ...pair('slack-bolt', 'a parameter known by its type', 'src/handlers/scan.ts', `
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
IMPORT
export const scan = async ({ ack, command }: AllMiddlewareArgs & SlackCommandMiddlewareArgs) => {
  await ack();
  const client = CLIENT;
  await client.labelDetection(command.text);
};
`),
  ...pair('slack-bolt', 'middleware known by its type', 'src/handlers/typed.ts', `
import type { Middleware } from '@slack/bolt';
IMPORT
export const scan: Middleware<{ command: { text: string } }> = async ({ command }) => {
  const client = CLIENT;
  await client.labelDetection(command.text);
};
`),
  ...silent('slack-bolt', 'the start', 'src/start.js', `
const { App } = require('@slack/bolt');
REQUIRE
(async () => {
  const client = CLIENT;
  const app = new App({ token: process.env.SLACK_TOKEN, signingSecret: process.env.SLACK_SECRET });
  app.message('scan', async ({ message, say }) => say(JSON.stringify(await client.labelDetection(message.text))));
  await app.start(3000);
})();
`),

  ...pair('mcp-server', 'a registered tool', 'src/index.ts', `
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
IMPORT
const server = new McpServer({ name: 'vision', version: '1.0.0' });
server.registerTool('scan', { description: 'Finds labels', inputSchema: {} }, async ({ uri }) => {
  const client = CLIENT;
  return { content: [{ type: 'text', text: JSON.stringify(await client.labelDetection(uri)) }] };
});
`),
  ...pair('mcp-server', 'a request handler', 'src/low-level.ts', `
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema } from '@modelcontextprotocol/sdk/types.js';
IMPORT
const server = new Server({ name: 'vision', version: '1.0.0' }, { capabilities: { tools: {} } });
server.setRequestHandler(CallToolRequestSchema, async ({ params }) => ({ content: await CLIENT.labelDetection(params.arguments.uri) }));
`),
  ...pair('mcp-server', 'a tool of a parameter', 'src/tools/scan.js', `
IMPORT
export function registerScan(server) {
  server.tool('scan', 'Finds labels', async ({ uri }) => {
    const client = CLIENT;
    return { content: await client.labelDetection(uri) };
  });
}
`),
  ...pair('mcp-server', 'a tool of FastMCP', 'src/fast.ts', `
import { FastMCP } from 'fastmcp';
IMPORT
const server = new FastMCP({ name: 'vision', version: '1.0.0' });
server.addTool({
  name: 'scan',
  execute: async ({ uri }) => JSON.stringify(await CLIENT.labelDetection(uri)),
});
`),
  ...silent('mcp-server', 'a set-up before the server', 'src/main.ts', `
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
IMPORT
async function main() {
  const client = CLIENT;
  const server = new McpServer({ name: 'vision', version: '1.0.0' });
  server.tool('scan', async ({ uri }) => ({ content: await client.labelDetection(uri) }));
}
await main();
`),

  ...pair('discord', 'an event by name', 'src/bot.js', `
const { Client, GatewayIntentBits } = require('discord.js');
REQUIRE
const bot = new Client({ intents: [GatewayIntentBits.Guilds] });
bot.on('messageCreate', async (message) => {
  const client = CLIENT;
  await message.reply(JSON.stringify(await client.labelDetection(message.content)));
});
`),
  ...pair('discord', 'an event by its constant', 'src/interactions.ts', `
import { Client, Events } from 'discord.js';
IMPORT
const bot = new Client({ intents: [] });
bot.on(Events.InteractionCreate, async (incoming) => {
  const client = CLIENT;
  await client.labelDetection(incoming.id);
});
`),
  ...pair('discord', 'a command module', 'commands/scan.js', `
const { SlashCommandBuilder } = require('discord.js');
REQUIRE
module.exports = {
  data: new SlashCommandBuilder().setName('scan').setDescription('Finds labels'),
  async execute(interaction) {
    const client = CLIENT;
    await interaction.reply(JSON.stringify(await client.labelDetection(interaction.options.getString('uri'))));
  },
};
`),
  ...pair('discord', 'a command module of a table that is filled in a loop', 'commands/shot.js', `
REQUIRE
module.exports = {
  run: async function (message, subcommand, config) {
    const client = CLIENT;
    await message.reply(JSON.stringify(await client.labelDetection(subcommand)));
  },
};
`),
  ...pair('discord', 'a command module that is given the bot', 'src/commands/label.js', `
REQUIRE
module.exports.run = async (bot, message, args) => {
  const client = CLIENT;
  await message.reply(JSON.stringify(await client.labelDetection(args[0])));
};
`),
  ...silent('discord', 'a module that runs something else', 'src/jobs/label.js', `
REQUIRE
module.exports.run = async (client, options) => {
  const vision = CLIENT;
  return vision.labelDetection(options.uri);
};
`),
  ...pair('discord', 'a parameter known by its type', 'src/handlers/scan.ts', `
import type { ChatInputCommandInteraction } from 'discord.js';
IMPORT
export async function scan(incoming: ChatInputCommandInteraction): Promise<void> {
  const client = CLIENT;
  await incoming.reply(JSON.stringify(await client.labelDetection(incoming.options.getString('uri', true))));
}
`),
  ...silent('discord', 'the ready event', 'src/ready.ts', `
import { Client, Events } from 'discord.js';
IMPORT
export let vision: ImageAnnotatorClient | undefined;
const bot = new Client({ intents: [] });
bot.once(Events.ClientReady, () => { vision = CLIENT; });
`),

  ...pair('telegraf', 'a command', 'src/bot.js', `
const { Telegraf } = require('telegraf');
REQUIRE
const bot = new Telegraf(process.env.BOT_TOKEN);
bot.command('scan', async (ctx) => {
  const client = CLIENT;
  await ctx.reply(JSON.stringify(await client.labelDetection(ctx.payload)));
});
bot.launch();
`),
  ...pair('telegraf', 'a step of a wizard', 'src/wizard.ts', `
import { Scenes } from 'telegraf';
IMPORT
export const wizard = new Scenes.WizardScene(
  'scan',
  (ctx) => ctx.wizard.next(),
  async (ctx) => ctx.reply(JSON.stringify(await CLIENT.labelDetection(ctx.message.text))),
);
`),
  ...pair('telegraf', 'a parameter known by its type', 'src/handlers.ts', `
import type { Context } from 'telegraf';
IMPORT
export async function scan(incoming: Context): Promise<void> {
  const client = CLIENT;
  await incoming.reply(JSON.stringify(await client.labelDetection('gs://bucket/today.png')));
}
`),
  ...silent('telegraf', 'the launch', 'src/launch.ts', `
import { Telegraf } from 'telegraf';
IMPORT
export let client: ImageAnnotatorClient | undefined;
const bot = new Telegraf(process.env.BOT_TOKEN ?? '');
void bot.launch(() => { client = CLIENT; });
`),

  ...pair('nestjs-telegraf', 'a message in a scene', 'src/scan.scene.ts', `
import { Ctx, On, Scene } from 'nestjs-telegraf';
IMPORT
@Scene('scan')
export class ScanScene {
  @On('text')
  async scan(@Ctx() ctx: { text: string; reply(text: string): Promise<unknown> }): Promise<void> {
    const client = CLIENT;
    await ctx.reply(JSON.stringify(await client.labelDetection(ctx.text)));
  }
}
`),
  ...pair('nestjs-telegraf', 'the entrance of a scene, through a service', 'src/scan.scene.ts', `
import { Scene, SceneEnter } from 'nestjs-telegraf';
IMPORT
class Scanner {
  async scan(): Promise<void> { await CLIENT.labelDetection('gs://bucket/today.png'); }
}
@Scene('scan')
export class ScanScene {
  constructor(private readonly scanner: Scanner) {}
  @SceneEnter()
  async enter(): Promise<void> { await this.scanner.scan(); }
}
`),
  ...pair('nestjs-telegraf', 'a step of a wizard', 'src/scan.wizard.ts', `
import { Wizard, WizardStep } from 'nestjs-telegraf';
IMPORT
@Wizard('scan')
export class ScanWizard {
  @WizardStep(1)
  async first(): Promise<void> { await CLIENT.labelDetection('gs://bucket/today.png'); }
}
`),
  ...silent('nestjs-telegraf', 'the constructor of what answers updates', 'src/scan.update.ts', `
import { Start, Update } from 'nestjs-telegraf';
IMPORT
@Update()
export class ScanUpdate {
  private readonly client = CLIENT;
  @Start()
  async start(): Promise<void> { await this.client.labelDetection('gs://bucket/today.png'); }
}
`),

  ...pair('telebot', 'a text', 'src/bot.js', `
const TeleBot = require('telebot');
REQUIRE
const bot = new TeleBot(process.env.BOT_TOKEN);
bot.on('text', async (message) => {
  const client = CLIENT;
  await message.reply.text(JSON.stringify(await client.labelDetection(message.text)));
});
bot.start();
`),
  ...pair('telebot', 'several commands', 'src/bot.js', `
const TeleBot = require('telebot');
REQUIRE
const bot = new TeleBot({ token: process.env.BOT_TOKEN });
bot.on(['/scan', /^scan (.+)$/], async (message, { match }) => CLIENT.labelDetection(match[1]));
`),
  ...silent('telebot', 'the start', 'src/bot.js', `
const TeleBot = require('telebot');
REQUIRE
const bot = new TeleBot(process.env.BOT_TOKEN);
bot.on('start', () => { exports.client = CLIENT; });
`),

  ...pair('grammy', 'a filtered message', 'src/bot.ts', `
import { Bot } from 'grammy';
IMPORT
const bot = new Bot(process.env.BOT_TOKEN ?? '');
bot.on('message:text', async (ctx) => {
  const client = CLIENT;
  await ctx.reply(JSON.stringify(await client.labelDetection(ctx.message.text)));
});
void bot.start();
`),
  ...pair('grammy', 'a composer', 'src/composer.ts', `
import { Composer } from 'grammy';
IMPORT
export const scan = new Composer();
scan.chatType('private').command('scan', async (ctx) => { await CLIENT.labelDetection(ctx.match); });
`),
  ...pair('grammy', 'a parameter known by its type', 'src/handlers.ts', `
import type { CommandContext, Context } from 'grammy';
IMPORT
export async function scan(incoming: CommandContext<Context>): Promise<void> {
  const client = CLIENT;
  await incoming.reply(JSON.stringify(await client.labelDetection(incoming.match)));
}
`),
  ...silent('grammy', 'the start', 'src/start.ts', `
import { Bot } from 'grammy';
IMPORT
export let client: ImageAnnotatorClient | undefined;
void new Bot(process.env.BOT_TOKEN ?? '').start({ onStart: () => { client = CLIENT; } });
`),

  ...pair('node-red', 'the input of a node', 'nodes/scan.js', `
REQUIRE
module.exports = function (RED) {
  function ScanNode(config) {
    RED.nodes.createNode(this, config);
    const node = this;
    node.on('input', async function (msg, send, done) {
      const client = CLIENT;
      msg.payload = await client.labelDetection(msg.payload);
      send(msg);
      done();
    });
  }
  RED.nodes.registerType('scan', ScanNode);
};
`),
  ...pair('node-red', 'the input of this', 'nodes/this.js', `
REQUIRE
module.exports = (RED) => {
  RED.nodes.registerType('text', function (config) {
    RED.nodes.createNode(this, config);
    this.on('input', async (msg) => this.send({ payload: await CLIENT.textDetection(msg.payload) }));
  });
};
`),
  ...pair('node-red', 'a route of the editor', 'nodes/admin.js', `
REQUIRE
module.exports = (RED) => {
  RED.httpAdmin.get('/vision/labels', async (incoming, outgoing) => {
    const client = CLIENT;
    outgoing.json(await client.labelDetection(incoming.query.uri));
  });
};
`),
  ...silent('node-red', 'the registration of a node', 'nodes/register.js', `
REQUIRE
module.exports = (RED) => {
  const client = CLIENT;
  RED.nodes.registerType('scan', function (config) {
    RED.nodes.createNode(this, config);
    this.on('input', async (msg) => this.send({ payload: await client.labelDetection(msg.payload) }));
  });
};
`),

  ...pair('hocuspocus', 'a hook of a server', 'src/server.ts', `
import { Server } from '@hocuspocus/server';
IMPORT
const server = new Server({
  port: 1234,
  async onStoreDocument({ documentName }) {
    const client = CLIENT;
    await client.labelDetection(documentName);
  },
});
void server.listen();
`),
  ...pair('hocuspocus', 'a hook of an older server', 'src/configure.js', `
const { Server } = require('@hocuspocus/server');
REQUIRE
Server.configure({
  port: 1234,
  onAuthenticate: async ({ token }) => CLIENT.faceDetection(token),
}).listen();
`),
  ...pair('hocuspocus', 'an extension', 'src/extension.ts', `
import type { Extension } from '@hocuspocus/server';
IMPORT
export class Scanner implements Extension {
  async onChange({ documentName }) {
    const client = CLIENT;
    await client.labelDetection(documentName);
  }
}
`),
  ...pair('hocuspocus', 'the store of a database', 'src/database.ts', `
import { Database } from '@hocuspocus/extension-database';
IMPORT
export const database = new Database({
  fetch: async () => null,
  store: async ({ documentName }) => { await CLIENT.labelDetection(documentName); },
});
`),
  ...silent('hocuspocus', 'the start', 'src/listen.ts', `
import { Server } from '@hocuspocus/server';
IMPORT
export let client: ImageAnnotatorClient | undefined;
export const server = new Server({
  async onListen() {
    client = CLIENT;
  },
});
`),

  ...pair('yjs', 'an observer', 'src/observer.ts', `
import * as Y from 'yjs';
IMPORT
const doc = new Y.Doc();
doc.getMap('images').observe(async (event) => {
  const client = CLIENT;
  await client.labelDetection([...event.keysChanged].join());
});
`),
  ...pair('yjs', 'an update', 'src/update.js', `
const Y = require('yjs');
REQUIRE
const document = new Y.Doc();
document.on('update', (update) => {
  const client = CLIENT;
  client.labelDetection(update);
});
`),
  ...silent('yjs', 'a set-up before the observer', 'src/setup.ts', `
import * as Y from 'yjs';
IMPORT
function start() {
  const client = CLIENT;
  new Y.Doc().getArray('images').observe((event) => { void client.labelDetection(String(event.target)); });
}
start();
`),

  ...pair('meteor', 'a method', 'server/methods.js', `
import { Meteor } from 'meteor/meteor';
IMPORT
Meteor.methods({
  async 'images.scan'(uri) {
    const client = CLIENT;
    return client.labelDetection(uri);
  },
});
`),
  ...pair('meteor', 'a publication', 'server/publications.js', `
import { Meteor } from 'meteor/meteor';
IMPORT
Meteor.publish('labels', async function (uri) {
  const client = CLIENT;
  this.added('labels', uri, await client.labelDetection(uri));
  this.ready();
});
`),
  ...pair('meteor', 'an interval', 'server/interval.js', `
import { Meteor } from 'meteor/meteor';
IMPORT
Meteor.setInterval(() => CLIENT.labelDetection('gs://bucket/today.png'), 60_000);
`),
  ...pair('meteor', 'a route', 'server/routes.js', `
import { WebApp } from 'meteor/webapp';
IMPORT
WebApp.connectHandlers.use('/scan', async (incoming, outgoing) => {
  const client = CLIENT;
  outgoing.end(JSON.stringify(await client.labelDetection(incoming.url)));
});
`),
  ...silent('meteor', 'the start', 'server/main.js', `
import { Meteor } from 'meteor/meteor';
IMPORT
export let client;
Meteor.startup(() => {
  client = CLIENT;
});
`),

  ...pair('electron', 'what a window asks for', 'electron/main.cjs', `
const { app, ipcMain } = require('electron');
REQUIRE
app.whenReady().then(() => {
  ipcMain.handle('labels', async (event, uri) => {
    const client = CLIENT;
    const [result] = await client.labelDetection(uri);
    return result;
  });
});
`),
  ...pair('electron', 'an object that is a parameter', 'electron/handlers.ts', `
import type { IpcMain } from 'electron';
IMPORT
export function setUp(main: IpcMain) {
  main.on('labels', async (event, uri: string) => {
    const client = CLIENT;
    event.reply('labels', await client.labelDetection(uri));
  });
}
`),
  ...pair('electron', 'an object that is a parameter without a type', 'electron/handlers.js', `
REQUIRE
module.exports = (ipcMain) => {
  ipcMain.handle('labels', (event, uri) => CLIENT.labelDetection(uri));
};
`),
  ...silent('electron', 'what a window asks for once', 'electron/ready.js', `
const { ipcMain } = require('electron');
REQUIRE
ipcMain.handleOnce('ready', () => { exports.client = CLIENT; });
`),
];
