import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/*
 * A client that a function of a package only looks at, writes down, or listens to, stays with the function that has made it. What a
 * function does that nobody sees into is another question.
 */

const service = (imports: string, ...lines: readonly string[]): string => `import express from 'express';
import Redis from 'ioredis';
${imports}
express().get('/x', async (req, res) => {
  const redis = new Redis(); // leak
  ${lines.join('\n  ')}
  res.json(await redis.get('x'));
});
`;
const silent = (...parts: readonly [string, ...string[]]): string => service(...parts).replace(' // leak', '');

const cases: MarkedCases = {
  'a logger of a package': service("import pino from 'pino';\nconst log = pino();", "log.info({ redis }, 'opened');"),
  'a child of a logger': service("import pino from 'pino';\nconst log = pino().child({ part: 'x' });", 'log.debug(redis);'),
  'another logger': service("import winston from 'winston';\nconst logger = winston.createLogger({});", "logger.warn('x', redis);"),
  'debug': service("import debug from 'debug';\nconst told = debug('app');", "told('opened %o', redis);"),
  'assert': service("import assert from 'node:assert';", 'assert(redis);'),
  'a method of assert': service("import { ok } from 'assert/strict';", "ok(redis, 'no client');"),
  'util.inspect': service("import util from 'util';", 'console.log(util.inspect(redis));'),
  'once of the events': service("import { once } from 'node:events';", "await once(redis, 'ready');"),
  'on of the events': service("import { on } from 'events';", "for await (const [text] of on(redis, 'message')) res.write(text);"),
  'once of EventEmitter': service("import { EventEmitter } from 'events';", "await EventEmitter.once(redis, 'ready');"),
  'the logger of a framework': service('', "req.log.info({ redis }, 'opened');"),
  'a logger that nobody knows': service("import { logger } from 'own-log';", "logger.info('opened', { redis });"),
  'once, closed by a listener behind it': silent(
    "import { once } from 'node:events';", "res.on('finish', () => redis.quit());", "await once(redis, 'ready');"),
  'a child of a logger that is made with it': silent(
    "import pino from 'pino';\nconst log = pino();", 'res.log = log.child({ redis });'),
  'what a package does that nobody sees': silent("import { work } from 'work';", 'await work(redis);'),
  'a package of an unknown name with such a function': silent("import { info } from 'work';", 'info(redis);'),
  'an emitter that is given it': silent(
    "import { EventEmitter } from 'events';\nconst bus = new EventEmitter();", "bus.emit('opened', redis);"),
};

describeMarked('a client is looked at by', cases, {
  filenames: ['src/service.js'],
  files: { 'package.json': { dependencies: { express: '^5.0.0', ioredis: '^5.0.0' } } },
});
