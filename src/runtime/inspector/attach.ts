/**
 * Attaches to a running process, and leaves it as it was.
 * In: an endpoint, or the id of a process whose inspector may be closed. Out: a session of its main thread.
 * Invariant: an inspector that was opened here is closed again on every way out: by `detach`, and when this process is killed or the
 * connection is lost, by a guard in the process itself that misses our beats.
 * Blind spot: a process that is stopped keeps its inspector until it goes on.
 */
import type * as Inspector from 'node:inspector';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { callInProcess } from './call-in-process.js';
import { authorityOf, findDebuggerUrl } from './endpoint.js';
import type { Endpoint } from './endpoint.js';
import { startGuard } from './inspector-guard.js';
import type { Guard } from './inspector-guard.js';
import { InspectorError } from './inspector-error.js';
import { announcedPort, assertNodeProcess, innerPid, listeningPorts } from './node-process.js';
import { ProtocolSession } from './protocol-session.js';

/** Which process is meant. */
export type Target =
  /** The inspector listens there. */
  | { readonly kind: 'endpoint'; readonly endpoint: Endpoint }
  /** A process of this machine, whose inspector is opened with SIGUSR1 when it is closed. */
  | { readonly kind: 'process'; readonly pid: number };

export interface Attached {
  readonly session: ProtocolSession;
  readonly endpoint: Endpoint;
  /** As the process itself sees it. */
  readonly pid: number;
  /** The version of Node.js in it, without the `v`. */
  readonly nodeVersion: string;
  /** Whether the inspector was closed before, and will be again. */
  readonly isOpenedHere: boolean;
  /** Ends the session and closes the inspector if it was opened here. May be called again, and after the connection was lost. */
  detach(): Promise<void>;
}

const OPEN_LIMIT_MS = 5000;
const CLOSE_LIMIT_MS = 5000;
const POLL_MS = 25;

/**
 * Attaches to the process. `isolated` moves an inspector that was opened here to a port of its own, so that a second process (the children
 * of a cluster) can open its own at the usual port. Throws an `InspectorError` that says what helps.
 */
export async function attach(target: Target, { isolated = false }: { readonly isolated?: boolean } = {}): Promise<Attached> {
  switch (target.kind) {
    case 'endpoint':
      return attachAt(target.endpoint, false);
    case 'process':
      return attachToProcess(target.pid, isolated);
  }
}

async function attachToProcess(pid: number, isolated: boolean): Promise<Attached> {
  assertNodeProcess(pid);
  const before = listeningPorts(pid);
  const announced = announcedPort(pid);
  const isOpen = before ? before.has(announced) : await hasInspector({ host: '127.0.0.1', port: announced });
  // Where nobody tells which ports are whose, the answer itself tells whose inspector it is.
  if (!isOpen && await hasInspector({ host: '127.0.0.1', port: announced })) throw new InspectorError(takenPort(announced, pid));
  if (!isOpen) process.kill(pid, 'SIGUSR1');
  const port = isOpen ? announced : await waitForPort(pid, before, announced);
  const attached = await attachAt({ host: '127.0.0.1', port }, !isOpen);
  if (attached.pid !== innerPid(pid)) {
    await attached.session.close();
    throw new InspectorError(takenPort(port, pid));
  }
  return isolated && attached.isOpenedHere ? moveInspector(attached) : attached;
}

async function attachAt(endpoint: Endpoint, isOpenedHere: boolean): Promise<Attached> {
  const session = await ProtocolSession.connect(await findDebuggerUrl(endpoint));
  try {
    const { pid, nodeVersion } = await callInProcess(session, () => ({ pid: process.pid, nodeVersion: process.version.slice(1) }));
    const guard = isOpenedHere ? await startGuard(session, { closesInspector: true }) : undefined;
    return { session, endpoint, pid, nodeVersion, isOpenedHere, detach: () => detach(session, guard) };
  } catch (error) {
    await session.close();
    throw error;
  }
}

async function detach(session: ProtocolSession, guard: Guard | undefined): Promise<void> {
  if (!session.isClosed && guard) {
    await guard.closeInspector().catch(() => {});
    await Promise.race([session.closed, sleep(CLOSE_LIMIT_MS, undefined, { ref: false })]);
  }
  guard?.stop();
  if (!session.isClosed) await session.close();
}

/** Closes the inspector and opens it at a port that is free, which frees the usual one. */
export async function moveInspector({ session }: Attached): Promise<Attached> {
  const port = await findFreePort();
  await callInProcess(session, (require, newPort) => {
    const inspector = require('node:inspector') as typeof Inspector;
    // After the answer has gone out: closing waits for no connection.
    setImmediate(() => {
      inspector.close();
      inspector.open(newPort, '127.0.0.1');
    });
  }, port);
  await session.closed;
  const endpoint = { host: '127.0.0.1', port };
  for (const deadline = performance.now() + OPEN_LIMIT_MS; ; await sleep(POLL_MS)) {
    if (await hasInspector(endpoint)) return attachAt(endpoint, true);
    if (performance.now() > deadline) throw new InspectorError(`the inspector did not open at ${authorityOf(endpoint)}.`);
  }
}

/** The port that the process opened after the signal: a new one among those it listens at, or the announced one where nobody tells. */
async function waitForPort(pid: number, before: ReadonlySet<number> | undefined, announced: number): Promise<number> {
  for (const deadline = performance.now() + OPEN_LIMIT_MS; performance.now() < deadline; await sleep(POLL_MS)) {
    const now = listeningPorts(pid);
    const candidates = now && before ? [...now].filter((port) => !before.has(port)) : [announced];
    for (const port of candidates) {
      if (await hasInspector({ host: '127.0.0.1', port })) return port;
    }
  }
  const endpoint = { host: '127.0.0.1', port: announced };
  throw new InspectorError(await hasInspector(endpoint) ? takenPort(announced, pid)
    : `process ${pid} did not open its inspector within ${OPEN_LIMIT_MS / 1000} s of SIGUSR1: something else may hold port ${announced}, `
      + 'or the application handles the signal itself. Start it with --inspect and give the port.');
}

function takenPort(port: number, pid: number): string {
  return `port ${port} is the inspector of another process, so process ${pid} cannot open its own there. `
    + 'End the other debugging session, or start the process with --inspect-port=0 or another port.';
}

async function hasInspector(endpoint: Endpoint): Promise<boolean> {
  try {
    await findDebuggerUrl(endpoint);
    return true;
  } catch {
    return false;
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}
