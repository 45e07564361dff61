'use strict';
// Preloaded with --require: everything that a linter has no business with throws, and what is read is written down at the end.
const fs = require('node:fs');
const path = require('node:path');

const read = new Set();
const forbidden = [];
const isGuarded = () => globalThis.guarded === true;

for (const name of ['readFileSync', 'readdirSync', 'openSync', 'readFile', 'readdir', 'open', 'createReadStream']) {
  const original = fs[name];
  fs[name] = function (file, ...rest) {
    if (isGuarded() && typeof file !== 'number') read.add(path.resolve(String(file)));
    return original.call(this, file, ...rest);
  };
}
for (const name of ['writeFileSync', 'writeFile', 'appendFileSync', 'mkdirSync', 'mkdtempSync', 'rmSync', 'unlinkSync', 'renameSync',
  'symlinkSync', 'copyFileSync', 'cpSync', 'utimesSync', 'chmodSync', 'createWriteStream', 'truncateSync']) forbid(fs, `fs.${name}`, name);
for (const name of ['writeFile', 'appendFile', 'mkdir', 'rm', 'unlink', 'rename', 'cp']) forbid(fs.promises, `fs.promises.${name}`, name);
for (const [module, names] of Object.entries({
  child_process: ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'],
  net: ['connect', 'createConnection', 'createServer'],
  tls: ['connect'],
  http: ['request', 'get', 'createServer'],
  https: ['request', 'get'],
  dns: ['lookup', 'resolve'],
  dgram: ['createSocket'],
  worker_threads: ['Worker'],
  vm: ['runInContext', 'runInNewContext', 'runInThisContext', 'Script', 'compileFunction'],
})) {
  for (const name of names) forbid(require(`node:${module}`), `${module}.${name}`, name);
}
forbid(globalThis, 'fetch', 'fetch');
forbid(globalThis, 'eval', 'eval');

function forbid(owner, what, name) {
  const original = owner[name];
  owner[name] = new Proxy(original, {
    apply(target, self, list) {
      if (!isGuarded()) return Reflect.apply(target, self, list);
      forbidden.push(what);
      throw new Error(`${what} while linting`);
    },
    construct(target, list, newTarget) {
      if (!isGuarded()) return Reflect.construct(target, list, newTarget);
      forbidden.push(what);
      throw new Error(`new ${what} while linting`);
    },
  });
}
require('node:module').syncBuiltinESMExports();

globalThis.seen = () => ({ read: [...read].sort(), forbidden });
