import type { FrameworkModel } from '../types.js';

/** RedwoodSDK runs in Workers of Cloudflare, where nothing is reported; the entries say so. */
export const redwoodSdk: FrameworkModel = {
  name: 'redwood-sdk',
  title: 'RedwoodSDK',
  packages: ['rwsdk', 'rwsdk/*', '@redwoodjs/sdk', '@redwoodjs/sdk/*'],
  runtime: 'isolate',
  entries: [
    { kind: 'call', methods: ['route'], handlers: [{ argument: 1 }, { argument: 1, path: '*' }], runs: 'request' },
    { kind: 'call', methods: ['index', 'except'], handlers: [{ argument: 0 }], runs: 'request' },
    { kind: 'call', methods: ['defineApp', 'render', 'prefix', 'layout'], handlers: [{ argument: { from: 0 } }], runs: 'request' },
    { kind: 'call', methods: ['serverAction', 'serverQuery'], handlers: [{ argument: 0 }], runs: 'request' },
    { kind: 'export', files: ['**/*.{ts,tsx}'], exports: ['*'], directive: 'use server', runs: 'request' },
  ],
  docs: 'https://docs.rwsdk.com/core/routing/',
};
