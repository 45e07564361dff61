import type { PackagePattern } from './types.js';

/**
 * Packages that put the variables of a file into `process.env` when they are called, which is later than the modules that the caller
 * imports have run.
 */
export const environmentLoaders: readonly PackagePattern[] = [
  'dotenv', 'dotenv-expand', 'dotenv-flow', 'dotenv-safe', 'dotenv-defaults', 'dotenv-mono', '@dotenvx/dotenvx', 'custom-env', 'env-cmd',
  '@nestjs/config', '@next/env',
];
