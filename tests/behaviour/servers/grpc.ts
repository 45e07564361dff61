import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { openGrpcListener } from '../../demo/server/grpc-listener.mjs';
import { Connections } from './local-server.js';
import type { LocalServer } from './local-server.js';

const asText = (value: string): Buffer => Buffer.from(value);
const fromText = (bytes: Buffer): string => bytes.toString();

const service = {
  divide: {
    path: '/behaviour.Quotients/Divide',
    requestStream: false,
    responseStream: false,
    requestSerialize: asText,
    requestDeserialize: fromText,
    responseSerialize: asText,
    responseDeserialize: fromText,
  },
} as const;

const divide: handleUnaryCall<string, string> = ({ request }, callback) => {
  if (Number(request) === 0) callback({ code: status.INVALID_ARGUMENT, details: 'division by zero' });
  else callback(null, String(10 / Number(request)));
};

/** Divides ten by what it is sent, over TLS. */
export async function startGrpcServer(): Promise<LocalServer> {
  const { listener, port, certificate, close } = await openGrpcListener({ service, methods: { divide } });
  const connections = new Connections(listener);
  const folder = mkdtempSync(join(tmpdir(), 'behaviour-'));
  const certificateFile = join(folder, 'certificate.pem');
  writeFileSync(certificateFile, certificate);
  return {
    environment: { GRPC_ADDRESS: `localhost:${port}`, GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: certificateFile },
    connections,
    stop() {
      close();
      connections.destroy();
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}
