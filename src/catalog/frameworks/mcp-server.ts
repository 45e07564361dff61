import type { FrameworkModel } from '../types.js';

const servers = ['McpServer()', 'McpServer().server', 'Server()'] as const;

export const mcpServer: FrameworkModel = {
  name: 'mcp-server',
  title: 'MCP server',
  packages: [
    '@modelcontextprotocol/sdk', '@modelcontextprotocol/sdk/server', '@modelcontextprotocol/sdk/server/*',
    '@modelcontextprotocol/server', 'fastmcp',
  ],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: servers,
      receiverTypes: ['McpServer', 'Server'],
      receiverNames: ['server', 'mcp', 'mcpServer'],
      methods: [
        'tool', 'registerTool', 'resource', 'registerResource', 'prompt', 'registerPrompt', 'setRequestHandler',
        'setNotificationHandler',
      ],
      handlers: [{ argument: 'last' }],
      runs: 'request',
    },
    {
      kind: 'call',
      receivers: ['FastMCP()'],
      receiverTypes: ['FastMCP'],
      methods: ['addTool', 'addResource', 'addResourceTemplate', 'addPrompt'],
      handlers: [{ argument: 0, path: 'execute' }, { argument: 0, path: 'load' }],
      runs: 'request',
    },
  ],
  docs: 'https://modelcontextprotocol.io/docs/develop/build-server',
};
