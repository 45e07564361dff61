import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import type * as oxcResolver from 'oxc-resolver';
import type { FileSystem } from './file-system.js';

const load = createRequire(import.meta.url);

/** The disk. Errors of it, such as a missing permission, are the same as that nothing is there. */
export const disk: FileSystem = {
  readText: (file) => unlessFailed(() => withoutMark(readFileSync(file, 'utf8'))),
  list: (folder) => unlessFailed(() => readdirSync(folder, { withFileTypes: true })),
  exists: existsSync,
  isFile: (path) => unlessFailed(() => statSync(path, { throwIfNoEntry: false })?.isFile()) ?? false,
  changeTime: (file) => unlessFailed(() => statSync(file, { throwIfNoEntry: false })?.mtimeMs),
  realPath: (path) => unlessFailed(() => realpathSync.native(path)) ?? path,
  home: homedir,
  createResolver: (options) => {
    // Its native part is a tenth of a start, and most of what is linted has nothing to resolve.
    const { ResolverFactory } = load('oxc-resolver') as typeof oxcResolver;
    const factory = new ResolverFactory(options);
    return (from, specifier) => unlessFailed(() => factory.resolveFileSync(from, specifier).path);
  },
};

/** A text without its byte order mark. */
function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xFEFF ? text.slice(1) : text;
}

function unlessFailed<Result>(ask: () => Result): Result | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
