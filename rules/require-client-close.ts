import { analysisOf, isCandidate } from '../src/rule/analysis-of.js';
import { createRule } from '../src/rule/create-rule.js';
import { describePath, releaseCall, releasePlace } from '../src/rule/release-wording.js';
import { advice, afterwards, clientName, holding, occasion, trace } from '../src/rule/wording.js';
import { suggestionMessages } from '../src/suggest/text/suggestion.js';
import { suggestionsFor } from '../src/suggest/suggestions-for.js';
import { findingsFor } from '../src/verdict/conditions.js';

/** Constructed per request and released, but not when something goes wrong on the way. */
export const requireClientClose = createRule({
  name: 'require-client-close',
  meta: {
    type: 'problem',
    docs: {
      description: 'require that a client constructed for every request is released on every path',
      recommended: 'error',
    },
    hasSuggestions: true,
    messages: {
      leak: '`{{client}}` is constructed for every {{occasion}} ({{trace}}) and not released {{path}}: it goes on holding '
        + '{{holding}}.{{afterwards}} {{advice}}, or call {{release}} {{place}}.',
      leakFromRequest: '`{{client}}` is constructed for every {{occasion}} ({{trace}}) and not released {{path}}: it goes on holding '
        + '{{holding}}.{{afterwards}} Call {{release}} {{place}}.',
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
        for (const finding of findingsFor('require-client-close', findings)) {
          if (finding.release.kind !== 'somePaths') continue;
          context.report({
            node: finding.site.node,
            messageId: finding.arguments === 'request' || finding.site.model.session !== undefined ? 'leakFromRequest' : 'leak',
            data: {
              client: clientName(finding),
              occasion: occasion(finding),
              trace: trace(program, finding),
              path: describePath(finding, finding.release.witness),
              advice: advice(finding),
              holding: holding(finding),
              afterwards: afterwards(finding),
              release: releaseCall(finding),
              place: releasePlace(finding.release.witness),
            },
            suggest: suggestionsFor(context, finding, program, clientName(finding)),
          });
        }
      },
    };
  },
});
