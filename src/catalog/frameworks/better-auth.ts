import type { FrameworkModel } from '../types.js';

export const betterAuth: FrameworkModel = {
  name: 'better-auth',
  title: 'Better Auth',
  packages: ['better-auth', 'better-auth/*', 'better-auth/*/*'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      methods: ['betterAuth'],
      handlers: [
        'emailAndPassword.sendResetPassword', 'emailAndPassword.onPasswordReset', 'emailAndPassword.password.hash',
        'emailAndPassword.password.verify', 'emailVerification.sendVerificationEmail', 'emailVerification.onEmailVerification',
        'emailVerification.afterEmailVerification', 'user.changeEmail.*', 'user.deleteUser.*', 'databaseHooks.*.*.before',
        'databaseHooks.*.*.after', 'hooks.before', 'hooks.after', 'socialProviders.*.mapProfileToUser', 'socialProviders.*.getUserInfo',
        'secondaryStorage.get', 'secondaryStorage.set', 'secondaryStorage.delete', 'onAPIError.onError', 'rateLimit.customStorage.*',
        'trustedOrigins', 'logger.log',
      ].map((path) => ({ argument: 0, path })),
      runs: 'request',
    },
    { kind: 'call', methods: ['createAuthMiddleware'], handlers: [{ argument: 'last' }], runs: 'request' },
    { kind: 'call', methods: ['customSession'], handlers: [{ argument: 0 }], runs: 'request' },
    { kind: 'call', methods: ['createAuthEndpoint'], handlers: [{ argument: 'last' }], runs: 'request' },
    {
      kind: 'call',
      methods: ['magicLink', 'emailOTP', 'phoneNumber', 'twoFactor', 'organization', 'oidcProvider', 'genericOAuth', 'jwt', 'anonymous',
        'oneTap', 'siwe', 'apiKey'],
      handlers: [
        'sendMagicLink', 'sendVerificationOTP', 'sendOTP', 'callbackOnVerification', 'otpOptions.sendOTP', 'sendInvitationEmail',
        'allowUserToCreateOrganization', 'organizationHooks.*', 'jwt.definePayload', 'onLinkAccount', 'verifyMessage', 'getNonce',
        'config.getUserInfo', 'config.mapProfileToUser', 'customAPIKeyValidator',
      ].map((path) => ({ argument: 0, path })),
      runs: 'request',
    },
  ],
  docs: 'https://www.better-auth.com/docs/reference/options',
};
