import * as importX from 'eslint-plugin-import-x';
import sonarjs from 'eslint-plugin-sonarjs';
import typescript from 'typescript-eslint';
import plugin from '../../dist/src/index.js';

/*
 * What is measured: the linter with nothing but a parser, with our presets, and with one rule or preset each that users already run, set up
 * as their documentation says. All of them parse every file in the same way.
 */

const files = ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'];
const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

const ours = (preset, folder) => [plugin.configs[preset], { settings: { 'client-lifetime': { root: folder } } }];

/**
 * What any rules cost. With none, trees die young; with one, the linter makes an object that holds the tree the prototype of another one,
 * and the engine of Node.js keeps the shapes of prototypes, and so every tree, until it searches the whole heap.
 */
const emptyRules = Object.fromEntries(Object.keys(plugin.configs.recommended.rules).map((name) => [
  name.split('/')[1], { meta: { type: 'problem', schema: [] }, create: () => ({}) },
]));

const configs = {
  'no rules': () => [],
  'rules that do nothing': () => [{
    files,
    plugins: { empty: { rules: emptyRules } },
    rules: Object.fromEntries(Object.keys(emptyRules).map((name) => [`empty/${name}`, 'error'])),
  }],
  recommended: (folder) => ours('recommended', folder),
  strict: (folder) => ours('strict', folder),
  'import-x/no-cycle': () => [{
    files,
    plugins: { 'import-x': importX.importX },
    settings: {
      'import-x/extensions': extensions,
      'import-x/parsers': { '@typescript-eslint/parser': extensions },
      'import-x/resolver-next': [importX.createNodeResolver({ extensions, extensionAlias: { '.js': ['.ts', '.tsx', '.js'] } })],
    },
    rules: { 'import-x/no-cycle': 'error' },
  }],
  'eslint-plugin-sonarjs recommended': () => [{ ...sonarjs.configs.recommended, files }],
  '@typescript-eslint/no-floating-promises': (folder) => [{
    files,
    plugins: { '@typescript-eslint': typescript.plugin },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: folder } },
    rules: { '@typescript-eslint/no-floating-promises': 'error' },
  }],
};

/** What our rules are compared with. */
export const others = ['import-x/no-cycle', 'eslint-plugin-sonarjs recommended', '@typescript-eslint/no-floating-promises'];

/** Options of the linter for one of the modes. */
export function optionsFor(mode, folder) {
  const languageOptions = { parser: typescript.parser, parserOptions: { ecmaFeatures: { jsx: true } } };
  return {
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      { files, languageOptions, linterOptions: { reportUnusedDisableDirectives: 'off' } },
      ...configs[mode](folder),
    ],
    allowInlineConfig: false,
    stats: mode === 'recommended' || mode === 'strict',
  };
}
