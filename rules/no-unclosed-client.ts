import { analysisOf, isCandidate } from '../src/rule/analysis-of.js';
import { createRule } from '../src/rule/create-rule.js';
import { advice, afterwards, clientName, holding } from '../src/rule/wording.js';
import { findingsFor } from '../src/verdict/conditions.js';

/** Never released and kept by nobody, in a function whose callers nobody knows: a leak if it is called more than once. */
export const noUnclosedClient = createRule({
  name: 'no-unclosed-client',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow constructing a client that is neither released nor kept, even where it is unknown how often that happens',
      recommended: false,
    },
    messages: {
      unclosed: '`{{client}}` is constructed here, and then neither released nor kept: it goes on holding {{holding}}.{{afterwards}} '
        + 'It is unknown how often this runs. {{advice}}{{release}}.',
    },
    schema: [],
  },
  defaultOptions: [],
  create(context) {
    if (!isCandidate(context)) return {};
    return {
      'Program:exit'() {
        for (const finding of findingsFor('no-unclosed-client', analysisOf(context).findings)) {
          const [method] = finding.site.model.release;
          context.report({
            node: finding.site.node,
            messageId: 'unclosed',
            data: {
              client: clientName(finding),
              advice: advice(finding),
              holding: holding(finding),
              afterwards: afterwards(finding),
              release: method === undefined || finding.site.model.session !== undefined ? '' : `, or call \`${method}()\` when done`,
            },
          });
        }
      },
    };
  },
});
