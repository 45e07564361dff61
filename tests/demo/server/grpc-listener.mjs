import { createServer } from 'node:net';

import grpc from '@grpc/grpc-js';
import { generate } from 'selfsigned';

/** Opens a gRPC server with a self-signed certificate for `localhost`, on a port that is free. Its connections are counted. */
export async function openGrpcListener({ service, methods }) {
  const certificate = await generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  const credentials = grpc.ServerCredentials.createSsl(null, [
    { private_key: Buffer.from(certificate.private), cert_chain: Buffer.from(certificate.cert) },
  ]);
  const server = new grpc.Server();
  server.addService(service, methods);
  const injector = server.createConnectionInjector(credentials);

  // The listening socket is our own, so that every connection passes here and can be counted.
  const listener = createServer((socket) => injector.injectConnection(socket));
  await new Promise((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(0, 'localhost', resolve);
  });
  return {
    listener,
    port: listener.address().port,
    certificate: certificate.cert,
    close() {
      injector.destroy();
      server.forceShutdown();
      listener.close();
    },
  };
}
