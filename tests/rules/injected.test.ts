import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* What a container makes of a class, or with a function, and gives whoever asks for it: by a token, by a type, by a name. */

const repo = (decorator = '') => `import { Pool } from 'pg';
${decorator === '' ? '' : `import { ${decorator.replace(/\W/g, '')} } from 'tsyringe';`}
${decorator} export class Repo {
  private pool = new Pool();
  all() { return this.pool.query('select 1'); }
  async close() { await this.pool.end(); }
}
`;
const asked = (what: string, use = 'res.json(await asked.all());', container = "import { container } from 'tsyringe';"): string => `
import express from 'express';
${container}
import './bound.js';
import { Service } from './service.js';
import { Repo } from './repo.js';
const app = express();
app.get('/', async (req, res) => {
  const asked = ${what};
  ${use}
});
`;
const service = (decorator: string, given: string): string => `
import { injectable, inject, singleton } from 'tsyringe';
import { Repo } from './repo.js';
${decorator} export class Service {
  constructor(${given}) {}
  all() { return this.repo.all(); }
}
`;
const bound = (...calls: readonly string[]): string => `
import { container, Lifecycle } from 'tsyringe';
import { Repo } from './repo.js';
import { Service } from './service.js';
${calls.join('\n')}
`;
const byType = service('@injectable()', 'private repo: Repo');
const byToken = service('@injectable()', "@inject('Repo') private repo: any");

async function lint(files: Readonly<Record<string, string>>, packages: readonly string[]): Promise<string[]> {
  const dependencies = Object.fromEntries(['express', 'pg', ...packages].map((name) => [name, '*']));
  const project = createProject({ files: { 'package.json': { type: 'module', dependencies }, ...files }, rule: '*' });
  const found = await Promise.all(Object.entries(files).map(async ([name, text]) => {
    const reports = await project.lint(name, text);
    return reports.filter(({ rule }) => rule !== 'no-unclosed-client').map(({ rule, line }) => `${name}:${line} ${rule}`);
  }));
  return found.flat();
}

describe('what a container makes anew each time', () => {
  const leak = ['repo.ts:4 no-client-per-request'];

  it.each([
    ['is made for a parameter, by its type', asked('container.resolve(Service)'), byType, bound(), repo('@injectable()')],
    [
      'is made for a token', asked("container.resolve<any>('Repo')"), byToken,
      bound("container.register('Repo', { useClass: Repo });"), repo(),
    ],
    [
      'is made for a parameter with a token', asked('container.resolve(Service)'), byToken,
      bound("container.register<Repo>('Repo', Repo);"), repo(),
    ],
    [
      'is made for what itself is bound', asked("container.resolve<any>('Service')"), byToken,
      bound("container.register('Repo', Repo);", "container.register('Service', Service);"), repo(),
    ],
  ])('%s', async (_, index, consumer, binding, made) => {
    const files = { 'index.ts': index, 'service.ts': consumer, 'bound.ts': binding, 'repo.ts': made };
    expect(await lint(files, ['tsyringe'])).toStrictEqual(leak);
  });

  it.each([
    ['is lost where its close is skipped', 'res.json(await asked.all()); await asked.close();', 'require-client-close'],
    ['is closed for each request', 'try { res.json(await asked.all()); } finally { await asked.close(); }', 'prefer-shared-client'],
  ])('%s', async (_, use, rule) => {
    const made = repo('@injectable()');
    const files = { 'index.ts': asked('container.resolve(Repo)', use), 'service.ts': byType, 'bound.ts': '', 'repo.ts': made };
    expect(await lint(files, ['tsyringe'])).toStrictEqual([`repo.ts:4 ${rule}`]);
  });
});

describe('what a container makes once', () => {
  it.each([
    ['by the decorator of the class', byType, bound(), repo('@singleton()')],
    ['by the decorator of who is given it', service('@singleton()', 'private repo: Repo'), bound(), repo('@injectable()')],
    ['by how it is bound', byToken, bound("container.registerSingleton('Repo', Repo);"), repo()],
    ['by the options of the binding', byToken, bound("container.register('Repo', Repo, { lifecycle: Lifecycle.Singleton });"), repo()],
    ['by what is bound in its place', byType, bound('container.register(Repo, { useValue: new Repo() });'), repo('@injectable()')],
    ['by a binding of the class', byType, bound('container.registerSingleton(Repo);'), repo('@injectable()')],
    ['by who makes what is given it', byType, bound('export const own = new Service(new Repo());'), repo('@injectable()')],
  ])('%s', async (_, consumer, binding, made) => {
    const files = { 'index.ts': asked('container.resolve(Service)'), 'service.ts': consumer, 'bound.ts': binding, 'repo.ts': made };
    expect(await lint(files, ['tsyringe'])).toStrictEqual([]);
  });
});

