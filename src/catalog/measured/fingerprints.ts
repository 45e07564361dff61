/** The fingerprints of measured clients. `npm run measure:catalog` writes the file. */
import type { Fingerprint } from './fingerprint.js';
import data from './fingerprints.json' with { type: 'json' };

export const fingerprints = data as unknown as readonly Fingerprint[];
