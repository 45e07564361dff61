import type { FrameworkModel } from '../types.js';

/** LangChain and LangGraph: tools, runnables and the nodes of graphs run for each call. */
export const langchain: FrameworkModel = {
  name: 'langchain',
  title: 'LangChain',
  packages: [
    'langchain', 'langchain/*', '@langchain/core', '@langchain/core/*', '@langchain/langgraph', '@langchain/langgraph/*',
  ],
  runtime: 'node-server',
  entries: [
    { kind: 'call', methods: ['tool'], handlers: [{ argument: 0 }], runs: 'invocation' },
    {
      kind: 'call',
      methods: ['DynamicTool', 'DynamicStructuredTool', 'RunnableLambda', 'StructuredTool'],
      handlers: [{ argument: 0, path: 'func' }],
      runs: 'invocation',
    },
    { kind: 'call', methods: ['RunnableLambda.from'], handlers: [{ argument: 0 }], runs: 'invocation' },
    {
      kind: 'classMethod',
      extends: ['Tool', 'StructuredTool', 'BaseRetriever', 'Runnable', 'BaseChatModel', 'SimpleChatModel', 'LLM', 'Embeddings'],
      methods: ['_call', '_getRelevantDocuments', 'invoke', '_generate', '_streamResponseChunks', 'embedQuery', 'embedDocuments'],
      runs: 'invocation',
    },
    { kind: 'classMethod', extends: ['BaseCallbackHandler'], methods: ['handle*'], runs: 'invocation' },
    {
      kind: 'call',
      receivers: ['StateGraph().**', 'MessageGraph().**', 'Graph().**'],
      receiverTypes: ['StateGraph', 'MessageGraph'],
      methods: ['addNode', 'addConditionalEdges'],
      handlers: [{ argument: 1 }, { argument: 0, path: '*' }],
      runs: 'invocation',
    },
    { kind: 'call', methods: ['task', 'entrypoint'], handlers: [{ argument: 1 }], runs: 'invocation' },
    {
      kind: 'call',
      methods: ['createMiddleware'],
      handlers: ['beforeAgent', 'beforeModel', 'afterModel', 'afterAgent', 'wrapModelCall', 'wrapToolCall'].map((path) => ({
        argument: 0, path,
      })),
      runs: 'invocation',
    },
    { kind: 'typedParameter', types: ['LangGraphRunnableConfig', 'ToolRuntime'], runs: 'invocation' },
  ],
  docs: 'https://docs.langchain.com/oss/javascript/langchain/tools',
};
