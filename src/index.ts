import { createRequire } from 'node:module';
import type { ESLint } from 'eslint';
import { rules } from '../rules/index.js';
import { createPresets, type Presets } from './presets.js';
import { settingsKey } from './rule/settings.js';

/** The type of the plugin in terms of ESLint alone, so that configurations in TypeScript accept it with ESLint 9 and 10. */
export interface ClientLifetimePlugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: NonNullable<ESLint.Plugin['rules']>;
  readonly configs: Presets;
}

// Read at run time, under the package's own name: an import would make the compiler copy the manifest into the build.
const { name, version } = createRequire(import.meta.url)('eslint-plugin-client-lifetime/package.json') as { name: string; version: string };

const base = {
  meta: { name, version, namespace: settingsKey },
  // Rules made with @typescript-eslint/utils and rules as ESLint types them are the same at run time and unrelated as types.
  rules: rules as unknown as NonNullable<ESLint.Plugin['rules']>,
};

const plugin: ClientLifetimePlugin = Object.assign(base, { configs: createPresets(base) });

export default plugin;
export { defineClients, defineFrameworks } from './rule/define-entries.js';
export type { ClientEntry, ClientLifetimeSettings, FrameworkEntry } from './rule/settings.js';
