/** Method names that may release what their object holds, where the method itself cannot be read. */
export const RELEASE_LIKE = new RegExp(`^(?:${[
  'close', 'end', 'quit', 'disconnect', 'destroy', 'dispose', 'stop', 'shut[dD]own', 'release', 'clean[uU]p', 'tear[dD]own', 'terminate',
  '\\$disconnect',
].join('|')})`);
