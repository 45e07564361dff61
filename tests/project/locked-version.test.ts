import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* The version that decides which entry of the catalog is meant: what is installed, what a lockfile says, what the range may bring. */

const source = `import { CosmosClient } from '@azure/cosmos';
import { app } from '@azure/functions';
app.http('orders', { handler: async () => {
  const client = new CosmosClient(process.env.COSMOS);
  return client.databases.readAll().fetchAll();
} });
`;

async function reports(range: string, files: Readonly<Record<string, string>> = {}): Promise<number> {
  const manifest = { name: 'shop', type: 'module', dependencies: { '@azure/cosmos': range, '@azure/functions': '^4.0.0' } };
  const project = createProject({ rule: '*', files: { 'package.json': manifest, ...files } });
  return (await project.lint('src/orders.js', source)).length;
}

// The client has a timer since 3.12.0.
it.each([['3.10.5', 0], ['~3.10.5', 0], ['^3.10.5', 1], ['^3.12.0', 1], ['>=3', 1], ['^4.0.0', 1]])(
  'takes the newest version of a range: %s', async (range, count) => {
    expect(await reports(range)).toBe(count);
  });

const locks = (version: string): readonly (readonly [string, string])[] => [
  ['package-lock.json', JSON.stringify({
    lockfileVersion: 3, packages: {
      '': { dependencies: { '@azure/cosmos': '^3.10.5' } },
      'node_modules/other/node_modules/@azure/cosmos': { version: '9.9.9' },
      'node_modules/@azure/cosmos': { version },
    },
  }, null, 2)],
  ['package-lock.json', JSON.stringify({ lockfileVersion: 1, dependencies: { '@azure/cosmos': { version } } }, null, 2)],
  ['yarn.lock', `"@azure/cosmos@^3.10.5":\n  version "${version}"\n`],
  ['yarn.lock', `"@azure/cosmos@npm:^3.10.5":\n  version: ${version}\n`],
  ['pnpm-lock.yaml', `packages:\n  /@azure/cosmos/${version}:\n    resolution: {}\n`],
  ['pnpm-lock.yaml', `packages:\n  '@azure/cosmos@${version}':\n    resolution: {}\n`],
  ['pnpm-lock.yaml', `packages:\n  '@azure/cosmos@${version}(tslib@2.0.0)':\n    resolution: {}\n`],
  ['bun.lock', `"packages": {\n  "@azure/cosmos": ["@azure/cosmos@${version}", "", {}]\n}`],
];

it.each(locks('3.11.0'))('takes the version of a lockfile that is older: %s', async (name, text) => {
  expect(await reports('^3.10.5', { [name]: text })).toBe(0);
});

it.each(locks('3.17.0'))('takes the version of a lockfile that is newer than the entry for old ones: %s', async (name, text) => {
  expect(await reports('^3.10.5', { [name]: text })).toBe(1);
});

it('asks what is installed first', async () => {
  const installed = JSON.stringify({ name: '@azure/cosmos', version: '3.11.0' });
  expect(await reports('^3.10.5', { 'node_modules/@azure/cosmos/package.json': installed, 'yarn.lock': locks('3.17.0')[2]![1] })).toBe(0);
});

it('takes the lockfile that is nearest to the file', async () => {
  const manifest = { name: 'api', type: 'module', dependencies: { '@azure/cosmos': '^3.10.5', '@azure/functions': '^4.0.0' } };
  const project = createProject({
    rule: '*', files: {
      'package.json': { name: 'shop', dependencies: {} }, 'package-lock.json': locks('3.17.0')[1]![1],
      'api/package.json': manifest, 'api/package-lock.json': locks('3.11.0')[1]![1],
    },
  });
  expect(await project.lint('api/orders/index.js', source)).toHaveLength(0);
  expect(await project.lint('orders/index.js', source)).toHaveLength(1);
});
