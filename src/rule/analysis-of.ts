import type { TSESLint } from '@typescript-eslint/utils';
import { FileModel } from '../resolve/file-model.js';
import { analyseFile } from '../verdict/file-analysis.js';
import type { FileAnalysis } from '../verdict/file-analysis.js';
import { catalogOf } from './settings-catalog.js';
import { readSettings } from './settings.js';

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

/** One analysis per file, shared by all rules: ESLint hands every rule the same `SourceCode`. */
const analyses = new WeakMap<object, FileAnalysis>();

/**
 * Whether there is anything to analyse in the file. False for almost every file, and then no rule registers a listener.
 * Throws for settings that cannot be used.
 */
export function isCandidate(context: Context): boolean {
  const settings = readSettings(context.settings);
  return catalogOf(settings).mentionsCatalogued(context.sourceCode.text);
}

/** The answers for the file that is being linted. To be asked when its tree is complete, with parents. */
export function analysisOf(context: Context): FileAnalysis {
  const { sourceCode } = context;
  let analysis = analyses.get(sourceCode);
  if (!analysis) {
    const settings = readSettings(context.settings);
    const file = new FileModel({
      path: context.filename,
      text: sourceCode.text,
      ast: sourceCode.ast,
      scopes: sourceCode.scopeManager!,
      visitorKeys: sourceCode.visitorKeys,
    });
    analysis = analyseFile(file, {
      index: catalogOf(settings), project: settings.project, root: settings.root, cwd: context.cwd, testFiles: settings.testFiles,
    });
    analyses.set(sourceCode, analysis);
  }
  return analysis;
}
