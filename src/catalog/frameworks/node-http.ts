import type { FrameworkModel } from '../types.js';

const servers = ['createServer()', 'createSecureServer()', 'Server()'] as const;
const serverTypes = ['Server', 'HttpServer', 'HttpsServer', 'Http2Server', 'Http2SecureServer'] as const;

export const nodeHttp: FrameworkModel = {
  name: 'node-http',
  title: 'Node.js HTTP server',
  packages: ['node:http', 'node:https', 'node:http2'],
  runtime: 'node-server',
  entries: [
    { kind: 'call', methods: ['createServer', 'createSecureServer', 'Server'], handlers: [{ argument: 'last' }], runs: 'request' },
    {
      kind: 'call',
      receivers: servers,
      receiverTypes: serverTypes,
      receiverNames: ['server', 'httpServer', 'httpsServer'],
      methods: ['on', 'addListener', 'prependListener'],
      firstArgument: ['request', 'upgrade', 'connect', 'checkContinue', 'checkExpectation', 'clientError', 'stream'],
      handlers: [{ argument: 1 }],
      runs: 'request',
    },
    {
      kind: 'call',
      receivers: servers,
      receiverTypes: serverTypes,
      receiverNames: ['server', 'httpServer', 'httpsServer'],
      methods: ['on', 'addListener', 'prependListener'],
      firstArgument: ['connection', 'secureConnection', 'session'],
      handlers: [{ argument: 1 }],
      runs: 'connection',
    },
    { kind: 'typedFunction', types: ['RequestListener'], runs: 'request' },
    // `IncomingMessage` is missing on purpose: it is also what a client's `http.get()` hands to its callback.
    {
      kind: 'typedParameter',
      types: ['ServerResponse', 'Http2ServerRequest', 'Http2ServerResponse', 'ServerHttp2Stream'],
      runs: 'request',
    },
  ],
  once: [
    {
      kind: 'call',
      receivers: servers,
      receiverTypes: serverTypes,
      methods: ['listen', 'close'],
      handlers: [{ argument: 'last' }],
    },
    {
      kind: 'call',
      receivers: servers,
      receiverTypes: serverTypes,
      methods: ['on', 'once'],
      firstArgument: ['listening', 'close'],
      handlers: [{ argument: 1 }],
    },
  ],
  docs: 'https://nodejs.org/api/http.html#event-request',
};
