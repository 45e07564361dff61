import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';
import { describeMarked } from '../support/marked-cases.js';

/** What compilers put around `require()`, so that the default of an ES module and `module.exports` are reached by one name. */
const typescript = 'const __importDefault = (this && this.__importDefault) || function (mod) {\n'
  + '  return (mod && mod.__esModule) ? mod : { default: mod };\n};';
const service = "express_1.default().get('/', async (req, res) => {\n";

function handler(declarations: string, construction: string): string {
  return `${declarations}\n${service}  const client = new ${construction}(); // leak\n  res.json(await client.query('select 1'));\n});\n`;
}

describeMarked('a client of a module that is wrapped', {
  'by TypeScript': handler(
    `${typescript}\nconst express_1 = __importDefault(require('express'));\nconst pg_1 = __importDefault(require('pg'));`,
    'pg_1.default.Pool'),
  'by TypeScript, with its helpers imported': handler(
    "const tslib_1 = require('tslib');\nconst express_1 = tslib_1.__importDefault(require('express'));\n"
    + "const pg_1 = (0, tslib_1.__importStar)(require('pg'));", 'pg_1.Pool'),
  'by Babel': handler(
    'function _interopRequireDefault(e) { return e && e.__esModule ? e : { default: e }; }\n'
    + "var express_1 = _interopRequireDefault(require('express'));\nvar _pg = _interopRequireDefault(require('pg'));", '_pg.default.Pool'),
  'by SWC': handler(
    "const _interop_require_default = require('@swc/helpers/_/_interop_require_default');\n"
    + "const express_1 = _interop_require_default._(require('express'));\n"
    + "const _pg = _interop_require_default._(require('pg'));", '_pg.default.Pool'),
  'by esbuild': handler(
    "var express_1 = __toESM(require('express'));\nvar import_pg = __toESM(require('pg'), 1);", 'import_pg.default.Pool'),
  'by Rollup, later': handler(
    'function _interopDefault(e) { return e && e.__esModule ? e : { default: e }; }\n'
    + "var express = require('express');\nvar pg = require('pg');\nvar express_1 = _interopDefault(express);\n"
    + 'var pg__default = /*#__PURE__*/_interopDefault(pg);', 'pg__default.default.Pool'),
}, { filenames: ['src/service.js', 'src/service.ts'] });

const node = "const { Publisher } = require('zeromq');\nclass Node {\n  async init(events) {\n    this.socket = new Publisher();\n"
  + "    await this.socket.bind('tcp://*:1');\n    events.on('shutdown', () => this.shutdown());\n  }\n"
  + '  shutdown() {\n    this.socket.close();\n  }\n';

it.each([
  ['helper in the file', typescript, '__importDefault'],
  ['helper that is imported', "const tslib_1 = require('tslib');", 'tslib_1.__importDefault'],
])('what closes an object is found through it: %s', async (_, declaration, helper) => {
  const other = "const { Publisher } = require('zeromq');\nexports.open = () => {\n  new Publisher().send('x');\n};\n";
  const files = {
    // A package that serves requests: in others nothing is said where no caller is found.
    'package.json': { dependencies: { express: '^5.0.0', zeromq: '^6.0.0' } },
    'src/index.js': "module.exports = require('./node');",
    'src/main.js': `${declaration}\nconst node_1 = ${helper}(require('./index'));\n`
      + 'exports.start = async (events) => {\n  await new node_1.default().init(events);\n};\n',
    'src/node.js': `${node}}\nmodule.exports = Node;\n`,
  };
  const project = createProject({ rule: '*', files });
  expect(await project.lint('src/other.js', other)).toHaveLength(1);
  expect(await project.lint('src/node.js', files['src/node.js'])).toStrictEqual([]);
  const never = files['src/node.js'].replace('this.socket.close()', "this.socket.send('bye')");
  expect((await project.lint('src/node.js', never)).map(({ rule }) => rule)).toStrictEqual(['no-unclosed-client']);
});
