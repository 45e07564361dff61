import type { PackageManager } from '../catalog/package-managers.js';
import type { TextFile } from './project-facts.js';

const commands = { eslint: 'eslint --max-warnings 0 .', oxlint: 'oxlint --deny-warnings' };

/** A workflow of GitHub that lints on each push. */
export function githubWorkflow({ steps, run }: PackageManager, linter: 'eslint' | 'oxlint'): TextFile {
  return {
    path: '.github/workflows/lint.yml',
    text: [
      'name: Lint',
      'on: [push, pull_request]',
      'permissions:',
      '  contents: read',
      'jobs:',
      '  lint:',
      '    runs-on: ubuntu-latest',
      '    steps:',
      ...['- uses: actions/checkout@v6', ...steps, `- run: ${run} ${commands[linter]}`].map((line) => `      ${line}`),
      '',
    ].join('\n'),
  };
}
