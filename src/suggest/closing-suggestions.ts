import type { Finding } from '../verdict/finding.js';
import type { CheckoutFinding } from '../verdict/checkout-finding.js';
import { closeInFinally } from './close-in-finally.js';
import { closingTargetOf } from './closing-target.js';
import type { Source } from './source.js';
import { styleOf } from './style-of.js';
import { toSuggestion } from './suggestion.js';
import type { Suggestion } from './suggestion.js';

/** The edits after which a client is closed on every path. */
export function closingSuggestions(source: Source, { site, release }: Finding, client: string): Suggestion[] {
  const { model } = site;
  const target = closingTargetOf(source, { ...model, node: site.node, setup: model.setup ?? [] });
  // Something else closes it.
  if (!target || (release.kind !== 'never') !== (target.releases.length > 0)) return [];
  const edits = closeInFinally(source, styleOf(source.code, source.file.path), target);
  return edits ? [toSuggestion('closeInFinally', client, edits)] : [];
}

/** The edits after which what was borrowed is given back on every path. */
export function givingBackSuggestions(source: Source, { site, witness }: CheckoutFinding): Suggestion<'releaseInFinally'>[] {
  const { model } = site;
  const target = closingTargetOf(source, { ...model, node: site.node, setup: [] });
  if (!target || (witness !== undefined) !== (target.releases.length > 0)) return [];
  const edits = closeInFinally(source, styleOf(source.code, source.file.path), target);
  return edits ? [toSuggestion('releaseInFinally', model.noun, edits)] : [];
}
