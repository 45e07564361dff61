// Stands in for reCAPTCHA Enterprise: a gRPC server with a self-signed certificate that answers CreateAssessment.
// It runs as a child process, so that its own memory and sockets are not counted with those of the service under test.
import { createHash } from 'node:crypto';

import { protos } from '@google-cloud/recaptcha-enterprise';
import grpc from '@grpc/grpc-js';

import { openGrpcListener } from './grpc-listener.mjs';

const { Assessment, CreateAssessmentRequest } = protos.google.cloud.recaptchaenterprise.v1;

const recaptchaEnterpriseService = {
  createAssessment: {
    path: '/google.cloud.recaptchaenterprise.v1.RecaptchaEnterpriseService/CreateAssessment',
    requestStream: false,
    responseStream: false,
    requestSerialize: (message) => Buffer.from(CreateAssessmentRequest.encode(message).finish()),
    requestDeserialize: (bytes) => CreateAssessmentRequest.decode(bytes),
    responseSerialize: (message) => Buffer.from(Assessment.encode(message).finish()),
    responseDeserialize: (bytes) => Assessment.decode(bytes),
  },
};

/** Answers from the token alone, so that two services that send the same tokens must give the same responses. */
function createAssessment({ request, metadata }, callback) {
  if (!String(metadata.get('authorization')[0]).startsWith('Bearer ')) {
    callback({ code: grpc.status.UNAUTHENTICATED, details: 'The call carries no token.' });
    return;
  }
  const { event } = request.assessment;
  const digest = createHash('sha256').update(event.token).digest();
  callback(null, {
    name: `${request.parent}/assessments/${digest.toString('hex', 0, 8)}`,
    event,
    tokenProperties: { valid: event.token !== '', action: 'login' },
    riskAnalysis: { score: (digest[0] % 5) / 4 },
  });
}

const { listener, port, certificate } = await openGrpcListener({ service: recaptchaEnterpriseService, methods: { createAssessment } });

const connections = { open: 0, opened: 0 };
listener.on('connection', (socket) => {
  connections.open += 1;
  connections.opened += 1;
  socket.on('close', () => {
    connections.open -= 1;
  });
});

process.send({ kind: 'ready', port, certificate });
process.on('message', () => process.send({ kind: 'connections', ...connections }));
process.on('disconnect', () => process.exit());
