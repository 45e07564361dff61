import type { FrameworkModel } from '../types.js';

/**
 * Effects of components run in the browser, after the first paint, and never while a server renders: what they call is called by no
 * request, although the component that registers them is.
 */
export const react: FrameworkModel = {
  name: 'react',
  title: 'React effects',
  packages: ['react', 'preact', 'preact/hooks'],
  runtime: 'node-server',
  entries: [],
  once: [
    {
      kind: 'call',
      methods: ['useEffect', 'useLayoutEffect', 'useInsertionEffect'],
      handlers: [{ argument: 0 }],
    },
  ],
  docs: 'https://react.dev/reference/react/useEffect',
};
