import type { Program } from '../project/program.js';
import type { Finding } from '../verdict/finding.js';
import type { CheckoutFinding } from '../verdict/checkout-finding.js';
import { closeInFinally } from './close-in-finally.js';
import { closingTargetOf } from './closing-target.js';
import type { ClosingTarget, Obligated } from './closing-target.js';
import { factoryCallOf } from './factory-call.js';
import type { Source } from './source.js';
import { styleOf } from './style-of.js';
import { toSuggestion } from './suggestion.js';
import type { Suggestion } from './suggestion.js';

/** The edits after which a client is closed on every path. */
export function closingSuggestions(source: Source, { site, release }: Finding, program: Program, client: string): Suggestion[] {
  const { model } = site;
  const obligated = { ...model, node: site.node, setup: model.setup ?? [] };
  const target = closingTargetOf(source, obligated) ?? targetAtCaller(source, program, obligated);
  // Something else closes it.
  if (!target || (release.kind !== 'never') !== (target.releases.length > 0)) return [];
  const edits = closeInFinally(source, styleOf(source.code, source.file.path), target);
  return edits ? [toSuggestion('closeInFinally', client, edits)] : [];
}

/** A function constructs it for the only place that calls it. */
function targetAtCaller(source: Source, program: Program, made: Obligated): ClosingTarget | undefined {
  const call = made.kind === 'asyncFactory' ? undefined : factoryCallOf(source, program, made.node);
  return call && closingTargetOf(source, { ...made, node: call.node, kind: call.isAsync ? 'asyncFactory' : 'factory' });
}

/** The edits after which what was borrowed is given back on every path. */
export function givingBackSuggestions(source: Source, { site, witness }: CheckoutFinding): Suggestion<'releaseInFinally'>[] {
  const { model } = site;
  const target = closingTargetOf(source, { ...model, node: site.node, setup: [] });
  if (!target || (witness !== undefined) !== (target.releases.length > 0)) return [];
  const edits = closeInFinally(source, styleOf(source.code, source.file.path), target);
  return edits ? [toSuggestion('releaseInFinally', model.noun, edits)] : [];
}
