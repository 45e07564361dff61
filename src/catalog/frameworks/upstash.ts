import type { FrameworkModel } from '../types.js';

/** Upstash QStash and Workflow: the handler stands in a function that checks who sent the message. */
export const upstash: FrameworkModel = {
  name: 'upstash',
  title: 'Upstash message',
  packages: ['@upstash/qstash', '@upstash/qstash/*', '@upstash/qstash/dist/*', '@upstash/workflow', '@upstash/workflow/*'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      methods: ['verifySignature', 'verifySignatureAppRouter', 'verifySignatureEdge', 'verifySignatureH3', 'verifySignatureNuxt',
        'verifySignatureSvelte', 'verifySignatureSolidjs'],
      handlers: [{ argument: 0 }],
      runs: 'message',
    },
    {
      kind: 'call',
      methods: ['serve', 'servePagesRouter', 'createWorkflow', 'createWorkflowPagesRouter'],
      handlers: [{ argument: 0 }, { argument: 1, path: 'failureFunction' }],
      runs: 'invocation',
    },
    { kind: 'typedParameter', types: ['WorkflowContext'], runs: 'invocation' },
  ],
  docs: 'https://upstash.com/docs/qstash/quickstarts/vercel-nextjs',
};
