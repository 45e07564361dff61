import { analysisOf, isCandidate } from '../src/rule/analysis-of.js';
import { createRule } from '../src/rule/create-rule.js';
import { advice, clientName, holding, occasion, trace } from '../src/rule/wording.js';
import { suggestionMessages } from '../src/suggest/text/suggestion.js';
import { suggestionsFor } from '../src/suggest/suggestions-for.js';
import { findingsFor } from '../src/verdict/conditions.js';
import { isSubscribed } from '../src/verdict/subscriptions.js';

/** Constructed per request and always released: nothing leaks, but each request pays for a connection that it could have shared. */
export const preferSharedClient = createRule({
  name: 'prefer-shared-client',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'prefer one shared client over constructing and releasing one for every request',
      recommended: 'warn',
    },
    hasSuggestions: true,
    messages: {
      churn: '`{{client}}` is constructed and released for every {{occasion}} ({{trace}}): each one opens {{holding}} and throws it away. '
        + '{{advice}}.',
      listening: '`{{client}}` is constructed for every {{occasion}} ({{trace}}) to listen, and released when that is over: until then '
        + 'each one holds {{holding}}. Let one listen for all, and pass on to each what comes.',
      ...suggestionMessages,
    },
    schema: [],
  },
  defaultOptions: [],
  create(context) {
    if (!isCandidate(context)) return {};
    return {
      'Program:exit'() {
        const { program, findings } = analysisOf(context);
        for (const finding of findingsFor('prefer-shared-client', findings)) {
          context.report({
            node: finding.site.node,
            messageId: isSubscribed(finding.site) ? 'listening' : 'churn',
            data: {
              client: clientName(finding),
              occasion: occasion(finding),
              trace: trace(program, finding),
              advice: advice(finding),
              holding: holding(finding),
            },
            suggest: suggestionsFor(context, finding, program, clientName(finding)),
          });
        }
      },
    };
  },
});
