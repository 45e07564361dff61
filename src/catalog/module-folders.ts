import type { PackagePattern } from './types.js';

/** What lists or loads the files of a folder, so that a program gets at modules that it names nowhere. */
export interface FolderModel {
  readonly packages: readonly PackagePattern[];
  /** Names of the functions, `default` for the package itself; members of these as well: `glob.sync`. */
  readonly calls: readonly string[];
  /** What the first argument is: a folder, or a glob below the folder that the option `cwd` names. */
  readonly takes: 'folder' | 'glob';
  /** What it gives: names in the folder, paths, or what the modules export, under keys of its own. */
  readonly gives: 'names' | 'paths' | 'modules';
}

export const moduleFolders: readonly FolderModel[] = [
  { packages: ['fs', 'fs/promises', 'fs-extra', 'graceful-fs', 'mz/fs'], calls: ['readdir', 'readdirSync', 'readdirAsync'], takes: 'folder',
    gives: 'names' },
  { packages: ['fs', 'fs/promises'], calls: ['glob', 'globSync'], takes: 'glob', gives: 'paths' },
  { packages: ['glob', 'fast-glob', 'globby', 'tinyglobby', 'tiny-glob', 'tiny-glob/sync', 'fast-glob/sync'],
    calls: ['default', 'glob', 'globSync', 'sync', 'globby', 'globbySync', 'async'], takes: 'glob', gives: 'paths' },
  { packages: ['require-all', 'require-dir', 'require-directory', 'require-context', 'include-all', 'auto-load'], calls: ['default'],
    takes: 'folder', gives: 'modules' },
  { packages: ['@graphql-tools/load-files'], calls: ['loadFiles', 'loadFilesSync'], takes: 'glob', gives: 'modules' },
];

/**
 * What loads the modules of folders onto an object: `consign().include('models').into(app)` makes what `models/user.js` exports, or gives
 * where that is a function, `app.models.user`: lib/consign.js of consign 0.1.6, lib/express-load.js of express-load 1.1.16.
 */
export const objectLoaders: readonly string[] = ['consign', 'express-load'];
