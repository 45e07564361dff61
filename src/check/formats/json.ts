import type { Format } from './format.js';

/** The result as it is. */
export const formatJson: Format = (result) => `${JSON.stringify(result, null, 2)}\n`;
