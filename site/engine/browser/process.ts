/** What code that is written for Node.js too asks of the process. */
export const process = {
  env: {} as Record<string, string>,
  cwd: () => '/',
  platform: 'linux',
  argv: [] as string[],
  version: 'v24.0.0',
  versions: {},
  emitWarning: () => undefined,
  stderr: { write: () => true },
};
