import { testFiles as defaultTestFiles } from '../catalog/test-files.js';
import { families } from '../catalog/families.js';
import { createCatalogLists } from './catalog-schema.js';
import type { Zod } from './zod/load-zod.js';

/** What `replace` may name. `clients` stands for the families with all they hold. */
export const replaceableLists = ['clients', 'frameworks', 'runtimes', 'memos'] as const;

/** The family name that stands for every family. */
export const allFamilies = 'all';

/** The names that the setting `families` knows. */
export const familyNames: readonly string[] = families.map(({ name }) => name);

/**
 * The schema of `settings["client-lifetime"]`. Its entries are those of the catalog's types; a type test holds the two together.
 * zod comes as an argument, because it is loaded late.
 */
export function createSettingsSchema(z: Zod) {
  const text = z.string().min(1);
  const texts = z.array(text);

  return z.strictObject({
    ...createCatalogLists(z),
    catalogs: z.exactOptional(texts)
      .describe('Catalogs that files or packages hold: paths of .json files, names of packages. Entries in the settings win over them.'),
    families: z.exactOptional(z.partialRecord(z.enum([allFamilies, ...familyNames]), z.boolean()))
      .describe('SDK families that are looked for. When any is `true`, only those are; a `false` leaves one out. Default: all.'),
    replace: z.exactOptional(z.array(z.enum(replaceableLists)))
      .describe('Built-in lists to drop, so that only your own entries are left. Without it, your entries are added to the built-in ones.'),
    project: z.boolean().default(true).describe('Look into the other files of the project. `false`: judge each file alone.'),
    root: z.exactOptional(text).describe('The folder whose files make up the project. Default: the nearest workspace root.'),
    autofix: z.boolean().default(false).describe('Turn the edits that provably keep behaviour into fixes for `eslint --fix`.'),
    testFiles: texts.default([...defaultTestFiles])
      .describe('Globs of files whose entry points do not count, because no request reaches them in production.'),
  }).describe('Settings of eslint-plugin-client-lifetime, under `settings["client-lifetime"]` of an ESLint configuration.');
}
