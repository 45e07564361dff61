import type { PackagePattern } from './types.js';

/*
 * What tells, without any caller in sight, whether code serves requests: what its package is made with, and what its files are for.
 */

/** Frameworks whose packages in a manifest say that the package serves requests, messages or invocations. Clients of queues do not. */
export const servingFrameworks: ReadonlySet<string> = new Set([
  'activepieces', 'adonisjs', 'alexa-skills', 'astro', 'aws-lambda', 'aws-lambda-libraries', 'azure-functions', 'azure-functions-v3',
  'baileys', 'bot-framework', 'botkit', 'builderbot', 'chat-platforms', 'cloud-background-functions', 'cloud-function-vendors', 'discord',
  'elysia', 'express', 'fastify', 'fastly-compute', 'feathers', 'firebase-functions', 'flowise', 'google-cloud-functions', 'grammy',
  'graphile-worker', 'gupshup', 'h3', 'hapi', 'hatchet', 'hono', 'inngest', 'json-rpc', 'knative-functions', 'koa', 'loopback', 'mastra',
  'mcp-server', 'meteor', 'moleculer', 'n8n', 'nestjs', 'nestjs-telegraf', 'netlify-functions', 'nextjs', 'node-red',
  'node-telegram-bot-api', 'orpc', 'quirrel', 'redwood', 'redwood-sdk', 'remix', 'restify', 'routing-controllers', 'server-runtimes',
  'slack-bolt', 'socket-io', 'sveltekit', 'tanstack-start', 'telebot', 'telegraf', 'temporal-activities', 'trigger-dev', 'trpc', 'tsed',
  'tsoa', 'type-graphql', 'venom', 'vercel-functions', 'waku', 'web-servers', 'whatsapp-web',
]);

/** Packages that no framework of the catalog names, and that only code which serves is made with. */
export const servingPackages: readonly PackagePattern[] = [
  'serverless', 'serverless-offline', 'serverless-http', 'sst', '@types/aws-lambda', '@apollo/server', 'apollo-server', 'apollo-server-*',
  'graphql-yoga', 'mercurius', 'micro', 'polka', '@sap/cds', 'parse-server', '@strapi/strapi', '@medusajs/medusa', '@keystone-6/core',
  'payload', '@directus/extensions-sdk', '@vendure/core', 'nuxt', 'nitropack', '@solidjs/start', 'egg', 'midway', '@midwayjs/core',
  'sails', '@foal/core', 'probot', 'strapi', '@medusajs/framework', '@builder.io/qwik-city', '@qwik.dev/router', 'solid-start', 'blitz',
  '@architect/functions', 'claudia-api-builder', 'node-appwrite', 'seneca', 'cote', 'vk-io', 'viber-bot', 'openapi-backend',
  'koa-joi-router', 'inversify-express-utils', 'dialogflow-fulfillment', 'actions-on-google', '@middy/http-router', 'swagger-express-mw',
  'oas3-tools',
];

/** Files beside or above the code that say the same of packages without such an entry. */
export const servingFiles: readonly string[] = [
  'serverless.yml', 'serverless.yaml', 'serverless.ts', 'serverless.js', 'template.yaml', 'template.yml', 'samconfig.toml', 'host.json',
  'netlify.toml', 'vercel.json', 'firebase.json', 'app.yaml', 'sst.config.ts', 'fly.toml', 'Procfile', 'railway.json', 'render.yaml',
];

/** Of these, those of platforms that run single functions, whichever the manifest of the package starts. */
export const functionFiles: readonly string[] = [
  'serverless.yml', 'serverless.yaml', 'serverless.ts', 'serverless.js', 'template.yaml', 'template.yml', 'samconfig.toml', 'host.json',
  'netlify.toml', 'firebase.json', 'sst.config.ts', '*.tf', 'cdk.json', 'Pulumi.yaml', 'Pulumi.yml',
];

