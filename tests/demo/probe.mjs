// Loaded into the service with --import: answers each message of the parent with the memory that is left after a collection.
// The service itself stays free of code that is there for the measurement only.
import { setImmediate } from 'node:timers/promises';

process.on('message', async () => {
  for (let round = 0; round < 3; round += 1) {
    await setImmediate();
    globalThis.gc();
  }
  const { rss, heapUsed } = process.memoryUsage();
  process.send({ kind: 'memory', rss, heapUsed });
});
process.on('disconnect', () => process.exit());
