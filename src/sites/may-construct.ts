import type { CatalogIndex } from '../catalog/merge.js';
import type { FileModel } from '../resolve/file-model.js';
import { ProjectProgram } from '../project/project-program.js';
import { siteAt } from './sites.js';

/*
 * Is it worth to ask a project what a file constructs? Looks at the file alone: does it call or construct an export that the catalog knows?
 * Output: true where it may. Invariant: no other file of the project is read. Blind spot: what other files hand on, which is asked apart.
 */
export function mayConstruct(file: FileModel, index: CatalogIndex): boolean {
  // What it imports without naming it in quotes comes from other files.
  if (!index.mentionsCatalogued(file.tree.text)) return false;
  const alone = new ProjectProgram(file, undefined, '');
  // An export that owns nothing counts as well: options that stand in another file may change that.
  return file.calls.some((call) => siteAt(alone, index, file, call).kind !== 'uncatalogued');
}