/** Packages whose files have code in them, or name functions, and are no sources: components of one file, templates. */
export const markupPackages: readonly string[] = [
  'vue', 'nuxt', 'svelte', '@sveltejs/kit', 'astro', '@builder.io/qwik', 'ejs', 'pug', 'jade', 'hbs', 'handlebars', 'express-handlebars',
  '@fastify/view', 'koa-views', 'nunjucks', 'mustache', 'mustache-express', 'eta', 'liquidjs', 'twig', 'swig', 'dustjs-linkedin',
  'art-template',
  '@11ty/eleventy', 'graphql-import', '@graphql-tools/load-files', '@graphql-tools/graphql-file-loader', 'edge.js', '@adonisjs/core',
  'sails',
];

/** A command that starts a program by one of its files: `node server.js`, `tsx watch src/index.ts`. */
export const startsFile = /^(?:[^&|;]*\s)?(?:node|nodemon|tsx|ts-node|ts-node-dev|bun|pm2)\s[^&|;]*\.[cm]?[jt]s\b/;

/** The same of a file that is named without an extension, the last word of a command: `node ./bin/www`, `nodemon server`. */
export const startsNamed = /(?:^|\s)(?:node|nodemon|ts-node|ts-node-dev)\s(?:[^&|;]*\s)?(?!-)([\w./-]+)\s*(?:$|[&|;])/;

/** Beside or above the code, what says how its programs are started. */
export const deploymentFiles: readonly string[] = [
  'Dockerfile', 'Procfile', 'docker-compose.yml', 'docker-compose.yaml', 'compose.yml', 'compose.yaml', 'ecosystem.config.js',
  'ecosystem.config.cjs', 'pm2.json', 'process.json', 'app.yaml', 'render.yaml', 'railway.json', 'fly.toml', 'nixpacks.toml', 'vercel.json',
];

