import type { PackagePattern } from './types.js';

/** Globs of files that tests, benchmarks and stories live in. What a framework registers by its place is none of them. */
export const testFiles: readonly string[] = [
  '**/*.{test,tests,spec,specs,it,itest,e2e,e2e-spec,e2e-test,integration-spec,integration-test,int-test,cy,bench,stories}.*',
  '**/{jest,vitest}.*.*',
  '**/{global-setup,global-teardown,globalSetup,globalTeardown}.*',
  '**/{test,tests,__tests__,__mocks__,e2e,fixtures,__fixtures__}/**',
  '**/{cypress,__it__,__e2e__,__integration__,__spec__,__specs__}/**',
  '**/__*{test,tests,Test,Tests}__/**',
  // `lab-tests` and `speedTests` are what programs are about.
  '**/{api,acceptance,e2e,functional,integration,load,performance,smoke,system,unit}{-,_,}{test,tests,Test,Tests}/**',
];

/** Globs of files that may be tests, and are where their text is that of one: `ordersIntegrationTest.ts` beside `speed-test.ts`. */
export const likelyTestFiles: readonly string[] = [
  '**/*{-,_}{test,tests,spec,specs}.*', '**/*{Test,Tests,Spec,Specs,IT}.*', '**/{spec,specs,testing}/**',
];

/** Globs of files that set tools up, those of tests among them: what they import serves nobody. */
export const toolFiles: readonly string[] = [
  '**/*.{config,setup}.*', '**/{setup,setupTests,setup-tests}.*', '**/.*/**', '**/.*', '**/{mock,mocks,testing,test-utils}/**',
];

/** A suite or a case by its name: `describe('orders', () => …`. */
export const testText = /^\s*(?:describe|context|suite|it|test)(?:\.\w+)?\(\s*["'`]/m;

/** Packages that a file imports only to run tests: not that of Playwright, which programs take their browser from, too. */
export const testRunners: readonly PackagePattern[] = [
  'mocha', 'vitest', '@jest/globals', 'node:test', 'ava', 'tap', 'tape', 'uvu', 'bun:test', 'chai', 'supertest', '@japa/runner',
  'jasmine',
];
