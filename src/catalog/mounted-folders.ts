/** A folder of a repository that a platform puts under a path of its own, where other code of the repository imports from. */
export interface MountedFolder {
  /** How such specifiers begin. */
  readonly at: string;
  /** The folder's name, below which the paths are the same. */
  readonly folder: string;
  readonly docs: string;
}

export const mountedFolders: readonly MountedFolder[] = [
  // Layers of AWS Lambda: `<layer>/nodejs/db.mjs` is `/opt/nodejs/db.mjs`.
  { at: '/opt/nodejs/', folder: 'nodejs', docs: 'https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html' },
];
