import { describe, expect, it } from 'vitest';
import { builtinCatalog } from '../../src/catalog/builtin.js';
import type { Fingerprint } from '../../src/catalog/measured/fingerprint.js';
import { fingerprints } from '../../src/catalog/measured/fingerprints.js';
import type { Measurement } from '../../src/catalog/measured/measurement.js';
import { recipes } from '../../src/catalog/measured/recipes.js';
import { matchesGlob, matchesPackage } from '../../src/catalog/match.js';
import { indexCatalog } from '../../src/catalog/merge.js';
import type { ClientModel } from '../../src/catalog/types.js';
import { measurements } from '../tools/measurements.js';

/* What was measured of clients, beside what the catalog says of them: a measurement that contradicts an entry changes the entry. */

const index = indexCatalog(builtinCatalog);

function modelOf({ package: name, export: path, version }: Measurement): ClientModel | undefined {
  const segments = path.split('.');
  return (index.findClient(name, segments, 'new', () => version) ?? index.findClient(name, segments, 'call', () => version))?.model;
}

/** What their release ends is something else than their connections, and the entry says so. */
const keepOpenAfterRelease = ['@opentelemetry/exporter-*-otlp-http'];

const label = ({ package: name, version, export: path }: Measurement): string => `${path} of ${name}@${version}`;

/** Connections that clients hold as their own, each. One that all of them share is none of theirs. */
const heldEach = ({ modes: { kept }, times }: Measurement): number => (kept.open >= times ? kept.open / times : 0);

describe('measurements', () => {
  it('are of clients that the catalog knows, and of at least 100 of its entries', () => {
    expect(measurements.filter((one) => modelOf(one) === undefined).map(label)).toStrictEqual([]);
    expect(new Set(measurements.map(modelOf)).size).toBeGreaterThanOrEqual(100);
  });

  it('come from a recipe, each once', () => {
    const hasRecipe = ({ package: name, export: path }: Measurement): boolean => recipes.some((recipe) => (
      [recipe.package].flat().some((pattern) => matchesPackage(pattern, name)) && matchesGlob(recipe.export, path)));
    expect(measurements.filter((one) => !hasRecipe(one)).map(label)).toStrictEqual([]);
    expect(new Set(measurements.map(label)).size).toBe(measurements.length);
  });

  it.each(measurements.map((one) => [label(one), one] as const))('agree with the entry of %s', (_, one) => {
    const model = modelOf(one)!;
    const { unused, released } = one.modes;
    if (model.holds === 'nothing') {
      // With an option that the recipe gives, it may hold something after all.
      if (!model.options?.some((effect) => effect.holds !== 'nothing')) expect({ held: heldEach(one) }).toStrictEqual({ held: 0 });
      return;
    }
    // A timer is nothing that the far side sees.
    if (model.holds === 'timer') return;
    expect({ opens: one.modes.kept.opened >= one.times }).toStrictEqual({ opens: true });
    if (model.cost === 'leak') expect({ held: heldEach(one) > 0 }).toStrictEqual({ held: true });
    // When it connects: what is constructed and never used holds something, or does not.
    expect({ holdsUnused: unused.open > 0 }).toStrictEqual({ holdsUnused: model.connects === 'construction' });
    if (keepOpenAfterRelease.some((name) => matchesPackage(name, one.package))) {
      expect(released.open).toBe(one.times);
      expect(model.note).toContain('not the agent');
    } else if (model.release.length > 0) expect({ leftAfterRelease: released.open }).toStrictEqual({ leftAfterRelease: 0 });
    else expect({ released: released.open > 0 || model.cost === 'waste' }).toStrictEqual({ released: true });
  });
});

describe('fingerprints', () => {
  it('are of clients that were measured to hold a connection each, and hold one', () => {
    const isMeasured = (one: Fingerprint): boolean => measurements.some((other) => (
      other.package === one.package && other.export === one.export && other.version === one.version && heldEach(other) >= 1));
    expect(fingerprints.filter((one) => !isMeasured(one)).map((one) => `${one.export} of ${one.package}@${one.version}`)).toStrictEqual([]);
    const connections = /(?:^| )(?:TCP|Pipe)\b/;
    expect(fingerprints.filter(({ rows }) => !connections.test(rows[''] ?? '')).map((one) => `${one.export} of ${one.package}`))
      .toStrictEqual([]);
    expect(fingerprints.length).toBeGreaterThanOrEqual(100);
  });
});
