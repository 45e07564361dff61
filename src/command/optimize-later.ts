import { setFlagsFromString } from 'node:v8';

/** By major version of Node.js. V8 complains aloud about a name that it does not know, so that others are left as they are. */
const flags: Readonly<Record<string, string>> = {
  20: '--interrupt-budget=1000000',
  22: '--invocation-count-for-turbofan=60000',
  24: '--invocation-count-for-turbofan=60000',
};

/** What makes V8 wait some fifteen times as long before it optimizes a function. */
export function flagFor(version = process.versions.node): string | undefined {
  return flags[version.split('.')[0]!];
}

/**
 * For a process that ends after some seconds: what it gains by optimized code is less than what the compiler of that takes, a quarter of
 * all. What runs as often as it does in large repositories is optimized all the same.
 */
export function optimizeLater(): void {
  const flag = flagFor();
  if (flag !== undefined) setFlagsFromString(flag);
}
