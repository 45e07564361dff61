import path from 'node:path';
import { UserError } from '../../../command/user-error.js';
import { loadZod } from '../../../rule/zod/load-zod.js';
import { LocalFiles } from '../owners/local-files.js';
import type { CountedPlace } from './join-sites.js';

/**
 * The counts in what `watch --json` printed, with paths below the project.
 * @throws {UserError} when it is something else.
 */
export function readCounts(file: string, text: string, project: string): CountedPlace[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file} is no JSON. Give what client-lifetime watch --json printed.`, { cause: error });
  }
  const z = loadZod();
  // What is needed of `watch --json`: places and counts.
  const schema = z.object({
    places: z.array(z.object({ file: z.string(), line: z.number(), constructed: z.number() })),
  });
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.');
    throw new UserError(`${file} is not what client-lifetime watch --json prints: look at "${where}".`, { cause: parsed.error });
  }
  const files = new LocalFiles(project);
  return parsed.data.places.map((place) => (
    { ...place, file: files.show(files.find(path.resolve(project, place.file)) ?? place.file) }));
}
