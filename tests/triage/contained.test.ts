import { describeMarked } from '../support/marked-cases.js';

const dependencies = {
  '@nestjs/common': '^11.0.0', '@nestjs/core': '^11.0.0', express: '^5.0.0', inversify: '^7.0.0', tsyringe: '^4.8.0', typedi: '^0.10.0',
};

/** Classes that a container makes once, and hands out to whoever asks for them. */
const head = ["import express from 'express';", "import { Client } from 'pg';", 'const app = express();', ''].join('\n');

function service(decorator: string, mark = ''): string {
  return [
    decorator, 'export class Store {', '  private readonly client: Client;', '  constructor() {',
    `    this.client = new Client();${mark}`, '  }', '  find(text: string) { return this.client.query(text); }', '}', '',
  ].join('\n');
}

describeMarked('a class of a container', {
  'that is made once, asked for in a handler': `import { container, singleton } from 'tsyringe';
${head}${service('@singleton()')}
app.get('/', async (req, res) => { res.json(await container.resolve(Store).find(req.query.text as string)); });`,
  'that is made once, asked for of a container of the project': `import { singleton } from 'tsyringe';
import { services } from './container';
${head}${service('@singleton()')}
app.get('/', async (req, res) => { res.json(await services.resolve(Store).find(req.query.text as string)); });`,
  'that is made once and injected into another': `import { container, inject, injectable, singleton } from 'tsyringe';
${head}${service('@singleton()')}
@injectable()
class Finder {
  constructor(@inject(Store) private readonly store: Store) {}
  run(text: string) { return this.store.find(text); }
}
app.get('/', async (req, res) => { res.json(await container.resolve(Finder).run(req.query.text as string)); });`,
  'that is made once, with a client that is made when it is first used': `import { container, singleton } from 'tsyringe';
${head}@singleton()
export class Store {
  private client?: Client;
  find(text: string) {
    if (!this.client) this.client = new Client();
    return this.client.query(text);
  }
}
app.get('/', async (req, res) => { res.json(await container.resolve(Store).find(req.query.text as string)); });`,
  'that is a service': `import { Container, Service } from 'typedi';
${head}${service('@Service()')}
app.get('/', async (req, res) => { res.json(await Container.get(Store).find(req.query.text as string)); });`,
  'that a framework makes, asked for by a class of it': `import { Controller, Get, Injectable, Query } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
${head}${service('@Injectable()')}
@Controller()
export class Finder {
  constructor(private readonly modules: ModuleRef) {}
  @Get()
  find(@Query('text') text: string) { return this.modules.get(Store).find(text); }
}`,
  'that is registered to be made once': `import { container, injectable } from 'tsyringe';
${head}${service('@injectable()')}
container.registerSingleton(Store);
app.get('/', async (req, res) => { res.json(await container.resolve(Store).find(req.query.text as string)); });`,
  'that is registered by a name to be made once': `import { container, injectable } from 'tsyringe';
${head}${service('@injectable()')}
container.registerSingleton('store', Store);
app.get('/', async (req, res) => { res.json(await container.resolve(Store).find(req.query.text as string)); });`,
  'whose scope stands in its binding': `import { Container, injectable } from 'inversify';
const container = new Container();
${head}${service('@injectable()')}
container.bind(Store).toSelf().inSingletonScope();
app.get('/', async (req, res) => { res.json(await container.get(Store).find(req.query.text as string)); });`,
  'that is made once, and constructed by a handler all the same': `import { singleton } from 'tsyringe';
${head}${service('@singleton()', ' // leak')}
app.get('/', async (req, res) => { res.json(await new Store().find(req.query.text as string)); });`,
  'that is made anew each time it is asked for': `import { container, injectable } from 'tsyringe';
${head}${service('@injectable()', ' // leak')}
app.get('/', async (req, res) => { res.json(await container.resolve(Store).find(req.query.text as string)); });`,
}, { filenames: ['src/service.ts'], files: { 'package.json': { dependencies } } });
