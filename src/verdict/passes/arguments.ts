import { argumentsOrigin } from '../../arguments/argument-origin.js';
import type { OriginEngine } from '../../arguments/argument-origin.js';
import type { ArgumentsOrigin } from '../../arguments/origin.js';
import type { Ending } from '../../ownership/ending.js';
import { setUpsOf } from '../../ownership/lives/local-life.js';
import type { Site } from '../../sites/sites.js';
import type { Fact } from './fact.js';
import type { Place } from './pass.js';

/* The pass that asks where the arguments of a construction come from, as seen from whoever ends up with the client. */

/** By ending; only those that run per request have an answer. */
export function findOrigins(engine: OriginEngine, site: Site, endings: readonly Ending[]): Map<Ending, ArgumentsOrigin> {
  return new Map(endings.flatMap((ending) => {
    if (ending.keep !== 'local' || ending.run.kind !== 'perRequest') return [];
    const trace = [...ending.run.trace, ...ending.via];
    const setups = [...setUpsOf(ending.life), ...ending.via.flatMap(({ setUps }) => setUps)];
    return [[ending, argumentsOrigin(engine, site, trace, setups)] as const];
  }));
}

export function argumentFacts({ file, node }: Place): (origins: ReadonlyMap<Ending, ArgumentsOrigin>) => Fact[] {
  return (origins) => [...origins.values()].map((text) => ({ file, node, text }));
}
