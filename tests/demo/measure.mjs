// Starts the gRPC server and a service as child processes, sends requests to the service, and tells what they left behind.
import { generateKeyPairSync } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { REQUEST_LIMIT_MS, START_LIMIT_MS, startChild } from './child.mjs';

/** Calls made before counting starts, so that loading of code and of protocol descriptions is not taken for a leak. */
export const WARM_UP_REQUESTS = 10;

/** Where everything that a run writes goes; ignored by git. Inside the checkout, so that copies of the service find its packages. */
export const outFolder = fileURLToPath(new URL('.out/', import.meta.url));

/** Starts the local stand-in for reCAPTCHA Enterprise. */
export async function startGrpcServer() {
  const child = startChild(fileURLToPath(new URL('server/grpc-server.mjs', import.meta.url)), { environment: {}, execArgv: [] });
  let folder;

  function removeFolder() {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
  // An interrupted run leaves no key behind either.
  process.once('exit', removeFolder);

  async function stop() {
    await child.stop();
    removeFolder();
    process.off('exit', removeFolder);
  }

  try {
    const { port, certificate } = await child.receive('ready', START_LIMIT_MS);
    await mkdir(outFolder, { recursive: true });
    folder = await mkdtemp(join(outFolder, 'identity-'));
    const certificateFile = join(folder, 'certificate.pem');
    const accountFile = join(folder, 'service-account.json');
    await writeFile(certificateFile, certificate);
    await writeFile(accountFile, JSON.stringify(inventServiceAccount()), { mode: 0o600 });
    return {
      /** What a service needs to reach this server by the ordinary way: default credentials, default TLS roots. */
      environment: {
        RECAPTCHA_HOST: 'localhost',
        RECAPTCHA_PORT: String(port),
        GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: certificateFile,
        GOOGLE_APPLICATION_CREDENTIALS: accountFile,
      },
      /** How many connections are open now, and how many were opened in all. */
      connections: () => child.ask('connections'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Sends `requests` requests, one after the other, to the service in `folder` and tells what they left behind. */
export async function measureService({ folder, requests, grpcServer }) {
  await waitForNoConnections(grpcServer);
  const service = startChild(join(folder, 'server.js'), {
    environment: { ...grpcServer.environment, PORT: '0' },
    execArgv: ['--expose-gc', '--import', new URL('probe.mjs', import.meta.url).href],
  });
  try {
    const port = await service.readPort();
    const url = `http://localhost:${port}/verify`;
    for (let index = 0; index < WARM_UP_REQUESTS; index += 1) await verify(url, `warm-up-${index}`);

    const memoryBefore = await service.ask('memory');
    const connectionsBefore = await grpcServer.connections();
    const responses = [];
    const start = performance.now();
    for (let index = 0; index < requests; index += 1) responses.push(await verify(url, `token-${index}`));
    const elapsed = performance.now() - start;
    const memoryAfter = await service.ask('memory');
    const connectionsAfter = await grpcServer.connections();

    return {
      responses,
      socketsOpened: connectionsAfter.opened - connectionsBefore.opened,
      socketsOpen: connectionsAfter.open,
      rssKept: memoryAfter.rss - memoryBefore.rss,
      heapKept: memoryAfter.heapUsed - memoryBefore.heapUsed,
      millisecondsPerCall: elapsed / requests,
    };
  } finally {
    await service.stop();
  }
}

async function verify(url, token) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
    signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
  });
  if (!response.ok) throw new Error(`The service answered ${response.status}: ${await response.text()}`);
  return response.json();
}

/** The service before was ended; its sockets are closed a moment later. */
async function waitForNoConnections(grpcServer) {
  const deadline = performance.now() + START_LIMIT_MS;
  while ((await grpcServer.connections()).open > 0) {
    if (performance.now() > deadline) throw new Error('The connections of the service before were not closed.');
    await sleep(20);
  }
}

/** A service account with a key made on the spot. It opens nothing anywhere: only the local server accepts what it signs. */
function inventServiceAccount() {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return {
    type: 'service_account',
    project_id: 'demo-project',
    private_key_id: 'demo-key',
    private_key: privateKey,
    client_email: 'demo@demo-project.iam.gserviceaccount.com',
    client_id: '1',
  };
}
