import { analysisOf, isCandidate } from '../src/rule/analysis-of.js';
import { createRule } from '../src/rule/create-rule.js';
import { everywhereSchema } from '../src/rule/everywhere-option.js';
import type { EverywhereOptions } from '../src/rule/everywhere-option.js';
import { advice, afterwards, clientName, evidence, holding } from '../src/rule/wording.js';
import { suggestionMessages } from '../src/suggest/text/suggestion.js';
import type { SuggestionMessageId } from '../src/suggest/text/suggestion.js';
import { suggestionsFor } from '../src/suggest/suggestions-for.js';
import { findingsFor } from '../src/verdict/conditions.js';

/** Never released and kept by nobody, in a function whose callers nobody knows, in code that evidently serves requests. */
export const noUnclosedClient = createRule<'unclosed' | SuggestionMessageId, readonly [EverywhereOptions]>({
  name: 'no-unclosed-client',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow constructing a client that is neither released nor kept, even where it is unknown how often that happens',
      recommended: 'warn',
    },
    hasSuggestions: true,
    messages: {
      unclosed: '`{{client}}` is constructed here, and then neither released nor kept: it goes on holding {{holding}}.{{afterwards}} '
        + '{{evidence}} {{advice}}{{release}}.',
      ...suggestionMessages,
    },
    schema: [everywhereSchema],
    defaultOptions: [{ everywhere: false }],
  },
  defaultOptions: [{ everywhere: false }],
  create(context, [options]) {
    if (!isCandidate(context)) return {};
    return {
      'Program:exit'() {
        const { program, findings } = analysisOf(context);
        for (const finding of findingsFor('no-unclosed-client', findings, options)) {
          const [method] = finding.site.model.release;
          context.report({
            node: finding.site.node,
            messageId: 'unclosed',
            data: {
              client: clientName(finding),
              advice: advice(finding),
              holding: holding(finding),
              afterwards: afterwards(program, finding, findings),
              evidence: evidence(finding),
              release: method === undefined || finding.site.model.session !== undefined ? '' : `, or call \`${method}()\` when done`,
            },
            suggest: suggestionsFor(context, finding, program, clientName(finding)),
          });
        }
      },
    };
  },
});
