import { describeBehaviour } from './behaviour-suite.js';
import { expressService } from './service.js';

describeBehaviour('gRPC', {
  packages: ['@grpc/grpc-js', 'selfsigned'],
  start: async () => (await import('./servers/grpc.js')).startGrpcServer(),
  cases: {
    'a stub for each request': {
      service: expressService({
        imports: `
import { promisify } from 'node:util';
import { credentials, makeGenericClientConstructor } from '@grpc/grpc-js';`,
        setup: `
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
}, 'Quotients');`,
        handler: `
  const quotients = new Quotients(process.env.GRPC_ADDRESS, credentials.createSsl());
  const quotient = Number(await promisify(quotients.divide).call(quotients, req.query.divisor));`,
      }),
      leaks: { answered: 1, broken: 1, refused: 1 },
      edits: { hoistToModule: { open: 1 }, lazyGetter: { open: 1 } },
    },
  },
});
