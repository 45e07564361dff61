import type { FrameworkModel } from '../types.js';

export const netlifyFunctions: FrameworkModel = {
  name: 'netlify-functions',
  title: 'Netlify Functions',
  packages: ['@netlify/functions'],
  runtime: 'lambda',
  entries: [
    { kind: 'typedFunction', types: ['Handler', 'BackgroundHandler', 'StreamingHandler'], runs: 'invocation' },
    { kind: 'typedParameter', types: ['HandlerEvent', 'HandlerContext', 'Context'], runs: 'invocation' },
    { kind: 'call', methods: ['builder', 'stream'], handlers: [{ argument: 0 }], runs: 'invocation' },
    { kind: 'call', methods: ['schedule'], handlers: [{ argument: 1 }], runs: 'tick' },
  ],
  docs: 'https://docs.netlify.com/build/functions/get-started/',
};
