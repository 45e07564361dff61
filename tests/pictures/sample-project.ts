import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copySampleService, linkPackages, repository } from '../support/sample-service.js';

const config = `import clientLifetime from 'eslint-plugin-client-lifetime';

export default [
  clientLifetime.configs.recommended,
];
`;

/** The sample service with the plugin set up as the README says. The caller removes the folder. */
export function makeSampleProject(): string {
  const root = copySampleService();
  linkPackages(root, { eslint: undefined, 'eslint-plugin-client-lifetime': repository });
  writeFileSync(join(root, 'eslint.config.js'), config);
  return root;
}