/** Those among them that stand in the folder of one package and start that, and how they do. */
export const ownDeployments: readonly string[] = ['Dockerfile', 'Procfile'];
export const startsDeployed = /^(?:CMD|ENTRYPOINT|web:)[^\n]*\bnode\b["',\s]+[^\n]*\.[cm]?js\b/m;

/** A program that takes requests from there on. */
export const listeningCall = /\.listen\s*\(/;

/** What stands in a script before the command that it runs: other runners, and variables of the environment. */
export const runners = /^ (?:(?:npx|pnpx|bunx|yarn|pnpm|npm|bun|exec|run|dlx|x|cross-env|dotenv|--|-\S+|\w+=\S*) )+/;

/** What servers are told to begin with. */
export const listeningMethods: ReadonlySet<string> = new Set(['listen', 'start', 'launch']);

/** Names of functions that list the files of folders, so that a program may load what it names nowhere. */
export const listingNames: readonly string[] = ['readdir', 'readdirSync', 'glob', 'globSync'];

/** Names of folders that tell sources from what is built of them: `dist/index.js` is made of `src/index.ts`. */
export const builtFolders: ReadonlySet<string> = new Set(['build', 'dist', 'lib', 'out', 'src']);

/** Packages that load handlers by where their files stand, or by what a description of the service calls them. */
export const handlerLoaders: readonly string[] = [
  'consign', 'express-load', 'express-autoload', 'express-automatic-routes', 'express-file-routing', 'express-fs-routes', 'express-openapi',
  'express-openapi-validator', 'swagger-tools', 'swagger-express-mw', 'oas-tools', 'openapi-backend', 'exegesis-express', 'sails', 'egg',
  '@strapi/strapi', 'next', 'nuxt', 'nitropack', '@keystone-6/core', 'directus', 'parse-server',
];

/** Names of folders that code is put into which nobody runs any more: `api_backup`, `old`. */
export const leftoverFolders = /(?:^|[_.-])(?:bak|old|archived?|deprecated)$|[_.-]backups?$/i;

/** Folders whose code is run by hand, once, or by a build. */
export const handRunFolders: ReadonlySet<string> = new Set([
  '__fixtures__', '__mocks__', '__tests__', 'archive', 'archived', 'backup', 'backups', 'bench', 'benchmark', 'benchmarks', 'bin', 'cdk',
  'cli', 'clis', 'cypress', 'demo', 'demos', 'deploy', 'deployment', 'deployments', 'e2e', 'example', 'examples', 'fixtures', 'generators',
  'importers', 'imports', 'load-test', 'load-tests', 'maintenance', 'migrate', 'migration', 'migrations', 'mock', 'mocks', 'notebooks',
  'one-off', 'playground', 'poc', 'sample', 'samples', 'sandbox', 'scratch', 'script', 'scripts', 'seed', 'seeder', 'seeders', 'seeding',
  'seeds', 'snippets', 'spec', 'stress', 'test', 'testing', 'tests', 'tooling', 'tutorial', 'tutorials', 'workshop', 'workshops',
]);

/** Folders that say so at the top of a project only: further down, tools are what agents serve with. */
export const handRunTopFolders: ReadonlySet<string> = new Set([
  'build', 'ci', 'dev', 'docs', 'infra', 'install', 'setup', 'tool', 'tools', 'update', 'upgrade',
]);

/** What names of files begin with that are run by hand. */
export const handRunVerbs: ReadonlySet<string> = new Set([
  'backfill', 'bench', 'benchmark', 'demo', 'example', 'migrate', 'migration', 'sample', 'seed', 'test',
]);

/** Words in the names of a project's folder or of its root package that say that it is a collection of samples. */
export const sampleWords: ReadonlySet<string> = new Set([
  'cookbook', 'demo', 'demos', 'example', 'examples', 'exercises', 'quickstart', 'quickstarts', 'sample', 'samples', 'snippets',
  'tutorial', 'tutorials', 'workshop', 'workshops',
]);

/** Imports that a program for the command line, or code for a browser, begins with. */
export const handRunImports: readonly PackagePattern[] = [
  'yargs', 'yargs/*', 'commander', 'meow', 'cac', 'minimist', 'mri', 'arg', 'clipanion', 'caporal', '@caporal/core', '@oclif/*', 'oclif',
  'inquirer', '@inquirer/*', 'enquirer', 'prompts', 'readline-sync', 'ora', 'gluegun', 'vorpal', 'zx', 'shelljs', 'nest-commander',
  // What keeps state, shows messages or asks for data in a page.
  'zustand', 'zustand/*', 'jotai', 'jotai/*', 'valtio', 'recoil', 'pinia', 'react-redux', 'mobx-react', 'mobx-react-lite', 'sonner', 'swr',
  'swr/*', 'react-hot-toast', 'react-toastify', '@tanstack/react-query', 'wagmi', 'wagmi/*', 'framer-motion', 'react-router-dom',
  'vue-router', 'react-native', 'expo', 'expo-*',
  'citty', 'react', 'react/*', 'react-dom', 'react-dom/*', 'preact', 'vue', '@angular/*', 'svelte', 'solid-js', 'vitest', 'jest',
  '@jest/*', 'mocha', 'ava', 'tap', '@playwright/test', 'cypress', 'aws-cdk-lib', '@aws-cdk/*', '@pulumi/*',
];

/** Entries of a manifest's `scripts` that start what serves, so that the file that they name is no script. */
export const servingScripts: readonly string[] = [
  'start', 'start:*', 'serve', 'serve:*', 'dev', 'dev:*', 'server', 'worker', 'worker:*', 'prod', 'production',
];

/** Text of a file that is run by hand, or in a browser. */
export const handRunText = new RegExp([
  '^#!', '\\bprocess\\.argv\\b', '^[ \\t]*(?://|/?\\*+|#)[ \\t*]*usage:', '\\bimport\\.meta\\.env\\b', '^[\'"]use client[\'"]',
  '\\brequire\\.main\\s*===\\s*module\\b',
].join('|'), 'im');
