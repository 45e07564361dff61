import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';
import { unlessStackOverflows } from '../limits/stack-overflow.js';

const documentation = 'https://github.com/client-lifetime/eslint-plugin-client-lifetime/blob/main/docs/rules';

/** What a rule says about itself beyond what ESLint asks for. */
export interface RuleDocs {
  /** One sentence without a full stop that begins with a verb: `disallow …`, `require …`, `prefer …`. */
  description: string;
  /** The severity in the preset `recommended`; `false` for rules that only `strict` turns on. */
  recommended: 'error' | 'warn' | false;
}

const create = RuleCreator<RuleDocs>((name) => `${documentation}/${name}.md`);

/** A rule takes no options, or one object of them. */
export type RuleOptions = readonly [] | readonly [object];

/**
 * Makes a rule whose documentation address follows from its name, and which is silent about programs that the stack does not hold. Its
 * `create` is not the one of `RuleCreator`, which copies default options deeply for every file and rule: a fifth of what a file without a
 * client costs. Here the options that are given win over the default ones, key by key.
 */
export function createRule<MessageIds extends string, Options extends RuleOptions = readonly []>(
  rule: Parameters<typeof create<Options, MessageIds>>[0] & { readonly defaultOptions: Readonly<Options> },
): ReturnType<typeof create<Options, MessageIds>> {
  return {
    ...create(rule),
    create(context) {
      const options = optionsOf<Options>(rule.defaultOptions, context);
      const listeners = unlessStackOverflows(context, () => rule.create(context, options)) ?? {};
      const entries = Object.entries(listeners);
      // Nearly every file.
      if (entries.length === 0) return listeners;
      return Object.fromEntries(entries.map(([selector, listener]) => [
        selector,
        (node: never) => unlessStackOverflows(context, () => (listener as (node: never) => void)(node)),
      ]));
    },
  };
}

function optionsOf<Options extends RuleOptions>(
  defaults: Readonly<Options>, context: { readonly options: Readonly<Options> },
): Readonly<Options> {
  if (defaults.length === 0) return defaults;
  const given = context.options;
  return given.length === 0 ? defaults : [{ ...defaults[0], ...given[0] }] as unknown as Options;
}
