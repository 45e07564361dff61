import { mayBeMissingPart } from '../../arguments/missing-parts.js';
import { isUnsetResult } from '../../arguments/unset-results.js';
import { LETTING_GO } from '../../ownership/lives/effects.js';
import { asFarAsKnown } from '../../release/paths/release-paths.js';
import { walkRelease } from '../../release/release.js';
import type { FileModel } from '../../resolve/file-model.js';
import { checkoutObligation } from '../../sites/checkouts.js';
import type { CheckoutSite } from '../../sites/checkouts.js';
import type { Node } from '../../syntax/nodes.js';
import type { FileEngine } from '../engine.js';
import { openingOf, startOfCheckout } from './checkout-verdict.js';

/*
 * Asked of a checkout before anything else is, because nearly all are right, and to know who runs the function means to parse whoever
 * leads to it: does that function give back what it borrows, on every path, and let nobody else have it?
 * Output: true where there is nothing to report, whoever runs it. Invariant: `judgeCheckout` finds nothing then.
 */
export function isGivenBackWhereBorrowed({ program, index, lives }: FileEngine, site: CheckoutSite): boolean {
  const { file, node } = site;
  const life = lives.ofExpression(file, node, [[]], checkoutObligation(site), new Set());
  if (!life.effects.has('released') || life.effects.has(...LETTING_GO)) return false;
  const run = { kind: 'unknown', reason: 'nobody has asked' } as const;
  const ending = { keep: 'local', life, origin: startOfCheckout(site, node), run, via: [] } as const;
  const isMissing = (there: FileModel, value: Node): boolean => mayBeMissingPart(there, value) || isUnsetResult(there, value);
  const opening = { ...openingOf(site), isMissing };
  return asFarAsKnown(walkRelease(program, index, ending, opening).answer).kind === 'everyPath';
}
