import type { FrameworkModel } from '../types.js';

/** Auth.js, which was called NextAuth: its callbacks look like configuration and run for each request that logs in or asks who it is. */
const configuration = [
  'providers.authorize', 'providers.sendVerificationRequest', 'providers.profile', 'providers.generateVerificationToken',
  'providers.userinfo.request', 'providers.token.request', 'callbacks.*', 'events.*', 'jwt.encode', 'jwt.decode',
  'session.generateSessionToken', 'logger.*',
] as const;

export const authJs: FrameworkModel = {
  name: 'auth-js',
  title: 'Auth.js',
  packages: [
    'next-auth', 'next-auth/*', 'next-auth/*/*', '@auth/core', '@auth/core/*', '@auth/core/*/*', '@auth/express', '@auth/sveltekit',
    '@auth/sveltekit/*', '@auth/express/*', '@auth/solid-start', '@auth/qwik',
  ],
  runtime: 'hot-reload',
  entries: [
    // `NextAuth(options)`, and `NextAuth(req, res, options)`.
    {
      kind: 'call',
      methods: ['default', 'NextAuth', 'Auth', 'SvelteKitAuth', 'ExpressAuth', 'SolidAuth', 'QwikAuth$'],
      handlers: configuration.map((path) => ({ argument: { from: 0 }, path })),
      runs: 'request',
    },
    // The options as a function of the request.
    {
      kind: 'call',
      methods: ['default', 'NextAuth', 'SvelteKitAuth'],
      handlers: [{ argument: 0 }],
      runs: 'request',
    },
    { kind: 'call', methods: ['getServerSession', 'unstable_getServerSession'], handlers: configuration.map((path) => ({
      argument: { from: 0 }, path,
    })), runs: 'request' },
    {
      kind: 'typedObject',
      types: ['NextAuthOptions', 'NextAuthConfig', 'AuthOptions', 'AuthConfig', 'SvelteKitAuthConfig', 'ExpressAuthConfig'],
      members: configuration,
      runs: 'request',
    },
    // Providers, each in a module of its own.
    {
      kind: 'call',
      methods: ['default', 'Credentials', 'CredentialsProvider', 'Providers.Credentials', 'EmailProvider', 'Nodemailer', 'Resend'],
      handlers: ['authorize', 'sendVerificationRequest', 'profile', 'generateVerificationToken'].map((path) => ({ argument: 0, path })),
      runs: 'request',
    },
  ],
  docs: 'https://authjs.dev/getting-started/authentication/credentials',
};
