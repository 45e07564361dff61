import type { FrameworkModel } from '../types.js';

/** Nothing is reported in an isolate: Fastly starts one for each request. The entries say that the code runs in one. */
export const fastlyCompute: FrameworkModel = {
  name: 'fastly-compute',
  title: 'Fastly Compute',
  packages: [],
  runtime: 'isolate',
  entries: [
    // Service workers of Cloudflare have the same form.
    {
      kind: 'call',
      methods: ['addEventListener', 'self.addEventListener'],
      firstArgument: ['fetch', 'scheduled'],
      handlers: [{ argument: 1 }],
      runs: 'request',
    },
  ],
  docs: 'https://www.fastly.com/documentation/guides/compute/developer-guides/javascript/',
};
