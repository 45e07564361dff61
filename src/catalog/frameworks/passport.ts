import type { FrameworkModel } from '../types.js';

/** The functions that check credentials: strategies run them for each request that logs in. */
export const passport: FrameworkModel = {
  name: 'passport',
  title: 'Passport',
  packages: ['passport', 'passport-*', '@passport-js/*', '@*/passport-*', 'openid-client', 'openid-client/passport'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      methods: ['Strategy', '*Strategy', 'default'],
      // `new SamlStrategy(options, onLogin, onLogout)`.
      handlers: [
        { argument: 0 }, { argument: 1 }, { argument: 2 },
        ...['secretOrKeyProvider', 'getSamlOptions', 'verify', 'sendMagicLink'].map((path) => ({ argument: 0, path })),
      ],
      runs: 'request',
    },
    { kind: 'call', methods: ['serializeUser', 'deserializeUser'], handlers: [{ argument: 0 }], runs: 'request' },
  ],
  docs: 'https://www.passportjs.org/concepts/authentication/strategies/',
};
