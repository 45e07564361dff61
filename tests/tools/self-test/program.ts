import type { MeasuringRecipe } from '../../../src/catalog/measured/recipe.js';

/* Programs that construct clients of many packages when they are told to, each at a line of its own. */

export type Format = 'commonjs' | 'esm';

export interface Construction {
  /** The package, or an entry point of it. */
  readonly name: string;
  readonly recipe: MeasuringRecipe;
}

/** What the program says of one construction: how often it gave something, or why the package could not be loaded or the client made. */
export interface Told {
  readonly made: number;
  readonly failure?: string;
}

export const RESULT = '\u0001result ';

export interface Program {
  readonly text: string;
  /** Of each construction the line, 1-based, and the column where it is known: of the first that the line holds. */
  readonly places: readonly { readonly line: number; readonly column?: number }[];
}

/** The program for these constructions; on each line that it reads it constructs as many clients of each as the line says. */
export function programOf(constructions: readonly Construction[], format: Format, port: number): Program {
  const lines = [
    ...format === 'commonjs' ? ["const { createRequire } = require('node:module');"] : ["import { createRequire } from 'node:module';"],
    // A far side that says nothing makes some clients give up; that is no matter here.
    "process.on('uncaughtException', () => {}).on('unhandledRejection', () => {});",
    `const host = 'localhost', port = ${port}, address = 'localhost:${port}', url = 'http://localhost:${port}', certificate = '';`,
    ...format === 'commonjs' ? [] : ['const require = createRequire(import.meta.url);'],
    'const memberOf = (object, key) => object?.[key] ?? object?.default?.[key];',
    'const requireOf = (name) => { try { return createRequire(require.resolve(name)); } catch { return require; } };',
    'const kept = [];',
    'const makers = [',
  ];
  const places: { line: number; column?: number }[] = [];
  for (const { name, recipe } of constructions) {
    const load = format === 'commonjs' ? `require('${name}')` : `await import('${name}')`;
    lines.push('  async () => {', `    const loaded = ${load};`, `    const requireOf = requiring('${name}');`);
    lines.push(`    const exported = ${exportedOf(recipe.export)};`);
    // As the recipes have it: what the package exports, whichever way it was loaded.
    lines.push('    const module = new Proxy(loaded, { get: (object, key) => memberOf(object, key) });');
    lines.push('    return () => {');
    const before = '      return ';
    const named = recipe.construct.search(/\b(?:new )?exported\(/);
    lines.push(`${before}${recipe.construct};`);
    places.push({ line: lines.length, ...named === 0 && { column: before.length + 1 } });
    lines.push('    };', '  },');
  }
  lines.push(
    '];',
    'const ready = [];',
    'void (async () => {',
    '  for (const maker of makers) ready.push(await maker().catch((error) => String(error.message).split("\\n")[0]));',
    `  console.log(${JSON.stringify(RESULT)} + 'ready');`,
    '})();',
    "process.stdin.on('data', async (text) => {",
    '  const told = [];',
    '  for (const make of ready) {',
    "    if (typeof make === 'string') { told.push({ made: 0, failure: make }); continue; }",
    '    let made = 0, failure;',
    '    for (let index = 0; index < Number(text); index += 1) {',
    '      try {',
    '        const client = make();',
    '        made += 1;',
    '        kept.push(client);',
    "        if (typeof client?.on === 'function') client.on('error', () => {});",
    '        if (typeof client?.catch === "function") client.catch(() => {});',
    '      } catch (error) { failure = String(error.message).split("\\n")[0]; }',
    '      await null;',
    '    }',
    '    told.push({ made, ...failure && { failure } });',
    '  }',
    `  console.log(${JSON.stringify(RESULT)} + JSON.stringify(told));`,
    '});', '',
  );
  const text = lines.join('\n').replace('const requireOf = (name)', 'const requiring = (name)');
  return { text, places };
}

/** The expression for what stands at the path of the exports, as `probe` finds it. */
function exportedOf(path: string): string {
  const segments = path.split('.');
  const called = segments.findIndex((segment) => segment.endsWith('()'));
  const keys = called === -1 ? segments : [...segments.slice(0, called), segments[called]!.slice(0, -'()'.length)];
  // In CommonJS `module.exports` may carry a `default`; imported, that may lie one level deeper.
  if (keys[0] === 'default') return "typeof loaded === 'function' ? loaded : loaded.default?.default ?? loaded.default";
  return keys.reduce((object, key) => `memberOf(${object}, '${key}')`, 'loaded');
}
