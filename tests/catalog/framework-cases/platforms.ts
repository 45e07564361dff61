import { pair, silent, type FrameworkCase } from './build.js';

export const platformCases: readonly FrameworkCase[] = [
  ...pair('cloud-function-vendors', 'the entry of Tencent', 'index.js', `
'use strict';
REQUIRE
exports.main_handler = async (event) => {
  const client = CLIENT;
  return client.labelDetection(event.queryString.uri);
};
`),
  ...pair('cloud-function-vendors', 'a cloud function of WeChat', 'cloudfunctions/scan/index.js', `
REQUIRE
exports.main = async (event, context) => CLIENT.labelDetection(event.uri);
`),
  ...pair('cloud-function-vendors', 'an HTTP function of Alibaba', 'code/index.js', `
REQUIRE
module.exports.handler = async (req, resp, context) => {
  const client = CLIENT;
  resp.send(JSON.stringify(await client.labelDetection(req.queries.uri)));
};
`),
  ...silent('cloud-function-vendors', 'the start of an instance of Alibaba', 'code/initializer.js', `
REQUIRE
let client;
exports.initializer = (context, callback) => {
  client = CLIENT;
  callback(null, '');
};
exports.handler = (req, resp, context) => resp.send(client.path);
`),
  ...pair('cloud-function-vendors', 'an action of OpenWhisk', 'actions/scan.js', `
REQUIRE
function main(params) {
  return CLIENT.labelDetection(params.uri).then(([result]) => ({ result }));
}
`),
  ...silent('cloud-function-vendors', 'a script that runs its main()', 'actions/scan.js', `
REQUIRE
async function main(params) {
  const client = CLIENT;
  return client.labelDetection(params.uri);
}
main({ uri: process.argv[2] });
`),
  ...silent('cloud-function-vendors', 'a command called main', 'packages/tool/main.js', `
REQUIRE
exports.main = async (args) => {
  const client = CLIENT;
  console.log(await client.labelDetection(args[0]));
};
`),

  ...pair('knative-functions', 'a function', 'index.js', `
REQUIRE
const handle = async (context, body) => {
  const client = CLIENT;
  return { body: await client.labelDetection(body.uri) };
};
module.exports = { handle };
`),
  ...pair('knative-functions', 'a function known by its parameter', 'src/scan.ts', `
import type { Context, StructuredReturn } from 'faas-js-runtime';
IMPORT
export const scan = async (call: Context, body: string): Promise<StructuredReturn> => ({ body: await CLIENT.labelDetection(body) });
`),
  ...silent('knative-functions', 'the initialisation', 'function/index.js', `
REQUIRE
let client;
module.exports = { init: () => { client = CLIENT; }, handle: async (context) => client.labelDetection(context.query.uri) };
`),

  ...pair('gupshup', 'a message', 'bot/index.js', `
REQUIRE
function MessageHandler(context, event) {
  const client = CLIENT;
  client.labelDetection(event.message).then((labels) => context.sendResponse(JSON.stringify(labels)));
}
exports.onMessage = MessageHandler;
`),
  ...silent('gupshup', 'a listener of a socket', 'src/socket.js', `
REQUIRE
exports.onMessage = (socket) => {
  socket.client = CLIENT;
};
`),

  ...pair('server-runtimes', 'a server of Bun by import', 'src/bun.ts', `
import { serve } from 'bun';
IMPORT
serve({
  routes: { '/labels': async (incoming) => Response.json(await CLIENT.labelDetection(incoming.url)) },
  fetch: () => new Response('no'),
});
`),
  ...pair('server-runtimes', 'a server of an old Deno', 'server.ts', `
import { serve } from 'https://deno.land/std@0.177.0/http/server.ts';
IMPORT
serve(async (incoming: Request) => {
  const client = CLIENT;
  return Response.json(await client.labelDetection(incoming.url));
});
`),
  ...pair('server-runtimes', 'a route of Oak', 'src/oak.ts', `
import { Router } from '@oak/oak';
IMPORT
const router = new Router();
router.get('/labels', async (context) => {
  const client = CLIENT;
  context.response.body = await client.labelDetection(context.request.url.href);
});
`),
  ...pair('server-runtimes', 'a route of itty-router', 'src/itty.js', `
import { AutoRouter } from 'itty-router';
IMPORT
const router = AutoRouter();
router.get('/labels/:id', async ({ params }) => CLIENT.labelDetection(params.id));
export default { fetch: router.fetch };
`),
  ...pair('server-runtimes', 'a server that Bun finds by its default export', 'src/default.ts', `
IMPORT
export default {
  port: 3000,
  async fetch(request: Request): Promise<Response> {
    const client = CLIENT;
    return Response.json(await client.labelDetection(request.url));
  },
} satisfies Bun.Serve;
`),
  ...pair('web-servers', 'a message of a queue of Deno', 'src/deno-queue.ts', `
IMPORT
const kv = await Deno.openKv();
kv.listenQueue(async (message: { uri: string }) => {
  const client = CLIENT;
  await client.labelDetection(message.uri);
});
`),
  ...silent('server-runtimes', 'a function of that name from elsewhere', 'src/tennis.ts', `
import { serve } from './tennis';
IMPORT
serve(() => { void CLIENT; });
`),

  ...silent('fastly-compute', 'a request, for which there is an instance', 'src/index.js', `
IMPORT
addEventListener('fetch', (event) => event.respondWith(answer(event)));
async function answer(event) {
  const client = CLIENT;
  return new Response(await client.labelDetection(event.request.url));
}
`),
  ...silent('redwood-sdk', 'a route in a worker', 'src/worker.tsx', `
import { defineApp } from 'rwsdk/worker';
import { route } from 'rwsdk/router';
IMPORT
export default defineApp([route('/labels', async ({ request }) => Response.json(await CLIENT.labelDetection(request.url)))]);
`),

  ...pair('graphql-builders', 'a field of Pothos', 'src/schema/labels.ts', `
import { builder } from '../builder';
IMPORT
builder.queryField('labels', (t) => t.field({
  type: ['String'],
  args: { uri: t.arg.string() },
  resolve: async (root, { uri }) => {
    const client = CLIENT;
    return client.labelDetection(uri);
  },
}));
`),
  ...pair('graphql-builders', 'a field of Nexus', 'src/schema/query.ts', `
import { extendType } from 'nexus';
IMPORT
export const LabelQuery = extendType({
  type: 'Query',
  definition(t) {
    t.list.field('labels', { type: 'String', resolve: async (root, { uri }) => CLIENT.labelDetection(uri) });
  },
});
`),
  ...silent('graphql-builders', 'a translation', 'src/texts.ts', `
import { useTranslation } from 'react-i18next';
IMPORT
const { t } = useTranslation();
export const title = t.exists({ resolve: 'title', client: CLIENT });
`),

  ...pair('dataloader', 'a batch', 'src/loaders.ts', `
import DataLoader from 'dataloader';
IMPORT
export const labels = new DataLoader(async (uris: readonly string[]) => {
  const client = CLIENT;
  return Promise.all(uris.map((uri) => client.labelDetection(uri)));
});
`),
  ...silent('dataloader', 'a loader of another origin', 'src/loader.ts', `
import DataLoader from './data-loader';
IMPORT
export const labels = new DataLoader(() => { void CLIENT; });
`),
  ...pair('graphql', 'a resolver map under a name of its own', 'src/modules/label/label.resolvers.ts', `
IMPORT
export const labelResolvers = {
  Query: {
    labels: async (root, { uri }) => {
      const client = CLIENT;
      return client.labelDetection(uri);
    },
  },
};
`),
  ...pair('graphql', 'a resolver map known by its type', 'src/modules/label/fields.ts', `
import type { IResolvers } from '@graphql-tools/utils';
IMPORT
const fields: IResolvers = { Label: { score: async ({ uri }) => CLIENT.labelDetection(uri) } };
export default fields;
`),
  ...pair('graphql', 'the data sources of Apollo', 'src/apollo.js', `
const { ApolloServer } = require('apollo-server');
REQUIRE
const server = new ApolloServer({ typeDefs: '', dataSources: () => ({ vision: CLIENT }) });
server.listen();
`),
  ...pair('graphql', 'the loaders of Mercurius', 'src/mercurius.ts', `
import Fastify from 'fastify';
import mercurius from 'mercurius';
IMPORT
const app = Fastify();
app.register(mercurius, {
  schema: '',
  loaders: { Label: { score: async (queries) => queries.map(({ obj }) => CLIENT.labelDetection(obj.uri)) } },
});
`),
  ...pair('graphql', 'the context of Mercurius', 'src/mercurius-context.js', `
const mercurius = require('mercurius');
REQUIRE
module.exports = async (app) => {
  app.register(mercurius, { schema: '', context: (incoming) => ({ vision: CLIENT, incoming }) });
};
`),
  ...pair('graphql', 'resolvers that are defined later', 'src/define.js', `
REQUIRE
module.exports = async (app) => {
  app.graphql.defineResolvers({ Query: { labels: async (root, { uri }) => CLIENT.labelDetection(uri) } });
};
`),
  ...silent('graphql', 'the options of another plugin', 'src/other-plugin.js', `
const vision = require('./vision-plugin');
REQUIRE
module.exports = async (app) => {
  app.register(vision, { context: () => ({ vision: CLIENT }) });
};
`),

  ...pair('grpc-server', 'a service of a router without a type', 'src/connect.js', `
import { ElizaService } from './gen/eliza_pb.js';
IMPORT
export default (router) => router.service(ElizaService, {
  async say(incoming) {
    const client = CLIENT;
    return { sentence: JSON.stringify(await client.labelDetection(incoming.sentence)) };
  },
});
`),
  ...pair('grpc-server', 'the implementation of a service as a class', 'src/connect-class.ts', `
import type { ConnectRouter } from '@connectrpc/connect';
import { ElizaService } from './gen/eliza_pb.js';
IMPORT
class Eliza {
  async say(incoming: { sentence: string }) {
    return { sentence: await CLIENT.labelDetection(incoming.sentence) };
  }
}
export default (routes: ConnectRouter) => routes.service(ElizaService, new Eliza());
`),
  ...pair('grpc-server', 'an implementation known by its type', 'src/connect-typed.ts', `
import type { ServiceImpl } from '@connectrpc/connect';
import { ElizaService } from './gen/eliza_pb.js';
IMPORT
export const eliza: ServiceImpl<typeof ElizaService> = {
  async say(incoming) {
    const client = CLIENT;
    return { sentence: JSON.stringify(await client.labelDetection(incoming.sentence)) };
  },
};
`),

  ...pair('moleculer', 'a schema known by its type', 'src/vision.ts', `
import type { ServiceSchema } from 'moleculer';
IMPORT
const VisionService: ServiceSchema = {
  name: 'vision',
  actions: {
    scan: {
      async handler(context) {
        const client = CLIENT;
        return client.labelDetection(context.params.uri);
      },
    },
  },
};
export default VisionService;
`),
  ...pair('moleculer', 'a class', 'services/vision.service.ts', `
import { Service } from 'moleculer';
IMPORT
export default class VisionService extends Service {
  constructor(broker) {
    super(broker);
    this.parseServiceSchema({ name: 'vision', actions: { scan: (context) => CLIENT.labelDetection(context.params.uri) } });
  }
}
`),
  ...pair('moleculer', 'a hook', 'services/hook.service.js', `
REQUIRE
module.exports = {
  name: 'vision',
  hooks: { before: { '*': async (context) => { context.locals.labels = await CLIENT.labelDetection(context.params.uri); } } },
};
`),
  ...pair('moleculer', 'a check of a gateway', 'services/api.service.js', `
REQUIRE
module.exports = {
  name: 'api',
  methods: {
    async authenticate(context, route, incoming) {
      const client = CLIENT;
      return client.labelDetection(incoming.headers.authorization);
    },
  },
};
`),
  ...silent('moleculer', 'a service that keeps a client', 'services/started.service.js', `
REQUIRE
module.exports = {
  name: 'vision',
  async started() { this.client = CLIENT; },
  actions: { scan(context) { return this.client.labelDetection(context.params.uri); } },
};
`),

  ...pair('sveltekit', 'the hooks of a folder', 'src/hooks.server/index.ts', `
IMPORT
export const handle = async ({ event, resolve }) => {
  event.locals.labels = await CLIENT.labelDetection(event.url.href);
  return resolve(event);
};
`),
  ...silent('sveltekit', 'the start of the server, with a client that is exported', 'src/hooks.server.ts', `
IMPORT
export let client;
export const init = async () => { client = CLIENT; };
`),
  ...silent('sveltekit', 'a page that is rendered while building', 'src/routes/labels.remote.ts', `
import { prerender } from '$app/server';
IMPORT
export const labels = prerender(async () => CLIENT.labelDetection('gs://bucket/last.png'));
`),
  ...pair('h3', 'a task that is imported by name', 'server/tasks/scan.ts', `
import { defineTask } from 'nitropack/runtime';
IMPORT
export default defineTask({
  meta: { name: 'scan' },
  async run({ payload }) {
    const client = CLIENT;
    return { result: await client.labelDetection(payload.uri) };
  },
});
`),

  ...pair('tanstack-start', 'a server function', 'src/server/scan.ts', `
import { createServerFn } from '@tanstack/react-start';
IMPORT
export const scan = createServerFn({ method: 'POST' })
  .inputValidator((data: { uri: string }) => data)
  .handler(async ({ data }) => {
    const client = CLIENT;
    return client.labelDetection(data.uri);
  });
`),
  ...pair('tanstack-start', 'middleware', 'src/middleware.ts', `
import { createMiddleware } from '@tanstack/react-start';
IMPORT
export const labels = createMiddleware({ type: 'function' }).server(async ({ next }) => {
  const client = CLIENT;
  return next({ context: { labels: await client.labelDetection('gs://bucket/last.png') } });
});
`),
  ...pair('tanstack-start', 'the handlers of a route', 'src/routes/api/labels.ts', `
import { createFileRoute } from '@tanstack/react-router';
IMPORT
export const Route = createFileRoute('/api/labels')({
  server: { handlers: { GET: async ({ request }) => Response.json(await CLIENT.labelDetection(request.url)) } },
});
`),
  ...pair('tanstack-start', 'a server route of an older version', 'src/routes/api/older.ts', `
import { createServerFileRoute } from '@tanstack/react-start/server';
IMPORT
export const ServerRoute = createServerFileRoute('/api/older').methods({
  POST: async ({ request }) => {
    const client = CLIENT;
    return Response.json(await client.labelDetection(request.url));
  },
});
`),
  ...silent('tanstack-start', 'a function that only the client runs', 'src/client.ts', `
import { createClientOnlyFn } from '@tanstack/react-start';
IMPORT
export const scan = createClientOnlyFn(() => { void CLIENT; });
`),

  ...pair('waku', 'a page', 'src/pages/index.tsx', `
IMPORT
export default async function Home() {
  const client = CLIENT;
  return <p>{JSON.stringify(await client.labelDetection('gs://bucket/last.png'))}</p>;
}
`),
  ...pair('waku', 'a route', 'src/pages/_api/labels.ts', `
IMPORT
export const GET = async (incoming: Request) => Response.json(await CLIENT.labelDetection(incoming.url));
`),
  ...silent('waku', 'a component outside of the pages', 'src/components/label.tsx', `
IMPORT
export default function Label() {
  return <p title={String(CLIENT)} />;
}
`),

  ...pair('redwood', 'a service', 'api/src/services/labels/labels.ts', `
IMPORT
export const labels = async ({ uri }) => {
  const client = CLIENT;
  return client.labelDetection(uri);
};
`),
  ...pair('redwood', 'a function', 'api/src/functions/scan.ts', `
IMPORT
export const handler = async (incoming) => ({ statusCode: 200, body: await CLIENT.labelDetection(incoming.path) });
`),
  ...pair('redwood', 'a job', 'api/src/jobs/Scan/Scan.ts', `
import { jobs } from 'src/lib/jobs';
IMPORT
export const Scan = jobs.createJob({
  queue: 'default',
  perform: async (uri) => {
    const client = CLIENT;
    await client.labelDetection(uri);
  },
});
`),
  ...silent('redwood', 'a library of the side', 'api/src/lib/vision.ts', `
IMPORT
export const makeClient = () => CLIENT;
`),

  ...pair('json-rpc', 'a method', 'src/rpc.ts', `
import { JSONRPCServer } from 'json-rpc-2.0';
IMPORT
const server = new JSONRPCServer();
server.addMethod('scan', async ({ uri }) => {
  const client = CLIENT;
  return client.labelDetection(uri);
});
`),
  ...pair('json-rpc', 'the methods of a Jayson server', 'src/jayson.js', `
const jayson = require('jayson/promise');
REQUIRE
const server = new jayson.Server({ scan: async ([uri]) => CLIENT.labelDetection(uri) });
server.http().listen(3000);
`),
  ...pair('json-rpc', 'a request to a language server', 'src/language.ts', `
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
IMPORT
const connection = createConnection(ProposedFeatures.all);
connection.onCompletion(async ({ textDocument }) => {
  const client = CLIENT;
  return client.labelDetection(textDocument.uri);
});
connection.listen();
`),
  ...silent('json-rpc', 'the initialisation of a language server', 'src/initialise.ts', `
import { createConnection } from 'vscode-languageserver/node';
IMPORT
export let client: ImageAnnotatorClient | undefined;
const connection = createConnection();
connection.onInitialize(() => {
  client = CLIENT;
  return { capabilities: {} };
});
`),

  ...pair('typed-apis', 'a router of a contract', 'src/ts-rest.ts', `
import { initServer } from '@ts-rest/express';
import { contract } from './contract.js';
IMPORT
const s = initServer();
export const router = s.router(contract, {
  labels: async ({ query: { uri } }) => {
    const client = CLIENT;
    return { status: 200, body: await client.labelDetection(uri) };
  },
});
`),
  ...pair('typed-apis', 'an endpoint of Encore', 'vision/scan.ts', `
import { api } from 'encore.dev/api';
IMPORT
export const scan = api({ method: 'POST', path: '/scan' }, async ({ uri }: { uri: string }) => CLIENT.labelDetection(uri));
`),
  ...pair('typed-apis', 'an endpoint of Express Zod API', 'src/endpoint.ts', `
import { defaultEndpointsFactory } from 'express-zod-api';
IMPORT
export const endpoint = defaultEndpointsFactory.build({
  method: 'get',
  handler: async ({ input }) => {
    const client = CLIENT;
    return { labels: await client.labelDetection(input.uri) };
  },
});
`),
  ...pair('typed-apis', 'a safe action', 'src/actions/scan.ts', `
import { actionClient } from '@/lib/safe-action';
IMPORT
export const scan = actionClient.inputSchema(schema).action(async ({ parsedInput }) => {
  const client = CLIENT;
  return client.labelDetection(parsedInput.uri);
});
`),
  ...silent('typed-apis', 'an api of another origin', 'src/api.ts', `
import { api } from './api-client';
IMPORT
api({ method: 'POST' }, () => { void CLIENT; });
`),
];
