import type { RuleModule } from '@typescript-eslint/utils/ts-eslint';
import type { RuleDocs } from '../src/rule/create-rule.js';

/** All rules of the plugin by name. */
export const rules: Readonly<Record<string, RuleModule<string, readonly unknown[], RuleDocs>>> = {
};
