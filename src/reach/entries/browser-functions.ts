import { browserDirective } from '../../catalog/browser-code.js';
import type { FileModel } from '../../resolve/file-model.js';
import type { FunctionNode } from '../../syntax/nodes.js';

/**
 * Whether a function runs in browsers only, although its file is rendered on the server, too: rendering waits for nothing, so that an
 * asynchronous function of such a file is what a page does when something is clicked, sent or shown.
 * Source: https://react.dev/reference/rsc/use-client
 */
export function runsInBrowsers(file: FileModel, node: FunctionNode): boolean {
  return node.async && file.directives.includes(browserDirective);
}
