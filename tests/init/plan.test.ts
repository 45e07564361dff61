import { describe, expect, it } from 'vitest';
import { npm, packageManagers } from '../../src/catalog/package-managers.js';
import { extendEslintConfig, newEslintConfig } from '../../src/init/eslint-config.js';
import { lineDiff } from '../../src/command/line-diff.js';
import { makePlan } from '../../src/init/plan.js';
import type { ProjectFacts } from '../../src/init/project-facts.js';

const pnpm = packageManagers.find(({ run }) => run === 'pnpm exec')!;
const nothing: ProjectFacts = {
  folder: '/project', isModule: true, packageManager: npm, hasTypeScript: false, packages: new Set(), eslintConfig: undefined,
  oldConfigs: [], oxlintConfig: undefined, workflows: undefined, otherCi: [],
};
const IMPORT = "import clientLifetime from 'eslint-plugin-client-lifetime';";
const PRESET = './node_modules/eslint-plugin-client-lifetime/oxlint.json';
const extend = (text: string, path = 'eslint.config.js'): string | undefined => extendEslintConfig({ path, text });

describe('a configuration of ESLint that is there', () => {
  it('gets an import and an entry more, and keeps everything else', () => {
    const before = `// Ours.
import js from '@eslint/js';

export default [
  js.configs.recommended,
  { rules: { semi: 'error' } }, // always
];
`;
    expect(lineDiff(before, extend(before)!)).toStrictEqual([
      ' // Ours.', " import js from '@eslint/js';", `+${IMPORT}`, ' ', ' export default [',
      '   js.configs.recommended,', "-  { rules: { semi: 'error' } }, // always", "+  { rules: { semi: 'error' } },",
      '+  clientLifetime.configs.recommended, // always', ' ];', ' ',
    ]);
  });

  it.each([
    ['export default [];\n', `${IMPORT}\n\nexport default [\n  clientLifetime.configs.recommended,\n];\n`],
    ['export default [a];\n', `${IMPORT}\n\nexport default [a, clientLifetime.configs.recommended];\n`],
    ["import { defineConfig } from 'eslint/config';\nexport default defineConfig([\n  a,\n]);\n",
      `import { defineConfig } from 'eslint/config';\n${IMPORT}\n`
      + 'export default defineConfig([\n  a,\n  clientLifetime.configs.recommended,\n]);\n'],
    ["import tseslint from 'typescript-eslint';\nexport default tseslint.config(\n  a,\n  ...b,\n);\n",
      `import tseslint from 'typescript-eslint';\n${IMPORT}\n`
      + 'export default tseslint.config(\n  a,\n  ...b,\n  clientLifetime.configs.recommended,\n);\n'],
    ["const js = require('@eslint/js');\nmodule.exports = [js.configs.recommended];\n",
      "const js = require('@eslint/js');\nconst clientLifetime = require('eslint-plugin-client-lifetime').default;\n"
      + 'module.exports = [js.configs.recommended, clientLifetime.configs.recommended];\n'],
    ['const config = [\n  a,\n];\n\nexport default config;\n',
      `${IMPORT}\n\nconst config = [\n  a,\n  clientLifetime.configs.recommended,\n];\n\n`
      + 'export default config;\n'],
  ])('of the form %j', (before, after) => {
    expect(extend(before, before.includes('module.exports') ? 'eslint.config.cjs' : 'eslint.config.mjs')).toBe(after);
  });

  it('in TypeScript', () => {
    expect(extend("import type { Linter } from 'eslint';\nexport default [a] satisfies Linter.Config[];\n", 'eslint.config.ts'))
      .toContain('[a, clientLifetime.configs.recommended] satisfies');
  });

  it('is left alone where it has the plugin, or is not understood', () => {
    const known = "import x from 'eslint-plugin-client-lifetime';\nexport default [x.configs.strict];\n";
    expect(extend(known)).toBe(known);
    for (const text of ['export default make();\n', 'export default [', 'export const a = 1;\n', '']) expect(extend(text)).toBeUndefined();
  });
});

