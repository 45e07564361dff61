import type { RuleModule } from '@typescript-eslint/utils/ts-eslint';
import type { RuleDocs } from '../src/rule/create-rule.js';
import { noClientPerRequest } from './no-client-per-request.js';
import { preferSharedClient } from './prefer-shared-client.js';
import { requireClientClose } from './require-client-close.js';

/** All rules of the plugin by name. */
export const rules: Readonly<Record<string, RuleModule<string, readonly unknown[], RuleDocs>>> = {
  'no-client-per-request': noClientPerRequest,
  'prefer-shared-client': preferSharedClient,
  'require-client-close': requireClientClose,
};
