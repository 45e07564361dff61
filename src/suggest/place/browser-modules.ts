import { loadedByBrowsers, markup, markupFiles } from '../../catalog/browser-code.js';
import type { Program } from '../../project/program.js';
import type { FileModel } from '../../resolve/file-model.js';
import { holdersOf } from './holders.js';

/*
 * May browsers load the module as well? Then a client at its module scope would be made there, which fails, or takes its settings along.
 * Input: the file of the construction. Output: whether it, or a file of components that imports it, also through others, goes to browsers.
 * Blind spot: what a bundler leaves out of a file of components because only the server uses it counts as loaded.
 */

export function mayRunInBrowser(program: Program, file: FileModel): boolean {
  return loadedByBrowsers.test(file.tree.text) || holdersOf(program, file).some((holder) => holder !== file && hasComponents(holder));
}

function hasComponents({ path, tree: { text } }: FileModel): boolean {
  return loadedByBrowsers.test(text) || (markupFiles.test(path) && markup.test(text));
}
