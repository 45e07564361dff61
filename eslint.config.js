import { defineConfig, globalIgnores } from 'eslint/config';
import eslintPlugin from 'eslint-plugin-eslint-plugin';
import tseslint from 'typescript-eslint';
import clientLifetime from './dist/src/index.js';

/** House style, see CONTRIBUTING. Core's own layout rules are enough for the few things that matter here. */
const layout = {
  'max-len': ['error', { code: 140, ignoreUrls: true }],
  quotes: ['error', 'single', { avoidEscape: true }],
  semi: ['error', 'always'],
  'comma-dangle': ['error', 'always-multiline'],
  'no-trailing-spaces': 'error',
  'eol-last': 'error',
};

export default defineConfig([
  globalIgnores([
    'dist/', 'site/dist/', 'site/.build/', 'site/.vitepress/cache/', 'coverage/', '.cache/', '**/fixtures/',
    'examples/', 'tests/demo/service/', 'tests/{behaviour,demo,runtime}/.out/',
  ]),
  {
    files: ['**/*.{js,mjs,ts}'],
    plugins: { 'client-lifetime': clientLifetime },
    extends: [tseslint.configs.recommended, 'client-lifetime/strict'],
    rules: {
      ...layout,
      eqeqeq: 'error',
      'prefer-const': 'error',
      'no-console': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'rules/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'no-console': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Node types are enums in the types of typescript-eslint and strings everywhere else.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
    },
  },
  {
    files: ['rules/**/*.ts'],
    extends: [eslintPlugin.configs.recommended],
    rules: {
      // `createRule` derives the address from the name.
      'eslint-plugin/require-meta-docs-url': 'off',
      // Suggestions are made in src/suggest, where this rule does not look.
      'eslint-plugin/require-meta-has-suggestions': 'off',
      'eslint-plugin/require-meta-docs-description': ['error', { pattern: '^(disallow|require|prefer|enforce)' }],
      'eslint-plugin/require-meta-schema-description': 'error',
      'eslint-plugin/prefer-message-ids': 'error',
    },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', {
        paths: [{
          name: '@typescript-eslint/rule-tester',
          message: 'Use RuleTester of eslint, so that the project eslint-9 of vitest tests the rule with ESLint 9.',
        }],
      }],
    },
  },
]);
