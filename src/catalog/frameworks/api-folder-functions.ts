import type { FrameworkModel } from '../types.js';

const requests = ['req', 'request', '_req', '_request', '_'] as const;
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Functions in an `api` folder (Vercel, Azure Static Web Apps, Nuxt 2 server middleware): any default export that takes a request. */
export const apiFolderFunctions: FrameworkModel = {
  name: 'api-folder-functions',
  title: 'API folder function',
  packages: [],
  runtime: 'lambda',
  entries: [
    {
      kind: 'export',
      files: ['api/**/*.{js,mjs,cjs,ts}', '*/api/**/*.{js,mjs,cjs,ts}', 'apps/*/api/**/*.{js,mjs,cjs,ts}'],
      exports: ['default'],
      parameters: [requests],
      runs: 'request',
    },
    {
      kind: 'export',
      files: ['**/api/**/*.{js,mjs,ts}'],
      exports: [...methods, 'default.fetch'],
      parameters: [requests],
      runs: 'request',
    },
    // What needs nothing of its request, as a job that the platform starts by one: a client of an API in such a folder takes an address.
    { kind: 'export', files: ['**/api/**/*.{js,mjs,ts}'], exports: methods, noParameters: true, runs: 'request' },
  ],
  // https://vercel.com/docs/project-configuration#builds: with such a list, no other file becomes a function.
  leavesOut: [{ kind: 'unlisted', list: 'vercel.json', key: 'builds', member: 'src' }],
  docs: 'https://vercel.com/docs/functions/functions-api-reference',
};
