import type { ZodType } from 'zod';
import { createCatalogLists } from './catalog-schema.js';
import { loadZod } from './zod/load-zod.js';
import { inside, parseWith } from './settings-error.js';
import type { ClientEntry, FrameworkEntry } from './settings.js';

/** Clients of your own, for `clients` of the settings. Throws for a wrong entry, so that the stack leads to the line that wrote it. */
export function defineClients(clients: readonly ClientEntry[]): readonly ClientEntry[] {
  return define('defineClients', 'clients', clients);
}

/** Frameworks of your own, for `frameworks` of the settings. Throws for a wrong entry, as `defineClients` does. */
export function defineFrameworks(frameworks: readonly FrameworkEntry[]): readonly FrameworkEntry[] {
  return define('defineFrameworks', 'frameworks', frameworks);
}

/** What is given is handed back as it is: defaults are filled in when settings are read, and a JSON file made of it stays short. */
function define<Entries>(caller: string, list: 'clients' | 'frameworks', entries: Entries): Entries {
  const schema: ZodType = createCatalogLists(loadZod())[list].unwrap();
  parseWith(schema, entries, (path) => inside(caller)([list, ...path]));
  return entries;
}
