/** What code calls what it is given, and what nobody calls a global. */
export const parameterNames: ReadonlySet<string> = new Set([
  'callback', 'cb', 'ctx', 'done', 'err', 'next', 'reply', 'req', 'request', 'res', 'response',
]);
