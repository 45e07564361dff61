import type { FrameworkModel } from '../types.js';

/**
 * Functions of further platforms, each found by a file of the platform, a folder or a name that no other has: Tencent SCF, CloudBase and
 * WeChat, Alibaba Function Compute, DigitalOcean and OpenWhisk, OpenFaaS, Knative.
 */
export const cloudFunctionVendors: FrameworkModel = {
  name: 'cloud-function-vendors',
  title: 'cloud function',
  packages: [],
  runtime: 'lambda',
  entries: [
    { kind: 'export', files: ['**/*'], exports: ['main_handler'], parameters: [['event', '_event']], runs: 'invocation' },
    { kind: 'export', files: ['**/cloudfunctions/**/*.{js,ts}'], exports: ['main'], parameters: [['event', '_event']], runs: 'invocation' },
    {
      kind: 'export',
      files: ['**/*'],
      exports: ['handler'],
      parameters: [['req', 'request'], ['resp', 'res', 'response'], ['context', 'ctx']],
      runs: 'request',
    },
    {
      kind: 'export',
      files: ['**/*'],
      exports: ['handler'],
      parameters: [['event', '_event'], ['context', '_context'], ['callback', 'cb']],
      beside: ['s.yaml', 's.yml'],
      runs: 'invocation',
    },
    {
      kind: 'export',
      files: ['**/packages/**/*.{js,ts}', 'packages/**/*.{js,ts}'],
      exports: ['main'],
      parameters: [['args', 'params', 'event']],
      beside: ['project.yml', 'manifest.yaml', 'manifest.yml'],
      runs: 'invocation',
    },
    // OpenWhisk runs `function main(params)` of a file, exported or not.
    { kind: 'signature', name: 'main', parameters: [['params', 'args', '_params', '_args']], runs: 'invocation' },
    {
      kind: 'export',
      files: ['**/handler.{js,ts}'],
      exports: ['default'],
      parameters: [['event', '_event', 'context', 'ctx']],
      beside: ['stack.yml', 'stack.yaml'],
      runs: 'request',
    },
    {
      kind: 'export',
      files: ['**/index.{js,mjs,ts}'],
      exports: ['handle', 'default', 'default.handle'],
      parameters: [['context', 'ctx', '_context', 'event', 'cloudEvent']],
      beside: ['func.yaml', 'func.yml'],
      runs: 'request',
    },
  ],
  docs: 'https://docs.openfaas.com/languages/node/',
};
