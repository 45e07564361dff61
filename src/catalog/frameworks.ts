import type { FrameworkModel } from './types.js';
import { activepieces } from './frameworks/activepieces.js';
import { adonisjs } from './frameworks/adonisjs.js';
import { agenda } from './frameworks/agenda.js';
import { agentLibraries } from './frameworks/agent-libraries.js';
import { aiSdk } from './frameworks/ai-sdk.js';
import { alexaSkills } from './frameworks/alexa-skills.js';
import { amqplib } from './frameworks/amqplib.js';
import { apiFolderFunctions } from './frameworks/api-folder-functions.js';
import { astro } from './frameworks/astro.js';
import { authJs } from './frameworks/auth-js.js';
import { awilix } from './frameworks/awilix.js';
import { awsLambda } from './frameworks/aws-lambda.js';
import { awsLambdaLibraries } from './frameworks/aws-lambda-libraries.js';
import { azureFunctions } from './frameworks/azure-functions.js';
import { azureFunctionsV3 } from './frameworks/azure-functions-v3.js';
import { baileys } from './frameworks/baileys.js';
import { beeQueue } from './frameworks/bee-queue.js';
import { betterAuth } from './frameworks/better-auth.js';
import { botFramework } from './frameworks/bot-framework.js';
import { botLibraries } from './frameworks/bot-libraries.js';
import { botkit } from './frameworks/botkit.js';
import { bree } from './frameworks/bree.js';
import { builderbot } from './frameworks/builderbot.js';
import { bullmq } from './frameworks/bullmq.js';
import { chatPlatforms } from './frameworks/chat-platforms.js';
import { cloudBackgroundFunctions } from './frameworks/cloud-background-functions.js';
import { cloudFunctionVendors } from './frameworks/cloud-function-vendors.js';
import { cloudflareWorkers } from './frameworks/cloudflare-workers.js';
import { contentPlatforms } from './frameworks/content-platforms.js';
import { cron } from './frameworks/cron.js';
import { dataloader } from './frameworks/dataloader.js';
import { describedApis } from './frameworks/described-apis.js';
import { discord } from './frameworks/discord.js';
import { discordLibraries } from './frameworks/discord-libraries.js';
import { electron } from './frameworks/electron.js';
import { elysia } from './frameworks/elysia.js';
import { express } from './frameworks/express.js';
import { fastify } from './frameworks/fastify.js';
import { fastlyCompute } from './frameworks/fastly-compute.js';
import { feathers } from './frameworks/feathers.js';
import { firebaseFunctions } from './frameworks/firebase-functions.js';
import { flowise } from './frameworks/flowise.js';
import { furtherFunctions } from './frameworks/further-functions.js';
import { googleCloudFunctions } from './frameworks/google-cloud-functions.js';
import { googlePubsub } from './frameworks/google-pubsub.js';
import { grammy } from './frameworks/grammy.js';
import { graphileWorker } from './frameworks/graphile-worker.js';
import { graphql } from './frameworks/graphql.js';
import { graphqlBuilders } from './frameworks/graphql-builders.js';
import { grpcServer } from './frameworks/grpc-server.js';
import { gupshup } from './frameworks/gupshup.js';
import { h3 } from './frameworks/h3.js';
import { hapi } from './frameworks/hapi.js';
import { hatchet } from './frameworks/hatchet.js';
import { hocuspocus } from './frameworks/hocuspocus.js';
import { hono } from './frameworks/hono.js';
import { inngest } from './frameworks/inngest.js';
import { integrationPlatforms } from './frameworks/integration-platforms.js';
import { inversify } from './frameworks/inversify.js';
import { jsonRpc } from './frameworks/json-rpc.js';
import { kafkajs } from './frameworks/kafkajs.js';
import { knativeFunctions } from './frameworks/knative-functions.js';
import { koa } from './frameworks/koa.js';
import { langchain } from './frameworks/langchain.js';
import { loopback } from './frameworks/loopback.js';
import { mastra } from './frameworks/mastra.js';
import { mcpServer } from './frameworks/mcp-server.js';
import { messageServices } from './frameworks/message-services.js';
import { meteor } from './frameworks/meteor.js';
import { moleculer } from './frameworks/moleculer.js';
import { mqtt } from './frameworks/mqtt.js';
import { n8n } from './frameworks/n8n.js';
import { nats } from './frameworks/nats.js';
import { nestjs } from './frameworks/nestjs.js';
import { nestjsTelegraf } from './frameworks/nestjs-telegraf.js';
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
import { nodeTelegramBotApi } from './frameworks/node-telegram-bot-api.js';
import { openaiAgents } from './frameworks/openai-agents.js';
import { orpc } from './frameworks/orpc.js';
import { passport } from './frameworks/passport.js';
import { pgBoss } from './frameworks/pg-boss.js';
import { queueLibraries } from './frameworks/queue-libraries.js';
import { quirrel } from './frameworks/quirrel.js';
import { react } from './frameworks/react.js';
import { redwood } from './frameworks/redwood.js';
import { redwoodSdk } from './frameworks/redwood-sdk.js';
import { remix } from './frameworks/remix.js';
import { requestSignature } from './frameworks/request-signature.js';
import { restify } from './frameworks/restify.js';
import { resumableApps } from './frameworks/resumable-apps.js';
import { routingControllers } from './frameworks/routing-controllers.js';
import { serverRuntimes } from './frameworks/server-runtimes.js';
import { slackBolt } from './frameworks/slack-bolt.js';
import { slackLibraries } from './frameworks/slack-libraries.js';
import { socketIo } from './frameworks/socket-io.js';
import { sqsConsumer } from './frameworks/sqs-consumer.js';
import { sveltekit } from './frameworks/sveltekit.js';
import { tanstackStart } from './frameworks/tanstack-start.js';
import { telebot } from './frameworks/telebot.js';
import { telegraf } from './frameworks/telegraf.js';
import { temporalActivities } from './frameworks/temporal-activities.js';
import { timerLibraries } from './frameworks/timer-libraries.js';
import { timers } from './frameworks/timers.js';
import { triggerDev } from './frameworks/trigger-dev.js';
import { trpc } from './frameworks/trpc.js';
import { tsed } from './frameworks/tsed.js';
import { tsoa } from './frameworks/tsoa.js';
import { tsyringe } from './frameworks/tsyringe.js';
import { twilioFunctions } from './frameworks/twilio-functions.js';
import { typeGraphql } from './frameworks/type-graphql.js';
import { typedApis } from './frameworks/typed-apis.js';
import { typedi } from './frameworks/typedi.js';
import { upstash } from './frameworks/upstash.js';
import { venom } from './frameworks/venom.js';
import { vercelFunctions } from './frameworks/vercel-functions.js';
import { waku } from './frameworks/waku.js';
import { webServers } from './frameworks/web-servers.js';
import { websocket } from './frameworks/websocket.js';
import { whatsappWeb } from './frameworks/whatsapp-web.js';
import { yjs } from './frameworks/yjs.js';

