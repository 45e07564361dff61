/**
 * Functions of packages that instrument a module and give that module back: `captureMySQL(require('mysql2'))`. By package, the exports that
 * do so; `default` is the package itself. Read in lib/mysql_p.js and lib/postgres_p.js of 3.12.0, and in aws-xray.js.
 */
export const moduleWrappers: Readonly<Record<string, readonly string[]>> = {
  'aws-xray-sdk-mysql': ['default'],
  'aws-xray-sdk-postgres': ['default'],
  'aws-xray-sdk': ['captureAWS', 'captureMySQL', 'capturePostgres'],
  'aws-xray-sdk-core': ['captureAWS'],
};

/**
 * Functions that compilers put around `require()`. What they give has a module's exports as members, and `module.exports` of a CommonJS
 * module as `default`.
 */
export const moduleHelpers: ReadonlySet<string> = new Set([
  // TypeScript, also as members of tslib.
  '__importDefault', '__importStar',
  // Babel.
  '_interopRequireDefault', '_interopRequireWildcard',
  // SWC, also with a member `_`.
  '_interop_require_default', '_interop_require_wildcard',
  // esbuild.
  '__toESM',
  // Rollup.
  '_interopDefault', '_interopDefaultLegacy', '_interopDefaultCompat', '_interopNamespace', '_interopNamespaceDefault',
  '_interopNamespaceCompat', '_interopNamespaceDefaultOnly',
]);
