/** What code calls its loggers, and how it logs. */

/** Variables and fields that hold a logger. */
export const loggerNames = /^(?:_?log|_?logger)$/i;

/** Methods of loggers. */
export const logMethods: ReadonlySet<string> = new Set([
  'log', 'info', 'warn', 'error', 'debug', 'trace', 'verbose', 'fatal', 'notice', 'http', 'silly', 'success', 'warning',
]);
