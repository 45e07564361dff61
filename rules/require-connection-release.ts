import { checkoutName } from '../src/sites/checkouts.js';
import type { CheckoutSite } from '../src/sites/checkouts.js';
import type { CheckoutFinding } from '../src/verdict/checkout-finding.js';
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
        + 'Call {{release}} {{place}}.',
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
              ...adviceFor(finding),
            },
            suggest: suggestionsForCheckout(context, finding, analysis.program),
          });
        }
      },
    };
  },
});

function adviceFor(finding: CheckoutFinding): { readonly release: string; readonly place: string } {
  const { site: { model }, witness } = finding;
  // What fails must not be committed.
  if (model.release.includes('rollback') && model.release.includes('commit')) {
    return witness ? { release: '`rollback()`', place: witness.kind === 'throw' ? 'in a `catch` block' : 'on that path' }
      : { release: '`commit()`', place: 'when its work is done, and `rollback()` where that fails' };
  }
  return { release: releaseCall(finding.site), place: witness ? releasePlace(witness, finding) : 'in a `finally` block' };
}

function releaseCall({ model }: CheckoutSite): string {
  const [method] = model.release;
  return method === undefined ? `\`${model.releasedBy?.[0] ?? 'release'}()\` of the pool` : `\`${method}()\``;
}
