import { analysisOf, isCandidate } from '../src/rule/analysis-of.js';
import { createRule } from '../src/rule/create-rule.js';
import { describePath, releaseCall, releasePlace } from '../src/rule/release-wording.js';
import { everywhereSchema } from '../src/rule/everywhere-option.js';
import type { EverywhereOptions } from '../src/rule/everywhere-option.js';
import { advice, afterwards, clientName, evidence, holding, occasion, trace } from '../src/rule/wording.js';
import { suggestionMessages } from '../src/suggest/text/suggestion.js';
import { suggestionsFor } from '../src/suggest/suggestions-for.js';
import { findingsFor } from '../src/verdict/conditions.js';
import type { Finding } from '../src/verdict/finding.js';

type MessageIds = 'leak' | 'leakFromRequest' | 'leakUnreached' | keyof typeof suggestionMessages;

/** Constructed per request and released, but not when something goes wrong on the way. */
export const requireClientClose = createRule<MessageIds, readonly [EverywhereOptions]>({
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
      leakUnreached: '`{{client}}` is not released {{path}}: it goes on holding {{holding}}.{{afterwards}} {{evidence}} '
        + 'Call {{release}} {{place}}.',
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
        for (const finding of findingsFor('require-client-close', findings, options)) {
          if (finding.release.kind !== 'somePaths') continue;
          context.report({
            node: finding.site.node,
            messageId: messageOf(finding),
            data: {
              client: clientName(finding),
              occasion: occasion(finding),
              trace: trace(program, finding),
              path: describePath(finding, finding.release.witness),
              advice: advice(finding),
              holding: holding(finding),
              afterwards: afterwards(program, finding, findings),
              evidence: evidence(finding),
              release: releaseCall(finding),
              place: releasePlace(finding.release.witness, finding),
            },
            suggest: suggestionsFor(context, finding, program, clientName(finding)),
          });
        }
      },
    };
  },
});

function messageOf({ run, arguments: origin, site, hold }: Finding): MessageIds {
  if (run === 'unknown') return 'leakUnreached';
  return origin === 'request' || hold === 'untilKept' || site.model.session !== undefined ? 'leakFromRequest' : 'leak';
}
