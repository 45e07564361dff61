import type { ExportPattern, PackagePattern } from '../types.js';

/** What code calls its events, and the methods by which it listens to them. */

/** Objects of packages by which parts of a program tell one another what has happened: whoever tells runs what listens. */
export interface EmitterModel {
  readonly package: readonly PackagePattern[];
  /** Methods that make a function listen, each time something is told. */
  readonly listens: readonly ExportPattern[];
  /** Methods of the same object that tell. */
  readonly tells: readonly string[];
  /** The first argument of both is the name of what has happened. */
  readonly isNamed: boolean;
}

export const emitters: readonly EmitterModel[] = [
  {
    package: ['node:events', 'eventemitter3', 'eventemitter2', 'tiny-typed-emitter', 'typed-emitter', 'strict-event-emitter'],
    listens: ['on', 'addListener', 'prependListener'].flatMap((method) => (
      ['EventEmitter', 'EventEmitter2', 'TypedEmitter', 'Emitter', 'default'].map((name) => `${name}().${method}`))),
    tells: ['emit', 'emitAsync'],
    isNamed: true,
  },
  {
    package: ['mitt', 'nanoevents', 'emittery'],
    listens: ['default().on', 'mitt().on', 'createNanoEvents().on'],
    tells: ['emit'],
    isNamed: true,
  },
  {
    package: ['rxjs', 'rxjs/*'],
    listens: ['Subject', 'BehaviorSubject', 'ReplaySubject'].flatMap((name) => (
      [`${name}().subscribe`, `${name}().asObservable().subscribe`])),
    tells: ['next'],
    isNamed: false,
  },
];

/** Methods of emitters that register a function for an event. */
export const listenerMethods: ReadonlySet<string> = new Set([
  'on', 'once', 'addListener', 'prependListener', 'prependOnceListener', 'addEventListener',
]);

/** Methods of emitters that call what is registered for an event. */
export const emittingMethods: ReadonlySet<string> = new Set(['emit', 'dispatchEvent']);

/** Events that come once, at the end of what a request or a stream does, however it ends. */
export const endingEvents: ReadonlySet<string> = new Set([
  'finish', 'close', 'end', 'exit', 'done', 'abort', 'aborted', 'disconnect', 'destroy', 'complete', 'result',
]);

/** Events that come when something is ready for use. */
export const beginningEvents: ReadonlySet<string> = new Set(['connect', 'connected', 'ready', 'open', 'listening', 'load']);

/** Events that come when something failed. */
export const failureEvents = /err|fail|timeout/i;

/** What comes of a piece of work, where something else may come of it, or nothing. */
export const outcomeEvents: ReadonlySet<string> = new Set([
  'completed', 'data', 'fulfilled', 'message', 'reply', 'response', 'row', 'succeeded', 'success',
]);

/** The same of a piece of work that failed. */
export const failureOutcomeEvents: ReadonlySet<string> = new Set(['failed', 'failure']);

/** Events that come when a connection is lost or cannot be made. */
export const lossEvents: ReadonlySet<string> = new Set([
  'close', 'closed', 'connect_error', 'connect_failed', 'connectionClose', 'connectFailed', 'disconnect', 'disconnected', 'disconnecting',
  'end', 'error', 'exit', 'reconnect_failed', 'timeout',
]);

/** How names of constants for them end: `Events.Disconnected`, `SOCKET_MAX_RETRIES`. */
export const lossEventNames = /(?:^|_|[a-z])(?:closed?|disconnect(?:ed|ion)?|error|failed|failure|lost|max_?retries|timeout)$/i;

/** Events that come when a process or a server ends. */
export const processEndEvents: ReadonlySet<string> = new Set([
  'beforeExit', 'close', 'disconnect', 'end', 'exit', 'shutdown', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM',
]);

/** Methods of emitters that give their receiver back. */
export const fluentMethods: ReadonlySet<string> = new Set([
  'on', 'once', 'addListener', 'setMaxListeners', 'off', 'removeListener', 'removeAllListeners',
]);

/** Methods of streams and of what reports by events. */
export const streamingMethods: ReadonlySet<string> = new Set(['on', 'once', 'pipe', 'pipeThrough', 'pipeTo']);

/** Methods of emitters that call what they are given, now or later, once or often. */
export const callingMethods: ReadonlySet<string> = new Set([
  'on', 'once', 'addListener', 'prependListener', 'addEventListener', 'subscribe',
]);

/** Methods by which a client takes in what comes, from then on: it is at work for as long as nobody ends it. */
export const consumingMethods: ReadonlySet<string> = new Set(['consume', 'psubscribe', 'run', 'subscribe']);

/** Events that come more than once: a promise that the first of them settles does not say that the others came. */
export const repeatedEvents = /^(?:data|message|readable|row|record|result|chunk|line|entry|progress)$/i;
