import { findGrowing } from '../growth/growth.js';
import { readScripts } from '../growth/scripts.js';
import { readSeries } from '../growth/series.js';
import { ownersIn } from '../owners/find-owner.js';
import { buildFreshGraph } from './fresh-graph.js';
import { findUnits } from './find-units.js';
import type { FoundUnits } from './find-units.js';
import type { Context } from './group-handles.js';

/**
 * What is made together in the process that these snapshots are of. `project`: absolute path of the folder whose code it ran.
 * @throws {UserError} when a file cannot be read, or when the snapshots are not of one process.
 */
export function unitsIn(
  paths: readonly string[], project: string, onProgress?: (bytes: number) => void,
): FoundUnits & { readonly context: Context } {
  const series = readSeries(paths, onProgress);
  const context: Context = {
    series,
    growing: findGrowing(series.censuses),
    scripts: readScripts(series.last.heap),
    graph: buildFreshGraph(series.last.heap, series.censuses.slice(0, -1).map(({ highestId }) => highestId)),
    findOwner: ownersIn(project),
  };
  return { context, ...findUnits(context) };
}
