import path from 'node:path';
import { UserError } from '../../command/user-error.js';
import { isInside, readManifest } from '../../project/files/files.js';
import { workspaceManifests } from '../../project/files/workspace-manifests.js';

/** How many names are told of those that there are. */
const MAX_NAMES = 10;

/**
 * The files of one package of a workspace, without those of packages inside of it. `all`: absolute paths of the project.
 * Throws a `UserError` for a name that no package has.
 */
export function filesOfPackage(name: string, root: string, all: readonly string[]): readonly string[] {
  const packages = workspaceManifests(root).flatMap((manifest) => {
    const found = readManifest(manifest);
    return found?.name === undefined ? [] : [{ name: found.name, folder: path.dirname(manifest) }];
  });
  const wanted = packages.find((candidate) => candidate.name === name);
  if (!wanted) {
    const names = packages.map((candidate) => candidate.name).sort();
    const more = names.length > MAX_NAMES ? `, and ${names.length - MAX_NAMES} more` : '';
    const known = names.length === 0 ? 'It has none with a name' : `Packages: ${names.slice(0, MAX_NAMES).join(', ')}${more}`;
    throw new UserError(`the workspace in ${root} has no package "${name}". ${known}.`);
  }
  const inner = packages.filter(({ folder }) => isInside(wanted.folder, folder));
  return all.filter((file) => isInside(wanted.folder, file) && !inner.some(({ folder }) => isInside(folder, file)));
}
