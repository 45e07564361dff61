import type { FrameworkModel } from '../types.js';

export const googleCloudFunctions: FrameworkModel = {
  name: 'google-cloud-functions',
  title: 'Google Cloud Functions',
  packages: ['@google-cloud/functions-framework'],
  runtime: 'lambda',
  entries: [
    { kind: 'call', methods: ['http'], handlers: [{ argument: 1 }], runs: 'request' },
    { kind: 'call', methods: ['cloudEvent'], handlers: [{ argument: 1 }], runs: 'invocation' },
    {
      kind: 'typedFunction',
      types: [
        'HttpFunction', 'EventFunction', 'EventFunctionWithCallback', 'CloudEventFunction', 'CloudEventFunctionWithCallback',
        'HandlerFunction',
      ],
      runs: 'invocation',
    },
    // The framework runs any exported function that `--target` names.
    {
      kind: 'export',
      files: ['**/*'],
      exports: ['*'],
      parameters: [['req', 'request', '_req'], ['res', 'response', '_res']],
      runs: 'request',
    },
  ],
  docs: 'https://cloud.google.com/functions/docs/writing/write-http-functions',
};
