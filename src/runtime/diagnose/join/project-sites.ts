import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CatalogIndex } from '../../../catalog/merge.js';
import { packageOfSpecifier } from '../../../catalog/merge.js';
import { findFiles } from '../../../project/files/files.js';
import { parseFile } from '../../../project/files/parse.js';
import type { Program } from '../../../project/program.js';
import type { FileModel } from '../../../resolve/file-model.js';
import { catalogOf } from '../../../rule/settings-catalog.js';
import { readSettings } from '../../../rule/settings.js';
import { findSites } from '../../../sites/sites.js';
import { functionName, isClass } from '../../../syntax/nodes.js';
import type { Node } from '../../../syntax/nodes.js';
import { engineFor } from '../../../verdict/engine.js';
import { explain } from '../../../verdict/explanation.js';
import { unlessStackOverflows } from '../../../limits/stack-overflow.js';

/*
 * Where does the project construct clients that the catalog knows, and what do the rules say of each place?
 * Input: the folder of the project. Output: its construction sites with the verdict of the linter's own engine.
 * Invariant: the same answers as in ESLint, with the settings' defaults. Blind spot: tests are left out, as they are by the rules.
 */

export interface ProjectSite {
  /** Path below the project, with `/`. */
  readonly file: string;
  /** Lines and columns begin with 1. */
  readonly line: number;
  readonly column: number;
  /** The first line of the construction. */
  readonly code: string;
  readonly package: string;
  readonly export: string;
  /** The folder from which the package is looked for. */
  readonly folder: string;
  /** How often the construction runs, as the engine sees it. */
  readonly run: 'perRequest' | 'perIteration' | 'once' | 'unknown';
  readonly keep: 'local' | 'cached' | 'requestOwned' | 'unknown';
  /** The rule that reports it. */
  readonly rule?: string;
  /** Why none does, as the end of a sentence. */
  readonly silence?: string;
  /** Whose every run constructs one: `POST /orders`. */
  readonly entry?: string;
  /** From the entry point to the construction. */
  readonly trace: readonly TraceLine[];
}

interface TraceLine {
  readonly file: string;
  readonly line: number;
  readonly function?: string;
  readonly code: string;
}

const MAX_CODE = 100;

/** `root`: an absolute path. */
export function findProjectSites(root: string): ProjectSite[] {
  const settings = readSettings({}, root);
  const index = catalogOf(settings);
  const options = { index, project: true, root, cwd: root, testFiles: settings.testFiles };
  return findFiles(root).sources.flatMap((filePath) => {
    const file = readFile(filePath);
    return file ? unlessStackOverflows({ filename: filePath }, () => sitesOf(file, index, engineFor(file, options))) ?? [] : [];
  });
}

function readFile(filePath: string): FileModel | undefined {
  try {
    return parseFile(filePath, readFileSync(filePath, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    // What cannot be read constructs nothing that we could name.
    return undefined;
  }
}

function sitesOf(file: FileModel, index: CatalogIndex, engine: ReturnType<typeof engineFor>): ProjectSite[] {
  const { program } = engine;
  if (engine.isTestFile(file)) return [];
  return findSites(program, index, file).flatMap(({ node, name }): ProjectSite[] => {
    const explanation = explain(engine, file, node);
    if (explanation.kind !== 'site') return [];
    const { finding, rule, silence } = explanation;
    return [{
      ...placeOf(program, file, node),
      column: node.range[0] - file.tree.text.lastIndexOf('\n', node.range[0] - 1),
      package: packageOfSpecifier(name.specifier),
      export: name.segments.join('.'),
      folder: path.dirname(file.path),
      run: finding.run,
      keep: finding.keep,
      ...(rule !== undefined && { rule }),
      ...(silence !== undefined && { silence }),
      ...(finding.entry && { entry: finding.entry.label }),
      trace: finding.trace.map((step) => {
        const called = functionName(step.owner);
        return {
          ...placeOf(program, step.file, step.node),
          ...(called !== undefined && { function: isClass(step.owner) ? `new ${called}` : called }),
        };
      }),
    }];
  });
}

function placeOf(program: Program, file: FileModel, node: Node): { readonly file: string; readonly line: number; readonly code: string } {
  const [first = '', ...others] = file.textOf(node).split('\n');
  const text = others.length > 0 ? `${first.trimEnd()} …` : first;
  return {
    file: program.relativePath(file), line: file.lineOf(node), code: text.length > MAX_CODE ? `${text.slice(0, MAX_CODE - 1)}…` : text,
  };
}
