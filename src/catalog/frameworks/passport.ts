import type { FrameworkModel } from '../types.js';

/** The functions that check credentials: strategies run them for each request that logs in. */
export const passport: FrameworkModel = {
  name: 'passport',
  title: 'Passport',
  packages: ['passport', 'passport-*', '@passport-js/*'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      methods: ['Strategy', '*Strategy', 'default'],
      handlers: [{ argument: 0 }, { argument: 1 }],
      runs: 'request',
    },
    { kind: 'call', methods: ['serializeUser', 'deserializeUser'], handlers: [{ argument: 0 }], runs: 'request' },
  ],
  docs: 'https://www.passportjs.org/concepts/authentication/strategies/',
};
