import type { FrameworkModel } from '../types.js';

const scripts = '{ts,tsx,js,jsx}';

export const waku: FrameworkModel = {
  name: 'waku',
  title: 'Waku',
  packages: ['waku', 'waku/*', 'waku/*/*'],
  runtime: 'hot-reload',
  entries: [
    { kind: 'export', files: [`**/src/pages/**/*.${scripts}`], exports: ['default'], runs: 'request' },
    {
      kind: 'export',
      files: [`**/src/pages/{_api,api}/**/*.${scripts}`],
      exports: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'default'],
      runs: 'request',
    },
    { kind: 'export', files: [`**/*.${scripts}`], exports: ['*'], directive: 'use server', runs: 'request' },
    { kind: 'directive', directive: 'use server', runs: 'request' },
  ],
  docs: 'https://waku.gg/#routing',
};
