import type { Reporter, TestModule } from 'vitest/node';

/** Prints `N passed, N failed` alone on the last line, for readers that count tests without parsing a summary. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      passed += tests.filter((test) => test.result().state === 'passed').length;
      failed += tests.filter((test) => test.result().state === 'failed').length;
      // A file that cannot be loaded has no tests that could fail, and after an error of a hook they are skipped.
      failed += [module, ...module.children.allSuites()].reduce((count, suite) => count + suite.errors().length, 0);
    }
    // Printed at exit, because other reporters still write after this hook.
    process.once('exit', () => console.log(`${passed} passed, ${failed} failed`));
  }
}
