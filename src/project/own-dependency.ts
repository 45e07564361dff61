import { matchesPackage } from '../catalog/match.js';
import type { PackagePattern } from '../catalog/types.js';
import type { FileModel } from '../resolve/file-model.js';
import type { Program } from './program.js';

/** Whether the package that a file belongs to asks for one of some packages. What its workspace asks for besides does not count. */
export function hasOwnDependency(program: Program, file: FileModel, patterns: readonly PackagePattern[]): boolean {
  return program.manifestsAround(file).some(({ isOwn, packages }) => (
    isOwn && packages.some((name) => patterns.some((pattern) => matchesPackage(pattern, name)))));
}
