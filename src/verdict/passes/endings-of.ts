import type { Ending } from '../../ownership/ending.js';
import type { Explanation } from '../explanation.js';

/** The ways in which the life of what is constructed or borrowed can end. */
export function endingsOf(explanation: Explanation): readonly Ending[] {
  switch (explanation.kind) {
    case 'site':
      return explanation.endings.map(({ ending }) => ending);
    case 'checkout':
      return explanation.endings;
    case 'nothing':
    case 'close':
    case 'uncatalogued':
      return [];
  }
}
