import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';

const documentation = 'https://github.com/client-lifetime/eslint-plugin-client-lifetime/blob/main/docs/rules';

/** What a rule says about itself beyond what ESLint asks for. */
export interface RuleDocs {
  /** One sentence without a full stop that begins with a verb: `disallow …`, `require …`, `prefer …`. */
  description: string;
  /** The severity in the preset `recommended`; `false` for rules that only `strict` turns on. */
  recommended: 'error' | 'warn' | false;
}

/** Makes a rule whose documentation address follows from its name. */
export const createRule = RuleCreator<RuleDocs>((name) => `${documentation}/${name}.md`);
