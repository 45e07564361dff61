import type { ExportsModel } from '../match.js';
import { logMethods } from './logging.js';

/** Packages that write what they are given to a log. */
const loggers = [
  'pino', 'winston', 'bunyan', 'log4js', 'loglevel', 'roarr', 'consola', 'signale', 'tslog', 'npmlog', 'fancy-log', '@nestjs/common',
  'nestjs-pino', '@tsed/logger', 'electron-log', 'firebase-functions', 'firebase-functions/logger', '@aws-lambda-powertools/logger',
];

/**
 * Functions of Node.js and of packages that look at what they are given, ask whether it is as it should be, write it down, or wait for what
 * it tells: they keep nothing of it, and end nothing. `default` is the package itself.
 */
export const onlookers: readonly ExportsModel[] = [
  { package: loggers, export: [...logMethods].map((method) => `**.${method}`) },
  { package: 'fancy-log', export: 'default' },
  { package: 'debug', export: ['default()', 'debug()', 'default().extend()'] },
  { package: ['assert', 'assert/strict'], export: ['default', '*', 'default.*', 'strict.*'] },
  { package: ['tiny-invariant', 'invariant', 'ts-invariant', 'http-assert', 'ow'], export: ['default', 'invariant'] },
  { package: 'util', export: ['inspect', 'format', 'formatWithOptions', 'isDeepStrictEqual', 'types.*', 'debuglog()', 'debug()'] },
  { package: 'events', export: ['once', 'on', 'default.once', 'default.on', 'EventEmitter.once', 'EventEmitter.on'] },
  { package: 'events', export: ['getEventListeners', 'listenerCount', 'setMaxListeners', 'EventEmitter.listenerCount'] },
  { package: ['lodash', 'lodash-es', 'underscore'], export: ['is*', 'default.is*', 'keys', 'default.keys'] },
  { package: ['p-event', 'event-to-promise'], export: ['default', 'pEvent', 'pEventIterator'] },
];
