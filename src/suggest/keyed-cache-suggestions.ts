import type { Program } from '../project/program.js';
import type { Finding } from '../verdict/finding.js';
import type { EditTask } from './edit-task.js';
import { keyedCache } from './keyed-cache.js';
import { canBeShared } from './sharing.js';
import { shapeOf } from './shape.js';
import type { Source } from './source.js';
import { styleOf } from './style-of.js';
import type { Suggestion } from './suggestion.js';

/** The edit that shares clients between requests which ask for the same one. */
export function keyedCacheSuggestions(source: Source, finding: Finding, program: Program, client: string): Suggestion[] {
  const { site, runtime, release } = finding;
  if (finding.arguments !== 'request' || site.model.session !== undefined || runtime?.perRequestIsRight !== undefined) return [];
  // Its releases would close the client of other requests.
  if (release.kind !== 'never' || (finding.releases?.length ?? 0) > 0) return [];
  // The entry was not chosen for the version that is there, so its methods may be others.
  if (site.model.versions !== undefined && program.versionOf(source.file, site.name.specifier) === undefined) return [];
  const shape = shapeOf(source, finding);
  if (!shape || shape.releases.length > 0 || !canBeShared(source, program, finding, shape)) return [];
  const task: EditTask = { source, program, finding, shape, style: styleOf(source.code, source.file.path), client };
  const suggestion = keyedCache(task);
  return suggestion ? [suggestion] : [];
}
