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

function currentOf(sourceCode: object): Known {
  let known = files.get(sourceCode);
  if (!known) {
    if (last) letGo(last);
    files.set(sourceCode, known = last = {});
  }
  return known;
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
  // Every rule asks this of every file, and each file's contexts have a shape of their own, so that looking anything up in them is slow.
  return currentOf(context.sourceCode).isCandidate ??= findCandidate(context);
}

function findCandidate(context: Context): boolean {
  const settings = readSettings(context.settings, context.cwd);
  if (settings.project) warnOfCache();
  currentRun();
  return !isLeftOutHere(context)
    && (catalogOf(settings).mayUseCatalogued(context.sourceCode.text) || constructsHandedOn(context));
}

/**
 * Whether the file may borrow from a pool, or close a client, that stands in another file: what the rules about these ask beside
 * `isCandidate`, because such a file names no package.
 */
export function mayUsePools(context: Context): boolean {
  return isCandidate(context) || (currentOf(context.sourceCode).mayUsePools ??= findPoolCall(context));
}

function findPoolCall(context: Context): boolean {
  if (isLeftOutHere(context)) return false;
  const settings = readSettings(context.settings, context.cwd);
  const { text } = context.sourceCode;
  const index = catalogOf(settings);
  // Imports are far fewer than calls.
  return (mayLead(context) && mentionsPoolCall(index, text)) || (settings.project && mentionsBorrowing(index, text));
}

function isLeftOutHere({ filename, sourceCode }: Context): boolean {
  return currentOf(sourceCode).isLeftOut ??= isLeftOut(filename, sourceCode.text);
}

function constructsHandedOn(context: Context): boolean {
  const { filename, sourceCode: { text }, settings, cwd } = context;
  return mayLead(context)
    && (mentionsMakingCall(catalogOf(readSettings(settings, cwd)), text) || reexportsFor(context).isUsedIn(filename, text));
}

function mayLead(context: Context): boolean {
  const { filename, sourceCode, settings, cwd } = context;
  return currentOf(sourceCode).mayLead ??= readSettings(settings, cwd).project && reexportsFor(context).mayLead(filename, sourceCode.text);
}

/** Nearly every file is of the project that the one before it was of. */
let lastAsked: { readonly settings: Settings; readonly cwd: string; readonly reexports: CatalogReexports } | undefined;

function reexportsFor({ settings: given, cwd }: Context): CatalogReexports {
  const settings = readSettings(given, cwd);
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
  const known = currentOf(sourceCode);
  let { analysis } = known;
  if (!analysis) {
    const settings = readSettings(context.settings, context.cwd);
    const file = models.get(sourceCode)?.() ?? new FileModel({
      path: context.filename,
      text: sourceCode.text,
      ast: sourceCode.ast,
      scopes: sourceCode.scopeManager!,
      visitorKeys: sourceCode.visitorKeys,
    });
    analysis = analyseFile(file, {
      index: catalogOf(settings), project: settings.project, root: settings.root, cwd: context.cwd, testFiles: settings.testFiles,
      constructsHandedOn: () => constructsHandedOn(context),
    });
    known.analysis = analysis;
    // The next file is parsed before any rule hears of it: its tree is not to stand beside those of this one.
    queueMicrotask(() => letGo(known));
  }
  return analysis;
}
