import type { CatalogIndex } from '../catalog/merge.js';
import type { Flow } from '../flow/flow.js';
import type { Spot } from '../flow/spots.js';
import type { Program } from '../project/program.js';
import type { Reach } from '../reach/reach.js';
import type { Obligation } from '../sites/client-calls.js';
import type { Ending, Holder } from './ending.js';
import { EndingSearch } from './ending-search.js';
import type { LocalLives } from './lives/local-lives.js';
import { Overwritings } from './places/overwritings.js';

/* Every way in which the lives of clients can end: for each client a search of its own, and what all of them share. */

export interface Lifetime {
  readonly endings: readonly Ending[];
  readonly holders: readonly Holder[];
}

export class Lifetimes {
  readonly #program: Program;
  readonly #reach: Reach;
  readonly #lives: LocalLives;
  readonly #overwritings: Overwritings;

  constructor(program: Program, index: CatalogIndex, flow: Flow, lives: LocalLives, reach: Reach) {
    this.#reach = reach;
    this.#program = program;
    this.#lives = lives;
    this.#overwritings = new Overwritings(program, index, flow, reach, this.#lives);
  }

  /** Every way in which the life of a client that is made at `origin` can end, and who had it before others did. */
  endingsOf(origin: Spot, obligation: Obligation): Lifetime {
    const search = new EndingSearch(this.#program, this.#reach, this.#lives, this.#overwritings, obligation, origin);
    search.settle(origin, [origin.path], [], new Set());
    return search;
  }
}

