import { pair, silent, type FrameworkCase } from './build.js';

export const agentCases: readonly FrameworkCase[] = [
  ...pair('ai-sdk', 'a tool', 'src/tools/scan.ts', `
import { tool } from 'ai';
import { z } from 'zod';
IMPORT
export const scan = tool({
  description: 'Finds labels',
  inputSchema: z.object({ uri: z.string() }),
  execute: async ({ uri }) => {
    const client = CLIENT;
    return client.labelDetection(uri);
  },
});
`),
  ...pair('ai-sdk', 'a tool that is passed on as a plain object', 'src/chat.ts', `
import { streamText } from 'ai';
IMPORT
const tools = { scan: { description: 'Finds labels', async execute({ uri }) { return CLIENT.labelDetection(uri); } } };
export const chat = (model, messages) => streamText({ model, messages, tools });
`),
  ...pair('ai-sdk', 'what comes after an answer', 'src/finish.ts', `
import { streamText } from 'ai';
IMPORT
export const chat = (model, prompt) => streamText({
  model,
  prompt,
  onFinish: async ({ text }) => { await CLIENT.labelDetection(text); },
});
`),
  ...pair('ai-sdk', 'a stream of messages', 'src/stream.ts', `
import { createUIMessageStream, createUIMessageStreamResponse } from 'ai';
IMPORT
export const answer = () => createUIMessageStreamResponse({
  stream: createUIMessageStream({
    async execute({ writer }) {
      const client = CLIENT;
      writer.write({ type: 'text', text: JSON.stringify(await client.labelDetection('gs://bucket/last.png')) });
    },
  }),
});
`),
  ...silent('ai-sdk', 'a set-up beside a tool', 'src/set-up.ts', `
import { tool } from 'ai';
IMPORT
function createTools() {
  const client = CLIENT;
  return { scan: tool({ execute: async ({ uri }) => client.labelDetection(uri) }) };
}
export const tools = createTools();
`),
  ...silent('ai-sdk', 'a tool of another origin', 'src/own-tool.ts', `
import { tool } from './workshop';
IMPORT
tool({ execute: async () => { await CLIENT.labelDetection('gs://bucket/last.png'); } });
`),

  ...pair('langchain', 'a tool', 'src/tool.ts', `
import { tool } from '@langchain/core/tools';
IMPORT
export const scan = tool(async ({ uri }) => {
  const client = CLIENT;
  return client.labelDetection(uri);
}, { name: 'scan', description: 'Finds labels' });
`),
  ...pair('langchain', 'a dynamic tool', 'src/dynamic.js', `
const { DynamicStructuredTool } = require('langchain/tools');
REQUIRE
exports.scan = new DynamicStructuredTool({
  name: 'scan',
  func: async ({ uri }) => JSON.stringify(await CLIENT.labelDetection(uri)),
});
`),
  ...pair('langchain', 'a class of a tool', 'src/class.ts', `
import { StructuredTool } from '@langchain/core/tools';
IMPORT
export class ScanTool extends StructuredTool {
  name = 'scan';
  protected async _call({ uri }): Promise<string> {
    const client = CLIENT;
    return JSON.stringify(await client.labelDetection(uri));
  }
}
`),
  ...pair('langchain', 'a runnable', 'src/runnable.ts', `
import { RunnableLambda } from '@langchain/core/runnables';
IMPORT
export const scan = RunnableLambda.from(async (uri: string) => CLIENT.labelDetection(uri));
`),
  ...pair('langchain', 'a node of a graph', 'src/graph.ts', `
import { StateGraph } from '@langchain/langgraph';
import { State } from './state.js';
IMPORT
async function scan(state) {
  const client = CLIENT;
  return { labels: await client.labelDetection(state.uri) };
}
export const graph = new StateGraph(State).addNode('scan', scan).addEdge('__start__', 'scan').compile();
`),
  ...silent('langchain', 'a field of a tool', 'src/field.ts', `
import { StructuredTool } from '@langchain/core/tools';
IMPORT
class ScanTool extends StructuredTool {
  private readonly client = CLIENT;
  protected async _call({ uri }): Promise<string> {
    return JSON.stringify(await this.client.labelDetection(uri));
  }
}
export const scan = new ScanTool();
`),
  ...silent('langchain', 'a class of a tool of another origin', 'src/hammer.ts', `
import { Tool } from './tools';
IMPORT
class Hammer extends Tool {
  async _call() {
    await CLIENT.labelDetection('gs://bucket/last.png');
  }
}
await new Hammer()._call();
`),

  ...pair('mastra', 'a tool', 'src/mastra/tools/scan.ts', `
import { createTool } from '@mastra/core/tools';
IMPORT
export const scan = createTool({
  id: 'scan',
  execute: async ({ context }) => {
    const client = CLIENT;
    return client.labelDetection(context.uri);
  },
});
`),
  ...pair('mastra', 'a step of a workflow', 'src/mastra/workflows/scan.ts', `
import { createStep, createWorkflow } from '@mastra/core/workflows';
IMPORT
const scan = createStep({ id: 'scan', execute: async ({ inputData }) => CLIENT.labelDetection(inputData.uri) });
export const workflow = createWorkflow({ id: 'scan' }).then(scan).commit();
`),
  ...pair('mastra', 'a route', 'src/mastra/index.ts', `
import { registerApiRoute } from '@mastra/core/server';
IMPORT
export const route = registerApiRoute('/labels', {
  method: 'GET',
  handler: async (context) => {
    const client = CLIENT;
    return context.json(await client.labelDetection(context.req.query('uri')));
  },
});
`),
  ...silent('mastra', 'an agent that is made once', 'src/mastra/agents/scan.ts', `
import { createTool } from '@mastra/core/tools';
IMPORT
const makeTool = () => {
  const client = CLIENT;
  return createTool({ id: 'scan', execute: async ({ context }) => client.labelDetection(context.uri) });
};
export const tool = makeTool();
`),

  ...pair('openai-agents', 'a tool', 'src/tool.ts', `
import { tool } from '@openai/agents';
IMPORT
export const scan = tool({
  name: 'scan',
  execute: async ({ uri }) => {
    const client = CLIENT;
    return JSON.stringify(await client.labelDetection(uri));
  },
});
`),
  ...pair('openai-agents', 'instructions', 'src/agent.ts', `
import { Agent } from '@openai/agents';
IMPORT
export const agent = new Agent({
  name: 'scanner',
  instructions: async (run) => JSON.stringify(await CLIENT.labelDetection(run.context.uri)),
});
`),
  ...pair('openai-agents', 'a guardrail', 'src/guardrail.ts', `
import { Agent } from '@openai/agents';
IMPORT
const isPicture = { name: 'picture', execute: async ({ input }) => {
  const client = CLIENT;
  return { tripwireTriggered: (await client.labelDetection(input)).length === 0 };
} };
export const agent = new Agent({ name: 'scanner', inputGuardrails: [isPicture] });
`),
  ...silent('openai-agents', 'an agent of another library', 'src/estate.ts', `
import { Agent } from './estate';
IMPORT
export const agent = new Agent({ instructions: () => 'none', client: CLIENT });
`),

  ...pair('agent-libraries', 'a tool of Genkit', 'src/genkit.ts', `
import { genkit } from 'genkit';
IMPORT
const ai = genkit({ plugins: [] });
export const scan = ai.defineTool({ name: 'scan', description: 'Finds labels' }, async ({ uri }) => {
  const client = CLIENT;
  return client.labelDetection(uri);
});
`),
  ...pair('agent-libraries', 'a flow of Genkit of another file', 'src/flow.ts', `
import { ai } from './genkit.js';
IMPORT
export const scan = ai.defineFlow('scan', async ({ uri }) => CLIENT.labelDetection(uri));
`),
  ...pair('agent-libraries', 'a tool of LlamaIndex', 'src/llama.ts', `
import { tool } from 'llamaindex';
IMPORT
export const scan = tool({ name: 'scan', execute: async ({ uri }) => CLIENT.labelDetection(uri) });
`),
  ...pair('agent-libraries', 'a tool of Claude', 'src/claude.ts', `
import { createSdkMcpServer, tool } from '@anthropic-ai/claude-agent-sdk';
IMPORT
export const server = createSdkMcpServer({
  name: 'vision',
  tools: [tool('scan', 'Finds labels', {}, async ({ uri }) => {
    const client = CLIENT;
    return { content: [{ type: 'text', text: JSON.stringify(await client.labelDetection(uri)) }] };
  })],
});
`),
  ...pair('agent-libraries', 'an action of CopilotKit', 'src/copilot.ts', `
import { CopilotRuntime } from '@copilotkit/runtime';
IMPORT
export const runtime = new CopilotRuntime({
  actions: [{ name: 'scan', handler: async ({ uri }) => CLIENT.labelDetection(uri) }],
});
`),
  ...silent('agent-libraries', 'a set-up of plugins', 'src/plugins.ts', `
import { genkit } from 'genkit';
IMPORT
function start() {
  const client = CLIENT;
  const ai = genkit({ plugins: [] });
  return ai.defineTool({ name: 'scan' }, async ({ uri }) => client.labelDetection(uri));
}
export const scan = start();
`),
];
