import type { ArgumentCondition } from './types.js';

/** Methods of an application, or of a context, that put a value onto it under the name that is their first argument. */
export const placingMethods: ReadonlyMap<string, { readonly isAtStart: boolean }> = new Map([
  // Once the server has started it throws.
  ['decorate', { isAtStart: true }],
  ['set', { isAtStart: false }],
]);

/** Methods that give what was put there under that name. */
export const placeReadingMethods: ReadonlySet<string> = new Set(['get', 'getDecorator']);

/** What a plugin of a server puts onto it. */
export interface PluginPlace {
  /** The package whose default export the server is given: `server.register(plugin, options)`. */
  readonly plugin: string;
  readonly under: string;
  /** What makes such a value. */
  readonly gives: { readonly package: string; readonly export: string };
  /** Must hold of the call that registers it. Left out: nothing. */
  readonly when?: readonly ArgumentCondition[];
}

const plain: ArgumentCondition = { argument: 1, option: 'name', is: 'absent' };

export const pluginPlaces: readonly PluginPlace[] = [
  { plugin: '@fastify/postgres', under: 'pg', gives: { package: 'pg', export: 'Pool()' }, when: [plain] },
  { plugin: 'fastify-postgres', under: 'pg', gives: { package: 'pg', export: 'Pool()' }, when: [plain] },
  {
    plugin: '@fastify/mysql', under: 'mysql', gives: { package: 'mysql2/promise', export: 'createPool()' },
    when: [plain, { argument: 1, option: 'promise', is: [true] }, { argument: 1, option: 'type', is: 'absent' }],
  },
  {
    plugin: '@fastify/mysql', under: 'mysql', gives: { package: 'mysql2', export: 'createPool()' },
    when: [plain, { argument: 1, option: 'promise', is: 'absent' }, { argument: 1, option: 'type', is: 'absent' }],
  },
];
