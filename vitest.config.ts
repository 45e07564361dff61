import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests that run rules through ESLint. They run on the newest ESLint and on the oldest one that is supported. */
const ruleTests = [
  'tests/rules/**/*.test.ts', 'tests/plugin/**/*.test.ts', 'tests/suggest/**/*.test.ts', 'tests/gates/matrix.test.ts',
];

/** Those among them that look at the build in a process of their own, and see the newest ESLint whatever the project is. */
const buildTests = ['tests/plugin/types.test.ts', 'tests/plugin/loading.test.ts'];

/**
 * Tests that change nothing which other files see: what they import is loaded once for all of them. That takes 3 s (ESLint, TypeScript, the
 * catalog), which is longer than most of these files take by themselves.
 */
const sharingTests = [
  ...[
    'rules', 'rule', 'suggest', 'verdict', 'release', 'catalog', 'triage', 'fuzz', 'security', 'check', 'init', 'bin', 'plugin',
    'behaviour', 'e2e', 'gates', 'editor', 'robustness', 'unseen', 'story', 'pictures',
  ].map((room) => `tests/${room}/**/*.test.ts`),
  // It takes a snapshot of its own process, which would hold what all others have left behind.
  'tests/runtime/!(heap)/**/*.test.ts',
  // These turn the clock, look at which projects the process knows, and replace modules of Node.js.
  'tests/project/!(editors|index-laziness|windows-paths).test.ts',
  'tests/docs.test.ts', 'tests/architecture.test.ts',
];

/** For a machine that does something else as well. */
const timeouts = { testTimeout: 30_000, hookTimeout: 30_000 };

/** The build is loaded as Node.js loads it, and not transformed like a source. */
const server = { deps: { external: [/\/dist\/src\//] } };

declare module 'vitest' {
  interface ProvidedContext {
    /** What the version of the ESLint that a project tests with must match, so that a lost alias does not go unnoticed. */
    eslintVersion: RegExp;
  }
}

export default defineConfig({
  test: {
    reporters: ['default', './tests/tools/summary-reporter.ts'],
    globalSetup: './tests/tools/temporary-folder.ts',
    // One more than there are cores: tests of processes, servers and browsers wait most of their time.
    maxWorkers: availableParallelism() + 1,
    // Between the passes of the engine, what must hold is looked at: here, and not at users'.
    env: { CLIENT_LIFETIME_INVARIANTS: '1' },
    projects: [
      {
        test: { name: 'eslint-10', include: sharingTests, isolate: false, ...timeouts, server, provide: { eslintVersion: /^10\./ } },
      },
      {
        test: {
          name: 'eslint-10-isolated', include: ['tests/**/*.test.ts'], exclude: sharingTests, ...timeouts, server,
          provide: { eslintVersion: /^10\./ },
        },
      },
      {
        test: {
          name: 'eslint-9', include: ruleTests, exclude: buildTests, ...timeouts, provide: { eslintVersion: /^9\.15\./ },
          isolate: false,
        },
        resolve: { alias: [{ find: /^eslint(?=$|\/)/, replacement: 'eslint-9' }] },
      },
    ],
  },
});
