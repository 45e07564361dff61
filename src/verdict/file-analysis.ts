import path from 'node:path';
import type { CatalogIndex } from '../catalog/merge.js';
import { argumentsOrigin } from '../project/argument-origin.js';
import { isWrapperCall } from '../project/client-calls.js';
import type { Obligation } from '../project/client-calls.js';
import { EntryFinder } from '../project/entries.js';
import { findRoot } from '../project/files.js';
import { Flow } from '../project/flow.js';
import { Lifetimes } from '../project/lifetime.js';
import type { Ending } from '../project/lifetime.js';
import { LocalLives } from '../project/local-lives.js';
import { MAX_PROJECTS } from '../project/limits.js';
import { noteAnswer } from '../project/linter-run.js';
import { mayConstruct } from '../project/may-construct.js';
import { pathGlobs } from '../project/path-glob.js';
import { mayBorrow, mayClose } from '../project/pool-calls.js';
import { ProjectIndex } from '../project/project-index.js';
import { ProjectProgram } from '../project/project-program.js';
import { Reach } from '../project/reach.js';
import { releaseOf } from '../project/release.js';
import { runtimeOf } from '../project/runtime.js';
import { findSharedCloses } from '../project/shared-close.js';
import type { SharedClose } from '../project/shared-close.js';
import { findSites } from '../project/sites.js';
import type { Site } from '../project/sites.js';
import type { Program } from '../project/program.js';
import { unlessTooDeep } from '../project/too-deep.js';
import type { FileModel } from '../resolve/file-model.js';
import { findCheckoutLeaks } from './checkout-finding.js';
import type { CheckoutFinding } from './checkout-finding.js';
import type { Finding } from './finding.js';

/*
 * One file, all questions answered: its construction sites and a finding for each. Made once per file and shared by all rules.
 */

