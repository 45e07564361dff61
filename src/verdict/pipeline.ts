import { checkoutObligation } from '../sites/checkouts.js';
import type { CheckoutSite } from '../sites/checkouts.js';
import { obligationOf } from '../sites/obligation.js';
import { outlastingOf } from '../sites/opening-limit.js';
import type { Site } from '../sites/sites.js';
import type { FileEngine } from './engine.js';
import { checkOwnership, checkRelease, checkTrace } from './invariants.js';
import { argumentFacts, findOrigins } from './passes/arguments.js';
import { checkoutFacts, fromStart, judgeCheckoutEndings, openingOf, startOfCheckout } from './passes/checkout-verdict.js';
import type { CheckoutVerdict } from './passes/checkout-verdict.js';
import { endingFacts, findEndings } from './passes/ownership.js';
import { findReplacements } from './passes/replacements.js';
import { findHeldLosses } from './passes/held-losses.js';
import { runPass } from './passes/pass.js';
import type { Place } from './passes/pass.js';
import { callerFacts, whoRuns } from './passes/reach.js';
import type { Reached } from './passes/reach.js';
import { releaseFacts, walkReleases } from './passes/release.js';
import type { Released } from './passes/release.js';
import { obligationFacts } from './passes/resolve.js';
import { findRuntimes, runtimeFacts } from './passes/runtime.js';
import { judgeEndings, verdictFacts } from './passes/verdict.js';
import type { Verdict } from './passes/verdict.js';

/*
 * The story of a construction site, from top to bottom, a pass a line. Each pass gets what those before it found, and what it returns is
 * all that is known: rules, `explain --passes` and the debug log read it, and nothing is found a second time in order to be printed.
 *
 *   resolve     what is constructed, and what releases it
 *   reach       who runs the code around it; each answer is found when a later pass asks for it
 *   ownership   who ends up with the client: every way in which its life can end, with how often that one runs
 *   release     on which paths of that one's code the client is released, and where it is lost
 *   arguments   whether the arguments of the construction come from a request
 *   runtime     where that one runs, if the catalog says something of it that matters
 *   verdict     the finding of each ending, the worst of them, and the rule whose condition it meets
 *
 * Between the passes stand invariants (`invariants.ts`). A checkout of a pool takes the same way, and has a verdict of its own.
 */

/** All that is known of a construction. */
export interface SiteJudgement extends Verdict {
  readonly reached: Reached;
}

export function judgeSite(engine: FileEngine, site: Site): SiteJudgement {
  const { program, index, reach, lifetimes } = engine;
  const { file, node, model } = site;
  const at: Place = { file, node };

  const opening = { ...model, outlasts: outlastingOf(program.evaluator, site) };
  const obligation = runPass('resolve', at, () => obligationOf(site), obligationFacts(at));
  const reached = runPass('reach', at, () => whoRuns(reach, file, node), callerFacts);
  const life = runPass('ownership', at, () => findEndings(lifetimes, file, node, obligation), (found) => endingFacts(found.endings),
    (found) => checkOwnership(file, node, found.endings));
  const lost = [...findHeldLosses(engine, life.holders, model), ...findReplacements(engine, life.holders, obligation)];
  const released = runPass('release', at, () => [...walkReleases(engine, life.endings, opening), ...lost], releaseFacts,
    (found) => checkRelease(file, node, found));
  const endings = released.map(({ ending }) => ending);
  const origins = runPass('arguments', at, () => findOrigins(engine, site, endings), argumentFacts(at));
  const runtimes = runPass('runtime', at, () => findRuntimes(program, index, site, endings), runtimeFacts(at));
  const verdict = runPass('verdict', at, () => judgeEndings(engine, site, { released, origins, runtimes }), verdictFacts(at),
    ({ finding }) => checkTrace(file, node, finding.trace));

  return { ...verdict, reached };
}

/** All that is known of something that is borrowed from a pool. */
export interface CheckoutJudgement extends CheckoutVerdict {
  readonly reached: Reached;
}

export function judgeCheckout(engine: FileEngine, site: CheckoutSite): CheckoutJudgement {
  const { reach, lifetimes } = engine;
  const { file, node } = site;
  const at: Place = { file, node };

  const obligation = runPass('resolve', at, () => checkoutObligation(site), obligationFacts(at));
  const reached = runPass('reach', at, () => whoRuns(reach, file, node), callerFacts);
  const life = runPass('ownership', at, () => findEndings(lifetimes, file, node, obligation), (found) => endingFacts(found.endings),
    (found) => checkOwnership(file, node, found.endings));
  const lost = findHeldLosses(engine, life.holders, { harmless: site.model.harmless }, (origin) => startOfCheckout(site, origin));
  const walked = (): Released[] => [...walkReleases(engine, fromStart(site, life.endings), openingOf(site)), ...lost];
  const released = runPass('release', at, walked, releaseFacts);
  const endings = [...life.endings, ...lost.map(({ ending }) => ending)];
  const verdict = runPass('verdict', at, () => judgeCheckoutEndings(engine, site, endings, released), checkoutFacts(at));

  return { ...verdict, reached };
}
