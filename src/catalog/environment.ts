import type { ExportsModel } from './match.js';
import type { PackagePattern } from './types.js';

/**
 * Packages that put the variables of a file into `process.env` when they are called, which is later than the modules that the caller
 * imports have run.
 */
export const environmentLoaders: readonly PackagePattern[] = [
  'dotenv', 'dotenv-expand', 'dotenv-flow', 'dotenv-safe', 'dotenv-defaults', 'dotenv-mono', '@dotenvx/dotenvx', 'custom-env', 'env-cmd',
  '@nestjs/config', '@next/env',
];

/** Packages whose objects tell the settings of the application: the same for as long as it runs, however often they are asked. */
export const settingsReaders: readonly PackagePattern[] = [
  '@nestjs/config', 'config', 'convict', 'dotenv', 'env-var', 'envalid', 'nconf', 'rc',
];

/** What gives a value while a function runs, and fails or gives nothing while its module is loaded: `defineSecret('KEY').value()`. */
export const runValues: ExportsModel = {
  package: ['firebase-functions/params', 'firebase-functions/v1', 'firebase-functions/v2', 'firebase-functions'],
  export: ['define*().value()', 'params.define*().value()'],
};

/** Variables of the environment that are set where somebody tries code on a machine of their own, and nowhere else. */
export const localVariables = /^(?:IS_)?(?:DEV|LOCAL|OFFLINE)(?:_[A-Z0-9_]+)?$|LOCALSTACK|_EMULATOR_HOST$|^AWS_SAM_LOCAL$/;

/** Variables that platforms set where code is deployed. */
export const deployedVariables: ReadonlySet<string> = new Set([
  'AWS_EXECUTION_ENV', 'AWS_LAMBDA_FUNCTION_NAME', 'AWS_LAMBDA_RUNTIME_API', 'LAMBDA_TASK_ROOT', 'K_SERVICE', 'FUNCTION_TARGET',
  'WEBSITE_INSTANCE_ID',
]);

/** Variables that name the environment, and what they are where code is tried, and where it is deployed. */
export const environmentNames: {
  readonly variables: ReadonlySet<string>; readonly local: ReadonlySet<string>; readonly deployed: ReadonlySet<string>;
  /** The one among them that nobody calls anything else. */
  readonly unmistakable: string;
} = {
  unmistakable: 'NODE_ENV',
  variables: new Set(['NODE_ENV', 'APP_ENV', 'ENV', 'ENVIRONMENT', 'STAGE']),
  local: new Set(['development', 'dev', 'local', 'test']),
  deployed: new Set(['production', 'prod']),
};