export interface AnalysisOptions {
  readonly index: CatalogIndex;
  /** Look into other files. */
  readonly project: boolean;
  readonly root?: string | undefined;
  /** The folder in which the linter runs. */
  readonly cwd?: string | undefined;
  /** Whether the file may construct what other files of the project hand on. Default: it may. */
  readonly constructsHandedOn?: () => boolean;
  /** Globs of files whose callers and entry points do not count. */
  readonly testFiles: readonly string[];
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

/** Project indexes by root, the one that was asked last at the end. They look at the disk again by themselves. */
const projects = new Map<string, ProjectIndex>();

/** What answers the questions about one file: for verdicts and for explanations alike. */
export interface FileEngine {
  readonly program: Program;
  readonly index: CatalogIndex;
  readonly lifetimes: Lifetimes;
  readonly reach: Reach;
  readonly lives: LocalLives;
  readonly isTestFile: (file: FileModel) => boolean;
}

/** One way in which the life of a client can end, and what it means. */
export interface JudgedEnding {
  readonly ending: Ending;
  readonly finding: Finding;
}

export function analyseFile(file: FileModel, options: AnalysisOptions): FileAnalysis {
  const ofProgram = once(() => programOf(file, options));
  const ofEngine = once(() => engineOf(ofProgram(), options));
  const unlessTest = <Item>(find: (engine: FileEngine) => readonly Item[]): readonly Item[] => (
    ofEngine().isTestFile(file) ? [] : find(ofEngine()));
  let isTooDeep = false;
  // What is interrupted leaves half an answer behind, so that nothing more is asked of this file.
  const answers = <Item>(find: () => readonly Item[]): (() => readonly Item[]) => once(() => {
    const found = isTooDeep ? [] : unlessTooDeep(file.path, find);
    isTooDeep ||= found === undefined;
    noteAnswer();
    return found ?? [];
  });
  const findings = answers(() => {
    if (!mayConstruct(file, options.index) && options.constructsHandedOn?.() === false) return [];
    const sites = findSites(ofProgram(), options.index, file);
    return sites.length === 0 ? [] : unlessTest((engine) => sites.map((site) => decide(site, judgeEndings(engine, site))));
  });
  const checkouts = answers(() => (
    mayBorrow(file, options.index) && ofProgram().mayLeadToCatalogued(file, file.specifiers)
      ? unlessTest((engine) => findCheckoutLeaks(engine, file)) : []));
  const sharedCloses = answers(() => (
    mayClose(file, options.index) && ofProgram().mayLeadToCatalogued(file, file.specifiers)
      ? unlessTest((engine) => findSharedCloses(engine, file)) : []));
  return {
    get program() { return ofProgram(); },
    get findings() { return findings(); },
    get checkouts() { return checkouts(); },
    get sharedCloses() { return sharedCloses(); },
  };
}

function once<Result>(compute: () => Result): () => Result {
  let kept: { readonly result: Result } | undefined;
  return () => (kept ??= { result: compute() }).result;
}

export function engineFor(file: FileModel, options: AnalysisOptions): FileEngine {
  return engineOf(programOf(file, options), options);
}

function engineOf(program: Program, { index, testFiles }: AnalysisOptions): FileEngine {
  const isTest = pathGlobs(testFiles, { dot: true });
  const tests = new WeakMap<FileModel, boolean>();
  // Asked of the file of every spot.
  const isTestFile = (candidate: FileModel): boolean => {
    let is = tests.get(candidate);
    if (is === undefined) tests.set(candidate, is = isTest(program.relativePath(candidate)));
    return is;
  };
  const flow = new Flow(program);
  const reach = new Reach(program, flow, new EntryFinder(program, index), isTestFile);
  const lives = new LocalLives(program, index, flow, reach);
  return { program, index, lifetimes: new Lifetimes(program, lives, reach), reach, lives, isTestFile };
}

/** Indexes that were built in this process, by root. */
export function projectIndexes(): ReadonlyMap<string, ProjectIndex> {
  return projects;
}

function programOf(file: FileModel, options: AnalysisOptions): ProjectProgram {
  const isOnDisk = path.isAbsolute(file.path);
  const given = options.root === undefined ? undefined : path.resolve(options.cwd ?? '', options.root);
  const root = given ?? (isOnDisk ? findRoot(file.path, options.cwd) : undefined);
  if (!options.project || root === undefined || !isOnDisk) return new ProjectProgram(file, undefined, root ?? path.dirname(file.path));
  return new ProjectProgram(file, once(() => indexOf(root)), root, options.index);
}

/** The index of a root, if there is one that has looked at the disk in this run of the linter. */
export function currentIndex(root: string): ProjectIndex | undefined {
  const project = projects.get(root);
  return project?.isCurrent() ? project : undefined;
}

function indexOf(root: string): ProjectIndex {
  const project = projects.get(root) ?? new ProjectIndex(root);
  projects.delete(root);
  projects.set(root, project);
  const [oldest] = projects.keys();
  if (projects.size > MAX_PROJECTS) projects.delete(oldest!);
  project.refresh();
  return project;
}

/** All ways in which the life of a site's client can end, the worst one first. */
export function judgeEndings(engine: FileEngine, site: Site): JudgedEnding[] {
  const { lifetimes } = engine;
  return lifetimes.endingsOf({ file: site.file, node: site.node, path: [] }, obligationOf(site))
    .map((ending) => ({ ending, finding: findingOf(site, ending, engine) }))
    .sort((a, b) => badness(b.finding) - badness(a.finding));
}

/** Of several callers the worst one decides. */
export function decide(site: Site, [worst]: readonly JudgedEnding[]): Finding {
  return worst?.finding
    ?? { site, run: 'unknown', trace: [], keep: 'unknown', release: { kind: 'unknown' }, arguments: 'unknown', isInert: false };
}

export function obligationOf(site: Site): Obligation {
  const { model, name } = site;
  const { release, setup = [], inert = [], parts = [], connects } = model;
  return { specifier: name.specifier, release, setup, inert, parts, connects };
}

function findingOf(site: Site, ending: Ending, { program, index, reach }: FileEngine): Finding {
  const blank = { site, run: 'unknown', trace: [], release: { kind: 'unknown' }, arguments: 'unknown', isInert: false } as const;
  if (ending.keep !== 'local') {
    return { ...blank, keep: ending.keep, ...(ending.keep === 'unknown' && { reason: ending.reason }) };
  }
  const { run, life } = ending;
  const isInert = life.hasInertUse && !life.isUsed && site.model.connects !== 'construction';
  const release = releaseOf(ending, site.model.connects);
  if (run.kind !== 'perRequest') {
    const { isPartKept } = life;
    return { ...blank, run: run.kind, keep: 'local', release, isInert, isPartKept, ...(run.kind === 'unknown' && { reason: run.reason }) };
  }
  const trace = [...run.trace, ...ending.via];
  const runtime = runtimeOf(program, index, site.file, run.entry);
  const isOwn = ending.via.length === 0 && life.file === site.file;
  return {
    site, run: 'perRequest', entry: run.entry, trace, keep: 'local', release, isInert,
    arguments: argumentsOrigin(program, site, trace, life.setups),
    ...(runtime && { runtime }), ...(isOwn && { releases: life.releases }),
    ...(ending.overwrites !== undefined && { overwrites: ending.overwrites }),
    around: {
      livesOnce: (owner) => reach.runsOnce(site.file, owner),
      runsOnce: (node) => reach.runsOnceAt(site.file, node),
      isWrapper: (call, argument) => isWrapperCall(program, index, site.file, call, argument),
    },
  };
}

/** How much a finding matters: the worst of several decides. */
function badness(finding: Finding): number {
  if (finding.run !== 'perRequest' || finding.keep !== 'local') return finding.keep === 'unknown' ? 1 : 0;
  // Neither is reported: another caller may open a connection with it, or run elsewhere.
  if (finding.isInert || finding.runtime?.perRequestIsRight !== undefined) return 2;
  switch (finding.release.kind) {
    case 'never':
      return 6;
    case 'somePaths':
      return 5;
    case 'everyPath':
      return 4;
    case 'unknown':
      return 3;
  }
}

