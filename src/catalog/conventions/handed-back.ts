import type { ExportsModel } from '../match.js';

/** Functions of packages that run a function which they are given, again if it fails, and give back what it gives. */
export const handingBack: readonly ExportsModel[] = [
  {
    package: ['retry-as-promised', 'p-retry', 'async-retry', 'promise-retry', 'ts-retry-promise', 'ts-retry', '@lifeomic/attempt'],
    export: ['default', 'retry', 'retryAsync', 'retryAsPromised', 'attempt'],
  },
  { package: ['exponential-backoff', 'es-toolkit', 'radash'], export: ['backOff', 'retry'] },
  { package: ['p-timeout', 'p-try'], export: 'default' },
  { package: 'bluebird', export: ['try', 'attempt', 'Promise.try'] },
  { package: '@sentry/*', export: ['startSpan', 'withScope', 'withIsolationScope', 'continueTrace', 'withMonitor'] },
  { package: '@opentelemetry/api', export: ['context.with', 'trace.getTracer().startActiveSpan', 'Tracer().startActiveSpan'] },
  { package: 'dd-trace', export: ['trace', 'default.trace', 'init().trace'] },
  { package: 'newrelic', export: ['startSegment', 'startBackgroundTransaction', 'startWebTransaction', 'default.startSegment'] },
  { package: 'p-limit', export: 'default()' },
  { package: 'p-queue', export: 'default().add' },
  { package: 'bottleneck', export: ['default().schedule', 'Bottleneck().schedule'] },
  { package: ['async-mutex', 'await-semaphore'], export: ['Mutex().runExclusive', 'Semaphore().runExclusive', 'Semaphore().use'] },
  { package: 'async-lock', export: 'default().acquire' },
  { package: 'cls-hooked', export: ['createNamespace().runPromise', 'createNamespace().runAndReturn'] },
  {
    package: 'async_hooks',
    export: ['AsyncLocalStorage().run', 'AsyncLocalStorage().exit', 'AsyncResource().runInAsyncScope'],
  },
];

/** A function of packages that runs a function for each element of a list, and gives the list of what that gives. */
export interface MappingModel extends ExportsModel {
  /** Where the function stands among the arguments. */
  readonly argument: number;
}

export const mapping: readonly MappingModel[] = [
  { package: ['lodash', 'lodash-es', 'underscore'], export: ['map', 'default.map'], argument: 1 },
  { package: ['lodash/map', 'p-map', 'p-map-series'], export: 'default', argument: 1 },
  { package: 'bluebird', export: ['map', 'mapSeries', 'Promise.map', 'Promise.mapSeries'], argument: 1 },
  { package: ['radash', 'modern-async'], export: 'map', argument: 1 },
  { package: 'radash', export: 'parallel', argument: 2 },
];
