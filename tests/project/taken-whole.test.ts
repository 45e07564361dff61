import { expect, it } from 'vitest';
import { takesWhole } from '../../src/project/taken-whole.js';

it.each([
  "const a = require('./a');\na.open();", "var a = require('./a'), b = require('./b');\nb(a.open);",
  "const { open, close: end } = require('./a');",
  "require('./a').open();", "require('./a');", "'use strict';\nrequire('./a');", 'const a = require(`./a`);\nnew a.Pool();',
  "const a = __importDefault(require('./a'));\na.default.open();", "const a = __importStar(require('./a'));\na.open();",
  "const a = tslib_1.__importStar(require('./a'));\n(0, a.open)();", "const a = await import('./a');\na.open();",
  "const { open } = await import('./a');", "(await import('./a')).open();", "let pool: import('./a').Pool;", "import './a';",
  "import { open } from './a';\nrun(open);", "import { open, close as end } from './a';", "import type { Pool } from './a';",
  "import * as a from './a';\na.open();\nx.a;", "import * as a from './a';\na\n  .open();", "import a = require('./a');\na?.open();",
  "import a from './a';\nrun(a);", "import a, { open } from './a';\nrun(a);", "export { open } from './a';",
  "export { default } from './a';",
  "import { importAll } from './b';\nimport { open } from './a';", "const b = require('./b');\nrun(b);\nconst a = require('./a');",
])('takes what it names: %s', (text) => {
  expect(takesWhole(text, ['./a'], false)).toBe(false);
});

it.each([
  "const a = require('./a');\nrun(a);", "const a = require('./a');\nrun(...a);", "const a = require('./a');\na[name]();",
  "const a = require('./a');\nmodule.exports = { a };", "const a = require('./a')();", "run(require('./a'));",
  "module.exports = require('./a');",
  "exports.a = require('./a');", "const a = exports.a = require('./a');", "__exportStar(require('./a'), exports);",
  "const a = __importDefault(require('./a'));\nrun(a.default);", "const a = wrap(require('./a'));",
  "const { open, ...others } = require('./a');",
  "const { default: a } = require('./a');", "const { open } = require('./a');\nrun(require('./a'));", "const a = load('./a');",
  "const a = import('./a');\na.then(run);", "import('./a').then(run);", "const a = await import('./a');\nrun(a);",
  "(await import('./a')).default;",
  "export * from './a';", "export * as a from './a';", "import * as a from './a';\nrun(a);", "import * as a from './a';\nexport { a };",
  "import * as a from './a';\nexport default a;", "import a = require('./a');\nexport = a;", "export const a = require('./a');",
  "export const b = 1, a = require('./a');", "import { open } /* why */ from './a';", "jest.mock('./a');",
  'const a = "\\u0061";\nimport "./a";',
  "import { open } from './other';", "let a;\na = require('./a');",
])('may take all: %s', (text) => {
  expect(takesWhole(text, ['./a'], false)).toBe(true);
});

it.each([
  ["import a from './a';\na.open();", false], ["import a from './a';\nrun(a);", true], ["import a, { open } from './a';\nrun(a);", true],
  ["import { default as a } from './a';\na.open();", false], ["import { default as a, open } from './a';\nrun(a);", true],
  ["export { default } from './a';", true], ["export { default as a } from './a';", true], ["import { open } from './a';", false],
])('of CommonJS the default is all: %s', (text, is) => {
  expect(takesWhole(text, ['./a'], true)).toBe(is);
});

it('looks at each specifier that leads there', () => {
  const text = "const a = require('./a');\na.open();\nrun(require('./a.js'));";
  expect([['./a'], ['./a', './a.js'], []].map((specifiers) => takesWhole(text, specifiers, true))).toStrictEqual([false, true, true]);
});
