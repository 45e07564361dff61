import { readFileSync } from 'node:fs';
import type { Measurement } from '../../src/catalog/measured/measurement.js';

const file = new URL('../../src/catalog/measured/measurements.json', import.meta.url);

/** What `npm run measure:catalog` measured. */
export const measurements = JSON.parse(readFileSync(file, 'utf8')) as readonly Measurement[];
