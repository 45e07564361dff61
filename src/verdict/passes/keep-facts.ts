import type { Ending } from '../../ownership/ending.js';
import type { Explanation } from '../explanation.js';
import { endingsOf } from './endings-of.js';
import { nameOf } from './fact.js';
import type { Fact } from './fact.js';

/** Who ends up with the client, and the functions and objects that pass it on. */
export function keepFacts(explanation: Explanation): Fact[] {
  return endingsOf(explanation).flatMap((ending) => ending.keep === 'local' ? localFacts(ending) : [
    { file: ending.place.file, node: ending.place.node, text: `${ending.keep}: ${ending.reason}` },
  ]);
}

function localFacts({ life, origin, via, overwrites }: Extract<Ending, { keep: 'local' }>): Fact[] {
  const passedOn = via.map(({ file, owner, node }) => ({ file, node, text: `passed on by ${nameOf(owner)}` }));
  const using = life.effects.has('boundByUsing') ? ', bound by using' : '';
  const idle = life.effects.has('touched') && !life.effects.has('used') ? ', and nothing that is done with it connects' : '';
  const next = overwrites === undefined ? '' : `, the next one takes its place in ${overwrites.name}`;
  return [...passedOn, { file: life.file, node: origin, text: `local to ${nameOf(life.boundary)}${using}${idle}${next}` }];
}
