import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';
import { unlessTooDeep } from '../project/too-deep.js';

const documentation = 'https://github.com/client-lifetime/eslint-plugin-client-lifetime/blob/main/docs/rules';

/** What a rule says about itself beyond what ESLint asks for. */
export interface RuleDocs {
  /** One sentence without a full stop that begins with a verb: `disallow …`, `require …`, `prefer …`. */
  description: string;
  /** The severity in the preset `recommended`; `false` for rules that only `strict` turns on. */
  recommended: 'error' | 'warn' | false;
}

const create = RuleCreator<RuleDocs>((name) => `${documentation}/${name}.md`);

/** Makes a rule whose documentation address follows from its name, and which is silent about programs that the stack does not hold. */
export const createRule: typeof create = (rule) => create({
  ...rule,
  create(context, options) {
    const listeners = unlessTooDeep(context.filename, () => rule.create(context, options)) ?? {};
    return Object.fromEntries(Object.entries(listeners).map(([selector, listener]) => [
      selector,
      (node: never) => unlessTooDeep(context.filename, () => (listener as (node: never) => void)(node)),
    ]));
  },
});
