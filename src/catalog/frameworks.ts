import type { FrameworkModel } from './types.js';
import { adonisjs } from './frameworks/adonisjs.js';
import { apiFolderFunctions } from './frameworks/api-folder-functions.js';
import { awsLambda } from './frameworks/aws-lambda.js';
import { awsLambdaLibraries } from './frameworks/aws-lambda-libraries.js';
import { azureFunctions } from './frameworks/azure-functions.js';
import { azureFunctionsV3 } from './frameworks/azure-functions-v3.js';
import { cloudBackgroundFunctions } from './frameworks/cloud-background-functions.js';
import { cloudflareWorkers } from './frameworks/cloudflare-workers.js';
import { elysia } from './frameworks/elysia.js';
import { express } from './frameworks/express.js';
import { fastify } from './frameworks/fastify.js';
import { feathers } from './frameworks/feathers.js';
import { firebaseFunctions } from './frameworks/firebase-functions.js';
import { googleCloudFunctions } from './frameworks/google-cloud-functions.js';
import { h3 } from './frameworks/h3.js';
import { hapi } from './frameworks/hapi.js';
import { hono } from './frameworks/hono.js';
import { koa } from './frameworks/koa.js';
import { loopback } from './frameworks/loopback.js';
import { moleculer } from './frameworks/moleculer.js';
import { netlifyFunctions } from './frameworks/netlify-functions.js';
import { netlifyFunctionsFolder } from './frameworks/netlify-functions-folder.js';
import { nitroAutoImports } from './frameworks/nitro-auto-imports.js';
import { nodeHttp } from './frameworks/node-http.js';
import { nodeNet } from './frameworks/node-net.js';
import { nodeProcess } from './frameworks/node-process.js';
import { requestSignature } from './frameworks/request-signature.js';
import { restify } from './frameworks/restify.js';
import { routingControllers } from './frameworks/routing-controllers.js';
import { tsoa } from './frameworks/tsoa.js';
import { vercelFunctions } from './frameworks/vercel-functions.js';
import { webServers } from './frameworks/web-servers.js';

/** All frameworks that are known, one file each. */
export const frameworks: readonly FrameworkModel[] = [
  adonisjs,
  apiFolderFunctions,
  awsLambda,
  awsLambdaLibraries,
  azureFunctions,
  azureFunctionsV3,
  cloudBackgroundFunctions,
  cloudflareWorkers,
  elysia,
  express,
  fastify,
  feathers,
  firebaseFunctions,
  googleCloudFunctions,
  h3,
  hapi,
  hono,
  koa,
  loopback,
  moleculer,
  netlifyFunctions,
  netlifyFunctionsFolder,
  nitroAutoImports,
  nodeHttp,
  nodeNet,
  nodeProcess,
  requestSignature,
  restify,
  routingControllers,
  tsoa,
  vercelFunctions,
  webServers,
];
