import { argumentsOrigin } from '../../arguments/argument-origin.js';
import type { OriginEngine } from '../../arguments/argument-origin.js';
import type { ArgumentsOrigin } from '../../arguments/origin.js';
import type { Ending, LocalEnding } from '../../ownership/ending.js';
import { setUpsOf } from '../../ownership/lives/local-life.js';
import type { SharedClose } from '../../release/shared/shared-close.js';
import type { Site } from '../../sites/sites.js';
import type { Fact } from './fact.js';
import type { Place } from './pass.js';

/* The pass that asks where the arguments of a construction come from, as seen from whoever ends up with the client. */

/** By ending; only those that run per request have an answer. */
export function findOrigins(engine: OriginEngine, site: Site, endings: readonly Ending[]): Map<Ending, ArgumentsOrigin> {
  return new Map(endings.flatMap((ending) => {
    if (ending.keep !== 'local' || ending.run.kind !== 'perRequest') return [];
    return [[ending, originOf(engine, site, ending)] as const];
  }));
}

/** As far as the callers in sight tell. A parameter of which nobody says what it holds makes it `unknown`. */
export function originOf(engine: OriginEngine, site: Site, ending: LocalEnding): ArgumentsOrigin {
  const trace = [...(ending.run.kind === 'perRequest' ? ending.run.trace : []), ...ending.via];
  const setups = [...setUpsOf(ending.life), ...ending.via.flatMap(({ setUps }) => setUps)];
  // What is never released is lost for each caller by itself.
  return argumentsOrigin(engine, site, trace, setups, { everyCaller: ending.life.effects.has('released', 'boundByUsing') });
}

/**
 * Whether the connection of a whole process is opened, on the way to its closing, with options that are not known to be the same for all:
 * the next request may need another connection.
 */
export function mayNeedOthers(engine: OriginEngine, { openings: [first, ...others], run }: Pick<SharedClose, 'openings' | 'run'>): boolean {
  if (!first) return false;
  const site = { file: first.file, node: first.call };
  return argumentsOrigin(engine, site, run.trace, others, { everyCaller: true }) !== 'constant';
}

export function argumentFacts({ file, node }: Place): (origins: ReadonlyMap<Ending, ArgumentsOrigin>) => Fact[] {
  return (origins) => [...origins.values()].map((text) => ({ file, node, text }));
}
