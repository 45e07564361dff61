import { element } from './element.js';
import type { State } from './state.js';

/** How to run on one's own code what the page runs: commands and configurations to copy. */
export function useElements({ preset, files, settings }: State): HTMLElement[] {
  const hasTypeScript = Object.keys(files).some((file) => /\.[cm]?tsx?$/.test(file));
  const hasSettings = typeof settings === 'object' && settings !== null && Object.keys(settings).length > 0;
  return [
    element('h2', {}, 'Look first, without any configuration'),
    copyable('npx client-lifetime check'),
    ...hasSettings ? [
      element('p', {}, 'With these settings in client-lifetime.json, it takes ', code('--settings client-lifetime.json'), ':'),
      copyable(JSON.stringify(settings, null, 2)),
    ] : [],
    element('h2', {}, 'In ESLint'),
    copyable(`npm install --save-dev eslint eslint-plugin-client-lifetime${hasTypeScript ? ' typescript-eslint' : ''}`),
    element('p', {}, 'In ', code('eslint.config.js'), ', which ', code('npx client-lifetime init'), ' writes for you:'),
    copyable(eslintConfig(preset, hasTypeScript, hasSettings ? settings : undefined)),
  ];
}

export function eslintConfig(preset: string, hasTypeScript: boolean, settings: unknown): string {
  const own = settings === undefined ? '' : `  {\n    settings: {\n      'client-lifetime': ${
    JSON.stringify(settings, null, 2).replaceAll('\n', '\n      ')},\n    },\n  },\n`;
  return "import clientLifetime from 'eslint-plugin-client-lifetime';\n"
    + (hasTypeScript ? "import tseslint from 'typescript-eslint';\n" : '')
    + '\nexport default [\n'
    + (hasTypeScript ? "  { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser: tseslint.parser } },\n" : '')
    + `  clientLifetime.configs.${preset},\n${own}];\n`;
}

function copyable(text: string): HTMLElement {
  const button = element('button', {
    type: 'button',
    click: () => void navigator.clipboard.writeText(text).then(() => {
      button.textContent = 'Copied';
      setTimeout(() => void (button.textContent = 'Copy'), 1500);
    }),
  }, 'Copy');
  return element('div', {}, element('pre', { tabindex: '0' }, text), button);
}

function code(text: string): HTMLElement {
  return element('code', {}, text);
}