describe('the plan', () => {
  it('is a new configuration where there is none', () => {
    const { files, install, remarks } = makePlan(nothing);
    expect(files).toStrictEqual([newEslintConfig(nothing)]);
    expect(install).toBe('npm install --save-dev eslint eslint-plugin-client-lifetime');
    expect(remarks).toStrictEqual([]);
  });

  it('has a parser where there is TypeScript, and a name that Node.js reads as a module', () => {
    const { files: [file], install } = makePlan({ ...nothing, isModule: false, hasTypeScript: true, packageManager: pnpm });
    expect(file?.path).toBe('eslint.config.mjs');
    expect(file?.text).toContain('parser: tseslint.parser');
    expect(install).toBe('pnpm add --save-dev eslint eslint-plugin-client-lifetime typescript-eslint');
  });

  it('asks to install only what is missing', () => {
    expect(makePlan({ ...nothing, packages: new Set(['eslint', 'eslint-plugin-client-lifetime']) }).install).toBeUndefined();
  });

  it('leaves a project with a configuration of ESLint 8 alone, and says what to do', () => {
    const { files, remarks } = makePlan({ ...nothing, oldConfigs: ['.eslintrc.json'], workflows: [] });
    expect(files).toStrictEqual([]);
    expect(remarks.join()).toContain('would switch it off');
  });

  it('says what to add where the configuration is not understood', () => {
    const { files, remarks } = makePlan({ ...nothing, eslintConfig: { path: 'eslint.config.js', text: 'export default make();' } });
    expect(files).toStrictEqual([]);
    expect(remarks.join()).toContain('clientLifetime.configs.recommended');
  });

  it.each([
    ['{}\n', `{\n  "extends": ["${PRESET}"]\n}\n`],
    ['// Ours.\n{\n  "rules": {}\n}\n', `// Ours.\n{\n  "extends": ["${PRESET}"],\n  "rules": {}\n}\n`],
    ['{ "extends": ["./base.json"] }', `{ "extends": ["${PRESET}", "./base.json"] }`],
    ['{ "extends": [] }', `{ "extends": ["${PRESET}"] }`],
  ])('extends a configuration of oxlint: %j', (text, after) => {
    const { files } = makePlan({ ...nothing, packages: new Set(['oxlint']), oxlintConfig: { path: '.oxlintrc.json', text } });
    expect(files.map((file) => file.text)).toStrictEqual([after]);
  });

  it('adds a workflow beside others, unless one lints', () => {
    const workflows = [{ path: '.github/workflows/test.yml', text: '- run: pnpm test' }];
    const added = makePlan({ ...nothing, packageManager: pnpm, workflows });
    expect(added.files.map(({ path }) => path)).toStrictEqual(['eslint.config.js', '.github/workflows/lint.yml']);
    expect(added.files[1]?.text).toContain('pnpm exec eslint --max-warnings 0 .');
    const there = makePlan({ ...nothing, workflows: [{ path: '.github/workflows/ci.yml', text: '- run: npm run lint' }] });
    expect(there.files.map(({ path }) => path)).toStrictEqual(['eslint.config.js']);
    expect(there.remarks).toStrictEqual(['.github/workflows/ci.yml runs the linter already.']);
  });

  it('names the file of another CI', () => {
    expect(makePlan({ ...nothing, otherCi: ['.gitlab-ci.yml'] }).remarks.join()).toContain('.gitlab-ci.yml');
  });
});

describe('the diff', () => {
  it('shows what changes, with two lines around it', () => {
    expect(lineDiff('a\nb\nc\nd\ne\nf\ng', 'a\nb\nc\nd\ne\nnew\nf\ng')).toStrictEqual([' d', ' e', '+new', ' f', ' g']);
    expect(lineDiff('', 'a\nb')).toStrictEqual(['+a', '+b']);
    expect(lineDiff('a', 'b')).toStrictEqual(['-a', '+b']);
  });
});
