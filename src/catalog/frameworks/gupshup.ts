import type { FrameworkModel } from '../types.js';

/** Bots of Gupshup's builder export one function for each kind of event, which takes a context first. */
export const gupshup: FrameworkModel = {
  name: 'gupshup',
  title: 'Gupshup bot',
  packages: [],
  runtime: 'lambda',
  entries: [
    {
      kind: 'export',
      files: ['**/*'],
      exports: ['onMessage', 'onEvent', 'onHttpResponse', 'onHttpEndpoint', 'onDbGet', 'onDbPut', 'onLocation'],
      parameters: [['context'], ['event']],
      runs: 'message',
    },
  ],
  docs: 'https://docs.gupshup.io/docs/bot-builder',
};
