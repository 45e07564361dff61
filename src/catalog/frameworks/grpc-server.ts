import type { FrameworkModel } from '../types.js';

export const grpcServer: FrameworkModel = {
  name: 'grpc-server',
  title: 'gRPC server',
  packages: ['@grpc/grpc-js', 'grpc', 'nice-grpc', '@connectrpc/connect'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['Server()'],
      receiverTypes: ['Server'],
      receiverNames: ['server', 'grpcServer'],
      methods: ['addService', 'addProtoService'],
      handlers: [{ argument: 1, path: '*' }],
      runs: 'request',
    },
    {
      kind: 'call',
      receivers: ['createServer()', 'createServer().**'],
      receiverTypes: ['Server'],
      methods: ['add'],
      handlers: [{ argument: 1, path: '*' }],
      runs: 'request',
    },
    { kind: 'call', receivers: ['createServer().**'], methods: ['use'], handlers: [{ argument: 0 }], runs: 'request' },
    {
      kind: 'call',
      receivers: ['createConnectRouter()'],
      receiverTypes: ['ConnectRouter'],
      receiverNames: ['router'],
      methods: ['service'],
      handlers: [{ argument: 1, path: '*' }],
      runs: 'request',
    },
    {
      kind: 'call',
      receiverTypes: ['ConnectRouter'],
      receiverNames: ['router'],
      methods: ['rpc'],
      handlers: [{ argument: 'last' }],
      runs: 'request',
    },
    {
      kind: 'typedFunction',
      types: ['handleUnaryCall', 'handleClientStreamingCall', 'handleServerStreamingCall', 'handleBidiStreamingCall'],
      runs: 'request',
    },
    {
      kind: 'typedParameter',
      types: [
        'ServerUnaryCall', 'ServerReadableStream', 'ServerWritableStream', 'ServerDuplexStream', 'sendUnaryData', 'CallContext',
        'HandlerContext',
      ],
      runs: 'request',
    },
    {
      kind: 'typedObject',
      types: ['ServiceImpl', 'UntypedServiceImplementation', 'ServiceImplementation'],
      members: ['*'],
      runs: 'request',
    },
    { kind: 'signature', parameters: [['call', '_call'], ['callback', 'cb', '_callback']], runs: 'request' },
  ],
  once: [
    {
      kind: 'call',
      receivers: ['Server()'],
      receiverTypes: ['Server'],
      methods: ['bindAsync', 'tryShutdown'],
      handlers: [{ argument: 'last' }],
    },
  ],
  docs: 'https://grpc.io/docs/languages/node/basics/#server',
};
