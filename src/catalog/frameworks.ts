import type { FrameworkModel } from './types.js';
import { adonisjs } from './frameworks/adonisjs.js';
import { agenda } from './frameworks/agenda.js';
import { amqplib } from './frameworks/amqplib.js';
import { apiFolderFunctions } from './frameworks/api-folder-functions.js';
import { astro } from './frameworks/astro.js';
import { awsLambda } from './frameworks/aws-lambda.js';
import { awsLambdaLibraries } from './frameworks/aws-lambda-libraries.js';
import { azureFunctions } from './frameworks/azure-functions.js';
import { azureFunctionsV3 } from './frameworks/azure-functions-v3.js';
import { beeQueue } from './frameworks/bee-queue.js';
import { bullmq } from './frameworks/bullmq.js';
import { cloudBackgroundFunctions } from './frameworks/cloud-background-functions.js';
import { cloudflareWorkers } from './frameworks/cloudflare-workers.js';
import { cron } from './frameworks/cron.js';
import { discord } from './frameworks/discord.js';
import { elysia } from './frameworks/elysia.js';
import { express } from './frameworks/express.js';
import { fastify } from './frameworks/fastify.js';
import { feathers } from './frameworks/feathers.js';
import { firebaseFunctions } from './frameworks/firebase-functions.js';
import { googleCloudFunctions } from './frameworks/google-cloud-functions.js';
import { googlePubsub } from './frameworks/google-pubsub.js';
import { grammy } from './frameworks/grammy.js';
import { graphql } from './frameworks/graphql.js';
import { grpcServer } from './frameworks/grpc-server.js';
import { h3 } from './frameworks/h3.js';
import { hapi } from './frameworks/hapi.js';
import { hocuspocus } from './frameworks/hocuspocus.js';
import { hono } from './frameworks/hono.js';
import { inversify } from './frameworks/inversify.js';
import { kafkajs } from './frameworks/kafkajs.js';
import { koa } from './frameworks/koa.js';
import { loopback } from './frameworks/loopback.js';
import { mcpServer } from './frameworks/mcp-server.js';
import { meteor } from './frameworks/meteor.js';
import { moleculer } from './frameworks/moleculer.js';
import { mqtt } from './frameworks/mqtt.js';
import { nats } from './frameworks/nats.js';
import { nestjs } from './frameworks/nestjs.js';
import { netlifyFunctions } from './frameworks/netlify-functions.js';
import { netlifyFunctionsFolder } from './frameworks/netlify-functions-folder.js';
import { nextjs } from './frameworks/nextjs.js';
import { nextjsMiddleware } from './frameworks/nextjs-middleware.js';
import { nitroAutoImports } from './frameworks/nitro-auto-imports.js';
import { nodeEvents } from './frameworks/node-events.js';
import { nodeHttp } from './frameworks/node-http.js';
import { nodeNet } from './frameworks/node-net.js';
import { nodeProcess } from './frameworks/node-process.js';
import { nodeRed } from './frameworks/node-red.js';
import { orpc } from './frameworks/orpc.js';
import { pgBoss } from './frameworks/pg-boss.js';
import { remix } from './frameworks/remix.js';
import { requestSignature } from './frameworks/request-signature.js';
import { passport } from './frameworks/passport.js';
import { restify } from './frameworks/restify.js';
import { routingControllers } from './frameworks/routing-controllers.js';
import { slackBolt } from './frameworks/slack-bolt.js';
import { socketIo } from './frameworks/socket-io.js';
import { sqsConsumer } from './frameworks/sqs-consumer.js';
import { sveltekit } from './frameworks/sveltekit.js';
import { telegraf } from './frameworks/telegraf.js';
import { temporalActivities } from './frameworks/temporal-activities.js';
import { timerLibraries } from './frameworks/timer-libraries.js';
import { timers } from './frameworks/timers.js';
import { trpc } from './frameworks/trpc.js';
import { tsed } from './frameworks/tsed.js';
import { tsoa } from './frameworks/tsoa.js';
import { tsyringe } from './frameworks/tsyringe.js';
import { twilioFunctions } from './frameworks/twilio-functions.js';
import { typeGraphql } from './frameworks/type-graphql.js';
import { typedi } from './frameworks/typedi.js';
import { vercelFunctions } from './frameworks/vercel-functions.js';
import { webServers } from './frameworks/web-servers.js';
import { websocket } from './frameworks/websocket.js';
import { yjs } from './frameworks/yjs.js';

/** All frameworks that are known, one file each. */
export const frameworks: readonly FrameworkModel[] = [
  adonisjs,
  agenda,
  amqplib,
  apiFolderFunctions,
  astro,
  awsLambda,
  awsLambdaLibraries,
  azureFunctions,
  azureFunctionsV3,
  beeQueue,
  bullmq,
  cloudBackgroundFunctions,
  cloudflareWorkers,
  cron,
  discord,
  elysia,
  express,
  fastify,
  feathers,
  firebaseFunctions,
  googleCloudFunctions,
  googlePubsub,
  grammy,
  graphql,
  grpcServer,
  h3,
  hapi,
  hocuspocus,
  hono,
  inversify,
  kafkajs,
  koa,
  loopback,
  mcpServer,
  meteor,
  moleculer,
  mqtt,
  nats,
  nestjs,
  netlifyFunctions,
  netlifyFunctionsFolder,
  nextjs,
  nextjsMiddleware,
  nitroAutoImports,
  nodeEvents,
  nodeHttp,
  nodeNet,
  nodeProcess,
  nodeRed,
  orpc,
  pgBoss,
  remix,
  requestSignature,
  passport,
  restify,
  routingControllers,
  tsed,
  slackBolt,
  socketIo,
  sqsConsumer,
  sveltekit,
  telegraf,
  temporalActivities,
  timerLibraries,
  timers,
  trpc,
  tsoa,
  tsyringe,
  twilioFunctions,
  typeGraphql,
  typedi,
  vercelFunctions,
  webServers,
  websocket,
  yjs,
];
