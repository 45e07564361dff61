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
