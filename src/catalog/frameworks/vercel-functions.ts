import type { FrameworkModel } from '../types.js';

/** Types of Vercel's Node.js functions. */
export const vercelFunctions: FrameworkModel = {
  name: 'vercel-functions',
  title: 'Vercel Functions',
  packages: ['@vercel/node', '@now/node'],
  runtime: 'lambda',
  entries: [
    { kind: 'typedParameter', types: ['VercelRequest', 'VercelResponse', 'NowRequest', 'NowResponse'], runs: 'request' },
    { kind: 'typedFunction', types: ['VercelApiHandler', 'NowApiHandler'], runs: 'request' },
  ],
  docs: 'https://vercel.com/docs/functions/runtimes/node-js',
};