/** All frameworks that are known, one file each. */
export const frameworks: readonly FrameworkModel[] = [
  activepieces,
  adonisjs,
  agenda,
  agentLibraries,
  aiSdk,
  alexaSkills,
  amqplib,
  apiFolderFunctions,
  astro,
  authJs,
  cloudFunctionVendors,
  awilix,
  awsLambda,
  awsLambdaLibraries,
  azureFunctions,
  azureFunctionsV3,
  baileys,
  beeQueue,
  betterAuth,
  botFramework,
  botLibraries,
  botkit,
  bree,
  builderbot,
  bullmq,
  chatPlatforms,
  cloudBackgroundFunctions,
  cloudflareWorkers,
  contentPlatforms,
  cron,
  dataloader,
  describedApis,
  discord,
  discordLibraries,
  electron,
  elysia,
  express,
  fastify,
  fastlyCompute,
  feathers,
  firebaseFunctions,
  flowise,
  furtherFunctions,
  googleCloudFunctions,
  googlePubsub,
  grammy,
  graphileWorker,
  graphql,
  graphqlBuilders,
  grpcServer,
  gupshup,
  h3,
  hapi,
  hatchet,
  hocuspocus,
  hono,
  inngest,
  integrationPlatforms,
  inversify,
  jsonRpc,
  kafkajs,
  knativeFunctions,
  koa,
  langchain,
  loopback,
  mastra,
  mcpServer,
  meteor,
  messageServices,
  moleculer,
  mqtt,
  n8n,
  nats,
  nestjs,
  nestjsTelegraf,
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
  nodeTelegramBotApi,
  openaiAgents,
  orpc,
  passport,
  pgBoss,
  queueLibraries,
  quirrel,
  react,
  redwood,
  redwoodSdk,
  remix,
  requestSignature,
  restify,
  resumableApps,
  routingControllers,
  serverRuntimes,
  slackBolt,
  slackLibraries,
  socketIo,
  sqsConsumer,
  sveltekit,
  tanstackStart,
  telebot,
  telegraf,
  temporalActivities,
  timerLibraries,
  timers,
  triggerDev,
  trpc,
  tsed,
  tsoa,
  tsyringe,
  twilioFunctions,
  typedApis,
  typedi,
  typeGraphql,
  upstash,
  venom,
  vercelFunctions,
  waku,
  webServers,
  websocket,
  whatsappWeb,
  yjs,
];
