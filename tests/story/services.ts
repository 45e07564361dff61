import { expressService, grpcLeak, postgresLeak, redisLeak, sessionCache, undiciLeak } from '../runtime/diagnose/services.js';
import type { ServiceFiles } from '../runtime/diagnose/growing-service.js';

/* The services of the story: one leak, a legitimate cache beside it, as CommonJS or as ES modules, of which a bundle can be made. */

export type Sdk = 'grpc' | 'pg' | 'ioredis' | 'undici';
export type Format = 'commonjs' | 'esm' | 'bundle';

interface Leak {
  readonly package: string;
  readonly module: string;
  readonly text: string;
  readonly call: string;
  /** The line that constructs. */
  readonly line: number;
}

export const leaks: Readonly<Record<Sdk, Leak>> = {
  grpc: { package: '@grpc/grpc-js', module: 'quotients', text: grpcLeak, call: 'divide(number + 1)', line: 7 },
  pg: { package: 'pg', module: 'database', text: postgresLeak, call: 'divide(number + 1)', line: 5 },
  ioredis: { package: 'ioredis', module: 'counts', text: redisLeak, call: 'count(number)', line: 4 },
  undici: { package: 'undici', module: 'api', text: undiciLeak, call: 'divide(number + 1)', line: 4 },
};

export function serviceOf(sdk: Sdk, format: Format): ServiceFiles {
  const { module, text, call, package: name } = leaks[sdk];
  const files: Record<string, string> = {
    'server.js': expressService({ '/': { module, call } }, {
      setup: "const sessions = require('./sessions.js');", also: 'sessions.remember(number);',
    }),
    [`${module}.js`]: text,
    'sessions.js': sessionCache,
  };
  const isModule = format !== 'commonjs';
  const converted = isModule ? Object.fromEntries(Object.entries(files).map(([path, code]) => [path, toModule(code)])) : files;
  const manifest = { name: 'growing', type: isModule ? 'module' : 'commonjs', dependencies: { express: '*', [name]: '*' } };
  return { main: format === 'bundle' ? 'dist/server.cjs' : 'server.js', files: { ...converted, 'package.json': JSON.stringify(manifest) } };
}

/** The same file with `import` and `export`, line by line. */
function toModule(code: string): string {
  return code
    .replace(/^const (\{.*\}) = require\((.*)\);$/gm, 'import $1 from $2;')
    .replace(/^const (\w+) = require\(('\.\/.*)\);$/gm, 'import * as $1 from $2;')
    .replace(/^const (\w+) = require\((.*)\);$/gm, 'import $1 from $2;')
    .replace(/^exports\.(\w+) = /gm, 'export const $1 = ');
}
