import { borrowedFrom } from '../reach/placed-values.js';
import { findSharedCloses } from '../release/shared/shared-close.js';
import type { SharedClose } from '../release/shared/shared-close.js';
import { findCheckouts } from '../sites/checkouts.js';
import { mayBeBorrowing } from '../sites/pool-calls.js';
import { checkoutAt, constructedExport, siteAt } from '../sites/sites.js';
import type { FileModel } from '../resolve/file-model.js';
import type { CallNode } from '../syntax/nodes.js';
import { judgedAmongOthers } from './carried.js';
import { ruleFor, silenceOf } from './conditions.js';
import type { ConstructionRule } from './conditions.js';
import type { FileEngine } from './engine.js';
import { whoRuns } from './passes/reach.js';
import type { Reached } from './passes/reach.js';
import type { Released } from './passes/release.js';
import type { Resolved } from './passes/resolve.js';
import { judgeCheckout, judgeSite } from './pipeline.js';
import type { SiteJudgement } from './pipeline.js';

/*
 * Why was a construction reported, or why not? What the pipeline returned, which is what the rules read, with a sentence for silence.
 * Input: a call of a file. Output: an `Explanation`. Invariant: it decides nothing; `rule` and `silence` are two sides of one answer.
 */

type Is<Kind extends Resolved['kind']> = Extract<Resolved, { kind: Kind }> & { readonly reached: Reached };

export type Explanation =
  | Is<'site'> & Omit<SiteJudgement, 'rule'> & {
    readonly rule?: ConstructionRule;
    /** Why no rule reports it, as the end of a sentence. */
    readonly silence?: string;
  }
  | Is<'nothing'>
  | Is<'checkout'> & { readonly released: readonly Released[]; readonly rule?: 'require-connection-release'; readonly silence?: string }
  | Is<'close'> & { readonly rule: 'no-shared-client-close' }
  | Is<'uncatalogued'>;

const IN_TEST = 'the file is a test (setting `testFiles`)';

export function explain(engine: FileEngine, file: FileModel, node: CallNode): Explanation {
  const { program, index } = engine;
  const answer = siteAt(program, index, file, node);
  if (answer.kind === 'site') {
    const judged = judgeSite(engine, answer.site);
    const finding = judgedAmongOthers(engine, judged.finding);
    const { rule: ofItself, ...shared } = { kind: 'site', node, ...judged, finding } as const;
    if (engine.isTestFile(file)) return { ...shared, silence: IN_TEST };
    const rule = finding === judged.finding ? ofItself : ruleFor(finding);
    return rule ? { ...shared, rule } : { ...shared, silence: silenceOf(finding) };
  }
  const reached = whoRuns(engine.reach, file, node);
  if (answer.kind === 'nothing') return { ...answer, node, reached };
  const given = mayBeBorrowing(file, index, node.callee) ? borrowedFrom(engine) : undefined;
  const name = constructedExport(program.evaluator, file, node, given);
  const checkout = name && given && checkoutAt(program, index, file, node, given);
  if (checkout) return { kind: 'checkout', node, checkout, name, reached, ...explainCheckout(engine, file, node) };
  const close = sharedClosesOf(engine, file).find((found) => found.node === node);
  if (close) return { kind: 'close', node, close, reached, rule: 'no-shared-client-close' };
  return { kind: 'uncatalogued', node, reached, meaning: program.evaluator.evaluate(file, node.callee), ...(name && { name }) };
}

function explainCheckout(
  engine: FileEngine, file: FileModel, node: CallNode,
): Pick<Extract<Explanation, { kind: 'checkout' }>, 'released' | 'rule' | 'silence'> {
  const site = findCheckouts(engine.program, engine.index, file, borrowedFrom(engine)).find((found) => found.node === node);
  if (!site) return { released: [], silence: 'it is given a callback, and borrows for as long as that runs' };
  const { released, finding, silence } = judgeCheckout(engine, site);
  if (engine.isTestFile(file)) return { released, silence: IN_TEST };
  return finding ? { released, rule: 'require-connection-release' } : { released, silence: silence! };
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
