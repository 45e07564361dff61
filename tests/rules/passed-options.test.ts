import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/** What a plugin is given beside the server stands in the call that registers it. */

const queue = `const amqp = require('amqplib');
const queue = {
  send: async (name, text) => {
    const connection = await amqp.connect(process.env.QUEUE);
    const channel = await connection.createChannel();
    await channel.sendToQueue(name, Buffer.from(text));
  },
};
module.exports = queue;
`;

const scans = `class Scans {
  constructor(service) {
    this._service = service;
    this.post = this.post.bind(this);
  }
  async post(incoming) {
    await this._service.send('scans', incoming.payload.uri);
    return 'ok';
  }
}
const routes = (handler) => [{ method: 'POST', path: '/scans', handler: handler.post }];
module.exports = {
  name: 'scans',
  register: async (server, { service }) => { server.route(routes(new Scans(service))); },
};
`;

const idle = "module.exports = { name: 'idle', register: async (server, { service }) => { await service.send('start', 'up'); } };";

async function reported(files: Record<string, string>): Promise<string[]> {
  const messages = await createProject({ rule: '*', files: {
    'package.json': '{ "main": "server.js", "dependencies": { "@hapi/hapi": "^21.0.0", "fastify": "^5.0.0", "amqplib": "^0.10.0" } }',
    'queue.js': queue,
    'scans.js': scans,
    'idle.js': idle,
    ...files,
  } }).lint('queue.js', queue);
  return messages.map(({ message }) => message);
}

const start = "const Hapi = require('@hapi/hapi');\nconst scans = require('./scans');\nconst idle = require('./idle');\n"
  + "const queue = require('./queue');\nconst server = Hapi.server();\n";

describe('the options of a plugin', () => {
  it.each([
    'server.register({ plugin: scans, options: { service: queue } });',
    'server.register(scans, { options: { service: queue } });',
    'server.register([{ plugin: idle, options: { service: { send() {} } } }, { plugin: scans, options: { service: queue } }]);',
  ])('lead to its handlers: %s', async (registration) => {
    expect(await reported({ 'server.js': start + registration })).toEqual([expect.stringContaining('for every request (route(…) (hapi)')]);
  });

  it.each([
    'server.register({ plugin: idle, options: { service: queue } });',
    'server.register([{ plugin: scans, options: { service: { send() {} } } }, { plugin: idle, options: { service: queue } }]);',
  ])('lead no further than the plugin they are given to: %s', async (registration) => {
    expect(await reported({ 'server.js': start + registration })).toEqual([]);
  });

  it('lead to the handlers of a function that is a plugin', async () => {
    const [message] = await reported({
      'server.js': "const app = require('fastify')();\napp.register(require('./routes'), { service: require('./queue') });\napp.listen();",
      'routes.js': 'module.exports = async (app, options) => {\n'
        + "  app.post('/scans', async (incoming) => options.service.send('scans', incoming.body.uri));\n};",
    });
    expect(message).toContain('for every request (POST /scans');
  });
});
