import { createRequire } from 'node:module';
import type * as parts from './zod-parts.js';

/** What the schemas are made of. */
export type Zod = typeof parts;

/** Where the build has put it, seen from any of its files. Sources use the package. */
declare const BUNDLED_ZOD: string | undefined;

/** zod, loaded when somebody asks for it: that takes longer than linting a small project, and most projects have no settings. */
export function loadZod(): Zod {
  return createRequire(import.meta.url)(typeof BUNDLED_ZOD === 'undefined' ? 'zod' : BUNDLED_ZOD) as Zod;
}
