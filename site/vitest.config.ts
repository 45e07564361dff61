import { defineConfig } from 'vitest/config';

/** Tests of the built site: `npm run site`, and then `npm run site:test`. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['tests/*.test.ts'],
    // Browsers and linters of one test file after those of another: they measure time.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
