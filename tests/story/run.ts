/**
 * `npm run story [-- --sdk grpc|pg|ioredis|undici|all] [--format commonjs|esm|bundle|all]
 * [--node <major version, or path, of another Node.js>]`
 */
import { parseArgs } from 'node:util';
import plugin from '../../src/index.js';
import { nodeOf } from '../tools/node-of.js';
import { removeServices } from '../runtime/diagnose/growing-service.js';
import { leaks } from './services.js';
import type { Format, Sdk } from './services.js';
import { tellStory } from './story.js';

const sdks = Object.keys(leaks) as Sdk[];
const formats: readonly Format[] = ['commonjs', 'esm', 'bundle'];

const { values } = parseArgs({
  options: { sdk: { type: 'string', default: 'grpc' }, format: { type: 'string', default: 'commonjs' }, node: { type: 'string' } },
});

function chosen<Name extends string>(option: string, value: string, names: readonly Name[]): readonly Name[] {
  if (value === 'all') return names;
  const name = names.find((one) => one === value);
  if (name === undefined) throw new Error(`--${option} is ${value}. Write ${names.join(', ')} or all.`);
  return [name];
}

try {
  const node = values.node !== undefined && /^\d+$/.test(values.node) ? nodeOf(values.node) : values.node;
  for (const sdk of chosen('sdk', values.sdk, sdks)) {
    for (const format of chosen('format', values.format, formats)) {
      const { before, edit, after } = await tellStory({
        sdk, format, plugin, ...(node !== undefined && { node }), tell: (text) => console.log(`${text}\n`),
      });
      const [place] = before.counted.places;
      console.log([
        `watch     ${place?.constructed} × ${place?.package} at ${place?.file}:${place?.line}`,
        `diagnose  ${before.diagnosed.conclusion}: +${before.diagnosed.leaks[0]?.deltas.join(' +')}`,
        `edit      ${edit.title}`,
        `after it  ${after.counted.places.reduce((sum, { constructed }) => sum + constructed, 0)} constructions, `
        + `${after.diagnosed.leaks.length} leaks (${after.diagnosed.conclusion})`, '',
      ].join('\n'));
      if (before.diagnosed.conclusion !== 'leak' || after.diagnosed.leaks.length > 0) process.exitCode = 1;
    }
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  removeServices();
}
