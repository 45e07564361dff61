import { pair, silent, type FrameworkCase } from './build.js';

export const serverlessCases: readonly FrameworkCase[] = [
  ...pair('aws-lambda', 'an exported handler', 'src/index.mjs', `
IMPORT
export const handler = async (event) => {
  const client = CLIENT;
  const [result] = await client.labelDetection(event.uri);
  return { statusCode: 200, body: JSON.stringify(result) };
};
`),
  ...pair('aws-lambda', 'a CommonJS handler', 'lambda/app.js', `
REQUIRE
exports.handler = async function (event, context) {
  return CLIENT.labelDetection(event.Records[0].s3.object.key);
};
`),
  ...pair('aws-lambda', 'a handler of the SAM templates', 'src/app.ts', `
IMPORT
export const lambdaHandler = async (event: { uri: string }) => {
  const client = CLIENT;
  return client.labelDetection(event.uri);
};
`),
  ...pair('aws-lambda', 'any exported name with an event and a context', 'handler.js', `
REQUIRE
module.exports.scan = async (event, context) => {
  const client = CLIENT;
  return client.labelDetection(event.uri);
};
`),
  ...pair('aws-lambda', 'an exported function that is named below', 'src/named.js', `
REQUIRE
async function handler(event) {
  const client = CLIENT;
  return client.labelDetection(event.uri);
}
module.exports = { handler };
`),
  ...pair('aws-lambda', 'a streamed answer', 'src/stream.mjs', `
IMPORT
export const handler = awslambda.streamifyResponse(async (incoming, stream) => {
  const client = CLIENT;
  stream.write(JSON.stringify(await client.labelDetection(incoming.uri)));
  stream.end();
});
`),
  ...silent('aws-lambda', 'a promise of the module', 'src/warm.mjs', `
IMPORT
async function connect() {
  const client = CLIENT;
  await client.initialize();
  return client;
}
const connected = connect();
export const handler = async (event) => (await connected).labelDetection(event.uri);
`),
  ...silent('aws-lambda', 'a client that is kept', 'src/kept.js', `
REQUIRE
let client;
exports.handler = async (event) => {
  client ??= CLIENT;
  return client.labelDetection(event.uri);
};
`),
  ...silent('aws-lambda', 'the handler of a command', 'src/commands/scan.js', `
REQUIRE
exports.command = 'scan <uri>';
exports.handler = async (argv) => {
  const client = CLIENT;
  console.log(await client.labelDetection(argv.uri));
};
`),

  ...pair('alexa-skills', 'a handler that the builder is given', 'index.js', `
const Alexa = require('ask-sdk-core');
REQUIRE
const DescribeIntentHandler = {
  canHandle(input) {
    return Alexa.getIntentName(input.requestEnvelope) === 'DescribeIntent';
  },
  async handle(input) {
    const client = CLIENT;
    const [result] = await client.labelDetection(input.requestEnvelope.request.locale);
    return input.responseBuilder.speak(String(result)).getResponse();
  },
};
exports.handler = Alexa.SkillBuilders.custom().addRequestHandlers(DescribeIntentHandler).lambda();
`),
  ...pair('alexa-skills', 'an interceptor of a skill with options', 'src/index.ts', `
import { SkillBuilders } from 'ask-sdk';
IMPORT
export const handler = SkillBuilders.standard()
  .withSkillId('amzn1.ask.skill.example')
  .addRequestInterceptors({
    async process(input) {
      const client = CLIENT;
      await client.labelDetection(input.requestEnvelope.session.sessionId);
    },
  })
  .lambda();
`),
  ...pair('alexa-skills', 'a function for what the builder matches', 'src/index.mjs', `
import { SkillBuilders } from 'ask-sdk-core';
IMPORT
const builder = SkillBuilders.custom();
builder.addRequestHandler('LaunchRequest', async (input) => {
  const client = CLIENT;
  return client.labelDetection(input.requestEnvelope.request.locale);
});
export const handler = builder.lambda();
`),
  ...pair('alexa-skills', 'a handler known by its type', 'src/launch.ts', `
import type { RequestHandler } from 'ask-sdk-core';
IMPORT
export const launch: RequestHandler = {
  canHandle: () => true,
  async handle(input) {
    const client = CLIENT;
    await client.labelDetection(input.requestEnvelope.request.locale);
    return input.responseBuilder.getResponse();
  },
};
`),
  ...pair('alexa-skills', 'a class of handlers', 'src/retry.ts', `
import type { ErrorHandler, HandlerInput } from 'ask-sdk-core';
IMPORT
export class Retry implements ErrorHandler {
  canHandle() { return true; }
  async handle({ requestEnvelope }) {
    const client = CLIENT;
    return client.labelDetection(requestEnvelope.request.locale);
  }
}
`),
  ...silent('alexa-skills', 'what stands beside the builder', 'src/warm.js', `
const { SkillBuilders } = require('ask-sdk-core');
REQUIRE
const persistence = { client: CLIENT };
exports.handler = SkillBuilders.custom().withPersistenceAdapter(persistence).lambda();
`),

  ...pair('aws-lambda-libraries', 'a handler known by its type', 'src/typed.ts', `
import type { APIGatewayProxyHandlerV2 } from 'aws-lambda';
IMPORT
export const scan: APIGatewayProxyHandlerV2 = async ({ rawPath }) => {
  const client = CLIENT;
  return { statusCode: 200, body: JSON.stringify(await client.labelDetection(rawPath)) };
};
`),
  ...pair('aws-lambda-libraries', 'a parameter known by its type', 'src/queue.ts', `
import type { SQSEvent } from 'aws-lambda';
IMPORT
export async function consume({ Records }: SQSEvent): Promise<void> {
  const client = CLIENT;
  await client.labelDetection(Records[0]?.body ?? '');
}
`),
  ...pair('aws-lambda-libraries', 'a handler that middy wraps', 'src/middy.ts', `
import middy from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
IMPORT
const scan = async (incoming) => {
  const client = CLIENT;
  return client.labelDetection(incoming.body.uri);
};
export const handler = middy(scan).use(httpJsonBodyParser());
`),
  ...pair('aws-lambda-libraries', 'a handler that middy is given last', 'src/middy-last.mjs', `
import middy from '@middy/core';
IMPORT
export const handler = middy()
  .use({ onError: (incoming) => { incoming.response = { statusCode: 500 }; } })
  .handler(async (incoming) => CLIENT.labelDetection(incoming.uri));
`),
  ...pair('aws-lambda-libraries', 'middleware of middy', 'src/middleware.mjs', `
import middy from '@middy/core';
IMPORT
export const handler = middy(() => 'ok').use({
  before: async (incoming) => {
    const client = CLIENT;
    incoming.context.labels = await client.labelDetection(incoming.event.uri);
  },
});
`),
  ...pair('aws-lambda-libraries', 'a class with the interface of Powertools', 'src/class.ts', `
import type { LambdaInterface } from '@aws-lambda-powertools/commons/types';
IMPORT
class Lambda implements LambdaInterface {
  public async handler(incoming: { uri: string }): Promise<unknown> {
    const client = CLIENT;
    return client.labelDetection(incoming.uri);
  }
}
const lambda = new Lambda();
export const handler = lambda.handler.bind(lambda);
`),
  ...pair('aws-lambda-libraries', 'a resolver of Powertools', 'src/resolver.ts', `
import { AppSyncGraphQLResolver } from '@aws-lambda-powertools/event-handler/appsync-graphql';
IMPORT
const app = new AppSyncGraphQLResolver();
app.onQuery('labels', async ({ uri }) => {
  const client = CLIENT;
  return client.labelDetection(uri);
});
`),
  ...pair('aws-lambda-libraries', 'an idempotent handler', 'src/idempotent.ts', `
import { makeIdempotent } from '@aws-lambda-powertools/idempotency';
IMPORT
export const handler = makeIdempotent(async (incoming: { uri: string }) => CLIENT.labelDetection(incoming.uri), { persistenceStore });
`),
  ...silent('aws-lambda-libraries', 'the constructor of a handler that is made once', 'src/once.ts', `
import type { LambdaInterface } from '@aws-lambda-powertools/commons/types';
IMPORT
class Lambda implements LambdaInterface {
  private readonly client = CLIENT;
  public async handler(incoming: { uri: string }): Promise<unknown> {
    return this.client.labelDetection(incoming.uri);
  }
}
const lambda = new Lambda();
export const handler = lambda.handler.bind(lambda);
`),

  ...silent('aws-lambda-libraries', 'a custom resource, which runs at each deployment', 'src/custom.ts', `
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
IMPORT
export async function handler(event: CloudFormationCustomResourceEvent) {
  const client = CLIENT;
  await client.labelDetection(event.RequestType);
}
`),
  ...silent('aws-lambda', 'a custom resource, which runs at each deployment', 'src/custom.js', `
REQUIRE
exports.handler = async (event) => {
  const client = CLIENT;
  await client.labelDetection(event.ResourceProperties.uri);
  return { PhysicalResourceId: event.LogicalResourceId };
};
`),
  ...silent('aws-lambda', 'a migration, which runs at each deployment', 'src/functions/db-migrate/handler.js', `
REQUIRE
exports.handler = async (event) => {
  const client = CLIENT;
  await client.labelDetection(event.uri);
};
`),
  ...silent('aws-lambda', 'a migration by the name of its file', 'lambda/runMigrations.js', `
REQUIRE
exports.handler = async () => {
  const client = CLIENT;
  await client.labelDetection('a.png');
};
`),
  ...pair('aws-lambda', 'a function about the migration of others', 'src/functions/immigration/handler.js', `
REQUIRE
exports.handler = async (event) => {
  const client = CLIENT;
  await client.labelDetection(event.uri);
};
`),
  ...pair('google-cloud-functions', 'an HTTP function', 'index.js', `
const functions = require('@google-cloud/functions-framework');
REQUIRE
functions.http('scan', async (incoming, outgoing) => {
  const client = CLIENT;
  outgoing.send(await client.labelDetection(incoming.query.uri));
});
`),
  ...pair('google-cloud-functions', 'an event function', 'src/event.ts', `
import { cloudEvent } from '@google-cloud/functions-framework';
IMPORT
cloudEvent('scan', async (incoming) => {
  const client = CLIENT;
  await client.labelDetection(incoming.data.uri);
});
`),
  ...pair('google-cloud-functions', 'a function known by its type', 'src/typed.ts', `
import type { HttpFunction } from '@google-cloud/functions-framework';
IMPORT
export const scan: HttpFunction = async (incoming, outgoing) => {
  const client = CLIENT;
  outgoing.send(await client.labelDetection(incoming.url));
};
`),
  ...pair('google-cloud-functions', 'an exported function', 'functions/scan.js', `
REQUIRE
exports.scan = async (req, res) => {
  const client = CLIENT;
  res.send(await client.labelDetection(req.query.uri));
};
`),
  ...silent('google-cloud-functions', 'a lazy client of the module', 'functions/lazy.js', `
const functions = require('@google-cloud/functions-framework');
REQUIRE
let client;
function getClient() {
  if (!client) {
    client = CLIENT;
  }
  return client;
}
functions.http('scan', async (req, res) => res.send(await getClient().labelDetection(req.query.uri)));
`),

  ...pair('cloud-background-functions', 'a Pub/Sub function', 'functions/pubsub.js', `
REQUIRE
exports.onImage = async (message, context) => {
  const client = CLIENT;
  await client.labelDetection(Buffer.from(message.data, 'base64').toString());
};
`),
  ...pair('cloud-background-functions', 'a storage function', 'functions/storage.js', `
REQUIRE
exports.onFile = async (file, context) => CLIENT.labelDetection(\`gs://\${file.bucket}/\${file.name}\`);
`),
  ...pair('cloud-background-functions', 'an event function', 'functions/event.js', `
REQUIRE
exports.onEvent = async (cloudEvent) => {
  const client = CLIENT;
  await client.labelDetection(cloudEvent.data.name);
};
`),
  ...pair('cloud-background-functions', 'a function that is told when it is done', 'functions/analytics.js', `
REQUIRE
exports.subscribe = async (data, context, callback) => {
  const client = CLIENT;
  await client.labelDetection(Buffer.from(data.data, 'base64').toString());
  callback();
};
`),
  ...pair('twilio-functions', 'a function', 'functions/scan.js', `
REQUIRE
exports.handler = async function (context, event, callback) {
  const client = CLIENT;
  const [result] = await client.labelDetection(event.uri);
  return callback(null, result);
};
`),
  ...silent('twilio-functions', 'a client that is kept', 'functions/kept.js', `
REQUIRE
let client;
exports.handler = async function (context, event, callback) {
  client ??= CLIENT;
  return callback(null, await client.labelDetection(event.uri));
};
`),
  ...silent('cloud-background-functions', 'a function that is not exported', 'functions/private.js', `
REQUIRE
function prepare(message, context) {
  const client = CLIENT;
  return { client, message, context };
}
exports.prepared = prepare('hello', {});
`),

  ...pair('firebase-functions', 'an HTTP function of the second generation', 'functions/src/index.ts', `
import { onRequest } from 'firebase-functions/v2/https';
IMPORT
export const scan = onRequest({ cors: true }, async (incoming, outgoing) => {
  const client = CLIENT;
  outgoing.json(await client.labelDetection(incoming.query.uri as string));
});
`),
  ...pair('firebase-functions', 'a callable function of the second generation', 'functions/src/call.ts', `
import { https } from 'firebase-functions/v2';
IMPORT
export const scan = https.onCall(async ({ data }) => CLIENT.labelDetection(data.uri));
`),
  ...pair('firebase-functions', 'an HTTP function of the first generation', 'functions/index.js', `
const functions = require('firebase-functions');
REQUIRE
exports.scan = functions.https.onRequest(async (incoming, outgoing) => {
  const client = CLIENT;
  outgoing.json(await client.labelDetection(incoming.query.uri));
});
`),
  ...pair('firebase-functions', 'a callable function with a region and options', 'functions/region.js', `
const functions = require('firebase-functions/v1');
REQUIRE
exports.scan = functions
  .region('europe-west1')
  .runWith({ memory: '1GB' })
  .https.onCall(async (data) => CLIENT.labelDetection(data.uri));
`),
  ...pair('firebase-functions', 'a Firestore trigger of the first generation', 'functions/firestore.js', `
const functions = require('firebase-functions');
REQUIRE
exports.onImage = functions.firestore.document('images/{id}').onCreate(async (snapshot) => {
  const client = CLIENT;
  await snapshot.ref.update({ labels: await client.labelDetection(snapshot.data().uri) });
});
`),
  ...pair('firebase-functions', 'a Firestore trigger of the second generation', 'functions/src/firestore.ts', `
import { onDocumentCreated } from 'firebase-functions/v2/firestore';
IMPORT
export const onImage = onDocumentCreated('images/{id}', async (incoming) => {
  const client = CLIENT;
  await client.labelDetection(incoming.data?.get('uri'));
});
`),
  ...pair('firebase-functions', 'a storage trigger', 'functions/storage.js', `
const functions = require('firebase-functions');
REQUIRE
exports.onFile = functions.storage.object().onFinalize(async (object) => CLIENT.labelDetection(object.name));
`),
  ...pair('firebase-functions', 'a user trigger', 'functions/user.js', `
const functions = require('firebase-functions');
REQUIRE
exports.onUser = functions.auth.user().onCreate(async (user) => {
  const client = CLIENT;
  await client.faceDetection(user.photoURL);
});
`),
  ...pair('firebase-functions', 'a message', 'functions/src/message.ts', `
import { onMessagePublished } from 'firebase-functions/v2/pubsub';
IMPORT
export const onImage = onMessagePublished('images', async (incoming) => {
  const client = CLIENT;
  await client.labelDetection(incoming.data.message.json.uri);
});
`),
  ...pair('firebase-functions', 'a schedule of the first generation', 'functions/schedule.js', `
const functions = require('firebase-functions');
REQUIRE
exports.nightly = functions.pubsub.schedule('every 24 hours').timeZone('Europe/Berlin').onRun(async () => {
  const client = CLIENT;
  await client.labelDetection('gs://bucket/today.png');
});
`),
  ...pair('firebase-functions', 'a schedule of the second generation', 'functions/src/schedule.ts', `
import { onSchedule } from 'firebase-functions/v2/scheduler';
IMPORT
export const nightly = onSchedule('every day 00:00', async () => {
  const client = CLIENT;
  await client.labelDetection('gs://bucket/today.png');
});
`),
  ...pair('firebase-functions', 'a parameter known by its type', 'functions/src/typed.ts', `
import type { CallableRequest } from 'firebase-functions/v2/https';
IMPORT
export async function scan(incoming: CallableRequest<{ uri: string }>) {
  const client = CLIENT;
  return client.labelDetection(incoming.data.uri);
}
`),
  ...silent('firebase-functions', 'onInit', 'functions/src/init.ts', `
import { onInit } from 'firebase-functions/v2/core';
import { onRequest } from 'firebase-functions/v2/https';
IMPORT
let client: ImageAnnotatorClient;
onInit(() => {
  client = CLIENT;
});
export const scan = onRequest(async (req, res) => { res.json(await client.labelDetection(String(req.query.uri))); });
`),
  ...silent('firebase-functions', 'onInit of the first generation', 'functions/init.js', `
const functions = require('firebase-functions/v1');
REQUIRE
let client;
functions.onInit(async () => {
  const made = CLIENT;
  await made.initialize();
  client = made;
});
exports.scan = functions.https.onCall((data) => client.labelDetection(data.uri));
`),

  ...pair('azure-functions', 'an HTTP function', 'src/functions/scan.ts', `
import { app } from '@azure/functions';
IMPORT
app.http('scan', {
  methods: ['GET'],
  handler: async (incoming) => {
    const client = CLIENT;
    return { jsonBody: await client.labelDetection(incoming.query.get('uri') ?? '') };
  },
});
`),
  ...pair('azure-functions', 'a short HTTP function', 'src/functions/short.js', `
const { app } = require('@azure/functions');
REQUIRE
app.get('scan', async (incoming) => ({ jsonBody: await CLIENT.labelDetection(incoming.url) }));
`),
  ...pair('azure-functions', 'a timer', 'src/functions/timer.ts', `
import { app } from '@azure/functions';
IMPORT
app.timer('nightly', { schedule: '0 0 0 * * *', handler: nightly });
async function nightly(): Promise<void> {
  const client = CLIENT;
  await client.labelDetection('gs://bucket/today.png');
}
`),
  ...pair('azure-functions', 'a queue', 'src/functions/queue.ts', `
import { app } from '@azure/functions';
IMPORT
app.serviceBusQueue('scan', {
  queueName: 'images',
  connection: 'SERVICE_BUS',
  handler: async (uri) => { await CLIENT.labelDetection(String(uri)); },
});
`),
  ...pair('azure-functions', 'a hook of each invocation', 'src/hooks.ts', `
import { app } from '@azure/functions';
IMPORT
app.hook.preInvocation(async (incoming) => {
  const client = CLIENT;
  incoming.hookData.labels = await client.labelDetection(incoming.invocationContext.functionName);
});
`),
  ...pair('azure-functions', 'a function known by its type', 'ScanTrigger/index.ts', `
import type { AzureFunction } from '@azure/functions';
IMPORT
const scan: AzureFunction = async function (incoming, body) {
  const client = CLIENT;
  incoming.res = { body: await client.labelDetection(body.uri) };
};
export default scan;
`),
  ...pair('azure-functions', 'parameters known by their types', 'src/functions/typed.ts', `
import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
IMPORT
export async function scan(incoming: HttpRequest, invocation: InvocationContext): Promise<HttpResponseInit> {
  const client = CLIENT;
  return { jsonBody: await client.labelDetection(incoming.url) };
}
`),
  ...silent('azure-functions', 'the start of the app', 'src/start.ts', `
import { app } from '@azure/functions';
IMPORT
export let client: ImageAnnotatorClient | undefined;
app.hook.appStart(async () => {
  client = CLIENT;
});
`),

  ...pair('azure-functions-v3', 'a folder with a function', 'GetLabels/index.js', `
REQUIRE
module.exports = async function (context, req) {
  const client = CLIENT;
  context.res = { body: await client.labelDetection(req.query.uri) };
};
`),
  ...pair('azure-functions-v3', 'a timer', 'Nightly/index.js', `
REQUIRE
module.exports = async function (context, myTimer) {
  await CLIENT.labelDetection('gs://bucket/today.png');
  context.done();
};
`),
  ...silent('azure-functions-v3', 'a plugin with a context', 'plugins/vision.js', `
IMPORT
export default (context, inject) => {
  inject('vision', CLIENT);
};
`),

  ...pair('vercel-functions', 'parameters known by their types', 'api/scan.ts', `
import type { VercelRequest, VercelResponse } from '@vercel/node';
IMPORT
export default async function (incoming: VercelRequest, outgoing: VercelResponse) {
  const client = CLIENT;
  outgoing.json(await client.labelDetection(String(incoming.query.uri)));
}
`),
  ...pair('vercel-functions', 'a function known by its type', 'lib/scan.ts', `
import type { VercelApiHandler } from '@vercel/node';
IMPORT
export const scan: VercelApiHandler = async (incoming, outgoing) => {
  const client = CLIENT;
  outgoing.json(await client.labelDetection(String(incoming.query.uri)));
};
`),
  ...silent('vercel-functions', 'a promise of the module', 'api/kept.ts', `
import type { VercelRequest, VercelResponse } from '@vercel/node';
IMPORT
const connected = (async () => {
  const client = CLIENT;
  await client.initialize();
  return client;
})();
export default async (req: VercelRequest, res: VercelResponse) => {
  res.json(await (await connected).labelDetection(String(req.query.uri)));
};
`),

  ...pair('api-folder-functions', 'a default export', 'api/scan.js', `
IMPORT
export default async (req) => {
  const client = CLIENT;
  return Response.json(await client.labelDetection(req.url));
};
`),
  ...pair('api-folder-functions', 'an export named after the method', 'api/labels.js', `
IMPORT
export async function GET(request) {
  const client = CLIENT;
  return Response.json(await client.labelDetection(request.url));
}
`),
  ...pair('api-folder-functions', 'an export named after the method that takes nothing', 'api/cron/labels.ts', `
IMPORT
async function label() {
  const client = CLIENT;
  return Response.json(await client.labelDetection('gs://bucket/image.png'));
}
export async function GET() {
  return label();
}
`),
  ...pair('api-folder-functions', 'a CommonJS function', 'api/text.js', `
REQUIRE
module.exports = async (request, outgoing) => {
  outgoing.end(JSON.stringify(await CLIENT.textDetection(request.url)));
};
`),
  ...silent('api-folder-functions', 'a factory of an API client', 'src/api/vision.js', `
IMPORT
export default function createVision(options) {
  const client = CLIENT;
  return { scan: (uri) => client.labelDetection({ ...options, uri }) };
}
`),

  ...pair('netlify-functions', 'a function known by its type', 'functions/scan.ts', `
import type { Handler } from '@netlify/functions';
IMPORT
const scan: Handler = async (incoming) => {
  const client = CLIENT;
  return { statusCode: 200, body: JSON.stringify(await client.labelDetection(incoming.path)) };
};
export { scan as handler };
`),
  ...pair('netlify-functions', 'a parameter known by its type', 'functions/typed.ts', `
import type { HandlerEvent } from '@netlify/functions';
IMPORT
export async function scan({ path }: HandlerEvent) {
  const client = CLIENT;
  return client.labelDetection(path);
}
`),
  ...pair('netlify-functions', 'a streamed function', 'functions/stream.ts', `
import { stream } from '@netlify/functions';
IMPORT
export const handler = stream(async ({ path }) => ({ statusCode: 200, body: JSON.stringify(await CLIENT.labelDetection(path)) }));
`),
  ...pair('netlify-functions', 'a schedule', 'functions/nightly.js', `
const { schedule } = require('@netlify/functions');
REQUIRE
exports.handler = schedule('@daily', async () => {
  const client = CLIENT;
  await client.labelDetection('gs://bucket/today.png');
  return { statusCode: 200 };
});
`),
  ...silent('netlify-functions', 'a client that is kept', 'functions/kept.ts', `
import type { Handler } from '@netlify/functions';
IMPORT
let client: ImageAnnotatorClient | undefined;
export const handler: Handler = async ({ path }) => {
  client ??= CLIENT;
  return { statusCode: 200, body: JSON.stringify(await client.labelDetection(path)) };
};
`),

  ...pair('netlify-functions-folder', 'a default export', 'netlify/functions/scan.mts', `
IMPORT
export default async (incoming: Request) => {
  const client = CLIENT;
  return Response.json(await client.labelDetection(incoming.url));
};
`),
  ...pair('netlify-functions-folder', 'a handler without parameters', 'netlify/functions/status.js', `
REQUIRE
exports.handler = async () => {
  const client = CLIENT;
  return { statusCode: 200, body: JSON.stringify(await client.labelDetection('gs://bucket/status.png')) };
};
`),
  ...silent('netlify-functions-folder', 'a helper of the module', 'netlify/functions/helper.js', `
REQUIRE
const make = () => CLIENT;
const client = make();
exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(await client.labelDetection(event.path)) });
`),

  ...silent('cloudflare-workers', 'the fetch of a worker', 'src/worker.ts', `
IMPORT
export default {
  async fetch(request, env, ctx) {
    const client = CLIENT;
    ctx.waitUntil(client.close());
    return Response.json(await client.labelDetection(request.url));
  },
};
`),
  ...silent('cloudflare-workers', 'a durable object', 'src/object.ts', `
import { DurableObject } from 'cloudflare:workers';
IMPORT
export class Scanner extends DurableObject {
  async scan(uri: string) {
    const client = CLIENT;
    return client.labelDetection(uri);
  }
}
`),
  ...silent('cloudflare-workers', 'an entrypoint', 'src/entrypoint.ts', `
import { WorkerEntrypoint } from 'cloudflare:workers';
IMPORT
export default class extends WorkerEntrypoint {
  async fetch(request) {
    return Response.json(await CLIENT.labelDetection(request.url));
  }
}
`),
  ...silent('cloudflare-workers', 'a parameter known by its type', 'src/scheduled.ts', `
import type { ExecutionContext, ScheduledController } from '@cloudflare/workers-types';
IMPORT
export async function scheduled(controller: ScheduledController, env: unknown, ctx: ExecutionContext): Promise<void> {
  const client = CLIENT;
  ctx.waitUntil(client.labelDetection('gs://bucket/today.png'));
}
`),
];
