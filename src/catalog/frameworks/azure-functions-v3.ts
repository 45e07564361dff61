import type { FrameworkModel } from '../types.js';

const bindings = [
  'req', '_req', 'request', 'message', 'msg', 'timer', 'myTimer', 'queueItem', 'myQueueItem', 'mySbMsg', 'blob', 'myBlob', 'inputBlob',
  'eventGridEvent', 'eventHubMessages', 'IoTHubMessages', 'documents', 'item', 'trigger', 'input',
] as const;

/** The third programming model: a folder per function with `module.exports = async function (context, req)`; no package is needed. */
export const azureFunctionsV3: FrameworkModel = {
  name: 'azure-functions-v3',
  title: 'Azure Functions',
  packages: [],
  runtime: 'lambda',
  entries: [
    {
      kind: 'export',
      files: ['**/*'],
      exports: ['default', 'run', 'index', 'httpTrigger'],
      parameters: [['context', '_context'], bindings],
      runs: 'invocation',
    },
  ],
  docs: 'https://learn.microsoft.com/azure/azure-functions/functions-reference-node?pivots=nodejs-model-v3',
};
