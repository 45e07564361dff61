import { expect, it } from 'vitest';
import { families } from '../../src/catalog/families.js';

it('has the name of every family as a type, so that configurations in TypeScript know the presets', async () => {
  const text = [
    '/** The names of the families of the catalog. Written by `npm run generate`. */',
    'export type FamilyName =',
    ...families.map(({ name }, index) => `  | '${name}'${index === families.length - 1 ? ';' : ''}`),
    '',
  ].join('\n');
  await expect(text).toMatchFileSnapshot('../../src/catalog/family-name.ts');
});
