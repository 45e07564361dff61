import type { FrameworkModel } from '../types.js';

/** Tools of further libraries for agents: Genkit, LlamaIndex, VoltAgent, CopilotKit, Claude's Agent SDK. */
export const agentLibraries: FrameworkModel = {
  name: 'agent-libraries',
  title: 'Agent tool',
  packages: [
    'genkit', 'genkit/beta', '@genkit-ai/ai', '@genkit-ai/flow', 'llamaindex', '@llamaindex/core/tools', '@voltagent/core',
    '@copilotkit/runtime', '@anthropic-ai/claude-agent-sdk', '@anthropic-ai/sdk/helpers/beta/zod', '@google/adk',
    '@strands-agents/sdk',
  ],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['genkit()'],
      receiverTypes: ['Genkit'],
      receiverNames: ['ai'],
      methods: ['defineTool', 'defineFlow', 'defineStreamingFlow', 'defineRetriever', 'defineIndexer', 'defineEmbedder', 'defineEvaluator',
        'defineModel', 'dynamicTool'],
      handlers: [{ argument: 'last' }],
      runs: 'invocation',
    },
    { kind: 'call', methods: ['defineTool', 'defineFlow', 'defineRetriever'], handlers: [{ argument: 'last' }], runs: 'invocation' },
    { kind: 'call', methods: ['FunctionTool.from'], handlers: [{ argument: 0 }], runs: 'invocation' },
    {
      kind: 'call',
      methods: ['tool', 'createTool', 'Tool', 'FunctionTool', 'betaZodTool'],
      handlers: ['execute', 'run', 'callback', 'handler'].map((path) => ({ argument: 0, path })),
      runs: 'invocation',
    },
    // `tool(name, description, schema, handler)` of Claude's Agent SDK; of LlamaIndex `tool(fn, options)`.
    { kind: 'call', methods: ['tool'], handlers: [{ argument: 3 }, { argument: 0 }], runs: 'invocation' },
    {
      kind: 'call',
      methods: ['CopilotRuntime'],
      handlers: [{ argument: 0, path: 'actions.handler' }, { argument: 0, path: 'actions().handler' }, { argument: 0, path: 'actions' }],
      runs: 'invocation',
    },
  ],
  docs: 'https://genkit.dev/docs/tool-calling/',
};
