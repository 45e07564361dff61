import type { FrameworkModel } from '../types.js';

/** Nothing is reported in an isolate; the entries say that the code runs in one. */
export const cloudflareWorkers: FrameworkModel = {
  name: 'cloudflare-workers',
  title: 'Cloudflare Workers',
  packages: ['wrangler', '@cloudflare/workers-types', 'cloudflare:workers', '@cloudflare/vite-plugin'],
  runtime: 'isolate',
  entries: [
    {
      kind: 'export',
      files: ['**/*'],
      exports: ['default.fetch', 'default.scheduled', 'default.queue', 'default.email', 'default.tail', 'default.trace'],
      runs: 'request',
    },
    {
      kind: 'export',
      files: ['**/functions/**/*.{js,ts,jsx,tsx}'],
      exports: ['onRequest', 'onRequest*'],
      runs: 'request',
    },
    {
      kind: 'classMethod',
      extends: ['WorkerEntrypoint', 'DurableObject', 'WorkflowEntrypoint', 'RpcTarget'],
      methods: ['*'],
      runs: 'request',
    },
    { kind: 'classMethod', implements: ['DurableObject'], methods: ['*'], runs: 'request' },
    {
      kind: 'typedParameter',
      types: ['ExecutionContext', 'ScheduledController', 'ScheduledEvent', 'MessageBatch', 'ForwardableEmailMessage', 'EventContext'],
      runs: 'request',
    },
    { kind: 'typedFunction', types: ['PagesFunction', 'ExportedHandler*Handler'], runs: 'request' },
  ],
  docs: 'https://developers.cloudflare.com/workers/runtime-apis/handlers/fetch/',
};
