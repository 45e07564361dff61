import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/*
 * Parts of a program that tell one another what has happened, by an emitter or a subject of their own: what listens runs as often as it is
 * told. A line that ends in `// =>` is to be reported.
 */

const dependencies = { express: '^5.0.0', rxjs: '^7.0.0', eventemitter3: '^5.0.0', mitt: '^3.0.0', '@google-cloud/vision': '^5.0.0' };

const listening = [
  "import { ImageAnnotatorClient } from '@google-cloud/vision';", 'async function scan(uri) {',
  '  const client = new ImageAnnotatorClient();', '  await client.labelDetection(uri);', '}',
];

const app = ["import express from 'express';", 'const app = express();'];

interface Shape {
  readonly listen: readonly string[];
  readonly others: Readonly<Record<string, readonly string[]>>;
}

async function rulesOf({ listen, others }: Shape): Promise<(string | undefined)[]> {
  const code = [...listening, ...listen].join('\n');
  const files = Object.fromEntries(Object.entries(others).map(([name, lines]) => [name, lines.join('\n')]));
  const extension = Object.keys(others)[0]!.split('.').at(-1);
  const linted = `src/scan.${extension}`;
  const project = createProject({ rule: '*', files: { 'package.json': { type: 'module', dependencies }, ...files, [linted]: code } });
  return (await project.lint(linted, code)).map(({ rule }) => rule);
}

const told: Record<string, Shape> = {
  'an emitter that a module exports': {
    listen: ["import { bus } from './bus.js';", "bus.on('uploaded', scan);"],
    others: {
      'src/bus.js': ["import { EventEmitter } from 'node:events';", 'export const bus = new EventEmitter();'],
      'src/app.js': [...app, "import { bus } from './bus.js';", "app.post('/', (req, res) => { bus.emit('uploaded', req.body.uri); });"],
    },
  },
  'an emitter that is a class of the project': {
    listen: ["import { bus } from './bus.js';", "bus.on('uploaded', (uri) => scan(uri));"],
    others: {
      'src/bus.js': ["import EventEmitter from 'events';", 'class Bus extends EventEmitter {}', 'export const bus = new Bus();'],
      'src/app.js': [...app, "import { bus } from './bus.js';", "app.post('/', (req, res) => { bus.emit('uploaded', req.body.uri); });"],
    },
  },
  'an emitter, by a constant': {
    listen: ["import bus, { UPLOADED } from './bus.js';", 'export function start() {', '  bus.on(UPLOADED, scan);', '}', 'start();'],
    others: {
      'src/bus.js': ["import mitt from 'mitt';", "export const UPLOADED = 'uploaded';", 'export default mitt();'],
      'src/app.js': [
        ...app, "import bus, { UPLOADED } from './bus.js';", "app.post('/', (req, res) => { bus.emit(UPLOADED, req.body.uri); });",
      ],
    },
  },
  'a subject in a field of an object that is given out': {
    listen: [
      "import { Events } from './events';", "import { Injectable, OnModuleInit } from '@nestjs/common';", '@Injectable()',
      'export class Listener implements OnModuleInit {', '  constructor(private events: Events) {}', '  onModuleInit() {',
      '    this.events.uploads.subscribe((uri) => scan(uri));', '  }', '}',
    ],
    others: {
      'src/events.ts': [
        "import { Injectable } from '@nestjs/common';", "import { Subject } from 'rxjs';", '@Injectable()', 'export class Events {',
        '  readonly uploads = new Subject<string>();', '}',
      ],
      'src/controller.ts': [
        "import { Controller, Post, Body } from '@nestjs/common';", "import { Events } from './events';", "@Controller('uploads')",
        'export class Uploads {', '  constructor(private events: Events) {}', '  @Post()', '  upload(@Body() body) {',
        '    this.events.uploads.next(body.uri);', '  }', '}',
      ],
    },
  },
  'a subject that others see as an observable': {
    listen: ["import { uploads } from './bus.js';", 'uploads.asObservable().subscribe(scan);'],
    others: {
      'src/bus.js': ["import { ReplaySubject } from 'rxjs';", 'export const uploads = new ReplaySubject(1);'],
      'src/app.js': [...app, "import * as events from './bus.js';", "app.post('/', (req, res) => { events.uploads.next(req.body.uri); });"],
    },
  },
};

const untold: Record<string, Shape> = {
  'another event of the same emitter': {
    listen: ["import { bus } from './bus.js';", "bus.on('started', scan);"],
    others: {
      'src/bus.js': ["import { EventEmitter } from 'node:events';", 'export const bus = new EventEmitter();', "bus.emit('started');"],
      'src/app.js': [...app, "import { bus } from './bus.js';", "app.post('/', (req, res) => { bus.emit('uploaded', req.body.uri); });"],
    },
  },
  'the same event of another emitter': {
    listen: ["import { bus } from './bus.js';", "bus.on('uploaded', scan);"],
    others: {
      'src/bus.js': [
        "import { EventEmitter } from 'node:events';", 'export const bus = new EventEmitter();', 'export const other = new EventEmitter();',
      ],
      'src/app.js': [
        ...app, "import { other } from './bus.js';", "app.post('/', (req, res) => { other.emit('uploaded', req.body.uri); });",
      ],
    },
  },
  'what listens for the first time only': {
    listen: ["import { bus } from './bus.js';", "bus.once('uploaded', scan);"],
    others: {
      'src/bus.js': ["import { EventEmitter } from 'node:events';", 'export const bus = new EventEmitter();'],
      'src/app.js': [...app, "import { bus } from './bus.js';", "app.post('/', (req, res) => { bus.emit('uploaded', req.body.uri); });"],
    },
  },
  'what is told when the program starts': {
    listen: ["import { started } from './bus.js';", 'started.subscribe(scan);'],
    others: {
      'src/bus.js': ["import { Subject } from 'rxjs';", 'export const started = new Subject();'],
      'src/app.js': [...app, "import { started } from './bus.js';", 'app.listen(3000, () => { started.next(); });'],
    },
  },
};

describe('a function that listens runs when it is told', () => {
  it.each(Object.entries(told))('by %s', async (_, shape) => {
    expect(await rulesOf(shape)).toStrictEqual(['no-client-per-request']);
  });
});

describe('a function that listens is not told', () => {
  it.each(Object.entries(untold))('by %s', async (_, shape) => {
    expect(await rulesOf(shape)).not.toContain('no-client-per-request');
  });
});
