import type { FrameworkModel } from '../types.js';

export const openaiAgents: FrameworkModel = {
  name: 'openai-agents',
  title: 'OpenAI Agents',
  packages: ['@openai/agents', '@openai/agents-core', '@openai/agents-realtime', '@openai/agents/realtime'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      methods: ['tool'],
      handlers: ['execute', 'needsApproval', 'errorFunction', 'isEnabled'].map((path) => ({ argument: 0, path })),
      runs: 'invocation',
    },
    {
      kind: 'call',
      methods: ['Agent', 'RealtimeAgent', 'Agent.create'],
      handlers: ['instructions', 'inputGuardrails.execute', 'outputGuardrails.execute'].map((path) => ({ argument: 0, path })),
      runs: 'invocation',
    },
    { kind: 'call', methods: ['defineInputGuardrail', 'defineOutputGuardrail', 'defineToolInputGuardrail', 'defineToolOutputGuardrail'],
      handlers: [{ argument: 0, path: 'execute' }, { argument: 0, path: 'run' }], runs: 'invocation' },
    { kind: 'call', methods: ['handoff'], handlers: [{ argument: 1, path: 'onHandoff' }], runs: 'invocation' },
    { kind: 'typedParameter', types: ['RunContext'], runs: 'invocation' },
  ],
  docs: 'https://openai.github.io/openai-agents-js/guides/tools/',
};
