import { describeMarked } from '../support/marked-cases.js';

/* What says again how the process is set up is no memo of what was done before. */

const head = "import express from 'express';\nimport { ImageAnnotatorClient } from '@google-cloud/vision';\nconst app = express();\n";
const routes = [
  "app.get('/status', (req, res) => res.json(scanner.status()));",
  "app.post('/scan', async (req, res) => res.json(await scanner.scan(req)));",
];

/** A service of the module, by the lines of its class, between helpers and routes. */
function service(helpers: readonly string[], ...lines: readonly string[]): string {
  const body = lines.map((line) => `  ${line}`);
  return [head, ...helpers, 'class Scanner {', ...body, '}', 'const scanner = new Scanner();', ...routes].join('\n');
}

const scan = (test: string, mark = ''): string[] => [
  'async scan(req) {', `  if (${test}) return null;`, `  const client = new ImageAnnotatorClient();${mark}`,
  '  return client.labelDetection(req.body.uri);', '}',
];
const leak = ' // leak';

const plain = "const readMode = () => (process.env.REGION ? 'live' : 'mock');";
const object = [
  'function readStatus() {', '  const region = process.env.REGION?.trim() || process.env.DEFAULT_REGION || null;',
  '  if (region) return { mode: "live", isReady: true, region };', '  return { mode: "mock", isReady: false, region: null };', '}',
];

describeMarked('set again by a method, as the constructor sets it', {
  'to a value of the environment': service([],
    'constructor() { this.isMock = !process.env.REGION; }', 'status() { this.isMock = !process.env.REGION; return this.isMock; }',
    ...scan('this.isMock', leak)),
  'to a part of another field': service(object,
    'constructor() {', '  this.settings = readStatus();', '  this.isMock = !this.settings.isReady;', '}',
    'status() {', '  this.settings = readStatus();', '  this.isMock = !this.settings.isReady;', '  return this.settings;', '}',
    ...scan('this.isMock', leak)),
  'where it is declared': service([plain], 'mode = readMode();', 'status() { this.mode = readMode(); return this.mode; }',
    ...scan("this.mode === 'mock'", leak)),
  'by a method of its own': service([],
    'constructor() { this.isMock = this.readMock(); }', "readMock() { return process.env.MOCK === 'yes'; }",
    'status() { this.isMock = this.readMock(); return this.isMock; }', ...scan('this.isMock', leak)),
  'by a function that is given the default': service(['const setting = (name, other) => process.env[name] ?? other;'],
    "constructor() { this.mode = setting('MODE', 'live'); }", "status() { this.mode = setting('MODE', 'live'); return this.mode; }",
    ...scan("this.mode === 'mock'", leak)),
  'in a variable of the module': [
    head, ...object, 'let settings = readStatus();', "app.post('/reload', (req, res) => {", '  settings = readStatus();', '  res.end();',
    '});', "app.post('/scan', async (req, res) => {", '  if (!settings.region) return res.status(503).end();',
    '  const client = new ImageAnnotatorClient(); // leak', '  res.json(await client.labelDetection(req.body.uri));', '});',
  ].join('\n'),
});

describeMarked('set to something else', {
  'what is found out when it is done': service([],
    'constructor() { this.isDone = false; }', 'status() { this.isDone = true; return this.isDone; }', ...scan('this.isDone')),
  'the same literal as at first, and another one': service([],
    'constructor() { this.isDone = false; }', 'status() { this.isDone = false; }', 'finish() { this.isDone = true; }',
    ...scan('this.isDone')),
  'a setting that nothing was set to before': service([plain],
    'status() { this.mode = readMode(); return this.mode; }', ...scan('this.mode')),
  'a setting in place of another one': service([plain],
    "constructor() { this.mode = ''; }", 'status() { this.mode = readMode(); return this.mode; }', ...scan('this.mode')),
  'what a module variable says': service(
    ['let isOpen = false;', 'const ask = () => isOpen;', "app.post('/open', () => { isOpen = true; });"],
    'constructor() { this.isDone = ask(); }', 'status() { this.isDone = ask(); return this.isDone; }', ...scan('this.isDone')),
  'what a function says that looks at more': service(
    ['const kept = [];', 'function ask() { if (kept.length > 0) return true; return false; }'],
    'constructor() { this.isDone = ask(); }', 'status() { this.isDone = ask(); return this.isDone; }', ...scan('this.isDone')),
  'what another module says': service(["import { isOpen } from './state.js';"],
    'constructor() { this.isDone = isOpen(); }', 'status() { this.isDone = isOpen(); return this.isDone; }', ...scan('this.isDone')),
  'what it is given': service([],
    'constructor(done) { this.isDone = done; }', 'status(done) { this.isDone = done; return done; }', ...scan('this.isDone')),
  'an answer of an object that another method changes': service([],
    'constructor() { this.state = {}; this.isDone = this.state.done; }', 'status() { this.isDone = this.state.done; return this.isDone; }',
    'finish() { this.state.done = true; }', ...scan('this.isDone')),
});
