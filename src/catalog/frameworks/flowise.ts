import type { FrameworkModel } from '../types.js';

/** Nodes of Flowise export their class as `nodeClass`; the server makes one object and calls it for each prediction. */
export const flowise: FrameworkModel = {
  name: 'flowise',
  title: 'Flowise node',
  packages: [],
  runtime: 'node-server',
  entries: [
    {
      kind: 'export',
      files: ['**/nodes/**/*.{ts,js}'],
      exports: ['nodeClass().init', 'nodeClass().run', 'nodeClass().loadMethods.*', 'nodeClass().vectorStoreMethods.*'],
      runs: 'request',
    },
  ],
  docs: 'https://docs.flowiseai.com/contributing/building-node',
};
