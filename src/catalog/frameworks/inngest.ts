import type { FrameworkModel } from '../types.js';

export const inngest: FrameworkModel = {
  name: 'inngest',
  title: 'Inngest function',
  packages: ['inngest', 'inngest/*', '@inngest/agent-kit'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['Inngest()'],
      receiverTypes: ['Inngest'],
      receiverNames: ['inngest', '*Inngest', 'inngestClient'],
      methods: ['createFunction'],
      // The trigger stands between the options and the function until version 4.
      handlers: [{ argument: 'last' }, { argument: 0, path: 'onFailure' }],
      runs: 'invocation',
    },
    { kind: 'call', methods: ['createFunction', 'createStepFunction'], handlers: [{ argument: 'last' }], runs: 'invocation' },
    // `@inngest/agent-kit` has tools of its own.
    { kind: 'call', methods: ['createTool'], handlers: [{ argument: 0, path: 'handler' }], runs: 'invocation' },
  ],
  docs: 'https://www.inngest.com/docs/reference/functions/create',
};
