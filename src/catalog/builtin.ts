/** The catalog that comes with the plugin. */
import { families } from './families.js';
import { frameworks } from './frameworks.js';
import { memos } from './memos.js';
import { runtimes } from './runtimes.js';
import type { Catalog } from './types.js';

export const builtinCatalog: Catalog = { families, frameworks, runtimes, memos };
