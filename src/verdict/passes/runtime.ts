import type { CatalogIndex } from '../../catalog/merge.js';
import type { RuntimeModel } from '../../catalog/types.js';
import type { Ending } from '../../ownership/ending.js';
import type { Program } from '../../project/program.js';
import { runtimeOf } from '../../reach/entries/runtime.js';
import type { Site } from '../../sites/sites.js';
import type { Fact } from './fact.js';
import type { Place } from './pass.js';

/* The pass that asks in which runtime whoever ends up with the client runs. */

/** By ending; only those that run per request, in a runtime of which something matters, have an answer. */
export function findRuntimes(
  program: Program, index: CatalogIndex, { file, model: { holds } }: Site, endings: readonly Ending[],
): Map<Ending, RuntimeModel> {
  return new Map(endings.flatMap((ending) => {
    if (ending.keep !== 'local' || ending.run.kind !== 'perRequest') return [];
    const runtime = runtimeOf(program, index, file, { entry: ending.run.entry, holds });
    return runtime ? [[ending, runtime] as const] : [];
  }));
}

export function runtimeFacts({ file, node }: Place): (runtimes: ReadonlyMap<Ending, RuntimeModel>) => Fact[] {
  return (runtimes) => [...runtimes.values()].map(({ name }) => ({ file, node, text: name }));
}
