import type { FrameworkModel } from '../types.js';

const scripts = '{ts,js,mjs}';

/** Middleware of Next.js runs on the edge unless its configuration says otherwise. */
export const nextjsMiddleware: FrameworkModel = {
  name: 'nextjs-middleware',
  title: 'Next.js middleware',
  packages: ['next'],
  runtime: 'isolate',
  entries: [
    {
      kind: 'export',
      files: [`middleware.${scripts}`, `src/middleware.${scripts}`, `*/*/middleware.${scripts}`, `*/*/src/middleware.${scripts}`],
      exports: ['middleware', 'default'],
      runs: 'request',
    },
    { kind: 'typedFunction', types: ['NextMiddleware'], runs: 'request' },
  ],
  docs: 'https://nextjs.org/docs/15/app/api-reference/file-conventions/middleware',
};
