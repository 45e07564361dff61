import { pair, silent, type FrameworkCase } from './build.js';

export const jobCases: readonly FrameworkCase[] = [
  ...pair('inngest', 'a function', 'src/inngest/scan.ts', `
import { Inngest } from 'inngest';
IMPORT
const inngest = new Inngest({ id: 'shop' });
export const scan = inngest.createFunction({ id: 'scan' }, { event: 'image/added' }, async ({ event, step }) => {
  const client = CLIENT;
  return step.run('scan', () => client.labelDetection(event.data.uri));
});
`),
  ...pair('inngest', 'a function of version 4, with the client of another file', 'src/inngest/functions.ts', `
import { inngest } from './client';
IMPORT
export default inngest.createFunction({ id: 'scan', triggers: [{ event: 'image/added' }] }, async ({ event }) => (
  CLIENT.labelDetection(event.data.uri)));
`),
  ...pair('inngest', 'what comes after a failure', 'src/inngest/failure.ts', `
import { Inngest } from 'inngest';
IMPORT
const inngest = new Inngest({ id: 'shop' });
export const scan = inngest.createFunction({
  id: 'scan',
  onFailure: async ({ error }) => {
    const client = CLIENT;
    await client.labelDetection(error.message);
  },
}, { event: 'image/added' }, async () => 'done');
`),
  ...silent('inngest', 'a function that is made by a factory', 'src/inngest/factory.ts', `
import { Inngest } from 'inngest';
IMPORT
const inngest = new Inngest({ id: 'shop' });
function makeScan() {
  const client = CLIENT;
  return inngest.createFunction({ id: 'scan' }, { event: 'image/added' }, async ({ event }) => client.labelDetection(event.data.uri));
}
export const functions = [makeScan()];
`),

  ...pair('trigger-dev', 'a task', 'src/trigger/scan.ts', `
import { task } from '@trigger.dev/sdk';
IMPORT
export const scan = task({
  id: 'scan',
  run: async (payload: { uri: string }) => {
    const client = CLIENT;
    return client.labelDetection(payload.uri);
  },
});
`),
  ...pair('trigger-dev', 'a scheduled task of version 3', 'src/trigger/daily.ts', `
import { schedules } from '@trigger.dev/sdk/v3';
IMPORT
export const daily = schedules.task({ id: 'daily', cron: '0 * * * *', run: async () => CLIENT.labelDetection('gs://bucket/last.png') });
`),
  ...pair('trigger-dev', 'what comes after a failure', 'src/trigger/failure.ts', `
import { schemaTask } from '@trigger.dev/sdk';
IMPORT
export const scan = schemaTask({
  id: 'scan',
  run: async () => 'done',
  onFailure: async ({ payload }) => { await CLIENT.labelDetection(payload.uri); },
});
`),
  ...pair('trigger-dev', 'a job of version 2', 'src/jobs/scan.ts', `
import { TriggerClient, eventTrigger } from '@trigger.dev/sdk';
IMPORT
const trigger = new TriggerClient({ id: 'shop' });
trigger.defineJob({
  id: 'scan',
  trigger: eventTrigger({ name: 'image.added' }),
  run: async (payload) => {
    const client = CLIENT;
    return client.labelDetection(payload.uri);
  },
});
`),
  ...silent('trigger-dev', 'a task of another origin', 'src/build/task.js', `
import { task } from './gulp-like.js';
IMPORT
task({ id: 'scan', run: async () => CLIENT.labelDetection('gs://bucket/last.png') });
`),

  ...pair('hatchet', 'a task', 'src/tasks/scan.ts', `
import { Hatchet } from '@hatchet-dev/typescript-sdk';
IMPORT
const hatchet = Hatchet.init();
export const scan = hatchet.task({
  name: 'scan',
  fn: async (input: { uri: string }) => {
    const client = CLIENT;
    return client.labelDetection(input.uri);
  },
});
`),
  ...pair('hatchet', 'a task of a workflow', 'src/workflows/scan.ts', `
import { hatchet } from '../hatchet-client.js';
IMPORT
const workflow = hatchet.workflow({ name: 'scan' });
hatchet.task({ name: 'single', fn: async ({ uri }) => CLIENT.labelDetection(uri) });
export { workflow };
`),
  ...pair('hatchet', 'a task of a workflow in one file', 'src/workflows/one.ts', `
import Hatchet from '@hatchet-dev/typescript-sdk';
IMPORT
const workflow = Hatchet.init().workflow({ name: 'scan' });
workflow.task({ name: 'scan', fn: async ({ uri }) => CLIENT.labelDetection(uri) });
`),
  ...silent('hatchet', 'the start of a worker', 'src/worker.ts', `
import { Hatchet } from '@hatchet-dev/typescript-sdk';
IMPORT
async function main() {
  const client = CLIENT;
  const hatchet = Hatchet.init();
  const scan = hatchet.task({ name: 'scan', fn: async ({ uri }) => client.labelDetection(uri) });
  await (await hatchet.worker('vision', { workflows: [scan] })).start();
}
await main();
`),

  ...pair('graphile-worker', 'a list of tasks', 'src/worker.ts', `
import { run } from 'graphile-worker';
IMPORT
await run({
  connectionString: 'postgres:///shop',
  taskList: {
    async scan(payload) {
      const client = CLIENT;
      await client.labelDetection(payload.uri);
    },
  },
});
`),
  ...pair('graphile-worker', 'a file of a task', 'tasks/scan.js', `
REQUIRE
module.exports = async (payload, helpers) => {
  helpers.logger.info('scan');
  await CLIENT.labelDetection(payload.uri);
};
`),
  ...pair('graphile-worker', 'a task known by its type', 'src/scan.ts', `
import type { Task } from 'graphile-worker';
IMPORT
export const scan: Task = async (payload) => {
  const client = CLIENT;
  await client.labelDetection((payload as { uri: string }).uri);
};
`),
  ...silent('graphile-worker', 'a set-up before the worker runs', 'src/main.ts', `
import { run } from 'graphile-worker';
IMPORT
async function main() {
  const client = CLIENT;
  await run({ taskList: { scan: async (payload) => { await client.labelDetection(payload.uri); } } });
}
await main();
`),
  ...silent('graphile-worker', 'a task of a build', 'tasks/build.js', `
REQUIRE
module.exports = async (grunt) => {
  grunt.registerTask('scan', () => CLIENT.labelDetection('gs://bucket/last.png'));
};
`),

  ...pair('quirrel', 'a queue', 'pages/api/queues/scan.ts', `
import { Queue } from 'quirrel/next';
IMPORT
export default Queue('api/queues/scan', async (job: { uri: string }) => {
  const client = CLIENT;
  await client.labelDetection(job.uri);
});
`),
  ...pair('quirrel', 'a cron job', 'app/api/cron/route.ts', `
import { CronJob } from 'quirrel/next-app';
IMPORT
export const POST = CronJob('api/cron', '0 * * * *', async () => { await CLIENT.labelDetection('gs://bucket/last.png'); });
`),
  ...silent('quirrel', 'a queue of another origin', 'src/queue.ts', `
import { Queue } from './collections';
IMPORT
export const queue = new Queue('scan', () => 1, CLIENT);
`),

  ...pair('upstash', 'a message whose signature is checked', 'pages/api/scan.ts', `
import { verifySignature } from '@upstash/qstash/dist/nextjs';
IMPORT
async function handle(incoming, outgoing) {
  const client = CLIENT;
  outgoing.json(await client.labelDetection(incoming.body.uri));
}
export default verifySignature(handle);
`),
  ...pair('upstash', 'a message of the app router', 'app/api/scan/route.ts', `
import { verifySignatureAppRouter } from '@upstash/qstash/nextjs';
IMPORT
export const POST = verifySignatureAppRouter(async (incoming) => {
  const client = CLIENT;
  return Response.json(await client.labelDetection(incoming.url));
});
`),
  ...pair('upstash', 'a workflow', 'src/workflow.ts', `
import { serve } from '@upstash/workflow/express';
IMPORT
export const workflow = serve(async (context) => {
  const client = CLIENT;
  await context.run('scan', () => client.labelDetection(context.requestPayload.uri));
});
`),
  ...silent('upstash', 'a server of another origin', 'src/serve.ts', `
import { serve } from './once';
IMPORT
serve(async () => { await CLIENT.labelDetection('gs://bucket/last.png'); });
`),

  ...pair('bree', 'a message of a thread', 'src/bree.js', `
const Bree = require('bree');
REQUIRE
const bree = new Bree({
  jobs: [{ name: 'scan', interval: '5m' }],
  workerMessageHandler: async ({ message }) => { await CLIENT.labelDetection(message.uri); },
});
bree.start();
`),
  ...silent('bree', 'the file of a job', 'jobs/scan.js', `
const { parentPort } = require('node:worker_threads');
REQUIRE
(async () => {
  const client = CLIENT;
  await client.labelDetection('gs://bucket/last.png');
  parentPort?.postMessage('done');
})();
`),

  ...pair('agenda', 'a decorated job', 'src/jobs.ts', `
import { Define, JobsController } from 'agenda';
IMPORT
@JobsController()
export class ImageJobs {
  @Define({ name: 'scan' })
  async scan(job) {
    const client = CLIENT;
    await client.labelDetection(job.attrs.data.uri);
  }
}
`),
  ...pair('agenda', 'a file that is given the agenda', 'jobs/scan.js', `
REQUIRE
module.exports = (agenda) => {
  agenda.define('scan', { priority: 'high' }, async (job) => CLIENT.labelDetection(job.attrs.data.uri));
};
`),
  ...pair('pg-boss', 'a worker by a named import', 'src/boss.ts', `
import { PgBoss } from 'pg-boss';
IMPORT
const boss = new PgBoss('postgres:///shop');
await boss.work('scan', async ([job]) => {
  const client = CLIENT;
  await client.labelDetection(job.data.uri);
});
`),
  ...pair('pg-boss', 'what comes after a job', 'src/complete.js', `
const PgBoss = require('pg-boss');
REQUIRE
const boss = new PgBoss('postgres:///shop');
boss.onComplete('scan', async (job) => CLIENT.labelDetection(job.data.request.uri));
`),

  ...pair('queue-libraries', 'a job of Faktory', 'src/faktory.js', `
const faktory = require('faktory-worker');
REQUIRE
faktory.register('scan', async ({ uri }) => CLIENT.labelDetection(uri));
faktory.work();
`),
  ...pair('queue-libraries', 'a job of Kue', 'src/kue.js', `
const kue = require('kue');
REQUIRE
const queue = kue.createQueue();
queue.process('scan', async (job, done) => {
  const client = CLIENT;
  done(null, await client.labelDetection(job.data.uri));
});
`),
  ...pair('queue-libraries', 'a service of Restate', 'src/restate.ts', `
import * as restate from '@restatedev/restate-sdk';
IMPORT
export const vision = restate.service({
  name: 'vision',
  handlers: {
    scan: async (context, uri: string) => {
      const client = CLIENT;
      return client.labelDetection(uri);
    },
  },
});
`),
  ...pair('queue-libraries', 'a worker of Zeebe', 'src/zeebe.ts', `
import { ZBClient } from 'zeebe-node';
IMPORT
const zeebe = new ZBClient();
zeebe.createWorker({ taskType: 'scan', taskHandler: async (job) => job.complete(await CLIENT.labelDetection(job.variables.uri)) });
`),
  ...silent('queue-libraries', 'a registry of another origin', 'src/registry.ts', `
import { register } from './registry';
IMPORT
register('scan', CLIENT);
`),
];
