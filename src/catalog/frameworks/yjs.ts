import type { FrameworkModel } from '../types.js';

export const yjs: FrameworkModel = {
  name: 'yjs',
  title: 'Yjs observer',
  packages: ['yjs'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['Doc().**', 'Map()', 'Array()', 'Text()'],
      receiverTypes: ['Doc', 'Map', 'Array', 'Text', 'XmlFragment', 'XmlElement'],
      methods: ['observe', 'observeDeep'],
      handlers: [{ argument: 0 }],
      runs: 'message',
    },
    {
      kind: 'call',
      receivers: ['Doc()'],
      receiverTypes: ['Doc'],
      receiverNames: ['doc', 'ydoc', 'yDoc'],
      methods: ['on'],
      firstArgument: ['update', 'updateV2', 'afterTransaction', 'beforeTransaction', 'afterAllTransactions'],
      handlers: [{ argument: 1 }],
      runs: 'message',
    },
  ],
  docs: 'https://docs.yjs.dev/api/y.doc#event-handler',
};
