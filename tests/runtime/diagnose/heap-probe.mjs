// Loaded into a service with --import: writes a heap snapshot when the parent asks for one.
import { writeHeapSnapshot } from 'node:v8';

process.on('message', ({ kind }) => {
  if (!kind.startsWith('snapshot ')) return;
  writeHeapSnapshot(kind.slice('snapshot '.length));
  process.send({ kind });
});
process.on('disconnect', () => process.exit());
