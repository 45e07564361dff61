import { analysisOf, isCandidate } from '../src/rule/analysis-of.js';
import { createRule } from '../src/rule/create-rule.js';
import { readSettings } from '../src/rule/settings.js';
import { advice, afterwards, clientName, holding, occasion, trace } from '../src/rule/wording.js';
import { Fixes } from '../src/suggest/share/fixes.js';
import { suggestionMessages } from '../src/suggest/text/suggestion.js';
import { suggestionsFor } from '../src/suggest/suggestions-for.js';
import { findingsFor } from '../src/verdict/conditions.js';

/** Constructed per request, never released, kept by nobody: the leak that this plugin exists for. */
export const noClientPerRequest = createRule({
  name: 'no-client-per-request',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow constructing a client that owns a connection for every request without ever releasing it',
      recommended: 'error',
    },
    fixable: 'code',
    hasSuggestions: true,
    messages: {
      leak: '`{{client}}` is constructed for every {{occasion}} ({{trace}}) and never released: each one holds {{holding}}.{{afterwards}} '
        + '{{advice}}.',
      leakFromRequest: '`{{client}}` is constructed for every {{occasion}} ({{trace}}) and never released: '
        + 'each one holds {{holding}}.{{afterwards}} '
        + 'Its arguments come from the request: release it when done, or keep a bounded cache with one client per key.',
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
        const { autofix } = readSettings(context.settings, context.cwd);
        const fixes = new Fixes(context.sourceCode, program);
        for (const finding of findingsFor('no-client-per-request', findings)) {
          const suggest = suggestionsFor(context, finding, program, clientName(finding));
          context.report({
            node: finding.site.node,
            messageId: finding.arguments === 'request' && finding.site.model.session === undefined ? 'leakFromRequest' : 'leak',
            data: {
              client: clientName(finding),
              occasion: occasion(finding),
              trace: trace(program, finding),
              advice: advice(finding),
              holding: holding(finding),
              afterwards: afterwards(program, finding, findings),
            },
            suggest,
            fix: (autofix && fixes.fixFor(finding, suggest)) || null,
          });
        }
      },
    };
  },
});
