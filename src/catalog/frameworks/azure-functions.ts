import type { FrameworkModel } from '../types.js';

export const azureFunctions: FrameworkModel = {
  name: 'azure-functions',
  title: 'Azure Functions',
  packages: ['@azure/functions', 'durable-functions'],
  runtime: 'lambda',
  entries: [
    {
      kind: 'call',
      methods: ['app.http', 'app.get', 'app.put', 'app.post', 'app.patch', 'app.deleteRequest'],
      handlers: [{ argument: 1 }, { argument: 1, path: 'handler' }],
      runs: 'request',
    },
    { kind: 'call', methods: ['app.timer'], handlers: [{ argument: 1, path: 'handler' }], runs: 'tick' },
    {
      kind: 'call',
      methods: [
        'app.storageBlob', 'app.storageQueue', 'app.serviceBusQueue', 'app.serviceBusTopic', 'app.eventHub', 'app.eventGrid',
        'app.cosmosDB', 'app.sql', 'app.mySql', 'app.generic', 'app.webPubSub', 'app.mcpTool', 'app.mcpResource', 'app.mcpPrompt',
        'app.connectorTrigger',
        // durable-functions
        'app.activity', 'app.client.*', 'app.entity', 'app.orchestration',
      ],
      handlers: [{ argument: 1 }, { argument: 1, path: 'handler' }],
      runs: 'invocation',
    },
    { kind: 'call', methods: ['app.hook.preInvocation', 'app.hook.postInvocation'], handlers: [{ argument: 0 }], runs: 'invocation' },
    {
      kind: 'typedFunction',
      // By name, because `AppStartHandler` and `WarmupHandler` run once.
      types: [
        'AzureFunction', 'HttpHandler', 'TimerHandler', 'StorageBlobHandler', 'StorageQueueHandler', 'ServiceBusQueueHandler',
        'ServiceBusTopicHandler', 'EventHubHandler', 'EventGridHandler', 'CosmosDB*Handler', 'SqlHandler', 'MySqlHandler',
        'WebPubSubHandler', 'FunctionHandler', 'Mcp*TriggerHandler', 'ConnectorTriggerHandler', 'PreInvocationHandler',
        'PostInvocationHandler', 'ActivityHandler', 'OrchestrationHandler',
      ],
      runs: 'invocation',
    },
    { kind: 'typedParameter', types: ['InvocationContext', 'HttpRequest', 'Context', 'Timer'], runs: 'invocation' },
  ],
  once: [
    { kind: 'call', methods: ['app.hook.appStart', 'app.hook.appTerminate'], handlers: [{ argument: 0 }] },
    { kind: 'call', methods: ['app.warmup'], handlers: [{ argument: 1, path: 'handler' }] },
  ],
  docs: 'https://learn.microsoft.com/azure/azure-functions/functions-reference-node',
};
