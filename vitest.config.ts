import { defineConfig } from 'vitest/config';

/** Tests that run rules through ESLint. They run on the newest ESLint and on the oldest one that is supported. */
const ruleTests = ['tests/rules/**/*.test.ts', 'tests/plugin/**/*.test.ts'];

export default defineConfig({
  test: {
    reporters: ['default', './tests/tools/summary-reporter.ts'],
    testTimeout: 30_000,
    projects: [
      {
        test: { name: 'eslint-10', include: ['tests/**/*.test.ts'], testTimeout: 30_000 },
      },
      {
        test: { name: 'eslint-9', include: ruleTests, testTimeout: 30_000 },
        resolve: { alias: [{ find: /^eslint(?=$|\/)/, replacement: 'eslint-9' }] },
      },
    ],
  },
});
