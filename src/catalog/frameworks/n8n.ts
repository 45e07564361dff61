import type { FrameworkModel } from '../types.js';

export const n8n: FrameworkModel = {
  name: 'n8n',
  title: 'n8n node',
  packages: ['n8n-workflow', 'n8n-core'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'classMethod',
      implements: ['INodeType'],
      extends: ['Node'],
      methods: ['execute', 'webhook', 'supplyData', 'onMessage'],
      runs: 'invocation',
    },
    { kind: 'classMethod', implements: ['INodeType'], extends: ['Node'], methods: ['poll'], runs: 'tick' },
    // `trigger` runs when a workflow is switched on. What it opens is closed by the `closeFunction` that it gives back.
    { kind: 'classMethod', implements: ['INodeType'], extends: ['Node'], methods: ['trigger'], runs: 'invocation' },
    {
      kind: 'typedParameter',
      types: ['IExecuteFunctions', 'IPollFunctions', 'IWebhookFunctions', 'ITriggerFunctions', 'ILoadOptionsFunctions', 'IHookFunctions',
        'ISupplyDataFunctions', 'ICredentialTestFunctions', 'IExecuteSingleFunctions'],
      runs: 'invocation',
    },
  ],
  docs: 'https://docs.n8n.io/integrations/creating-nodes/build/reference/node-base-files/programmatic-style-execute-method/',
};
