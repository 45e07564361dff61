import path from 'node:path';
import clientLifetime from 'eslint-plugin-client-lifetime';

export default [
  clientLifetime.configs.recommended,
  {
    // Nobody imports the site and it imports nobody. As a project of its own it is linted again only when it changes itself.
    files: ['**/apps/site/**'],
    settings: { 'client-lifetime': { root: path.join(import.meta.dirname, 'apps/site') } },
  },
];
