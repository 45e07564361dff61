import type { FrameworkModel } from '../types.js';

/** Netlify finds its functions by their folder, without a package. */
export const netlifyFunctionsFolder: FrameworkModel = {
  name: 'netlify-functions-folder',
  title: 'Netlify Functions',
  packages: [],
  runtime: 'lambda',
  entries: [
    {
      kind: 'export',
      files: ['**/netlify/functions/**/*.{js,mjs,cjs,ts,mts}', '**/netlify-functions/**/*.{js,mjs,cjs,ts,mts}'],
      exports: ['default', 'handler'],
      runs: 'invocation',
    },
  ],
  docs: 'https://docs.netlify.com/build/functions/get-started/',
};
