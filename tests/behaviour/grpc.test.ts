import { describeBehaviour, none } from './behaviour-suite.js';
import { expressService } from './service.js';

const imports = `
import { promisify } from 'node:util';
import { credentials, makeGenericClientConstructor } from '@grpc/grpc-js';`;
const setup = `
const Quotients = makeGenericClientConstructor({
  divide: {
    path: '/behaviour.Quotients/Divide',
    requestStream: false,
    responseStream: false,
    requestSerialize: (value) => Buffer.from(value),
    requestDeserialize: (bytes) => bytes.toString(),
    responseSerialize: (value) => Buffer.from(value),
    responseDeserialize: (bytes) => bytes.toString(),
  },
}, 'Quotients');`;
const stub = 'const quotients = new Quotients(process.env.GRPC_ADDRESS, credentials.createSsl());';
const use = `
  const quotient = Number(await promisify(quotients.divide).call(quotients, req.query.divisor));`;
const handler = `  ${stub}${use}`;

describeBehaviour('gRPC', {
  packages: ['@grpc/grpc-js', 'selfsigned'],
  start: async () => (await import('./servers/grpc.js')).startGrpcServer(),
  cases: {
    'a stub for each request': {
      service: expressService({ imports, setup, handler }),
      leaks: { answered: 1, broken: 1, refused: 1 },
      edits: { hoistToModule: { open: 1 }, lazyGetter: { open: 1 } },
    },
    'a stub that requests without an error close': {
      rule: 'require-client-close',
      service: expressService({ imports, setup, handler, farewell: 'quotients.close();' }),
      leaks: { answered: 0, broken: 1, refused: 1 },
      edits: { hoistToModule: { open: 1 }, closeInFinally: { open: 0, opened: 50 } },
    },
    'a shared stub that a request closes': {
      rule: 'no-shared-client-close',
      service: expressService({ imports, setup: `${setup}\n${stub}`, handler: use, farewell: 'quotients.close();' }),
      leaks: none,
      failsBefore: true,
      edits: { dropClose: { open: 1 } },
    },
  },
});
