import { checkoutObligation, findCheckouts } from '../sites/checkouts.js';
import type { CheckoutSite } from '../sites/checkouts.js';
import type { Ending } from '../ownership/lifetime.js';
import { findSharedCloses } from '../release/shared-close.js';
import type { SharedClose } from '../release/shared-close.js';
import { checkoutAt, constructedExport, siteAt } from '../sites/sites.js';
import type { ExportName, Site } from '../sites/sites.js';
import type { Catalogued } from '../catalog/merge.js';
import type { CheckoutModel, ClientModel } from '../catalog/types.js';
import type { Value } from '../resolve/value.js';
import type { FileModel } from '../resolve/file-model.js';
import type { CallNode } from '../syntax/nodes.js';
import { findCheckoutLeaks, startOfCheckout } from './checkout-finding.js';
import { ruleFor } from './conditions.js';
import type { ConstructionRule } from './conditions.js';
import type { FileEngine } from './engine.js';
import { decide, judgeEndings } from './judge.js';
import type { JudgedEnding } from './judge.js';
import type { Finding } from './finding.js';

/*
 * Why was a construction reported, or why not? The same answers that the rules read, with everything that led to them.
 * Input: a call of a file. Output: an `Explanation`. Invariant: it decides nothing; `rule` and `silence` are two sides of one answer.
 */

export type Explanation =
  | {
    readonly kind: 'site'; readonly node: CallNode; readonly site: Site; readonly finding: Finding;
    /** The worst one first. */
    readonly endings: readonly JudgedEnding[];
    readonly rule?: ConstructionRule;
    /** Why no rule reports it, as the end of a sentence. */
    readonly silence?: string;
  }
  /** The catalog knows that it owns no connection. */
  | { readonly kind: 'nothing'; readonly node: CallNode; readonly model: ClientModel; readonly name: ExportName; readonly reason: string }
  /** Something is borrowed from a pool. */
  | {
    readonly kind: 'checkout'; readonly node: CallNode; readonly checkout: Catalogued<CheckoutModel>; readonly name: ExportName;
    readonly endings: readonly Ending[];
    readonly rule?: 'require-connection-release';
    readonly silence?: string;
  }
  /** It closes what other requests use as well. */
  | { readonly kind: 'close'; readonly node: CallNode; readonly close: SharedClose; readonly rule: 'no-shared-client-close' }
  | { readonly kind: 'uncatalogued'; readonly node: CallNode; readonly name?: ExportName; readonly meaning: Value };

export function explain(engine: FileEngine, file: FileModel, node: CallNode): Explanation {
  const { program, index } = engine;
  const answer = siteAt(program, index, file, node);
  if (answer.kind === 'site') return explainSite(engine, answer.site);
  if (answer.kind === 'nothing') return { ...answer, node };
  const name = constructedExport(program.evaluator, file, node);
  const checkout = name && checkoutAt(program, index, file, node);
  if (checkout) return { kind: 'checkout', node, checkout, name, ...explainCheckout(engine, file, node) };
  const close = sharedClosesOf(engine, file).find((found) => found.node === node);
  if (close) return { kind: 'close', node, close, rule: 'no-shared-client-close' };
  return { kind: 'uncatalogued', node, meaning: program.evaluator.evaluate(file, node.callee), ...(name && { name }) };
}

const sharedCloses = new WeakMap<FileEngine, WeakMap<FileModel, readonly SharedClose[]>>();

/** They are found for a file at a time: asked anew for every call, a file would be gone through as often as it has calls. */
function sharedClosesOf(engine: FileEngine, file: FileModel): readonly SharedClose[] {
  let ofFiles = sharedCloses.get(engine);
  if (!ofFiles) sharedCloses.set(engine, ofFiles = new WeakMap());
  let closes = ofFiles.get(file);
  if (!closes) ofFiles.set(file, closes = engine.isTestFile(file) ? [] : findSharedCloses(engine, file));
  return closes;
}

function explainSite(engine: FileEngine, site: Site): Explanation {
  const { node } = site;
  const endings = judgeEndings(engine, site);
  const finding = decide(site, endings);
  const shared = { kind: 'site', node, site, endings, finding } as const;
  if (engine.isTestFile(site.file)) return { ...shared, silence: 'the file is a test (setting `testFiles`)' };
  const rule = ruleFor(finding);
  return rule ? { ...shared, rule } : { ...shared, silence: silenceOf(finding) };
}

function explainCheckout(
  engine: FileEngine, file: FileModel, node: CallNode,
): Pick<Extract<Explanation, { kind: 'checkout' }>, 'endings' | 'rule' | 'silence'> {
  const site = findCheckouts(engine.program, engine.index, file).find((found) => found.node === node);
  if (!site) return { endings: [], silence: 'it is given a callback, and borrows for as long as that runs' };
  const endings = engine.lifetimes.endingsOf({ file, node, path: [] }, checkoutObligation(site))
    .map((ending) => ending.keep === 'local' ? { ...ending, origin: startOfCheckout(site, ending.origin) } : ending);
  if (engine.isTestFile(file)) return { endings, silence: 'the file is a test (setting `testFiles`)' };
  const isLeak = findCheckoutLeaks(engine, file).some((finding) => finding.site.node === node);
  return isLeak ? { endings, rule: 'require-connection-release' } : { endings, silence: checkoutSilence(site, endings) };
}

function checkoutSilence({ model: { noun } }: CheckoutSite, endings: readonly Ending[]): string {
  const elsewhere = endings.find((ending) => ending.keep !== 'local');
  if (elsewhere) return `the ${noun} is kept elsewhere: ${elsewhere.reason}`;
  if (endings.every((ending) => ending.keep === 'local' && ending.run.kind === 'once')) return `the ${noun} is borrowed once per process`;
  return `the ${noun} is given back on every path, or goes where it cannot be followed`;
}

/** Which of the conditions in `conditions.ts` a finding fails. */
export function silenceOf(finding: Finding): string {
  const { run, keep, release, site, runtime, reason } = finding;
  const because = reason === undefined ? '' : `: ${reason}`;
  switch (keep) {
    case 'cached':
      return 'it is kept for as long as the process lives, and so it is shared';
    case 'requestOwned':
      return 'it is handed to an object of the request, whose owner may release it';
    case 'unknown':
      return `it is unknown who keeps it${because}`;
    case 'local':
      break;
  }
  if (release.kind === 'unknown') return 'it is unknown whether it is released';
  if (finding.isInert) return 'nothing that is done with it opens a connection';
  if (site.model.carries !== undefined) return `it holds no more than ${site.model.carries}, which is judged by itself`;
  if (site.model.session !== undefined) return `one per request is right: ${site.model.session}`;
  if (runtime?.perRequestIsRight !== undefined) return `one per request is right in this runtime: ${runtime.perRequestIsRight}`;
  switch (run) {
    case 'once':
      return 'it is constructed once per process';
    case 'perIteration':
      return 'it is constructed in a loop, and not for every request';
    case 'perRequest':
      return finding.arguments === 'request'
        ? 'it is released on every path, and its arguments come from the request'
        : 'it is released on every path, and it is unknown where its arguments come from';
    case 'unknown':
      if (finding.isPartKept) return `something that outlives the function has a part of it, and it is unknown how often it runs${because}`;
      return `it is released, and it is unknown how often it runs${because}`;
  }
}
