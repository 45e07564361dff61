import type { ESLint, Linter } from 'eslint';
import { rules } from '../rules/index.js';
import { families } from './catalog/families.js';
import type { FamilyName } from './catalog/family-name.js';
import { allFamilies } from './rule/settings-schema.js';
import { settingsKey } from './rule/settings.js';

type Rules = NonNullable<Linter.Config['rules']>;

/** It needs nothing beside it, and several in one configuration look for what any of them looks for. */
interface Preset extends Linter.Config {
  readonly name: string;
}

/** The presets by name: `recommended`, `strict`, and one per SDK family, which looks only for that family's clients. */
export type Presets = Readonly<Record<'recommended' | 'strict' | FamilyName, Preset>>;

/** Makes the presets of the plugin, which they contain themselves so that one line turns them on. */
export function createPresets(plugin: ESLint.Plugin): Presets {
  const createPreset = (name: string, family: string, severities: Rules): Preset => ({
    name: `${settingsKey}/${name}`,
    plugins: { [settingsKey]: plugin },
    // An object and not a list: ESLint merges objects of several configurations, and replaces lists.
    settings: { [settingsKey]: { families: { [family]: true } } },
    rules: severities,
  });
  return {
    ...Object.fromEntries(families.map(({ name }) => [name, createPreset(name, name, recommendedRules)])) as Record<FamilyName, Preset>,
    recommended: createPreset('recommended', allFamilies, recommendedRules),
    strict: createPreset('strict', allFamilies, strictRules),
  };
}

const recommendedRules: Rules = {};
const strictRules: Rules = {};
for (const [name, { meta }] of Object.entries(rules)) {
  const id = `${settingsKey}/${name}`;
  // Rules that hold back where nobody is known to call the code are told not to.
  strictRules[id] = takesOptions(meta.schema) ? ['error', { everywhere: true }] : 'error';
  if (meta.docs?.recommended) {
    recommendedRules[id] = meta.docs.recommended;
  }
}

function takesOptions(schema: unknown): boolean {
  return Array.isArray(schema) && schema.length > 0;
}
