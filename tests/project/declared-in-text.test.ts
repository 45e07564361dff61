import { expect, it } from 'vitest';
import { declarationIn } from '../../src/project/files/module-text.js';

const own = { kind: 'own' };

it.each([
  ['export class Store {}', own], ['export abstract class Store<T extends Item = { id: string }> implements Base<T>, Other {}', own],
  ['export class Store\n  implements Base {\n}', own], ['export function Store() {}', own], ['export async function Store() {}', own],
  ['export function Store(a: string): void;\nexport function Store(a: unknown) {}', own],
  ['class Base {}\nexport class Store extends Base {}', { kind: 'extends', name: 'Base' }],
  ['class Base<T> {}\nexport class Store<T> extends Base<Array<T>> implements Other {}', { kind: 'extends', name: 'Base' }],
  ["import { Base as Parent } from './base.js';\nexport class Store extends Parent {}",
    { kind: 'extendsImported', base: { specifier: './base.js', imported: 'Base', local: 'Parent' } }],
])('is declared: %s', (text, declared) => {
  expect(declarationIn(text, 'Store', true)).toStrictEqual(declared);
});

it.each([
  'class Store {}', "export { Store } from 'pg';", 'export const Store = Pool;', 'export class Store extends pg.Pool {}',
  'export class Store extends mixin(Base) {}', 'export class Stores {}', '/*\n * export class Store {}\n */', '// export class Store {}',
  'export class Store {}\nexport class Store {}', 'export default class Store {}',
])('is not shown: %s', (text) => {
  expect(declarationIn(text, 'Store', true)).toBeUndefined();
});

it('need not be exported where the module itself extends it', () => {
  expect(declarationIn('class Base {}', 'Base', false)).toStrictEqual(own);
  expect(declarationIn('export class Base {}', 'Base', false)).toStrictEqual(own);
  expect(declarationIn("import { Base } from 'pg';", 'Base', false)).toBeUndefined();
});
