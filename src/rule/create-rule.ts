import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';
import { unlessTooDeep } from '../limits/too-deep.js';

const documentation = 'https://github.com/client-lifetime/eslint-plugin-client-lifetime/blob/main/docs/rules';

/** What a rule says about itself beyond what ESLint asks for. */
export interface RuleDocs {
  /** One sentence without a full stop that begins with a verb: `disallow …`, `require …`, `prefer …`. */
  description: string;
  /** The severity in the preset `recommended`; `false` for rules that only `strict` turns on. */
  recommended: 'error' | 'warn' | false;
}

const create = RuleCreator<RuleDocs>((name) => `${documentation}/${name}.md`);

/**
 * Makes a rule without options, whose documentation address follows from its name, and which is silent about programs that the stack does
 * not hold. Its `create` is not the one of `RuleCreator`, which copies default options for every file and rule: a fifth of what a file
 * without a client costs.
 */
export function createRule<MessageIds extends string>(
  rule: Parameters<typeof create<[], MessageIds>>[0],
): ReturnType<typeof create<[], MessageIds>> {
  return {
    ...create(rule),
    create(context) {
      const listeners = unlessTooDeep(context.filename, () => rule.create(context, [])) ?? {};
      return Object.fromEntries(Object.entries(listeners).map(([selector, listener]) => [
        selector,
        (node: never) => unlessTooDeep(context.filename, () => (listener as (node: never) => void)(node)),
      ]));
    },
  };
}
