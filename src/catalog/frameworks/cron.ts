import type { FrameworkModel } from '../types.js';

/** Schedulers: node-cron, cron, node-schedule, croner, toad-scheduler. */
export const cron: FrameworkModel = {
  name: 'cron',
  title: 'Cron job',
  packages: ['node-cron', 'cron', 'node-schedule', 'croner', 'toad-scheduler'],
  runtime: 'node-server',
  entries: [
    { kind: 'call', methods: ['schedule', 'createTask', 'CronJob', 'job'], handlers: [{ argument: 1 }], runs: 'tick' },
    { kind: 'call', methods: ['CronJob.from'], handlers: [{ argument: 0, path: 'onTick' }], runs: 'tick' },
    { kind: 'call', methods: ['scheduleJob', 'Job', 'Cron'], handlers: [{ argument: 'last' }], runs: 'tick' },
    { kind: 'call', methods: ['Task', 'AsyncTask'], handlers: [{ argument: 1 }], runs: 'tick' },
  ],
  // `onComplete` of cron's CronJob.
  once: [{ kind: 'call', methods: ['CronJob'], handlers: [{ argument: 2 }] }],
  docs: 'https://nodecron.com/',
};
