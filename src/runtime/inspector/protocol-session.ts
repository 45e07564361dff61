/**
 * A conversation with one thread of a process in the Chrome DevTools Protocol.
 * In: the WebSocket of the debugger. Out: answers and events; sessions of worker threads go through that of the main thread.
 * Invariant: every call ends, with its answer, with the protocol's error, with the end of the connection or after its time limit.
 * Blind spot: a thread that never leaves native code answers nothing until it does.
 */
import { EventEmitter, once } from 'node:events';
import { WebSocket as Connection } from 'ws';
import { InspectorError } from './inspector-error.js';

/** The parameters of an event, as the protocol names them. Their shapes are the protocol's; each listener checks what it reads. */
export type EventListener<T = unknown> = (parameters: T) => void;

interface Pending {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout | undefined;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** How long a call may take that sets no limit of its own: more than the pause of any ordinary garbage collection. */
const CALL_LIMIT_MS = 30_000;
const OPEN_LIMIT_MS = 10_000;

/** A session of the main thread or, as made by `threadSession`, of a worker thread. */
export class ProtocolSession {
  /** Resolves when the connection ended, whoever ended it. */
  readonly closed: Promise<void>;
  readonly #events = new EventEmitter();
  readonly #pending = new Map<number, Pending>();
  readonly #transmit: (text: string) => void;
  readonly #end: () => void;
  #lastId = 0;
  #isClosed = false;
  readonly #markClosed: () => void;

  private constructor(transmit: (text: string) => void, end: () => void) {
    this.#transmit = transmit;
    this.#end = end;
    this.#events.setMaxListeners(0);
    let markClosed = (): void => {};
    this.closed = new Promise((resolve) => {
      markClosed = resolve;
    });
    this.#markClosed = markClosed;
  }

  /** Connects to the address that `findDebuggerUrl` gives. */
  static async connect(url: string): Promise<ProtocolSession> {
    // Answers with whole snapshots and sources are long, and loopback needs no compression.
    const socket = new Connection(url, { perMessageDeflate: false, maxPayload: 0, handshakeTimeout: OPEN_LIMIT_MS });
    const session = new ProtocolSession((text) => socket.send(text), () => socket.close());
    socket.on('message', (data: Buffer) => session.#receive(data.toString()));
    socket.on('close', () => session.#finish());
    try {
      await once(socket, 'open');
    } catch (error) {
      throw new InspectorError(`the inspector at ${url} refuses the connection: ${(error as Error).message}.`, { cause: error });
    }
    // The end of the connection is told by `closed`.
    socket.on('error', () => {});
    return session;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Calls a method. `limitMs` of `Infinity` waits for as long as the connection holds. Rejects with an `InspectorError`. */
  call<T>(method: string, parameters: object = {}, { limitMs = CALL_LIMIT_MS }: { readonly limitMs?: number } = {}): Promise<T> {
    if (this.#isClosed) return Promise.reject(new InspectorError(`${method}: the connection to the process is closed.`));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise<T>((resolve, reject) => {
      const timer = limitMs === Infinity ? undefined : setTimeout(() => {
        this.#pending.delete(id);
        reject(new InspectorError(`${method}: no answer within ${limitMs / 1000} s. The process may be busy or stopped.`));
      }, limitMs);
      this.#pending.set(id, { resolve, reject, timer });
      this.#transmit(JSON.stringify({ id, method, params: parameters }));
    });
  }

  /** Listens to an event; the result stops it. */
  on<T>(method: string, listener: EventListener<T>): () => void {
    this.#events.on(method, listener);
    return () => {
      this.#events.off(method, listener);
    };
  }

  /** The session of a worker thread, by the `sessionId` of `NodeWorker.attachedToWorker`. */
  threadSession(sessionId: string): ProtocolSession {
    const thread = new ProtocolSession(
      (message) => {
        // Its own call waits for the thread; that the message was handed on is no news.
        this.call('NodeWorker.sendMessageToWorker', { sessionId, message }).catch(() => thread.#finish());
      },
      () => {
        this.call('NodeWorker.detach', { sessionId }).catch(() => {});
        thread.#finish();
      },
    );
    this.on<{ sessionId: string; message: string }>('NodeWorker.receivedMessageFromWorker', (event) => {
      if (event.sessionId === sessionId) thread.#receive(event.message);
    });
    this.on<{ sessionId: string }>('NodeWorker.detachedFromWorker', (event) => {
      if (event.sessionId === sessionId) thread.#finish();
    });
    void this.closed.then(() => thread.#finish());
    return thread;
  }

  /** Ends the connection. What the session enabled in the process ends with it: V8 keeps breakpoints by session. */
  async close(): Promise<void> {
    this.#end();
    await this.closed;
  }

  #receive(text: string): void {
    const message = JSON.parse(text) as Message;
    if (message.method !== undefined) this.#events.emit(message.method, message.params);
    if (message.id === undefined) return;
    const pending = this.#pending.get(message.id);
    // An answer that came after its time limit.
    if (!pending) return;
    this.#pending.delete(message.id);
    clearTimeout(pending.timer);
    if (message.error) pending.reject(new InspectorError(message.error.message));
    else pending.resolve(message.result as never);
  }

  #finish(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const { reject, timer } of this.#pending.values()) {
      clearTimeout(timer);
      reject(new InspectorError('the connection to the process was lost: it ended, or its inspector was closed.'));
    }
    this.#pending.clear();
    this.#markClosed();
  }
}
