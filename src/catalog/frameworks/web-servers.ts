import type { FrameworkModel } from '../types.js';

/** `Bun.serve()` and `Deno.serve()`: globals of runtimes whose module variables outlive a request, as in Node.js. */
export const webServers: FrameworkModel = {
  name: 'web-servers',
  title: 'Bun and Deno HTTP servers',
  packages: [],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      methods: ['Bun.serve'],
      handlers: [
        { argument: 0, path: 'fetch' },
        { argument: 0, path: 'error' },
        { argument: 0, path: 'routes.*' },
        { argument: 0, path: 'routes.*.*' },
      ],
      runs: 'request',
    },
    {
      kind: 'call',
      methods: ['Bun.serve'],
      handlers: [{ argument: 0, path: 'websocket.*' }],
      runs: 'message',
    },
    { kind: 'call', methods: ['Deno.serve'], handlers: [{ argument: 'last' }, { argument: 0, path: 'handler' }], runs: 'request' },
    { kind: 'call', methods: ['Deno.openKv().listenQueue'], handlers: [{ argument: 0 }], runs: 'message' },
    { kind: 'call', methods: ['Deno.cron'], handlers: [{ argument: 'last' }], runs: 'tick' },
  ],
  docs: 'https://bun.com/docs/runtime/http/server',
};
