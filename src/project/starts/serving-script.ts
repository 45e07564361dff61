import { matchesGlob } from '../../catalog/match.js';
import { servingScripts, startsFile } from '../../catalog/serving.js';
import type { ManifestScript } from '../program.js';

/** Whether a script of a manifest is called as those are that start a server: `start`, `start:prod`. */
export function isServingScript({ names }: ManifestScript): boolean {
  return servingScripts.some((pattern) => names.some((name) => matchesGlob(pattern, name)));
}

/** Whether such a script starts a program by one of its files. */
export function startsServer(script: ManifestScript): boolean {
  return startsFile.test(script.text) && isServingScript(script);
}
