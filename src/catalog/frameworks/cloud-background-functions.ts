import type { FrameworkModel } from '../types.js';

/** Background functions of Google Cloud: any exported name, told apart by what their parameters are called in Google's samples. */
export const cloudBackgroundFunctions: FrameworkModel = {
  name: 'cloud-background-functions',
  title: 'Google Cloud Functions',
  packages: [],
  runtime: 'lambda',
  entries: [
    {
      kind: 'export',
      files: ['**/*'],
      exports: ['*'],
      // `data` and `payload` are missing on purpose: helpers take `(data, context)` as well, though with no callback beside.
      parameters: [
        ['message', 'pubsubMessage', 'pubSubMessage', 'pubsubEvent', 'pubSubEvent', 'file', 'gcsEvent'],
        ['context', '_context'],
      ],
      runs: 'invocation',
    },
    {
      kind: 'export',
      files: ['**/*'],
      exports: ['*'],
      parameters: [['data', 'event'], ['context', '_context'], ['callback', 'cb']],
      runs: 'invocation',
    },
    { kind: 'export', files: ['**/*'], exports: ['*'], parameters: [['cloudEvent', 'cloudevent']], runs: 'invocation' },
  ],
  docs: 'https://cloud.google.com/functions/1stgendocs/writing/write-event-driven-functions',
};
