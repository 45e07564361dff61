import { pair, silent, type FrameworkCase } from './build.js';

export const authCases: readonly FrameworkCase[] = [
  ...pair('auth-js', 'the credentials of a provider', 'src/auth.ts', `
import NextAuth from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
IMPORT
export const { handlers, auth } = NextAuth({
  providers: [
    Credentials({
      credentials: { email: {} },
      authorize: async (credentials) => {
        const client = CLIENT;
        return { id: JSON.stringify(await client.labelDetection(credentials.email)) };
      },
    }),
  ],
});
`),
  ...pair('auth-js', 'a provider that is a plain object', 'src/plain.ts', `
import NextAuth from 'next-auth';
IMPORT
const provider = { id: 'own', type: 'credentials', async authorize(credentials) { return CLIENT.labelDetection(credentials.email); } };
export default NextAuth({ providers: [provider] });
`),
  ...pair('auth-js', 'a callback of options that have a name', 'pages/api/auth/[...nextauth].js', `
import NextAuth from 'next-auth';
IMPORT
const options = {
  providers: [],
  callbacks: {
    async session({ session, token }) {
      const client = CLIENT;
      return { ...session, labels: await client.labelDetection(token.sub) };
    },
  },
};
const handler = (incoming, outgoing) => NextAuth(incoming, outgoing, options);
export default handler;
`),
  ...pair('auth-js', 'an event', 'src/events.ts', `
import NextAuth from 'next-auth';
IMPORT
export default NextAuth({ providers: [], events: { signIn: async ({ user }) => { await CLIENT.labelDetection(user.id); } } });
`),
  ...pair('auth-js', 'options known by their type', 'src/lib/auth-options.ts', `
import type { NextAuthOptions } from 'next-auth';
IMPORT
export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    jwt: async ({ token }) => {
      const client = CLIENT;
      return { ...token, labels: await client.labelDetection(token.sub ?? '') };
    },
  },
};
`),
  ...pair('auth-js', 'options that satisfy their type', 'src/lib/auth-config.ts', `
import type { NextAuthConfig } from 'next-auth';
IMPORT
export const authConfig = {
  providers: [],
  callbacks: { authorized: async ({ request }) => (await CLIENT.labelDetection(request.url)).length > 0 },
} satisfies NextAuthConfig;
`),
  ...pair('auth-js', 'options as a function of the request', 'src/lazy.ts', `
import NextAuth from 'next-auth';
IMPORT
export const { auth } = NextAuth(async (incoming) => {
  const client = CLIENT;
  return { providers: [], pages: { signIn: JSON.stringify(await client.labelDetection(incoming.url)) } };
});
`),
  ...silent('auth-js', 'an adapter', 'src/adapter.ts', `
import NextAuth from 'next-auth';
import { VisionAdapter } from './vision-adapter';
IMPORT
export const { auth } = NextAuth({ adapter: VisionAdapter(CLIENT), providers: [] });
`),
  ...silent('auth-js', 'callbacks of another origin', 'src/callbacks.ts', `
import createMachine from './machine';
IMPORT
export default createMachine({ callbacks: { start: () => { void CLIENT; } } });
`),

  ...pair('better-auth', 'a mail that resets a password', 'src/auth.ts', `
import { betterAuth } from 'better-auth';
IMPORT
export const auth = betterAuth({
  emailAndPassword: {
    enabled: true,
    sendResetPassword: async ({ user, url }) => {
      const client = CLIENT;
      await client.labelDetection(user.email + url);
    },
  },
});
`),
  ...pair('better-auth', 'a hook of the database', 'src/hooks.ts', `
import { betterAuth } from 'better-auth';
IMPORT
export const auth = betterAuth({
  databaseHooks: { user: { create: { after: async (user) => { await CLIENT.labelDetection(user.id); } } } },
});
`),
  ...pair('better-auth', 'a plugin', 'src/plugin.ts', `
import { betterAuth } from 'better-auth';
import { magicLink } from 'better-auth/plugins';
IMPORT
export const auth = betterAuth({ plugins: [magicLink({ sendMagicLink: async ({ email }) => { await CLIENT.labelDetection(email); } })] });
`),
  ...pair('better-auth', 'middleware', 'src/middleware.ts', `
import { betterAuth } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
IMPORT
export const auth = betterAuth({
  hooks: {
    before: createAuthMiddleware(async (context) => {
      const client = CLIENT;
      await client.labelDetection(context.path);
    }),
  },
});
`),
  ...silent('better-auth', 'an adapter of the database', 'src/adapter.ts', `
import { betterAuth } from 'better-auth';
import { visionAdapter } from './vision-adapter';
IMPORT
export const auth = betterAuth({ database: visionAdapter(CLIENT) });
`),

  ...pair('passport', 'a strategy of a scoped package', 'src/saml.ts', `
import { Strategy as SamlStrategy } from '@node-saml/passport-saml';
IMPORT
export const saml = new SamlStrategy({ entryPoint: '', issuer: 'shop', idpCert: '' }, async (profile, done) => {
  const client = CLIENT;
  done(null, await client.labelDetection(profile.nameID));
}, (profile, done) => done(null, profile));
`),
  ...pair('passport', 'a strategy of OpenID Connect', 'src/openid.js', `
const { Strategy } = require('openid-client');
REQUIRE
module.exports = new Strategy({ client: {} }, async (tokens, user, done) => done(null, await CLIENT.labelDetection(user.sub)));
`),
  ...pair('passport', 'a key that is looked up for each token', 'src/jwt.js', `
const { Strategy: JwtStrategy } = require('passport-jwt');
REQUIRE
module.exports = new JwtStrategy({
  secretOrKeyProvider: async (incoming, token, done) => done(null, await CLIENT.labelDetection(token)),
}, (payload, done) => done(null, payload));
`),
];