describe('a container whose bindings are chains', () => {
  const types = "export const TYPES = { Service: Symbol.for('Service'), Repo: Symbol.for('Repo') };\n";
  const consumer = (given: string): string => `
import { injectable, inject } from 'inversify';
import { TYPES } from './types.js';
import type { Repo } from './repo.js';
@injectable() export class Service {
  ${given}
  all() { return this.repo.all(); }
}
`;
  const container = (binding: string, options = ''): string => `
import { Container } from 'inversify';
import { Pool } from 'pg';
import { Repo } from './repo.js';
import { Service } from './service.js';
import { TYPES } from './types.js';
export const container = new Container(${options});
container.bind(TYPES.Service).to(Service);
${binding}
`;
  const given = 'constructor(@inject(TYPES.Repo) private repo: Repo) {}';

  it.each([
    ['for a parameter', given, container('container.bind(TYPES.Repo).to(Repo);'), true],
    ['for a field', '@inject(TYPES.Repo) private repo!: Repo;', container('container.bind(TYPES.Repo).to(Repo);'), true],
    ['in a module of bindings', given, container("import { ContainerModule } from 'inversify';\n"
      + 'container.load(new ContainerModule((bind) => { bind(TYPES.Repo).to(Repo); }));'), true],
    ['once', given, container('container.bind(TYPES.Repo).to(Repo).inSingletonScope();'), false],
    ['once by default', given, container('container.bind(TYPES.Repo).to(Repo);', "{ defaultScope: 'Singleton' }"), false],
    ['never: it is there', given, container('container.bind(TYPES.Repo).toConstantValue(new Repo());'), false],
  ])('makes it %s', async (_, place, binding, isReported) => {
    const imports = "import { container } from './bound.js';\nimport { TYPES } from './types.js';";
    const files = {
      'index.ts': asked('container.get<any>(TYPES.Service)', undefined, imports),
      'service.ts': consumer(place), 'bound.ts': binding, 'types.ts': types, 'repo.ts': repo(),
    };
    expect(await lint(files, ['inversify'])).toStrictEqual(isReported ? ['repo.ts:4 no-client-per-request'] : []);
  });

  it('makes it for a controller, which there is for each request', async () => {
    const files = (scope: string, options = ''): Record<string, string> => ({
      'controller.ts': `
import { controller, httpGet } from 'inversify-express-utils';
import { inject } from 'inversify';
import { TYPES } from './types.js';
import type { Repo } from './repo.js';
@controller('/orders') export class Orders {
  ${given}
  @httpGet('/') all() { return this.repo.all(); }
}
`,
      'service.ts': consumer(given), 'bound.ts': container(`container.bind(TYPES.Repo).to(Repo)${scope};`, options),
      'types.ts': types, 'repo.ts': repo(),
    });
    const packages = ['inversify', 'inversify-express-utils'];
    expect(await lint(files(''), packages)).toStrictEqual(['repo.ts:4 no-client-per-request']);
    expect(await lint(files('.inSingletonScope()'), packages)).toStrictEqual([]);
    expect(await lint(files('', "{ defaultScope: 'Singleton' }"), packages)).toStrictEqual([]);
  });

  it('runs a function that makes it', async () => {
    const index = asked("container.get('Pool')", "res.json(await asked.query('select 1'));", "import { container } from './bound.js';");
    const files = (scope: string): Record<string, string> => ({
      'index.ts': index, 'service.ts': consumer(given), 'types.ts': types, 'repo.ts': '',
      'bound.ts': container(`container.bind('Pool').toDynamicValue(() => new Pool())${scope};`),
    });
    expect(await lint(files(''), ['inversify'])).toStrictEqual(['bound.ts:9 no-client-per-request']);
    expect(await lint(files('.inSingletonScope()'), ['inversify'])).toStrictEqual([]);
  });
});

describe('a container that gives by name', () => {
  const files = (repoIs: string, serviceIs: string, ask = "container.resolve('service')"): Record<string, string> => ({
    'index.js': asked(ask, undefined, "import { container } from './bound.js';"),
    'bound.js': `
import { createContainer, asClass, asFunction } from 'awilix';
import { Repo } from './repo.js';
import { Service, serviceOf } from './service.js';
export const container = createContainer();
container.register({ repo: ${repoIs}, service: ${serviceIs} });
`,
    'service.js': `
export class Service {
  constructor({ repo }) { this.repo = repo; }
  all() { return this.repo.all(); }
}
export const serviceOf = ({ repo }) => ({ all: () => repo.all() });
`,
    'repo.js': `import { Pool } from 'pg';
export class Repo {
  constructor() {
    this.pool = new Pool();
  }
  all() { return this.pool.query('select 1'); }
}
`,
  });
  const leak = ['repo.js:4 no-client-per-request'];

  it.each([
    ['to a class', files('asClass(Repo)', 'asClass(Service)'), leak],
    ['to a function', files('asClass(Repo)', 'asFunction(serviceOf)'), leak],
    ['to whoever reads it', files('asClass(Repo)', 'asClass(Service)', 'container.cradle.repo'), leak],
    ['one for all', files('asClass(Repo).singleton()', 'asClass(Service)'), []],
    ['one to one for all', files('asClass(Repo)', 'asClass(Service).singleton()'), []],
    ['one for each scope, of which there may be one', files('asClass(Repo).scoped()', 'asClass(Service)'), []],
  ])('%s', async (_, project, reports) => {
    expect(await lint(project, ['awilix'])).toStrictEqual(reports);
  });

  it('to whoever takes it out of all that there is', async () => {
    const project = files('asClass(Repo)', 'asClass(Service)');
    const index = project['index.js']!.replace("const asked = container.resolve('service')", 'const { service: asked } = container.cradle');
    expect(await lint({ ...project, 'index.js': index }, ['awilix'])).toStrictEqual(leak);
  });
});
