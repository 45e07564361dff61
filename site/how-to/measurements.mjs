import { readFileSync } from 'node:fs';

export const measurements = JSON.parse(readFileSync(new URL('../../src/catalog/measured/measurements.json', import.meta.url), 'utf8'));

/** What was measured of a client, as a table and a sentence, or nothing. */
export function measuredText(packageName, name) {
  const found = measurements.find((each) => each.package === packageName && each.export === name);
  if (!found) return '';
  const { version, times, node, modes } = found;
  const rows = [['one per request, kept', modes.kept], ['one per request, released', modes.released], ['one for all', modes.shared]]
    .filter(([, mode]) => mode !== undefined);
  return [
    '',
    `Measured with ${packageName} ${version} on Node.js ${node}, ${times} calls against a local server:`,
    '',
    '| | connections opened | still open at the end | memory (RSS) each | time each |',
    '|---|---|---|---|---|',
    ...rows.map(([title, { opened, open, rss, milliseconds }]) => (
      `| ${title} | ${opened} | ${open} | ${Math.round(rss / 1024)} KB | ${milliseconds.toFixed(1)} ms |`)),
    '',
  ].join('\n');
}
