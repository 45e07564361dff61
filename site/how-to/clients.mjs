import { importSource } from '../../tests/tools/import-source.mjs';
import { measurements } from './measurements.mjs';

/*
 * The clients that get a page: those that are measured, and those of the catalog that one name of a package means. Of a package that hands
 * out the same under several names, the first.
 * Blind spot: patterns, such as the rest of `@google-cloud/*`, whose names the catalog does not list.
 */

const { builtinCatalog } = await importSource('src/catalog/builtin.ts');

const identifier = /^[A-Za-z_$][\w$]*$/;
const isPlain = (name) => identifier.test(name) && name !== 'default';

/** What local names a default export gets: `Redis` of `ioredis`. */
const defaultNames = {
  ioredis: 'Redis', postgres: 'postgres', 'better-sqlite3': 'Database', bull: 'Queue', dockerode: 'Docker', memcached: 'Memcached',
};

/** A call that one would make with a client of a package, without the client. */
const calls = [
  [/^pg$|postgres|neon|mysql|mariadb|mssql|sqlite|cassandra|tedious/, "query('select * from orders')"],
  [/^@aws-sdk\//, 'send(command)'],
  [/^mongodb$/, "db().collection('orders').findOne({ id: 1 })"],
  [/redis|memcache|memjs|valkey|keyv/, "get('order')"],
  [/prisma/, 'order.findMany()'],
  [/recaptcha/, 'createAssessment({ assessment: { event: { token } } })'],
];

export function callOf(packageName) {
  return calls.find(([pattern]) => pattern.test(packageName))?.[1] ?? 'request(order)';
}

export function collectClients() {
  const found = new Map();
  const add = (client) => {
    const key = `${client.package} ${client.export}`;
    if (!found.has(key)) found.set(key, client);
  };
  for (const family of builtinCatalog.families) {
    for (const model of family.clients) {
      const packages = [model.package].flat().filter((name) => !name.includes('*'));
      const [name] = [model.export].flat();
      if (model.holds === 'nothing' || model.session || packages.length === 0) continue;
      const local = name === 'default' ? defaultNames[packages[0]] : name;
      if (local === undefined || !identifier.test(local)) continue;
      add({ package: packages[0], export: name, local, kind: model.kind, model, family });
    }
  }
  for (const { package: packageName, export: name } of measurements) {
    if (!isPlain(name)) continue;
    const isNamed = builtinCatalog.families.some(({ clients }) => clients.some((model) => (
      [model.package].flat().includes(packageName) && [model.export].flat().includes(name))));
    if (!isNamed) add({ package: packageName, export: name, local: name, kind: 'class' });
  }
  return [...found.values()];
}
