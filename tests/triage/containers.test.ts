import { describeMarked } from '../support/marked-cases.js';

/** Objects that a container hands out: only some containers make a new one each time. */
const head = ["import express from 'express';", "import { PrismaClient } from '@prisma/client';", 'const app = express();', ''].join('\n');
const body = ['  client = new PrismaClient();', '  find() {', '    return this.client.user.findMany();', '  }', '}'];

function service(asked: string, ...before: readonly string[]): string {
  return head + [...before, 'class Users {', ...body, `app.get('/', async (req, res) => res.json(await ${asked}.find()));`].join('\n');
}

describeMarked('an object that a container hands out', {
  'of a container that makes one': service('Container.get(Users)', "import { Container, Service } from 'typedi';", '@Service()'),
  'of a container that is not known': service('container.get(Users)', "import { container } from 'some-container';"),
  'of a package that has a container': service('getFromContainer(Users)', "import { getFromContainer } from 'typeorm';"),
  'of a container that the application is given': head + [
    'class Users {', ...body, 'export function routes(container) {',
    "  app.get('/', async (req, res) => res.json(await container.get(Users).find()));", '}',
  ].join('\n'),
}, { filenames: ['src/service.ts'] });

describeMarked('an object that a container makes anew', {
  'each time it is asked': service('container.resolve(Users)', "import { container, injectable } from 'tsyringe';", '@injectable()')
    .replace('new PrismaClient();', 'new PrismaClient(); // leak'),
  'each time it is asked, as its decorator says': service(
    'Container.get(Users)', "import { Container, Service } from 'typedi';", '@Service({ transient: true })',
  ).replace('new PrismaClient();', 'new PrismaClient(); // leak'),
  'for each service that it is given to, which is one': service(
    'Container.get(Orders)', "import { Container, Service } from 'typedi';", '@Service()',
    'class Orders {\n  constructor(private users: Users) {}\n  find() {\n    return this.users.find();\n  }\n}',
    '@Service({transient:true})',
  ),
  'once, as its decorator says': service(
    'Container.get(Users)', "import { Container, Service } from 'typedi';", '@Service({ transient: false })'),
}, { filenames: ['src/service.ts'] });

const injected = [
  "import { Controller, Get, Injectable } from '@nestjs/common';", "import { ModuleRef } from '@nestjs/core';",
  "import { PrismaClient } from '@prisma/client';", '@Injectable()', 'export class Users {', ...body, "@Controller('users')",
  'export class UsersController {', '  constructor(private readonly moduleRef: ModuleRef) {}', '  @Get()', '  all() {',
  '    return this.moduleRef.get(Users).find();', '  }', '}',
].join('\n');

describeMarked('a provider that is looked up', { 'in the module': injected }, { filenames: ['src/service.ts'] });
