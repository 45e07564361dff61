import type { FrameworkModel } from '../types.js';

export const tsoa: FrameworkModel = {
  name: 'tsoa',
  title: 'tsoa',
  packages: ['tsoa', '@tsoa/runtime'],
  runtime: 'node-server',
  entries: [
    { kind: 'decorator', method: ['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options'], class: ['Route'], runs: 'request' },
  ],
  // The generated routes construct the controller per request, unless an `iocModule` in tsoa.json hands out shared ones.
  containers: [{ decorators: ['Route'], scope: 'unknown' }],
  docs: 'https://tsoa-community.github.io/docs/getting-started.html',
};
