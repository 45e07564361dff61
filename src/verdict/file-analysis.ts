import { borrowedFrom } from '../reach/placed-values.js';
import { once } from '../project/once.js';
import type { Program } from '../project/program.js';
import { programOf } from '../project/program-of.js';
import type { FileModel } from '../resolve/file-model.js';
import { unlessStackOverflows } from '../limits/stack-overflow.js';
import { findSharedCloses } from '../release/shared/shared-close.js';
import type { SharedClose } from '../release/shared/shared-close.js';
import { findCheckouts } from '../sites/checkouts.js';
import { mayConstruct } from '../sites/may-construct.js';
import { mayBorrow, mayBorrowGiven, mayClose } from '../sites/pool-calls.js';
import { findSites } from '../sites/sites.js';
import { wantedPackages } from '../sites/wanted-packages.js';
import { judgedTogether } from './carried.js';
import type { CheckoutFinding } from './checkout-finding.js';
import { engineOf } from './engine.js';
import type { EngineOptions, FileEngine } from './engine.js';
import type { Finding } from './finding.js';
import { mayNeedOthers } from './passes/arguments.js';
import { isGivenBackWhereBorrowed } from './passes/given-back.js';
import { judgeCheckout, judgeSite } from './pipeline.js';

/*
 * One file, all questions answered: its construction sites and a finding for each. Made once per file and shared by all rules.
 */

export interface AnalysisOptions extends EngineOptions {
  /** Whether the file may construct what other files of the project hand on. Default: it may. */
  readonly constructsHandedOn?: () => boolean;
}

/** Each answer is found when a rule asks for it first. */
export interface FileAnalysis {
  readonly program: Program;
  readonly findings: readonly Finding[];
  /** What is borrowed from a pool and not given back. */
  readonly checkouts: readonly CheckoutFinding[];
  /** Calls that close, while a request runs, what other requests use as well. */
  readonly sharedCloses: readonly SharedClose[];
}

export function analyseFile(file: FileModel, options: AnalysisOptions): FileAnalysis {
  const ofProgram = once(() => programOf(file, options));
  const ofEngine = once(() => engineOf(ofProgram(), options));
  const unlessTest = <Item>(find: (engine: FileEngine) => readonly Item[]): readonly Item[] => (
    ofEngine().isTestFile(file) ? [] : find(ofEngine()));
  let isTooDeep = false;
  // What is interrupted leaves half an answer behind, so that nothing more is asked of this file.
  const answers = <Item>(find: () => readonly Item[]): (() => readonly Item[]) => once(() => {
    const found = isTooDeep ? [] : unlessStackOverflows({ filename: file.path }, find);
    isTooDeep ||= found === undefined;
    return found ?? [];
  });
  const findings = answers(() => {
    if (!mayConstruct(file, options.index) && options.constructsHandedOn?.() === false) return [];
    const sites = findSites(ofProgram(), options.index, file);
    return sites.length === 0 ? [] : unlessTest((engine) => (
      judgedTogether(sites.map((site) => judgeSite(engine, site).finding))));
  });
  const { toBorrow, toClose } = wantedPackages(options.index);
  const checkouts = answers(() => (
    // What callers give comes by imports of theirs.
    (mayBorrowGiven(file, options.index) && ofProgram().mayUse(toBorrow))
    || (mayBorrow(file, options.index) && ofProgram().mayLeadToCatalogued(file, file.specifiers, toBorrow))
      ? unlessTest((engine) => findCheckouts(engine.program, engine.index, file, borrowedFrom(engine))
        .flatMap((site) => (isGivenBackWhereBorrowed(engine, site) ? [] : judgeCheckout(engine, site).finding ?? []))) : []));
  const sharedCloses = answers(() => (
    mayClose(file, options.index) && ofProgram().mayLeadToCatalogued(file, file.specifiers, toClose)
      ? unlessTest((engine) => findSharedCloses(engine, file)
        .map((close) => (mayNeedOthers(engine, close) ? { ...close, mayNeedOthers: true } : close))) : []));
  return {
    get program() { return ofProgram(); },
    get findings() { return findings(); },
    get checkouts() { return checkouts(); },
    get sharedCloses() { return sharedCloses(); },
  };
}
