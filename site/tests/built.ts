import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Engine from '../engine/engine.js';
import type * as Examples from '../playground/examples.js';
import type * as State from '../playground/state.js';

/** What `npm run site` made. */

export const repository = join(import.meta.dirname, '../..');
export const output = join(import.meta.dirname, '../dist');

async function load<Module>(name: string): Promise<Module> {
  const file = join(import.meta.dirname, '../.build/engine', name);
  if (!existsSync(file)) throw new Error(`${file} is not there. Run: npm run site`);
  return import(pathToFileURL(file).href) as Promise<Module>;
}

export const { analyse, start } = await load<typeof Engine>('engine.js');
export const { examples, stateOf } = await load<typeof Examples>('examples.js');
export const { fromHash, toHash } = await load<typeof State>('state.js');

await start(readFileSync(join(output, 'playground/parser.wasm')));
