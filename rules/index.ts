import type { RuleModule } from '@typescript-eslint/utils/ts-eslint';
import type { RuleDocs } from '../src/rule/create-rule.js';
import { noClientPerRequest } from './no-client-per-request.js';
import { noSharedClientClose } from './no-shared-client-close.js';
import { noUnclosedClient } from './no-unclosed-client.js';
import { preferSharedClient } from './prefer-shared-client.js';
import { requireClientClose } from './require-client-close.js';
import { requireConnectionRelease } from './require-connection-release.js';

/** All rules of the plugin by name. */
export const rules: Readonly<Record<string, RuleModule<string, readonly unknown[], RuleDocs>>> = {
  'no-client-per-request': noClientPerRequest,
  'no-shared-client-close': noSharedClientClose,
  'no-unclosed-client': noUnclosedClient,
  'prefer-shared-client': preferSharedClient,
  'require-client-close': requireClientClose,
  'require-connection-release': requireConnectionRelease,
};
