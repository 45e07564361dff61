import { pair, silent, type FrameworkCase } from './build.js';

export const httpCases: readonly FrameworkCase[] = [
  ...pair('express', 'an inline handler of an app', 'src/server.js', `
const express = require('express');
REQUIRE
const app = express();
app.use(express.json());
app.post('/scan', async (req, res) => {
  const client = CLIENT;
  const [result] = await client.labelDetection(req.body.uri);
  res.json(result);
});
app.listen(3000);
`),
  ...pair('express', 'one of several handlers of a router', 'src/routes/scan.ts', `
import { Router } from 'express';
import { requireUser } from '../auth.js';
IMPORT
const router = Router();
router.post('/scan', requireUser, [validate, scan]);
function validate(req, res, next) {
  next(req.body.uri ? undefined : new Error('uri is missing'));
}
async function scan(req, res) {
  res.json(await CLIENT.labelDetection(req.body.uri));
}
export default router;
`),
  ...pair('express', 'a chained route', 'src/routes/images.ts', `
import express from 'express';
IMPORT
const router = express.Router();
router.route('/images/:id')
  .get((_request, response) => response.sendStatus(204))
  .put(async (request, response) => {
    const client = CLIENT;
    response.json(await client.textDetection(request.params.id));
  });
export { router };
`),
  ...pair('express', 'middleware and an error handler', 'src/middleware.ts', `
import express from 'express';
IMPORT
const app = express();
app.use(async (cause, incoming, outgoing, forward) => {
  const client = CLIENT;
  await client.textDetection(String(cause));
  forward(cause);
});
export default app;
`),
  ...pair('express', 'a handler in a wrapper', 'src/routes/wrapped.js', `
const express = require('express');
const asyncHandler = require('express-async-handler');
REQUIRE
const router = express.Router();
router.get('/scan/:id', asyncHandler(async (incoming, outgoing) => {
  const client = CLIENT;
  outgoing.json(await client.labelDetection(incoming.params.id));
}));
module.exports = router;
`),
  ...pair('express', 'routes set up on a parameter', 'src/routes/index.js', `
REQUIRE
module.exports = (app) => {
  app.get('/scan/:id', async (request, outgoing) => {
    const client = CLIENT;
    outgoing.json(await client.labelDetection(request.params.id));
  });
};
`),
  ...pair('express', 'a handler known by its type', 'src/controllers/scan.ts', `
import type { RequestHandler } from 'express';
IMPORT
export const scan: RequestHandler = async (incoming, outgoing) => {
  const client = CLIENT;
  outgoing.json(await client.labelDetection(incoming.body.uri));
};
`),
  ...pair('express', 'parameters known by their types', 'src/controllers/text.ts', `
import type { Request, Response } from 'express';
IMPORT
export class TextController {
  async read(incoming: Request, outgoing: Response): Promise<void> {
    const client = CLIENT;
    outgoing.json(await client.textDetection(incoming.body.uri));
  }
}
`),
  ...silent('express', 'the callback of listen', 'src/start.js', `
const express = require('express');
REQUIRE
const app = express();
app.listen(3000, async () => {
  const client = CLIENT;
  await client.initialize();
  app.locals.vision = client;
});
`),
  ...silent('express', 'a factory of middleware', 'src/limiter.js', `
const express = require('express');
REQUIRE
const app = express();
function scanner() {
  const client = CLIENT;
  return (req, res, next) => client.labelDetection(req.body.uri).then((result) => { res.locals.labels = result; next(); }, next);
}
app.use('/scan', scanner());
`),
  ...silent('express', 'a setting that is read', 'src/config.js', `
const express = require('express');
REQUIRE
const app = express();
const client = app.get('env') === 'test' ? undefined : CLIENT;
module.exports = { app, client };
`),

  ...pair('node-http', 'the listener of createServer', 'src/server.mjs', `
import { createServer } from 'node:http';
IMPORT
createServer(async (incoming, outgoing) => {
  const client = CLIENT;
  const [result] = await client.labelDetection(incoming.url);
  outgoing.end(JSON.stringify(result));
}).listen(8080);
`),
  ...pair('node-http', 'options before the listener', 'src/secure.js', `
const https = require('https');
const fs = require('fs');
REQUIRE
const server = https.createServer({ key: fs.readFileSync('key.pem'), cert: fs.readFileSync('cert.pem') }, handle);
async function handle(incoming, outgoing) {
  outgoing.end(JSON.stringify(await CLIENT.labelDetection(incoming.url)));
}
server.listen(8443);
`),
  ...pair('node-http', 'the request event', 'src/events.ts', `
import http from 'node:http';
IMPORT
const server = http.createServer();
server.on('request', async (incoming, outgoing) => {
  const client = CLIENT;
  outgoing.end(JSON.stringify(await client.labelDetection(incoming.url ?? '')));
});
server.listen(8080);
`),
  ...pair('node-http', 'the stream event of HTTP/2', 'src/http2.mjs', `
import http2 from 'node:http2';
IMPORT
const server = http2.createSecureServer({ allowHTTP1: false });
server.on('stream', (stream, headers) => {
  const client = CLIENT;
  client.labelDetection(headers[':path']).then((result) => stream.end(JSON.stringify(result)));
});
`),
  ...pair('node-http', 'the connection event', 'src/connections.mjs', `
import http from 'node:http';
IMPORT
const server = http.createServer();
server.on('connection', (socket) => {
  const client = CLIENT;
  client.labelDetection(socket.remoteAddress);
});
`),
  ...pair('node-http', 'a listener known by its type', 'src/listener.ts', `
import type { RequestListener } from 'node:http';
IMPORT
export const listener: RequestListener = (incoming, outgoing) => {
  const client = CLIENT;
  void client.labelDetection(incoming.url ?? '').then((result) => outgoing.end(JSON.stringify(result)));
};
`),
  ...pair('node-http', 'a parameter known by its type', 'src/reply.ts', `
import type { ServerResponse } from 'node:http';
IMPORT
export async function reply(outgoing: ServerResponse, uri: string): Promise<void> {
  const client = CLIENT;
  outgoing.end(JSON.stringify(await client.labelDetection(uri)));
}
`),
  ...silent('node-http', 'the callback of listen', 'src/listening.mjs', `
import http from 'node:http';
IMPORT
export let client;
const server = http.createServer((incoming, outgoing) => outgoing.end('ok'));
server.listen(8080, () => {
  client = CLIENT;
});
`),
  ...silent('node-http', 'the answer to a request of our own', 'scripts/fetch.mjs', `
import http from 'node:http';
IMPORT
http.get('http://localhost/image', (message) => {
  const client = CLIENT;
  client.labelDetection(message.headers.location);
});
`),

  ...pair('node-net', 'the connection listener', 'src/tcp.mjs', `
import net from 'node:net';
IMPORT
net.createServer((socket) => {
  const client = CLIENT;
  socket.on('data', (chunk) => client.labelDetection(chunk));
}).listen(9000);
`),
  ...pair('node-net', 'the event of a TLS server', 'src/tls.js', `
const tls = require('tls');
REQUIRE
const server = tls.createServer({ requestCert: true });
server.on('secureConnection', (socket) => {
  const client = CLIENT;
  socket.on('data', (chunk) => client.labelDetection(chunk));
});
`),
  ...silent('node-net', 'the callback of listen', 'src/tcp-start.mjs', `
import net from 'node:net';
IMPORT
export let client;
net.createServer((socket) => socket.end()).listen(9000, () => { client = CLIENT; });
`),

  ...silent('node-events', 'what says that a server listens', 'src/listens.mjs', `
import { EventEmitter } from 'node:events';
IMPORT
const app = new EventEmitter();
export let client;
app.once('listening', () => { client = CLIENT; });
`),

  ...silent('node-process', 'a signal', 'src/shutdown.mjs', `
IMPORT
process.once('SIGTERM', async () => {
  const client = CLIENT;
  await client.labelDetection('gs://bucket/farewell.png');
  process.exit(0);
});
`),

  ...pair('web-servers', 'Bun.serve', 'src/bun.ts', `
IMPORT
Bun.serve({
  port: 3000,
  async fetch(incoming) {
    const client = CLIENT;
    return Response.json(await client.labelDetection(incoming.url));
  },
});
`),
  ...pair('web-servers', 'routes of Bun.serve', 'src/bun-routes.ts', `
IMPORT
Bun.serve({
  routes: {
    '/scan': {
      POST: async (incoming) => Response.json(await CLIENT.labelDetection(await incoming.text())),
    },
  },
});
`),
  ...pair('web-servers', 'messages of Bun.serve', 'src/bun-socket.ts', `
IMPORT
Bun.serve({
  fetch: (incoming, server) => (server.upgrade(incoming) ? undefined : new Response('no')),
  websocket: {
    async message(socket, uri) {
      const client = CLIENT;
      socket.send(JSON.stringify(await client.labelDetection(uri)));
    },
  },
});
`),
  ...pair('web-servers', 'Deno.serve', 'src/deno.ts', `
IMPORT
Deno.serve({ port: 8000 }, async (incoming) => {
  const client = CLIENT;
  return Response.json(await client.labelDetection(incoming.url));
});
`),
  ...pair('web-servers', 'Deno.cron', 'src/deno-cron.ts', `
IMPORT
Deno.cron('scan', '*/5 * * * *', async () => {
  const client = CLIENT;
  await client.labelDetection('gs://bucket/today.png');
});
`),
  ...silent('web-servers', 'before the server', 'src/bun-main.ts', `
IMPORT
async function main() {
  const client = CLIENT;
  await client.initialize();
  Bun.serve({ fetch: async (incoming) => Response.json(await client.labelDetection(incoming.url)) });
}
await main();
`),

  ...pair('fastify', 'a shorthand route', 'src/app.mjs', `
import Fastify from 'fastify';
IMPORT
const fastify = Fastify({ logger: true });
fastify.get('/scan', { schema: {} }, async (request, reply) => {
  const client = CLIENT;
  return client.labelDetection(request.query.uri);
});
await fastify.listen({ port: 3000 });
`),
  ...pair('fastify', 'a full route', 'src/route.js', `
const fastify = require('fastify')();
REQUIRE
fastify.route({
  method: 'POST',
  url: '/scan',
  preHandler: fastify.auth,
  handler: async function (incoming) {
    const client = CLIENT;
    return client.labelDetection(incoming.body.uri);
  },
});
`),
  ...pair('fastify', 'a handler among the options', 'src/options.ts', `
import { fastify } from 'fastify';
IMPORT
const app = fastify();
app.post('/scan', {
  schema: { body: { type: 'object' } },
  handler: async (incoming) => CLIENT.labelDetection(incoming.body.uri),
});
`),
  ...pair('fastify', 'a hook of a route', 'src/route-hook.ts', `
import Fastify from 'fastify';
IMPORT
const app = Fastify();
const scan = async (incoming) => {
  incoming.labels = await CLIENT.labelDetection(incoming.query.uri);
};
app.get('/scan', { preHandler: [scan] }, (incoming) => incoming.labels);
`),
  ...pair('fastify', 'a hook', 'src/hook.ts', `
import Fastify from 'fastify';
IMPORT
const app = Fastify();
app.addHook('onRequest', async (incoming) => {
  const client = CLIENT;
  incoming.labels = await client.labelDetection(incoming.url);
});
`),
  ...pair('fastify', 'a route in a plugin', 'src/plugins/scan.ts', `
import type { FastifyInstance } from 'fastify';
IMPORT
export default async function scan(scope: FastifyInstance): Promise<void> {
  scope.get('/scan/:id', async (incoming) => {
    const client = CLIENT;
    return client.labelDetection(incoming.url);
  });
}
`),
  ...pair('fastify', 'a route in a plugin without types', 'routes/scan.js', `
REQUIRE
module.exports = async function (fastify, opts) {
  fastify.get('/scan/:id', async function (incoming) {
    const client = CLIENT;
    return client.labelDetection(incoming.params.id);
  });
};
`),
  ...pair('fastify', 'an error handler', 'src/errors.ts', `
import Fastify from 'fastify';
IMPORT
const app = Fastify();
app.setErrorHandler(async (cause, incoming, outgoing) => {
  const client = CLIENT;
  outgoing.send(await client.labelDetection(incoming.url));
});
`),
  ...pair('fastify', 'a handler known by its type', 'src/handlers/scan.ts', `
import type { RouteHandlerMethod } from 'fastify';
IMPORT
export const scan: RouteHandlerMethod = async (incoming) => {
  const client = CLIENT;
  return client.labelDetection(incoming.url);
};
`),
  ...pair('fastify', 'parameters known by their types', 'src/handlers/text.ts', `
import type { FastifyReply, FastifyRequest } from 'fastify';
IMPORT
export async function text(incoming: FastifyRequest, outgoing: FastifyReply): Promise<void> {
  const client = CLIENT;
  outgoing.send(await client.textDetection(incoming.url));
}
`),
  ...silent('fastify', 'a plugin', 'src/plugins/vision.js', `
const fp = require('fastify-plugin');
REQUIRE
module.exports = fp(async (fastify) => {
  const client = CLIENT;
  fastify.decorate('vision', client);
  fastify.addHook('onClose', () => client.close());
});
`),
  ...silent('fastify', 'an inline plugin', 'src/inline-plugin.ts', `
import Fastify from 'fastify';
IMPORT
const app = Fastify();
app.register(async (scope) => {
  const client = CLIENT;
  scope.get('/scan', (request) => client.labelDetection(request.url));
});
`),
  ...silent('fastify', 'a hook that runs once', 'src/ready.ts', `
import Fastify from 'fastify';
IMPORT
const app = Fastify();
app.addHook('onReady', async () => {
  const client = CLIENT;
  await client.initialize();
  app.decorate('vision', client);
});
`),

  ...pair('koa', 'middleware', 'src/app.js', `
const Koa = require('koa');
REQUIRE
const app = new Koa();
app.use(async (ctx) => {
  const client = CLIENT;
  ctx.body = await client.labelDetection(ctx.query.uri);
});
app.listen(3000);
`),
  ...pair('koa', 'a route', 'src/routes.ts', `
import Router from '@koa/router';
IMPORT
const router = new Router({ prefix: '/api' });
router.get('/scan', async (ctx) => {
  const client = CLIENT;
  ctx.body = await client.labelDetection(String(ctx.query.uri));
}).post('/ping', (ctx) => { ctx.body = 'pong'; });
export default router;
`),
  ...pair('koa', 'a route of the older router', 'src/legacy.js', `
const router = require('koa-router')();
REQUIRE
router.post('/scan', async (context, following) => {
  context.body = await CLIENT.labelDetection(context.request.body.uri);
  await following();
});
module.exports = router.routes();
`),
  ...pair('koa', 'routes set up on a parameter', 'src/api/scan.js', `
REQUIRE
module.exports = (router) => {
  router.get('/scan/:id', async (incoming) => {
    const client = CLIENT;
    incoming.body = await client.labelDetection(incoming.params.id);
  });
};
`),
  ...pair('koa', 'a handler known by the names of its parameters', 'src/middleware/scan.js', `
REQUIRE
exports.scan = async (ctx, next) => {
  const client = CLIENT;
  ctx.state.labels = await client.labelDetection(ctx.query.uri);
  await next();
};
`),
  ...pair('koa', 'middleware known by its type', 'src/middleware/typed.ts', `
import type { Middleware } from 'koa';
IMPORT
export const scan: Middleware = async (incoming) => {
  const client = CLIENT;
  incoming.body = await client.labelDetection(incoming.url);
};
`),
  ...pair('koa', 'a parameter known by its type', 'src/controllers/scan.ts', `
import type { Context } from 'koa';
IMPORT
export async function scan(incoming: Context): Promise<void> {
  const client = CLIENT;
  incoming.body = await client.labelDetection(incoming.url);
}
`),
  ...silent('koa', 'the callback of listen', 'src/start.js', `
const Koa = require('koa');
REQUIRE
const app = new Koa();
app.listen(3000, () => { app.context.vision = CLIENT; });
`),

  ...pair('hapi', 'a handler', 'src/server.js', `
const Hapi = require('@hapi/hapi');
REQUIRE
const server = Hapi.server({ port: 3000 });
server.route({
  method: 'GET',
  path: '/scan',
  handler: async (incoming) => {
    const client = CLIENT;
    return client.labelDetection(incoming.query.uri);
  },
});
`),
  ...pair('hapi', 'a list of routes, the handler among the options', 'src/routes.ts', `
import Hapi from '@hapi/hapi';
IMPORT
const server = new Hapi.Server();
server.route([
  { method: 'GET', path: '/health', handler: () => 'ok' },
  { method: 'POST', path: '/scan', options: { handler: async (incoming) => CLIENT.labelDetection(incoming.payload.uri) } },
]);
`),
  ...pair('hapi', 'a prerequisite', 'src/pre.ts', `
import Hapi from '@hapi/hapi';
IMPORT
const server = Hapi.server();
server.route({
  method: 'GET',
  path: '/scan',
  options: {
    pre: [{ assign: 'labels', method: async (incoming) => CLIENT.labelDetection(incoming.query.uri) }],
    handler: (incoming) => incoming.pre.labels,
  },
});
`),
  ...pair('hapi', 'an extension', 'src/ext.ts', `
import Hapi from '@hapi/hapi';
IMPORT
const server = Hapi.server();
server.ext('onPreHandler', async (incoming, toolkit) => {
  const client = CLIENT;
  incoming.app.labels = await client.labelDetection(incoming.path);
  return toolkit.continue;
});
`),
  ...pair('hapi', 'the check of a strategy', 'src/auth.ts', `
import Hapi from '@hapi/hapi';
IMPORT
const server = Hapi.server();
server.auth.strategy('simple', 'basic', {
  validate: async (incoming, name) => {
    const client = CLIENT;
    const [result] = await client.faceDetection(name);
    return { isValid: result !== undefined, credentials: { name } };
  },
});
`),
  ...pair('hapi', 'parameters known by their types', 'src/handlers/scan.ts', `
import type { Request, ResponseToolkit } from '@hapi/hapi';
IMPORT
export async function scan(incoming: Request, toolkit: ResponseToolkit) {
  const client = CLIENT;
  return toolkit.response(await client.labelDetection(incoming.path));
}
`),
  ...pair('hapi', 'a handler known by its type', 'src/handlers/typed.ts', `
import type { Lifecycle } from '@hapi/hapi';
IMPORT
export const scan: Lifecycle.Method = async (incoming) => {
  const client = CLIENT;
  return client.labelDetection(incoming.path);
};
`),
  ...pair('hapi', 'a handler known by the names of its parameters', 'src/handlers/plain.js', `
REQUIRE
exports.scan = async (request, h) => {
  const client = CLIENT;
  return h.response(await client.labelDetection(request.query.uri));
};
`),
  ...silent('hapi', 'an extension that runs once', 'src/start.ts', `
import Hapi from '@hapi/hapi';
IMPORT
const server = Hapi.server();
server.ext('onPreStart', async () => {
  const client = CLIENT;
  await client.initialize();
  server.app.vision = client;
});
`),
  ...silent('hapi', 'a plugin', 'src/plugin.ts', `
import Hapi from '@hapi/hapi';
IMPORT
const server = Hapi.server();
await server.register({
  name: 'vision',
  register: async (scope) => {
    const client = CLIENT;
    scope.route({ method: 'GET', path: '/scan', handler: (request) => client.labelDetection(request.path) });
  },
});
`),

  ...pair('restify', 'a route', 'src/server.js', `
const restify = require('restify');
REQUIRE
const server = restify.createServer();
server.use(restify.plugins.queryParser());
server.get('/scan', async (incoming, outgoing) => {
  const client = CLIENT;
  outgoing.send(await client.labelDetection(incoming.query.uri));
});
server.listen(8080);
`),
  ...pair('restify', 'routes set up on a parameter', 'src/routes.js', `
REQUIRE
module.exports = (server) => {
  server.del('/scan/:id', async (incoming, outgoing) => {
    const client = CLIENT;
    outgoing.send(await client.labelDetection(incoming.params.id));
  });
};
`),
  ...pair('restify', 'an event of each request', 'src/events.js', `
const restify = require('restify');
REQUIRE
const server = restify.createServer();
server.on('after', (incoming) => {
  const client = CLIENT;
  client.labelDetection(incoming.url);
});
`),
  ...pair('restify', 'a handler known by its type', 'src/handler.ts', `
import type { RequestHandler } from 'restify';
IMPORT
export const scan: RequestHandler = (incoming, outgoing, following) => {
  const client = CLIENT;
  client.labelDetection(incoming.url ?? '').then((result) => { outgoing.send(result); following(); });
};
`),
  ...pair('restify', 'parameters known by their types', 'src/typed.ts', `
import type { Request, Response } from 'restify';
IMPORT
export async function scan(incoming: Request, outgoing: Response): Promise<void> {
  const client = CLIENT;
  outgoing.send(await client.labelDetection(incoming.href()));
}
`),
  ...silent('restify', 'the callback of listen', 'src/start.js', `
const restify = require('restify');
REQUIRE
const server = restify.createServer();
server.listen(8080, () => { server.vision = CLIENT; });
`),

  ...pair('hono', 'a route', 'src/index.ts', `
import { Hono } from 'hono';
IMPORT
const app = new Hono();
app.get('/scan', async (c) => {
  const client = CLIENT;
  return c.json(await client.labelDetection(c.req.query('uri')));
});
export default app;
`),
  ...pair('hono', 'a chain of routes', 'src/routes/scan.ts', `
import { Hono } from 'hono';
IMPORT
export const scan = new Hono()
  .get('/health', (c) => c.text('ok'))
  .post('/scan', async (c) => {
    const client = CLIENT;
    return c.json(await client.labelDetection(await c.req.text()));
  });
`),
  ...pair('hono', 'an OpenAPI route', 'src/openapi.ts', `
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
IMPORT
const route = createRoute({ method: 'get', path: '/scan', responses: {} });
export const app = new OpenAPIHono().openapi(route, async (c) => c.json(await CLIENT.labelDetection(c.req.url)));
`),
  ...pair('hono', 'made middleware', 'src/middleware.ts', `
import { createMiddleware } from 'hono/factory';
IMPORT
export const scan = createMiddleware(async (c, next) => {
  const client = CLIENT;
  c.set('labels', await client.labelDetection(c.req.url));
  await next();
});
`),
  ...pair('hono', 'handlers of a factory', 'src/handlers.ts', `
import { createFactory } from 'hono/factory';
IMPORT
const factory = createFactory();
export const handlers = factory.createHandlers(async (c) => c.json(await CLIENT.labelDetection(c.req.url)));
`),
  ...pair('hono', 'routes set up on a parameter', 'src/setup.js', `
IMPORT
export function setUp(app) {
  app.get('/scan/:id', async (c) => {
    const client = CLIENT;
    return c.json(await client.labelDetection(c.req.param('id')));
  });
}
`),
  ...pair('hono', 'middleware known by its type', 'src/typed.ts', `
import type { MiddlewareHandler } from 'hono';
IMPORT
export const scan: MiddlewareHandler = async (c, next) => {
  const client = CLIENT;
  c.set('labels', await client.labelDetection(c.req.url));
  await next();
};
`),
  ...pair('hono', 'a parameter known by its type', 'src/controller.ts', `
import type { Context } from 'hono';
IMPORT
export async function scan(c: Context) {
  const client = CLIENT;
  return c.json(await client.labelDetection(c.req.url));
}
`),
  ...silent('hono', 'the callback of serve', 'src/node.ts', `
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
IMPORT
const app = new Hono();
export let client: ImageAnnotatorClient | undefined;
serve(app, () => { client = CLIENT; });
`),

  ...pair('elysia', 'a route', 'src/index.ts', `
import { Elysia } from 'elysia';
IMPORT
new Elysia()
  .get('/', () => 'ok')
  .post('/scan', async ({ body }) => {
    const client = CLIENT;
    return client.labelDetection(body);
  })
  .listen(3000);
`),
  ...pair('elysia', 'a hook of a route', 'src/hook.ts', `
import { Elysia } from 'elysia';
IMPORT
export const app = new Elysia().get('/scan', ({ labels }) => labels, {
  resolve: async ({ query }) => ({ labels: await CLIENT.labelDetection(query.uri) }),
});
`),
  ...pair('elysia', 'derived context', 'src/derive.ts', `
import Elysia from 'elysia';
IMPORT
export const app = new Elysia().derive(() => ({ vision: CLIENT }));
`),
  ...pair('elysia', 'messages of a socket', 'src/socket.ts', `
import { Elysia } from 'elysia';
IMPORT
new Elysia().ws('/scan', {
  async message(socket, uri) {
    const client = CLIENT;
    socket.send(await client.labelDetection(String(uri)));
  },
});
`),
  ...pair('elysia', 'routes set up on a parameter', 'src/routes.js', `
IMPORT
export const scan = (app) => app.get('/scan', async ({ query }) => {
  const client = CLIENT;
  return client.labelDetection(query.uri);
});
`),
  ...pair('elysia', 'a parameter known by its type', 'src/controller.ts', `
import type { Context } from 'elysia';
IMPORT
export async function scan({ query }: Context) {
  const client = CLIENT;
  return client.labelDetection(query.uri);
}
`),
  ...pair('elysia', 'a handler known by its type', 'src/handler.ts', `
import type { Handler } from 'elysia';
IMPORT
export const scan: Handler = async ({ query }) => {
  const client = CLIENT;
  return client.labelDetection(query.uri);
};
`),
  ...silent('elysia', 'a decoration', 'src/decorate.ts', `
import { Elysia } from 'elysia';
IMPORT
export const app = new Elysia().decorate('vision', CLIENT).get('/scan', ({ query, vision }) => vision.labelDetection(query.uri));
`),
  ...silent('elysia', 'the start', 'src/start.ts', `
import { Elysia } from 'elysia';
IMPORT
export const app = new Elysia().onStart(({ store }) => { store.vision = CLIENT; });
`),

  ...pair('h3', 'an event handler', 'src/handler.ts', `
import { defineEventHandler, getQuery } from 'h3';
IMPORT
export const scan = defineEventHandler(async (event) => {
  const client = CLIENT;
  return client.labelDetection(String(getQuery(event).uri));
});
`),
  ...pair('h3', 'an event handler as an object', 'src/object.ts', `
import { eventHandler } from 'h3';
IMPORT
export const scan = eventHandler({
  onRequest: (event) => { event.context.started = Date.now(); },
  handler: async (event) => CLIENT.labelDetection(event.path),
});
`),
  ...pair('h3', 'a route of an app', 'src/app.ts', `
import { H3 } from 'h3';
IMPORT
export const app = new H3().get('/scan', async (event) => {
  const client = CLIENT;
  return client.labelDetection(event.url.href);
});
`),
  ...pair('h3', 'messages of a socket', 'src/socket.ts', `
import { defineWebSocketHandler } from 'h3';
IMPORT
export default defineWebSocketHandler({
  async message(peer, message) {
    const client = CLIENT;
    peer.send(await client.labelDetection(message.text()));
  },
});
`),
  ...pair('h3', 'a task', 'server/tasks/scan.ts', `
import { defineTask } from 'nitropack/runtime';
IMPORT
export default defineTask({
  async run() {
    const client = CLIENT;
    return { result: await client.labelDetection('gs://bucket/today.png') };
  },
});
`),
  ...pair('h3', 'a request hook of a Nitro plugin', 'server/plugins/scan.ts', `
import { defineNitroPlugin } from 'nitropack/runtime';
IMPORT
export default defineNitroPlugin((nitroApp) => {
  nitroApp.hooks.hook('request', async (event) => {
    const client = CLIENT;
    event.context.labels = await client.labelDetection(event.path);
  });
});
`),
  ...pair('h3', 'a file of the server folder', 'server/api/scan.get.ts', `
IMPORT
export default async (event) => {
  const client = CLIENT;
  return client.labelDetection(event.path);
};
`),
  ...pair('h3', 'a handler known by its type', 'src/typed.ts', `
import type { EventHandler } from 'h3';
IMPORT
export const scan: EventHandler = async (incoming) => {
  const client = CLIENT;
  return client.labelDetection(incoming.path);
};
`),
  ...pair('h3', 'a parameter known by its type', 'server/utils/scan.ts', `
import type { H3Event } from 'h3';
IMPORT
export async function labelsOf(incoming: H3Event) {
  const client = CLIENT;
  return client.labelDetection(incoming.path);
}
`),
  ...silent('h3', 'a Nitro plugin', 'server/plugins/vision.ts', `
import { defineNitroPlugin } from 'nitropack/runtime';
IMPORT
export default defineNitroPlugin((nitroApp) => {
  const client = CLIENT;
  nitroApp.hooks.hook('close', () => client.close());
});
`),
  ...silent('h3', 'a lazy handler', 'src/lazy.ts', `
import { defineEventHandler, lazyEventHandler } from 'h3';
IMPORT
export default lazyEventHandler(async () => {
  const client = CLIENT;
  return defineEventHandler((event) => client.labelDetection(event.path));
});
`),

  ...pair('nitro-auto-imports', 'an event handler', 'server/api/scan.post.ts', `
IMPORT
export default defineEventHandler(async (event) => {
  const client = CLIENT;
  const body = await readBody(event);
  return client.labelDetection(body.uri);
});
`),
  ...pair('nitro-auto-imports', 'messages of a socket', 'server/routes/_ws.ts', `
IMPORT
export default defineWebSocketHandler({
  async message(peer, message) {
    const client = CLIENT;
    peer.send(await client.labelDetection(message.text()));
  },
});
`),
  ...pair('nitro-auto-imports', 'a task', 'server/tasks/nightly.ts', `
IMPORT
export default defineTask({
  meta: { name: 'nightly' },
  async run() {
    const client = CLIENT;
    return { result: await client.labelDetection('gs://bucket/today.png') };
  },
});
`),
  ...silent('nitro-auto-imports', 'a plugin', 'server/plugins/vision.ts', `
IMPORT
export default defineNitroPlugin((nitroApp) => {
  nitroApp.vision = CLIENT;
});
`),
  ...silent('nitro-auto-imports', 'a lazy handler', 'server/api/lazy.ts', `
IMPORT
export default defineLazyEventHandler(() => {
  const client = CLIENT;
  return defineEventHandler((event) => client.labelDetection(event.path));
});
`),

  ...pair('feathers', 'a method of a service class', 'src/services/scan/scan.class.ts', `
import type { Params, ServiceInterface } from '@feathersjs/feathers';
IMPORT
export class ScanService implements ServiceInterface {
  async create(data: { uri: string }, params?: Params) {
    const client = CLIENT;
    return client.labelDetection(data.uri);
  }
}
`),
  ...pair('feathers', 'a service class known by its file', 'src/services/labels/labels.class.js', `
REQUIRE
exports.Labels = class Labels {
  async get(id) {
    const client = CLIENT;
    return client.labelDetection(id);
  }
};
`),
  ...pair('feathers', 'a service object', 'src/app.js', `
const { feathers } = require('@feathersjs/feathers');
REQUIRE
const app = feathers();
app.use('scans', {
  async find(params) {
    const client = CLIENT;
    return client.labelDetection(params.query.uri);
  },
});
`),
  ...pair('feathers', 'a hook', 'src/hooks.js', `
const { feathers } = require('@feathersjs/feathers');
REQUIRE
const app = feathers();
app.service('scans').hooks({
  before: {
    create: [async (context) => { context.data.labels = await CLIENT.labelDetection(context.data.uri); return context; }],
  },
});
`),
  ...pair('feathers', 'a parameter known by its type', 'src/hooks/scan.ts', `
import type { HookContext } from '@feathersjs/feathers';
IMPORT
export const scan = async (context: HookContext) => {
  const client = CLIENT;
  context.data.labels = await client.labelDetection(context.data.uri);
};
`),
  ...pair('feathers', 'a hook known by its type', 'src/hooks/typed.ts', `
import type { HookFunction } from '@feathersjs/feathers';
IMPORT
export const scan: HookFunction = async (context) => {
  const client = CLIENT;
  context.data.labels = await client.labelDetection(context.data.uri);
};
`),
  ...silent('feathers', 'a configuration function', 'src/vision.js', `
const { feathers } = require('@feathersjs/feathers');
REQUIRE
const app = feathers();
app.configure((target) => {
  target.set('vision', CLIENT);
});
`),
  ...silent('feathers', 'the setup of a service', 'src/services/setup/setup.class.js', `
REQUIRE
exports.Scan = class Scan {
  async setup(app) {
    this.client = CLIENT;
  }
  async create(data) {
    return this.client.labelDetection(data.uri);
  }
};
`),

  ...pair('moleculer', 'an action of an exported service', 'services/scan.service.js', `
REQUIRE
module.exports = {
  name: 'scan',
  actions: {
    labels: {
      params: { uri: 'string' },
      async handler(ctx) {
        const client = CLIENT;
        return client.labelDetection(ctx.params.uri);
      },
    },
  },
};
`),
  ...pair('moleculer', 'a short action of a created service', 'src/broker.ts', `
import { ServiceBroker } from 'moleculer';
IMPORT
const broker = new ServiceBroker();
broker.createService({
  name: 'scan',
  actions: {
    async labels(ctx) {
      const client = CLIENT;
      return client.labelDetection(ctx.params.uri);
    },
  },
});
`),
  ...pair('moleculer', 'an event', 'services/listener.service.ts', `
import type { ServiceSchema } from 'moleculer';
IMPORT
const service: ServiceSchema = {
  name: 'listener',
  events: {
    async 'image.added'(context) {
      const client = CLIENT;
      await client.labelDetection(context.params.uri);
    },
  },
};
export default service;
`),
  ...pair('moleculer', 'a parameter known by its type', 'src/actions/scan.ts', `
import type { Context } from 'moleculer';
IMPORT
export async function scan(incoming: Context<{ uri: string }>) {
  const client = CLIENT;
  return client.labelDetection(incoming.params.uri);
}
`),
  ...silent('moleculer', 'the start of a service', 'services/started.service.js', `
REQUIRE
module.exports = {
  name: 'started',
  started() {
    this.client = CLIENT;
  },
  actions: {
    labels(ctx) {
      return this.client.labelDetection(ctx.params.uri);
    },
  },
};
`),

  ...pair('adonisjs', 'a controller known by its file', 'app/controllers/scans_controller.js', `
IMPORT
export default class ScansController {
  async store({ request, response }) {
    const client = CLIENT;
    return response.json(await client.labelDetection(request.input('uri')));
  }
}
`),
  ...pair('adonisjs', 'middleware known by its file', 'app/middleware/scan_middleware.ts', `
IMPORT
export default class ScanMiddleware {
  async handle(incoming, next) {
    const client = CLIENT;
    incoming.labels = await client.labelDetection(incoming.request.url());
    return next();
  }
}
`),
  ...pair('adonisjs', 'a route', 'start/routes.ts', `
import router from '@adonisjs/core/services/router';
IMPORT
router.get('/scan', async ({ request }) => {
  const client = CLIENT;
  return client.labelDetection(request.input('uri'));
});
`),
  ...pair('adonisjs', 'a parameter known by its type', 'app/services/scan_service.ts', `
import type { HttpContext } from '@adonisjs/core/http';
IMPORT
export async function scan({ request }: HttpContext) {
  const client = CLIENT;
  return client.labelDetection(request.input('uri'));
}
`),
  ...silent('adonisjs', 'a group of routes', 'start/group.ts', `
import router from '@adonisjs/core/services/router';
IMPORT
router.group(() => {
  const client = CLIENT;
  router.get('/scan', ({ request }) => client.labelDetection(request.input('uri')));
});
`),
  ...silent('adonisjs', 'a provider', 'providers/vision_provider.ts', `
IMPORT
export default class VisionProvider {
  constructor(app) {
    this.app = app;
  }
  register() {
    this.app.container.singleton('vision', () => CLIENT);
  }
}
`),

  ...pair('loopback', 'a decorated method', 'src/controllers/scan.controller.ts', `
import { get, param } from '@loopback/rest';
IMPORT
export class ScanController {
  @get('/scan')
  async scan(@param.query.string('uri') uri: string) {
    const client = CLIENT;
    return client.labelDetection(uri);
  }
}
`),
  ...pair('loopback', 'a sequence', 'src/sequence.ts', `
import type { RequestContext, SequenceHandler } from '@loopback/rest';
IMPORT
export class ScanSequence implements SequenceHandler {
  async handle(context) {
    const client = CLIENT;
    await client.labelDetection(context.request.url);
  }
}
`),
  ...pair('loopback', 'a parameter known by its type', 'src/interceptors/scan.ts', `
import type { RequestContext } from '@loopback/rest';
IMPORT
export async function scan(incoming: RequestContext) {
  const client = CLIENT;
  return client.labelDetection(incoming.request.url);
}
`),
  ...pair('loopback', 'an interceptor known by its type', 'src/interceptors/typed.ts', `
import type { Interceptor } from '@loopback/core';
IMPORT
export const scan: Interceptor = async (invocation, next) => {
  const client = CLIENT;
  await client.labelDetection(invocation.methodName);
  return next();
};
`),
  ...silent('loopback', 'the boot', 'src/application.ts', `
import { RestApplication } from '@loopback/rest';
IMPORT
export async function main() {
  const app = new RestApplication();
  app.bind('services.vision').to(CLIENT);
  await app.start();
}
void main();
`),

  ...pair('tsoa', 'a decorated method', 'src/controllers/scanController.ts', `
import { Controller, Get, Query, Route } from 'tsoa';
IMPORT
@Route('scan')
export class ScanController extends Controller {
  @Get()
  public async scan(@Query() uri: string) {
    const client = CLIENT;
    return client.labelDetection(uri);
  }
}
`),
  ...silent('tsoa', 'a method that is no route', 'src/controllers/other.ts', `
import { Controller, Get, Route } from 'tsoa';
IMPORT
@Route('other')
export class OtherController extends Controller {
  @Get()
  public list() {
    return [];
  }
  public static prepare() {
    OtherController.client = CLIENT;
  }
  private static client: ImageAnnotatorClient | undefined;
}
`),

  ...pair('routing-controllers', 'a decorated method', 'src/controllers/scan.ts', `
import { Body, JsonController, Post } from 'routing-controllers';
IMPORT
@JsonController('/scan')
export class ScanController {
  @Post()
  async scan(@Body() body: { uri: string }) {
    const client = CLIENT;
    return client.labelDetection(body.uri);
  }
}
`),
  ...pair('routing-controllers', 'middleware', 'src/middleware/scan.ts', `
import { Middleware, type ExpressMiddlewareInterface } from 'routing-controllers';
IMPORT
@Middleware({ type: 'before' })
export class ScanMiddleware implements ExpressMiddlewareInterface {
  use(incoming: any, outgoing: any, following: () => void): void {
    const client = CLIENT;
    void client.labelDetection(incoming.url).then(following);
  }
}
`),
  ...pair('routing-controllers', 'the check of authorisation', 'src/app.ts', `
import { createExpressServer } from 'routing-controllers';
IMPORT
createExpressServer({
  controllers: [],
  authorizationChecker: async (action) => {
    const [result] = await CLIENT.faceDetection(action.request.headers.portrait);
    return result !== undefined;
  },
}).listen(3000);
`),
  ...silent('routing-controllers', 'a field of a controller', 'src/controllers/field.ts', `
import { Get, JsonController } from 'routing-controllers';
IMPORT
@JsonController('/scan')
export class FieldController {
  private readonly client = CLIENT;
  @Get()
  scan() {
    return this.client.labelDetection('gs://bucket/today.png');
  }
}
`),

  ...pair('tsed', 'a decorated method', 'src/controllers/scan.ts', `
import { BodyParams, Controller } from '@tsed/common';
import { Post } from '@tsed/schema';
IMPORT
@Controller('/scan')
export class ScanController {
  @Post('/')
  async scan(@BodyParams() body: { uri: string }) {
    const client = CLIENT;
    return client.labelDetection(body.uri);
  }
}
`),
  ...silent('tsed', 'a field of a controller', 'src/controllers/field.ts', `
import { Controller } from '@tsed/di';
import { Get } from '@tsed/schema';
IMPORT
@Controller('/scan')
export class FieldController {
  private readonly client = CLIENT;
  @Get('/')
  scan() {
    return this.client.labelDetection('gs://bucket/today.png');
  }
}
`),

  ...pair('request-signature', 'an exported handler', 'controllers/scan.js', `
REQUIRE
exports.scan = async (req, res) => {
  const client = CLIENT;
  res.json(await client.labelDetection(req.body.uri));
};
`),
  ...pair('request-signature', 'an error handler', 'middleware/errors.js', `
REQUIRE
module.exports = async function (err, req, res, next) {
  const client = CLIENT;
  await client.textDetection(req.url);
  next(err);
};
`),
  ...silent('request-signature', 'other names', 'lib/compare.js', `
REQUIRE
exports.compare = async (first, second) => {
  const client = CLIENT;
  return (await client.labelDetection(first)) === (await client.textDetection(second));
};
`),
  ...silent('request-signature', 'a promise', 'lib/ready.js', `
REQUIRE
exports.ready = new Promise((resolve, reject) => {
  const client = CLIENT;
  client.initialize().then(() => resolve(client), reject);
});
`),
];
