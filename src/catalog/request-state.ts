/** What frameworks call the object on a request, a response or a context that handlers put what is theirs into, as long as that lives. */
export const requestStateNames: ReadonlySet<string> = new Set([
  'app', 'context', 'locals', 'raw', 'req', 'request', 'res', 'response', 'state', 'var',
]);
