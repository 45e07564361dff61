import path from 'node:path';
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';

/*
 * `eslint --cache` keeps what was said of a file until that file changes, and what our rules say depends on others as well. ESLint tells
 * rules nothing of its cache, so the command line is looked at. Input: the words that ESLint was started with. Output: one warning a run,
 * when a rule looks at a file first.
 * Blind spot: programs that turn the cache on through ESLint's classes, editors among them, which have none on their command line.
 */

const documentation = 'https://github.com/client-lifetime/eslint-plugin-client-lifetime/blob/main/docs/ci.md#cache';

/** Under it the threads of `--concurrency` find one number for all of them: whether it has been said. Without a cache there is none. */
const key = 'client-lifetime:cache-warning';

// The first thread reads the configuration before it starts others, which do not see the command line.
if (isMainThread && isCacheOn(process.argv)) setEnvironmentData(key, new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)));

let isLookedAt = false;

/** Says once that answers from a cache go stale, if ESLint was told to keep some. To be called where other files count. */
export function warnOfCache(): void {
  if (isLookedAt) return;
  isLookedAt = true;
  const said: unknown = getEnvironmentData(key);
  if (!(said instanceof Int32Array) || Atomics.exchange(said, 0, 1) !== 0) return;
  process.emitWarning('Reports of client-lifetime depend on other files, and eslint --cache keeps them until the file itself changes.', {
    code: 'CLIENT_LIFETIME_CACHE',
    detail: `\`npx client-lifetime check\` keeps what it found, and knows what that depends on. Other ways: ${documentation}`,
  });
}

/** `argv`: of ESLint's command. A cache whose place is named after a hash belongs to one state of all files, and is right. */
function isCacheOn([, program = '', ...words]: readonly string[]): boolean {
  if (!/^eslint(?:\.js)?$/.test(path.basename(program))) return false;
  const end = words.indexOf('--');
  const options = end < 0 ? words : words.slice(0, end);
  const location = options.find((word, at) => word.startsWith('--cache-location=') || options[at - 1] === '--cache-location') ?? '';
  return options.lastIndexOf('--cache') > options.lastIndexOf('--no-cache') && !/\b(?:[\da-f]{40}|[\da-f]{64})\b/.test(location);
}
