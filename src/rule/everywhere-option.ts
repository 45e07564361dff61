import type { JSONSchema4 } from '@typescript-eslint/utils/json-schema';

/** What such a rule is told. */
export interface EverywhereOptions {
  readonly everywhere: boolean;
}

/** The option of rules that report a certain loss although no caller is in sight. */
export const everywhereSchema: JSONSchema4 = {
  type: 'object',
  description: 'How far the rule goes where no caller of the code is in sight.',
  properties: {
    everywhere: {
      type: 'boolean',
      description: 'Also report in packages of which nothing says that they serve requests, and in scripts, tests and samples.',
    },
  },
  additionalProperties: false,
};
