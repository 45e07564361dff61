/** Globs of files that tests, benchmarks and stories live in. What a framework registers by its place is none of them. */
export const testFiles: readonly string[] = [
  '**/*.{test,spec,e2e,e2e-spec,bench,stories}.*',
  '**/{jest,vitest}.*.*',
  '**/{global-setup,global-teardown,globalSetup,globalTeardown}.*',
  '**/{test,tests,__tests__,__mocks__,e2e,fixtures,__fixtures__}/**',
];
