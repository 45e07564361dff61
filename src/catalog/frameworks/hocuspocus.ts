import type { FrameworkModel } from '../types.js';

const hooks = [
  'onConnect', 'connected', 'onAuthenticate', 'onTokenSync', 'onCreateDocument', 'onLoadDocument', 'afterLoadDocument',
  'beforeHandleMessage', 'beforeBroadcastStateless', 'beforeSync', 'onStateless', 'onChange', 'onStoreDocument', 'afterStoreDocument',
  'onAwarenessUpdate', 'onRequest', 'onUpgrade', 'onDisconnect', 'beforeUnloadDocument', 'afterUnloadDocument',
] as const;

export const hocuspocus: FrameworkModel = {
  name: 'hocuspocus',
  title: 'Hocuspocus server',
  packages: ['@hocuspocus/server', '@hocuspocus/extension-database'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      methods: ['Server', 'Hocuspocus', 'Server.configure'],
      handlers: hooks.map((path) => ({ argument: 0, path })),
      runs: 'message',
    },
    {
      kind: 'call',
      receivers: ['Server()', 'Hocuspocus()'],
      methods: ['configure'],
      handlers: hooks.map((path) => ({ argument: 0, path })),
      runs: 'message',
    },
    { kind: 'call', methods: ['Database'], handlers: [{ argument: 0, path: 'fetch' }, { argument: 0, path: 'store' }], runs: 'message' },
    { kind: 'classMethod', implements: ['Extension'], methods: hooks, runs: 'message' },
  ],
  once: [
    {
      kind: 'call',
      methods: ['Server', 'Hocuspocus', 'Server.configure'],
      handlers: ['onConfigure', 'onListen', 'onDestroy'].map((path) => ({ argument: 0, path })),
    },
  ],
  docs: 'https://tiptap.dev/docs/hocuspocus/server/hooks',
};
