import { matchesPackage } from '../catalog/match.js';
import type { CatalogIndex } from '../catalog/merge.js';
import { servingFiles, servingFrameworks, servingPackages } from '../catalog/serving.js';
import type { Program } from '../project/program.js';
import type { FileModel } from '../resolve/file-model.js';
import { handRunReason } from './hand-run.js';

/*
 * Does code serve requests, although nobody who calls it is in sight? By what its package, or one that depends on it in the workspace, is
 * made with, and by what its file is for.
 * Input: the file with the construction. Output: the evidence, or why there is none. Invariant: it says nothing of how often a function
 * runs; it only lets a loss that is certain be told. Blind spot: packages that serve by a framework that nobody knows.
 */

export type Serving =
  | { readonly serves: true; /** What says so, as the end of a sentence: "its package is made with express". */ readonly evidence: string }
  | { readonly serves: false; /** Why not, as the end of a sentence. */ readonly reason: string };

export function servingOf(program: Program, index: CatalogIndex, file: FileModel): Serving {
  const handRun = handRunReason(program, file);
  if (handRun !== undefined) return { serves: false, reason: handRun };
  for (const { name, isOwn, packages } of program.manifestsAround(file)) {
    const named = packages.find((dependency) => isServing(index, dependency));
    if (named !== undefined) return { serves: true, evidence: isOwn ? `its package uses ${named}` : `${name} uses it and ${named}` };
  }
  const told = servingFiles.find((name) => program.hasFileAbove(file, name));
  if (told !== undefined) return { serves: true, evidence: `${told} deploys it` };
  return { serves: false, reason: 'nothing says that its package serves requests' };
}

function isServing(index: CatalogIndex, dependency: string): boolean {
  if (servingPackages.some((pattern) => matchesPackage(pattern, dependency))) return true;
  return index.frameworks.some(({ name, packages }) => (
    servingFrameworks.has(name) && packages.some((pattern) => matchesPackage(pattern, dependency))));
}
