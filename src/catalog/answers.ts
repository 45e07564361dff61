import { matchesExportPath, matchesPackage } from './match.js';
import type { ExportPattern, PackagePattern } from './types.js';

/*
 * What calls of other packages answer, where that says whose data it is: of the request that runs, or of the deployment. What stands in
 * neither list is as constant as what the call is given.
 */

interface AnswerModel {
  readonly package: PackagePattern | readonly PackagePattern[];
  readonly export: ExportPattern | readonly ExportPattern[];
}

/** They know which request runs, and answer for it: its headers and cookies, its user, its session. */
const requestState: readonly AnswerModel[] = [
  { package: ['next/headers', 'next/headers.js'], export: ['cookies', 'headers', 'draftMode'] },
  {
    package: ['next-auth', 'next-auth/*'],
    export: ['getServerSession', 'unstable_getServerSession', 'getSession', 'getToken', 'default().auth'],
  },
  { package: '@clerk/*', export: ['auth', 'currentUser', 'getAuth'] },
  { package: ['@auth0/nextjs-auth0', '@auth0/nextjs-auth0/*'], export: ['getSession', 'getAccessToken', '*().getSession'] },
  { package: '@kinde-oss/kinde-auth-nextjs/server', export: 'getKindeServerSession' },
  { package: ['iron-session', 'iron-session/*'], export: 'getIronSession' },
  { package: '@supabase/*', export: ['createClient().auth.getUser', 'createClient().auth.getSession', 'createServerClient().auth.*'] },
  { package: ['async_hooks'], export: 'AsyncLocalStorage().getStore' },
  { package: 'cls-hooked', export: ['createNamespace().get', 'getNamespace().get'] },
  { package: 'nestjs-cls', export: ['ClsService().get', 'ClsServiceManager.*'] },
  { package: 'express-http-context', export: ['get', 'default.get'] },
  { package: ['@fastify/request-context', 'fastify-request-context'], export: 'requestContext.get' },
  { package: ['$app/server'], export: 'getRequestEvent' },
  { package: ['hono/context-storage'], export: 'getContext' },
  { package: ['@tanstack/*'], export: ['getWebRequest', 'getRequest', 'getHeaders', 'getHeader', 'getCookie', 'getRequestHeaders'] },
];

/** Packages whose clients keep what a deployment is configured with, and not what its users enter. */
const configurationStores: readonly PackagePattern[] = [
  '@aws-sdk/client-secrets-manager', '@aws-sdk/client-ssm', '@aws-sdk/client-appconfig', '@aws-sdk/client-appconfigdata',
  '@aws-sdk/client-kms', '@google-cloud/secret-manager', '@google-cloud/kms', '@azure/keyvault-secrets', '@azure/app-configuration',
  '@azure/identity', 'node-vault', 'etcd3', 'consul',
];

/** The name of what a runtime gives to its functions beside the request, and frameworks hand on: the settings of the deployment. */
export const ENVIRONMENT = 'env';

export function isRequestState(specifier: string, segments: readonly string[]): boolean {
  return requestState.some((model) => listOf(model.package).some((pattern) => matchesPackage(pattern, specifier))
    && listOf(model.export).some((pattern) => matchesExportPath(pattern, segments)));
}

export function isConfigurationStore(packageName: string): boolean {
  return configurationStores.some((pattern) => matchesPackage(pattern, packageName));
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}
