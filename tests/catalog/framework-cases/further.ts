import { pair, silent, type FrameworkCase } from './build.js';

const scan = 'await CLIENT.labelDetection(uri)';

export const furtherCases: readonly FrameworkCase[] = [
  ...pair('nextjs', 'a page that is made again', 'pages/index.jsx', `
IMPORT
export async function getStaticProps() {
  return { props: { labels: await CLIENT.labelDetection('gs://a/b') }, revalidate: 10 };
}
export default function Page({ labels }) { return labels.length; }
`),
  ...pair('graphql', 'a root value of an older middleware', 'src/graphql.js', `
REQUIRE
const graphqlHTTP = require('express-graphql');
const rootValue = { labels: async ({ uri }) => CLIENT.labelDetection(uri) };
exports.middleware = graphqlHTTP({ schema: {}, rootValue });
`),
  ...silent('nextjs', 'a page that is made once', 'pages/about.jsx', `
IMPORT
export async function getStaticProps() {
  return { props: { labels: await CLIENT.labelDetection('gs://a/b') } };
}
export default function Page({ labels }) { return labels.length; }
`),
  ...pair('content-platforms', 'a hook of a collection', 'src/collections/images.ts', `
import type { CollectionConfig } from 'payload';
IMPORT
export const Images: CollectionConfig = {
  slug: 'images',
  fields: [],
  hooks: { afterChange: [async ({ doc }) => ({ ...doc, labels: await CLIENT.labelDetection(doc.uri) })] },
};
`),
  ...pair('content-platforms', 'an endpoint of a collection', 'src/collections/labels.ts', `
import type { CollectionConfig } from 'payload';
IMPORT
export const Labels: CollectionConfig = {
  slug: 'labels',
  fields: [],
  endpoints: [{ path: '/scan', method: 'get', handler: async (request) => Response.json(await CLIENT.labelDetection(request.url)) }],
};
`),
  ...silent('content-platforms', 'what runs when it starts', 'src/payload.config.ts', `
import { buildConfig } from 'payload';
IMPORT
export default buildConfig({
  collections: [],
  onInit: async () => { await CLIENT.labelDetection('gs://a/b'); },
});
`),
  ...pair('content-platforms', 'a step of a workflow', 'src/workflows/scan.ts', `
import { createStep, StepResponse } from '@medusajs/framework/workflows-sdk';
IMPORT
export const scan = createStep('scan', async (uri: string) => new StepResponse(${scan}));
`),
  ...pair('content-platforms', 'a subscriber', 'src/subscribers/image.ts', `
IMPORT
export default async function scanned({ event }) {
  await CLIENT.labelDetection(event.data.uri);
}
export const config = { event: 'image.created' };
`),
  ...pair('content-platforms', 'a controller that a factory is given', 'src/api/image/controllers/image.js', `
REQUIRE
const { createCoreController } = require('@strapi/strapi').factories;
module.exports = createCoreController('api::image.image', ({ strapi }) => ({
  async find(ctx) {
    return CLIENT.labelDetection(ctx.query.uri);
  },
}));
`),
  ...pair('content-platforms', 'hooks of a list', 'schema.ts', `
import { list } from '@keystone-6/core';
IMPORT
export const lists = {
  Image: list({
    access: () => true,
    fields: {},
    hooks: { afterOperation: async ({ item }) => { await CLIENT.labelDetection(item.uri); } },
  }),
};
`),
  ...pair('content-platforms', 'an operation of a flow', 'src/api.ts', `
import { defineOperationApi } from '@directus/extensions-sdk';
IMPORT
export default defineOperationApi({ id: 'scan', handler: async ({ uri }) => ${scan} });
`),
  ...pair('content-platforms', 'an action in a file of its own', 'api/controllers/image/scan.js', `
REQUIRE
module.exports = {
  inputs: { uri: { type: 'string' } },
  fn: async function ({ uri }) { return ${scan}; },
};
`),
  ...silent('content-platforms', 'a helper of the same folder', 'api/helpers/scan.js', `
REQUIRE
const client = CLIENT;
module.exports = { fn: async function ({ uri }) { return client.labelDetection(uri); } };
`),
  ...pair('resumable-apps', 'a loader of a route', 'src/routes/index.tsx', `
import { routeLoader$ } from '@builder.io/qwik-city';
IMPORT
export const useLabels = routeLoader$(async ({ url }) => CLIENT.labelDetection(url.searchParams.get('uri')));
`),
  ...pair('resumable-apps', 'a function of the server', 'src/lib/labels.ts', `
import { query } from '@solidjs/router';
IMPORT
export const getLabels = query(async (uri: string) => {
  'use server';
  return CLIENT.labelDetection(uri);
}, 'labels');
`),
  ...pair('resumable-apps', 'a query in its folder', 'src/images/queries/getLabels.ts', `
import { resolver } from '@blitzjs/rpc';
IMPORT
export default resolver.pipe(resolver.authorize(), async ({ uri }) => ${scan});
`),
  ...pair('described-apis', 'an operation by its name', 'src/api.ts', `
import { OpenAPIBackend } from 'openapi-backend';
IMPORT
const api = new OpenAPIBackend({ definition: './api.yml' });
api.register({ scan: async (c, req, res) => res.json(await CLIENT.labelDetection(c.request.query.uri)) });
`),
  ...pair('described-apis', 'a route with a schema', 'src/routes.ts', `
import router from 'koa-joi-router';
IMPORT
const images = router();
images.route({ method: 'get', path: '/', handler: async (context) => { context.body = await CLIENT.labelDetection(context.query.uri); } });
export default images;
`),
  ...pair('described-apis', 'a method of a controller', 'src/images.controller.ts', `
import { controller, httpGet } from 'inversify-express-utils';
IMPORT
@controller('/images')
export class Images {
  @httpGet('/')
  async scan(uri: string) { return CLIENT.labelDetection(uri); }
}
`),
  ...pair('described-apis', 'a check of its health', 'src/health.ts', `
import { createTerminus } from '@godaddy/terminus';
import http from 'node:http';
IMPORT
createTerminus(http.createServer(), { healthChecks: { '/health': async () => { await CLIENT.labelDetection('gs://a/b'); } } });
`),
  ...pair('message-services', 'an answer by a pattern', 'src/scan.js', `
REQUIRE
const seneca = require('seneca')();
seneca.add('role:image,cmd:scan', async ({ uri }, reply) => reply(null, { labels: ${scan} }));
`),
  ...pair('message-services', 'an answer to requests', 'src/responder.js', `
REQUIRE
const cote = require('cote');
const responder = new cote.Responder({ name: 'images' });
responder.on('scan', async ({ uri }) => ${scan});
`),
  ...pair('further-functions', 'a function of HTTP', 'src/http/get-index/index.mjs', `
import arc from '@architect/functions';
IMPORT
export const handler = arc.http(async (request) => ({ json: await CLIENT.labelDetection(request.query.uri) }));
`),
  ...pair('further-functions', 'a route of a builder', 'index.js', `
REQUIRE
const ApiBuilder = require('claudia-api-builder');
const api = new ApiBuilder();
module.exports = api;
api.get('/scan', async ({ queryString }) => CLIENT.labelDetection(queryString.uri));
`),
  ...pair('further-functions', 'a list of routes', 'src/router.js', `
import httpRouter from '@middy/http-router';
IMPORT
const routes = [{ method: 'GET', path: '/scan', handler: async (event) => CLIENT.labelDetection(event.queryStringParameters.uri) }];
export const handler = httpRouter(routes);
`),
  ...pair('bot-libraries', 'an update', 'src/bot.js', `
import { VK } from 'vk-io';
IMPORT
const vk = new VK({ token: process.env.TOKEN });
vk.updates.on('message_new', async (context) => { await context.send(await CLIENT.labelDetection(context.text)); });
`),
  ...pair('bot-libraries', 'an event', 'src/viber.js', `
REQUIRE
const { Bot, Events } = require('viber-bot');
const bot = new Bot({ authToken: process.env.TOKEN });
bot.on(Events.MESSAGE_RECEIVED, async (message, answer) => answer.send(await CLIENT.labelDetection(message.text)));
`),
  ...pair('bot-libraries', 'an intent of a conversation', 'src/conversation.js', `
REQUIRE
const { dialogflow } = require('actions-on-google');
const app = dialogflow();
app.intent('scan', async (conv, { uri }) => conv.ask(${scan}));
`),
  ...pair('bot-libraries', 'an intent of a map', 'src/fulfillment.js', `
REQUIRE
const { WebhookClient } = require('dialogflow-fulfillment');
async function scanned(agent) {
  agent.add(await CLIENT.labelDetection(agent.query));
}
exports.fulfil = (request, response) => {
  const intents = new Map();
  intents.set('scan', scanned);
  new WebhookClient({ request, response }).handleRequest(intents);
};
`),
];
