import type { FrameworkModel } from '../types.js';

const scripts = '{ts,tsx,js,jsx}';

export const remix: FrameworkModel = {
  name: 'remix',
  title: 'Remix and React Router',
  packages: ['@remix-run/node', '@remix-run/server-runtime', '@remix-run/dev', '@react-router/node', '@react-router/dev', 'react-router'],
  runtime: 'hot-reload',
  entries: [
    { kind: 'export', files: [`**/app/**/*.${scripts}`], exports: ['loader', 'action'], runs: 'request' },
    {
      kind: 'export',
      files: [`**/app/routes/**/*.${scripts}`, `**/app/root.${scripts}`],
      exports: ['default', 'headers'],
      runs: 'request',
    },
    {
      kind: 'export',
      files: [`**/app/entry.server.${scripts}`],
      exports: ['default', 'handleRequest', 'handleDataRequest', 'handleError'],
      runs: 'request',
    },
    {
      kind: 'typedFunction',
      types: ['LoaderFunction', 'ActionFunction', 'HandleDataRequestFunction', 'MiddlewareFunction'],
      runs: 'request',
    },
    {
      kind: 'typedParameter',
      types: ['LoaderFunctionArgs', 'ActionFunctionArgs', 'LoaderArgs', 'ActionArgs', 'DataFunctionArgs'],
      runs: 'request',
    },
  ],
  docs: 'https://reactrouter.com/start/framework/data-loading',
};
