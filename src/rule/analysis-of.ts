import path from 'node:path';
import type { TSESLint } from '@typescript-eslint/utils';
import type { CatalogIndex } from '../catalog/merge.js';
import { CatalogReexports } from '../project/catalog-reexports.js';
import { isLeftOut } from '../project/files/left-out.js';
import { currentRun } from '../project/files/linter-run.js';
import { mentionsBorrowing, mentionsMakingCall, mentionsPoolCall } from '../sites/pool-calls.js';
import { FileModel } from '../resolve/file-model.js';
import { currentIndex, letGoOfModels } from '../project/program-of.js';
import { analyseFile } from '../verdict/file-analysis.js';
import type { FileAnalysis } from '../verdict/file-analysis.js';
import { warnOfCache } from './cache-warning.js';
import { catalogOf } from './settings-catalog.js';
import { readSettings } from './settings.js';
import type { Settings } from './settings.js';

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

/** What is known of a file that is being linted. ESLint hands every rule the same `SourceCode`. */
interface Known {
  readonly filename: string;
  readonly cwd: string;
  readonly settings: Settings;
  isLeftOut?: boolean;
  analysis?: FileAnalysis | undefined;
  isCandidate?: boolean;
  mayLead?: boolean;
  mayUsePools?: boolean;
}

/** A map, because oxlint has one `SourceCode` for all files, and takes it out of such maps after each. */
const files = new WeakMap<object, Known>();

/** What a `WeakMap` holds would live until the whole heap is searched. */
let last: Known | undefined;

/** Each file's contexts have a shape of their own, so that looking anything up in them is slow: it is done once a file. */
function beginWith({ filename, cwd, settings }: Context, sourceCode: object): Known {
  if (last) letGo(last);
  files.set(sourceCode, last = { filename, cwd, settings: readSettings(settings, cwd) });
  return last;
}

/** All rules are done with a file when the linter begins the next one, or rests. */
function letGo(known: Known): void {
  if (!known.analysis) return;
  known.analysis = undefined;
  letGoOfModels();
}

/** What files hand on, by catalog and by the folders that say which project they belong to. */
const reexports = new WeakMap<CatalogIndex, Map<string, CatalogReexports>>();

/**
 * Whether there is anything to analyse in the file: it names a catalogued package, or constructs or calls what a file of the project
 * hands on from one, and somebody has written it. False for almost every file, and then no rule registers a listener. Throws for settings
 * that cannot be used.
 */
export function isCandidate(context: Context): boolean {
  const { sourceCode } = context;
  const known = files.get(sourceCode) ?? beginWith(context, sourceCode);
  return known.isCandidate ??= findCandidate(known, sourceCode.text);
}

function findCandidate(known: Known, text: string): boolean {
  if (known.settings.project) warnOfCache();
  currentRun();
  return !isLeftOutHere(known, text) && (catalogOf(known.settings).mayUseCatalogued(text) || constructsHandedOn(known, text));
}

/**
 * Whether the file may borrow from a pool, or close a client, that stands in another file: what the rules about these ask beside
 * `isCandidate`, because such a file names no package.
 */
export function mayUsePools(context: Context): boolean {
  const { sourceCode } = context;
  const known = files.get(sourceCode) ?? beginWith(context, sourceCode);
  const { text } = sourceCode;
  return (known.isCandidate ??= findCandidate(known, text)) || (known.mayUsePools ??= findPoolCall(known, text));
}

function findPoolCall(known: Known, text: string): boolean {
  if (isLeftOutHere(known, text)) return false;
  const index = catalogOf(known.settings);
  // Imports are far fewer than calls.
  return (mayLead(known, text) && mentionsPoolCall(index, text)) || (known.settings.project && mentionsBorrowing(index, text));
}

function isLeftOutHere(known: Known, text: string): boolean {
  return known.isLeftOut ??= isLeftOut(known.filename, text);
}

function constructsHandedOn(known: Known, text: string): boolean {
  return mayLead(known, text)
    && (mentionsMakingCall(catalogOf(known.settings), text) || reexportsFor(known).isUsedIn(known.filename, text));
}

function mayLead(known: Known, text: string): boolean {
  return known.mayLead ??= known.settings.project && reexportsFor(known).mayLead(known.filename, text);
}

/** Nearly every file is of the project that the one before it was of. */
let lastAsked: { readonly settings: Settings; readonly cwd: string; readonly reexports: CatalogReexports } | undefined;

function reexportsFor({ settings, cwd }: Known): CatalogReexports {
  if (lastAsked?.settings === settings && lastAsked.cwd === cwd) return lastAsked.reexports;
  const index = catalogOf(settings);
  const { root: givenRoot } = settings;
  const byFolders = reexports.get(index) ?? new Map<string, CatalogReexports>();
  reexports.set(index, byFolders);
  const root = givenRoot === undefined ? undefined : path.resolve(cwd, givenRoot);
  const key = root ?? `${cwd}\n`;
  const found = byFolders.get(key) ?? new CatalogReexports({ index, root, cwd, indexOf: currentIndex });
  byFolders.set(key, found);
  lastAsked = { settings, cwd, reexports: found };
  return found;
}

/** Trees with their tables that somebody else than ESLint made for the rules. */
const models = new WeakMap<object, () => FileModel>();

/** To be told before rules look at a file, by who has the model of it already: none is made for this `SourceCode`. */
export function provideModel(sourceCode: object, model: () => FileModel): void {
  models.set(sourceCode, model);
}

/** The answers for the file that is being linted. To be asked when its tree is complete, with parents. */
export function analysisOf(context: Context): FileAnalysis {
  const { sourceCode } = context;
  const known = files.get(sourceCode) ?? beginWith(context, sourceCode);
  let { analysis } = known;
  if (!analysis) {
    const { filename, cwd, settings } = known;
    const { text } = sourceCode;
    const file = models.get(sourceCode)?.() ?? new FileModel({
      path: filename, text, ast: sourceCode.ast, scopes: sourceCode.scopeManager!, visitorKeys: sourceCode.visitorKeys,
    });
    analysis = analyseFile(file, {
      index: catalogOf(settings), project: settings.project, root: settings.root, cwd, testFiles: settings.testFiles,
      constructsHandedOn: () => constructsHandedOn(known, text),
    });
    known.analysis = analysis;
    // The next file is parsed before any rule hears of it: its tree is not to stand beside those of this one.
    queueMicrotask(() => letGo(known));
  }
  return analysis;
}
