import type { FrameworkModel } from '../types.js';

/** Full-stack frameworks whose functions are called from the browser: Qwik City, SolidStart, Analog, Blitz. */
export const resumableApps: FrameworkModel = {
  name: 'resumable-apps',
  title: 'server function',
  packages: ['@builder.io/qwik-city', '@qwik.dev/router', '@solidjs/start', 'solid-start', '@analogjs/platform', '@blitzjs/rpc', 'blitz'],
  runtime: 'node-server',
  entries: [
    // Qwik.
    {
      kind: 'call',
      methods: ['routeLoader$', 'routeAction$', 'globalAction$', 'server$'],
      handlers: [{ argument: 0 }],
      runs: 'request',
    },
    { kind: 'typedFunction', types: ['RequestHandler'], runs: 'request' },
    {
      kind: 'export',
      files: ['**/routes/**/*.{js,ts,jsx,tsx}'],
      exports: ['onRequest', 'onGet', 'onPost', 'onPut', 'onPatch', 'onDelete', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      runs: 'request',
    },
    // SolidStart.
    { kind: 'directive', directive: 'use server', runs: 'request' },
    { kind: 'export', files: ['**/*.{js,ts,jsx,tsx}'], exports: ['*'], directive: 'use server', runs: 'request' },
    { kind: 'typedParameter', types: ['APIEvent'], runs: 'request' },
    // Blitz.
    { kind: 'call', methods: ['resolver.pipe'], handlers: [{ argument: { from: 0 } }], runs: 'request' },
    { kind: 'export', files: ['**/{queries,mutations}/**/*.{js,ts,tsx}'], exports: ['default'], runs: 'request' },
  ],
  docs: 'https://qwik.dev/docs/route-loader/',
};
