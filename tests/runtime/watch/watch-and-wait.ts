// Watches the process of the given id until it is told to end.
import { builtinCatalog } from '../../../src/catalog/builtin.js';
import { indexCatalog } from '../../../src/catalog/merge.js';
import { watch } from '../../../src/runtime/watch/watch.js';

const ending = new AbortController();
process.once('SIGTERM', () => ending.abort());
await watch({
  target: { kind: 'process', pid: Number(process.argv[2]) }, forMs: 60_000, index: indexCatalog(builtinCatalog), refusal: () => undefined,
  signal: ending.signal, onCounting: () => console.log('counting'),
});
