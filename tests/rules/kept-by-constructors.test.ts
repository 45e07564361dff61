import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/*
 * What outlives an object that a request makes: the class itself, also by way of `this.constructor`, and what a decorator keeps. A line
 * that ends in `// => rule` is to be reported by that rule, and no other one is.
 */

const manifest = { dependencies: { express: '^5.0.0', ioredis: '^5.0.0', 'typescript-memoize': '^1.0.0', 'some-decorators': '^1.0.0' } };
const head = ["import express from 'express';", "import Redis from 'ioredis';", 'const app = express();'];
const lost = ' // => no-client-per-request';

function describeCode(title: string, cases: Readonly<Record<string, readonly string[]>>): void {
  describe(title, () => {
    for (const [name, lines] of Object.entries(cases)) {
      it(`${lines.some((line) => line.includes('// =>')) ? 'reports' : 'is silent about'} ${name}`, async () => {
        const code = [...head, ...lines];
        const files = { 'package.json': manifest, 'src/app.ts': code.join('\n') };
        const reports = await createProject({ rule: '*', files }).lint('src/app.ts', code.join('\n'));
        const wanted = code.flatMap((line, index) => {
          const rule = /\/\/ => (.*)$/.exec(line)?.[1];
          return rule === undefined ? [] : [`${index + 1} ${rule}`];
        });
        expect(reports.map(({ line, rule }) => `${line} ${rule}`)).toStrictEqual(wanted);
      });
    }
  });
}

const used = "app.get('/x', async (req, res) => res.json(await new Store().client.get('x')));";

describeCode('a field of the class by way of `this.constructor`', {
  'that the constructor asks for': [
    'class Store {', '  constructor() {', '    if (!this.constructor.client) this.constructor.client = new Redis(process.env.URL);',
    '    this.client = this.constructor.client;', '  }', '}', used,
  ],
  'that a getter fills once': [
    'class Store {', '  static shared: Redis;',
    '  get client() { return ((this.constructor as typeof Store).shared ??= new Redis(process.env.URL)); }', '}', used,
  ],
  'that a variable stands for': [
    'class Base {', '  static shared: Redis;', '  protected get client() {', '    const own = this.constructor as typeof Base;',
    '    return (own.shared ??= new Redis(process.env.URL));', '  }', '}',
    'class Store extends Base { get(key) { return this.client.get(key); } }',
    "app.get('/x', async (req, res) => res.json(await new Store().get('x')));",
  ],
  'that an early return asks for': [
    'class Store {', '  static shared?: Redis;', '  get client() {', '    const own = this.constructor as typeof Store;',
    '    if (own.shared) return own.shared;', '    own.shared = new Redis(process.env.URL);', '    return own.shared;', '  }', '}', used,
  ],
  'that has another name than the one that is filled': [
    'class Store {', '  client: Redis;', '  constructor() {',
    `    if (!this.constructor.name) throw new Error(); this.client = new Redis(process.env.URL);${lost}`, '  }', '}', used,
  ],
});

const calling = ['const store = new Store();', "app.get('/x', async (req, res) => res.json(await store.client().get('x')));"];
const getting = ['const store = new Store();', "app.get('/x', async (req, res) => res.json(await store.client.get('x')));"];

describeCode('a method or getter with a decorator', {
  'of a package that memoizes': [
    "import { Memoize } from 'typescript-memoize';", 'class Store { @Memoize() client() { return new Redis(process.env.URL); } }',
    ...calling,
  ],
  'of a package, with a name that says so': [
    "import { Once } from 'some-decorators';", 'class Store { @Once() client() { return new Redis(process.env.URL); } }', ...calling,
  ],
  'that changes the descriptor': [
    'function kept(_: any, key: string, descriptor: PropertyDescriptor) {', '  const get = descriptor.get!;',
    '  descriptor.get = function (this: any) {', '    const value = get.call(this);',
    '    Object.defineProperty(this, key, { value });', '    return value;', '  };', '}',
    'class Store { @kept get client() { return new Redis(process.env.URL); } }', ...getting,
  ],
  'that gives back another function': [
    'function kept(method: any) {', '  let value: any;', '  return function (this: any) { return (value ??= method.call(this)); };', '}',
    'class Store { @kept client() { return new Redis(process.env.URL); } }', ...calling,
  ],
  'of a package that nobody knows': [
    "import { Reused } from 'some-decorators';", 'class Store { @Reused() client() { return new Redis(process.env.URL); } }', ...calling,
  ],
  'that only notes something': [
    'const names: string[] = [];', 'function named(_: any, key: string) { names.push(key); }',
    `class Store { @named client() { return new Redis(process.env.URL); } }${lost}`, ...calling,
  ],
  'that only notes something, made by a call': [
    'const names: string[] = [];', 'function named(name: string) { return (_: any, key: string) => { names.push(name + key); }; }',
    `class Store { @named('x') client() { return new Redis(process.env.URL); } }${lost}`, ...calling,
  ],
  'and no client that it gives back': [
    "import { Traced } from 'some-decorators';",
    `class Store { @Traced() async read(key) { const client = new Redis(process.env.URL); return await client.get(key); } }${lost}`,
    'const store = new Store();', "app.get('/x', async (req, res) => res.json(await store.read('x')));",
  ],
});

describeCode('a class with a decorator', {
  'that gives out one object': [
    'function one<T extends new (...given: any[]) => any>(made: T): T {', '  let kept: any;',
    '  return new Proxy(made, { construct(target, given) { return (kept ??= new target(...given)); } });', '}',
    '@one', 'class Store { client = new Redis(process.env.URL); }', used,
  ],
  'that gives back another class': [
    'const all = new Map();', 'function one(name: string) {', '  return (made: any) => { all.set(name, made); return all.get(name); };',
    '}',
    "@one('store')", 'class Store { client = new Redis(process.env.URL); }', used,
  ],
  'that only notes the class': [
    'const all: any[] = [];', 'function noted(made: any) { all.push(made.name); }',
    '@noted', `class Store { client = new Redis(process.env.URL); }${lost}`, used,
  ],
});
