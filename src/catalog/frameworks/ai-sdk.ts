import type { FrameworkModel } from '../types.js';

/** The AI SDK: what a tool executes runs for each call of the model, and the callbacks for each answer. */
export const aiSdk: FrameworkModel = {
  name: 'ai-sdk',
  title: 'AI SDK',
  packages: ['ai', '@ai-sdk/provider-utils'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      methods: ['tool', 'dynamicTool'],
      handlers: ['execute', 'onInputStart', 'onInputAvailable', 'toModelOutput'].map((path) => ({ argument: 0, path })),
      runs: 'invocation',
    },
    {
      kind: 'call',
      methods: ['streamText', 'generateText', 'streamObject', 'generateObject', 'ToolLoopAgent', 'Experimental_Agent', 'Agent',
        'experimental_generateText'],
      handlers: ['tools.*.execute', 'onFinish', 'onStepFinish', 'onChunk', 'onError', 'onAbort', 'prepareStep'].map((path) => ({
        argument: 0, path,
      })),
      runs: 'invocation',
    },
    {
      kind: 'call',
      methods: ['createUIMessageStream', 'createDataStream', 'createDataStreamResponse'],
      handlers: ['execute', 'onFinish', 'onError'].map((path) => ({ argument: 0, path })),
      runs: 'request',
    },
    { kind: 'typedFunction', types: ['ToolExecuteFunction'], runs: 'invocation' },
  ],
  docs: 'https://ai-sdk.dev/docs/ai-sdk-core/tools-and-tool-calling',
};
