import { optionsFor } from './modes.mjs';

/* Options as a module, which is how workers of the linter get at parsers and plugins: `parallel-options.mjs?mode=…&folder=…&workers=…`. */

const query = new URL(import.meta.url).searchParams;

export default { ...optionsFor(query.get('mode'), query.get('folder')), concurrency: Number(query.get('workers')) };
