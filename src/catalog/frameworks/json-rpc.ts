import type { FrameworkModel } from '../types.js';

/** JSON-RPC servers, of which language servers are one kind. */
export const jsonRpc: FrameworkModel = {
  name: 'json-rpc',
  title: 'JSON-RPC server',
  packages: [
    'json-rpc-2.0', 'jayson', 'jayson/promise', 'rpc-websockets', 'vscode-jsonrpc', 'vscode-jsonrpc/node', 'vscode-languageserver',
    'vscode-languageserver/node', 'vscode-languageserver/node.js',
  ],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['JSONRPCServer()', 'JSONRPCServerAndClient()'],
      receiverTypes: ['JSONRPCServer', 'JSONRPCServerAndClient'],
      methods: ['addMethod', 'addMethodAdvanced', 'applyMiddleware'],
      handlers: [{ argument: { from: 0 } }],
      runs: 'request',
    },
    { kind: 'call', methods: ['Server', 'server'], handlers: [{ argument: 0, path: '*' }], runs: 'request' },
    { kind: 'call', methods: ['Method'], handlers: [{ argument: 0 }, { argument: 0, path: 'handler' }], runs: 'request' },
    {
      kind: 'call',
      receivers: ['Server()', 'server()'],
      receiverTypes: ['Server'],
      methods: ['method', 'methods', 'register'],
      handlers: [{ argument: 1 }, { argument: 0, path: '*' }],
      runs: 'request',
    },
    {
      kind: 'call',
      receivers: ['createMessageConnection()', 'createConnection()', 'TextDocuments()'],
      receiverTypes: ['MessageConnection', 'Connection', 'TextDocuments'],
      methods: [
        'onRequest', 'onNotification', 'onCompletion', 'onCompletionResolve', 'onHover', 'onDefinition', 'onReferences', 'onCodeAction',
        'onDocumentSymbol', 'onWorkspaceSymbol', 'onRenameRequest', 'onExecuteCommand', 'onDocumentFormatting', 'onDidChangeContent',
        'onDidSave', 'onDidOpen', 'onDidClose', 'onDidOpenTextDocument', 'onDidChangeTextDocument', 'onDidChangeWatchedFiles',
        'onSignatureHelp', 'onDocumentHighlight', 'onCodeLens', 'onFoldingRanges',
      ],
      handlers: [{ argument: 'last' }],
      runs: 'request',
    },

  ],
  once: [
    {
      kind: 'call',
      receivers: ['createConnection()', 'createMessageConnection()'],
      receiverTypes: ['Connection', 'MessageConnection'],
      methods: ['onInitialize', 'onInitialized', 'onShutdown', 'onExit'],
      handlers: [{ argument: 0 }],
    },
  ],
  docs: 'https://github.com/shogowada/json-rpc-2.0#server',
};
