import path from 'node:path';
import type { CatalogIndex } from '../catalog/merge.js';
import { MAX_PROJECTS } from '../limits/limits.js';
import type { FileModel } from '../resolve/file-model.js';
import { findRoot } from './files/files.js';
import { once } from './once.js';
import { ProjectIndex } from './project-index.js';
import { ProjectProgram } from './project-program.js';

/*
 * The program that a linted file is seen in: with the project around it, or alone where there is none or it is not to be looked at.
 * Indexes of projects are shared by all files of a process. Blind spot: a file outside of the root is alone.
 */

/** What a file is seen in. */
export interface ProgramOptions {
  readonly index: CatalogIndex;
  /** Look into other files. */
  readonly project: boolean;
  readonly root?: string | undefined;
  /** The folder in which the linter runs. */
  readonly cwd?: string | undefined;
}

/** Project indexes by root, the one that was asked last at the end. They look at the disk again by themselves. */
const projects = new Map<string, ProjectIndex>();

/** Indexes that were built in this process, by root. */
export function projectIndexes(): ReadonlyMap<string, ProjectIndex> {
  return projects;
}

export function programOf(file: FileModel, options: ProgramOptions): ProjectProgram {
  const isOnDisk = path.isAbsolute(file.path);
  const given = options.root === undefined ? undefined : path.resolve(options.cwd ?? '', options.root);
  const root = given ?? (isOnDisk ? findRoot(file.path, options.cwd) : undefined);
  if (!options.project || root === undefined || !isOnDisk) return new ProjectProgram(file, undefined, root ?? path.dirname(file.path));
  return new ProjectProgram(file, once(() => indexOf(root)), root, options.index);
}

/** To be told when a linted file is done with: what was parsed for it may go. */
export function letGoOfModels(): void {
  for (const index of projects.values()) index.letGo();
}

/** The index of a root, if there is one that has looked at the disk in this run of the linter. */
export function currentIndex(root: string): ProjectIndex | undefined {
  const project = projects.get(root);
  return project?.isCurrent() ? project : undefined;
}

/** The index of a root, as the disk is in this run of the linter. */
export function indexOf(root: string): ProjectIndex {
  const project = knownIndexOf(root);
  project.refresh();
  return project;
}

/** The index of a root, as it was looked at last, or before the first look. */
export function knownIndexOf(root: string): ProjectIndex {
  const project = projects.get(root) ?? new ProjectIndex(root);
  projects.delete(root);
  projects.set(root, project);
  const [oldest] = projects.keys();
  if (projects.size > MAX_PROJECTS) projects.delete(oldest!);
  return project;
}
