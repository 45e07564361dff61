import { checkoutName } from '../src/sites/checkouts.js';
import type { CheckoutSite } from '../src/sites/checkouts.js';
import { analysisOf, mayUsePools } from '../src/rule/analysis-of.js';
import { createRule } from '../src/rule/create-rule.js';
import { describePath, releasePlace } from '../src/rule/release-wording.js';
import { occasion, trace } from '../src/rule/wording.js';
import { releaseMessages } from '../src/suggest/text/suggestion.js';
import { suggestionsForCheckout } from '../src/suggest/suggestions-for.js';

/** Borrowed from a pool and not given back: the pool runs dry. */
export const requireConnectionRelease = createRule({
  name: 'require-connection-release',
  meta: {
    type: 'problem',
    docs: {
      description: 'require that what is borrowed from a pool is given back on every path',
      recommended: 'error',
    },
    hasSuggestions: true,
    messages: {
      never: 'The {{noun}} that `{{call}}` borrows{{often}} is never given back: each time {{cost}}. '
        + 'Call {{release}} in a `finally` block.',
      somePaths: 'The {{noun}} that `{{call}}` borrows{{often}} is not given back {{path}}: each time that happens {{cost}}. '
        + 'Call {{release}} {{place}}.',
      ...releaseMessages,
    },
    schema: [],
  },
  defaultOptions: [],
  create(context) {
    if (!mayUsePools(context)) return {};
    return {
      'Program:exit'() {
        const analysis = analysisOf(context);
        for (const finding of analysis.checkouts) {
          const { site, entry, witness } = finding;
          context.report({
            node: site.node,
            messageId: witness ? 'somePaths' : 'never',
            data: {
              noun: site.model.noun,
              call: checkoutName(site),
              often: entry ? ` for every ${occasion(finding)} (${trace(analysis.program, finding)})` : '',
              path: witness ? describePath(finding, witness) : '',
              cost: site.model.cost ?? 'one more stays taken, until none is left and whoever asks for one waits',
              release: releaseCall(site),
              ...(witness && { place: releasePlace(witness, finding) }),
            },
            suggest: suggestionsForCheckout(context, finding, analysis.program),
          });
        }
      },
    };
  },
});

function releaseCall({ model }: CheckoutSite): string {
  const [method] = model.release;
  return method === undefined ? `\`${model.releasedBy?.[0] ?? 'release'}()\` of the pool` : `\`${method}()\``;
}
