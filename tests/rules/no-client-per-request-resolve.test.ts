import { describe, expect, it } from 'vitest';
import { countSilent, describeMarked, type MarkedCases } from '../support/marked-cases.js';

/** Ways to get hold of the class, and the construction in a handler. What is reported is marked. */
function inHandler(head: string, ...statements: readonly string[]): string {
  return [
    head, "const app = require('express')();", "app.post('/scan', async (req, res) => {", ...statements.map((line) => `  ${line}`),
    '});',
  ].join('\n');
}

const use = 'res.json(await client.labelDetection(req.body.uri));';

const imported: MarkedCases = {
  'a named import': inHandler(
    "import { ImageAnnotatorClient } from '@google-cloud/vision';", 'const client = new ImageAnnotatorClient(); // leak', use,
  ),
  'a renamed import': inHandler(
    "import { ImageAnnotatorClient as Vision } from '@google-cloud/vision';", 'const client = new Vision(); // leak', use,
  ),
  'a namespace': inHandler(
    "import * as vision from '@google-cloud/vision';", 'const client = new vision.ImageAnnotatorClient(); // leak', use,
  ),
  'a default import': inHandler(
    "import vision from '@google-cloud/vision';", 'const client = new vision.ImageAnnotatorClient(); // leak', use,
  ),
  'a version of the API': inHandler(
    "import { v1 } from '@google-cloud/vision';", 'const client = new v1.ImageAnnotatorClient(); // leak', use,
  ),
  'a version of a namespace': inHandler(
    "import * as vision from '@google-cloud/vision';", 'const client = new vision.v1.ImageAnnotatorClient(); // leak', use,
  ),
  'a destructured version': inHandler(
    "const { v1 } = require('@google-cloud/vision');", 'const client = new v1.ImageAnnotatorClient(); // leak', use,
  ),
  'a nested destructuring': inHandler(
    "const { v1: { ImageAnnotatorClient } } = require('@google-cloud/vision');", 'const client = new ImageAnnotatorClient(); // leak', use,
  ),
  'a required module': inHandler(
    "const vision = require('@google-cloud/vision');", 'const client = new vision.ImageAnnotatorClient(); // leak', use,
  ),
  'a destructured require': inHandler(
    "const { ImageAnnotatorClient } = require('@google-cloud/vision');", 'const client = new ImageAnnotatorClient(); // leak', use,
  ),
  'a require that a module makes for itself': inHandler(
    "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nconst { Redis } = require('ioredis');",
    'const client = new Redis(); // leak', 'res.json(await client.get(req.body.key));',
  ).replace("require('express')()", 'express()').replace(/^/, "import express from 'express';\n"),
  'a renamed destructuring': inHandler(
    "const { ImageAnnotatorClient: Vision } = require('@google-cloud/vision');", 'const client = new Vision(); // leak', use,
  ),
  'a member of a require': inHandler(
    "const Vision = require('@google-cloud/vision').ImageAnnotatorClient;", 'const client = new Vision(); // leak', use,
  ),
  'a require on the spot': inHandler('', "const client = new (require('@google-cloud/vision').ImageAnnotatorClient)(); // leak", use),
  'a require in the handler': inHandler(
    '', "const vision = require('@google-cloud/vision');", 'const client = new vision.ImageAnnotatorClient(); // leak', use,
  ),
  'a member in brackets': inHandler(
    "const vision = require('@google-cloud/vision');", "const client = new vision['ImageAnnotatorClient'](); // leak", use,
  ),
  'a require without a variable': inHandler(
    '', "const client = require('redis').createClient({ url: process.env.URL }); // leak", 'res.json(await client.get(req.body.key));',
  ),
  'a dynamic import': inHandler(
    '', "const { ImageAnnotatorClient } = await import('@google-cloud/vision');", 'const client = new ImageAnnotatorClient(); // leak', use,
  ),
  'a member of a dynamic import': inHandler(
    '', "const vision = await import('@google-cloud/vision');", 'const client = new vision.v1.ImageAnnotatorClient(); // leak', use,
  ),
  'an import that no bundler sees': inHandler(
    '', "const load = new Function('name', 'return import(name)');", "const vision = await load('@google-cloud/vision');",
    'const client = new vision.ImageAnnotatorClient(); // leak', use,
  ),
  'an import that no bundler sees, on the spot': inHandler(
    '', "const { ImageAnnotatorClient } = await (new Function('m', 'return import(m);'))('@google-cloud/vision');",
    'const client = new ImageAnnotatorClient(); // leak', use,
  ),
  'a function of a text that imports something else': inHandler(
    '', "const load = new Function('name', 'return import(prefix + name)');", "const vision = await load('@google-cloud/vision');",
    'const client = new vision.ImageAnnotatorClient();', use,
  ),
  'the callback of a dynamic import': inHandler(
    '', "import('@google-cloud/vision').then(({ ImageAnnotatorClient }) => {", '  const client = new ImageAnnotatorClient(); // leak',
    `  ${use.replace('await ', '')}`, '});',
  ),
  'dynamic imports that are awaited together': inHandler(
    '', 'const [{ ImageAnnotatorClient }, { readFile }] = await Promise.all([',
    "  import('@google-cloud/vision'), import('node:fs/promises'),\n]);", 'const client = new ImageAnnotatorClient(); // leak', use,
  ),
  'the callback of dynamic imports together': inHandler(
    '', "Promise.all([import('node:fs'), import('@google-cloud/vision')]).then(([fs, vision]) => {",
    '  const client = new vision.ImageAnnotatorClient(); // leak', `  ${use.replace('await ', '')}`, '});',
  ),
  'one of two packages of one API': inHandler(
    '', 'const puppeteer = process.env.IS_LOCAL',
    "  ? (await import('puppeteer')).default : (await import('puppeteer-core')).default;",
    'const browser = await puppeteer.launch({ headless: true }); // leak', 'res.json(await browser.version());',
  ),
  'one of two packages, required in the branches of a test': inHandler(
    "let puppeteer;\nif (process.env.AWS_REGION) puppeteer = require('puppeteer-core');\nelse puppeteer = require('puppeteer');",
    'const browser = await puppeteer.launch({ headless: true }); // leak', 'res.json(await browser.version());',
  ),
  'one of two versions of a package': inHandler(
    "let vision = require('@google-cloud/vision');\nconst { v1p1beta1 } = require('@google-cloud/vision');\n"
      + 'if (process.env.BETA) vision = v1p1beta1;',
    'const client = new vision.ImageAnnotatorClient(); // leak', use,
  ),
  'one of two packages of which something else is wanted': inHandler(
    '', "const open = process.env.IS_LOCAL ? require('puppeteer').launch : require('redis').createClient;",
    'const client = await open();', 'res.json(await client.version());',
  ),
  'an alias': inHandler(
    "import { ImageAnnotatorClient } from '@google-cloud/vision';\nconst Vision = ImageAnnotatorClient;",
    'const client = new Vision(); // leak', use,
  ),
  'an alias of a namespace': inHandler(
    "import * as vision from '@google-cloud/vision';\nconst { v1 } = vision;\nconst Vision = v1.ImageAnnotatorClient;",
    'const client = new Vision(); // leak', use,
  ),
  'a class in an object': inHandler(
    "import { ImageAnnotatorClient } from '@google-cloud/vision';\nconst sdk = { vision: ImageAnnotatorClient };",
    'const client = new sdk.vision(); // leak', use,
  ),
  'a subclass': inHandler(
    "import { ImageAnnotatorClient } from '@google-cloud/vision';\nclass Labels extends ImageAnnotatorClient {}",
    'const client = new Labels(); // leak', use,
  ),
  'a subclass of a subclass': inHandler(
    [
      "const vision = require('@google-cloud/vision');", 'class Labels extends vision.ImageAnnotatorClient {}',
      'const Better = class extends Labels {};',
    ].join('\n'),
    'const client = new Better(); // leak', use,
  ),
  'a construction without parentheses': inHandler(
    "import { ImageAnnotatorClient } from '@google-cloud/vision';", 'const client = new ImageAnnotatorClient; // leak', use,
  ),
  'a construction in parentheses': inHandler(
    "import * as vision from '@google-cloud/vision';", 'const client = new (vision.v1).ImageAnnotatorClient(); // leak', use,
  ),
  'no variable at all': inHandler(
    "import { ImageAnnotatorClient } from '@google-cloud/vision';",
    'res.json(await new ImageAnnotatorClient().labelDetection(req.body.uri)); // leak',
  ),
  'a static factory': inHandler(
    "import { MongoClient } from 'mongodb';", "const client = await MongoClient.connect('mongodb://db'); // leak",
    "res.json(await client.db('x').stats());",
  ),
  'a derived client': inHandler(
    "import { Kafka } from 'kafkajs';", "const producer = new Kafka({ brokers: ['kafka:9092'] }).producer(); // leak",
    'await producer.connect(); await producer.send(req.body);',
  ),
  'a client derived from a shared one': inHandler(
    "import { Kafka } from 'kafkajs';\nconst kafka = new Kafka({ brokers: ['kafka:9092'] });",
    'const producer = kafka.producer(); // leak', 'await producer.connect(); await producer.send(req.body);',
  ),
  'a factory of the default export': inHandler(
    "import postgres from 'postgres';", "const sql = postgres('postgres://db'); // leak", 'res.json(await sql`select 1`);',
  ),
  'the client that connect() gives back': inHandler(
    "import { createClient } from 'redis';", 'const client = await createClient().connect(); // leak',
    'res.json(await client.get(req.body.key));',
  ),
};

const silent: MarkedCases = {
  'a class of the same name from elsewhere': inHandler(
    "import { ImageAnnotatorClient } from './vision.js';", 'const client = new ImageAnnotatorClient();', use,
  ),
  'a class of the same name from another package': inHandler(
    "import { ImageAnnotatorClient } from 'vision-mock';\nimport '@google-cloud/vision';", 'const client = new ImageAnnotatorClient();',
    use,
  ),
  'a class of the same name in the file': inHandler(
    "import '@google-cloud/vision';\nclass ImageAnnotatorClient {}", 'const client = new ImageAnnotatorClient();', use,
  ),
  'a parameter that hides the import': inHandler(
    [
      "import { ImageAnnotatorClient } from '@google-cloud/vision';",
      'function make(ImageAnnotatorClient) { return new ImageAnnotatorClient(); }',
    ].join('\n'),
    'const client = make(Fake);', use,
  ),
  'another class of the package': inHandler(
    "import { protos } from '@google-cloud/vision';", 'const image = new protos.google.cloud.vision.v1.Image();', 'res.json(image);',
  ),
  'the class as a function': inHandler("import { Redis } from 'ioredis';", 'const client = Redis();', use),
  'a factory with new': inHandler("import { createClient } from 'redis';", 'const client = new createClient();', use),
  'the class as a type': inHandler(
    "import { ImageAnnotatorClient } from '@google-cloud/vision';\nconst shared = new ImageAnnotatorClient();",
    'const isVision = shared instanceof ImageAnnotatorClient;', 'res.json(isVision);',
  ),
  'the client of a package with the same names': inHandler(
    "import { Redis } from '@upstash/redis';", 'const client = new Redis({ url: process.env.URL });',
    'res.json(await client.get(req.body.key));',
  ),
  'a class of the second version of an SDK': inHandler("const { S3 } = require('aws-sdk');", 'const client = new S3();', use),
  'a class that is chosen at run time': inHandler(
    "import * as vision from '@google-cloud/vision';", 'const client = new vision[req.body.kind]();', use,
  ),
  'a shadowed require': inHandler(
    [
      "import '@google-cloud/vision';",
      "function load(require) { const { ImageAnnotatorClient } = require('@google-cloud/vision'); return new ImageAnnotatorClient(); }",
    ].join('\n'),
    'const client = load(fake);', use,
  ),
  'a subclass of something else': inHandler(
    [
      "import { ImageAnnotatorClient } from '@google-cloud/vision';", 'class Labels extends Base {}',
      'const shared = new ImageAnnotatorClient();',
    ].join('\n'),
    'const client = new Labels(shared);', use,
  ),
  'a mixin': inHandler(
    [
      "import { ImageAnnotatorClient } from '@google-cloud/vision';", 'const shared = new ImageAnnotatorClient();',
      'class Labels extends mix(ImageAnnotatorClient) {}',
    ].join('\n'),
    'const client = new Labels(shared);', use,
  ),
  'a re-assigned class': inHandler(
    [
      "import { ImageAnnotatorClient } from '@google-cloud/vision';", 'let Vision = ImageAnnotatorClient;',
      'if (process.env.FAKE) Vision = class {};',
    ].join('\n'),
    'const client = new Vision();', use,
  ),
  'a require of a computed name': inHandler(
    '', "const { ImageAnnotatorClient } = require('@google-cloud/' + name);", 'const client = new ImageAnnotatorClient();', use,
  ),
  'a package in a comment': inHandler("// '@google-cloud/vision'", 'const client = new ImageAnnotatorClient();', use),
  'a REST transport': inHandler(
    "import { ImageAnnotatorClient } from '@google-cloud/vision';", "const client = new ImageAnnotatorClient({ fallback: 'rest' });", use,
  ),
  'a REST transport in a constant': inHandler(
    "import { ImageAnnotatorClient } from '@google-cloud/vision';\nconst options = { fallback: true };",
    'const client = new ImageAnnotatorClient(options);', use,
  ),
  'a REST transport in spread options': inHandler(
    "import { ImageAnnotatorClient } from '@google-cloud/vision';\nconst base = { fallback: true };",
    'const client = new ImageAnnotatorClient({ ...base, projectId: process.env.PROJECT });', use,
  ),
  'a mail transport without a pool': inHandler(
    "import nodemailer from 'nodemailer';", "const transport = nodemailer.createTransport({ host: 'mail' });",
    'await transport.sendMail(req.body);',
  ),
  'an agent without keepAlive': inHandler(
    "import https from 'node:https';", 'const agent = new https.Agent();', 'res.json(await load(agent));',
  ),
};

const decided: MarkedCases = {
  'an option that says otherwise': inHandler(
    "import { ImageAnnotatorClient } from '@google-cloud/vision';",
    'const client = new ImageAnnotatorClient({ fallback: false }); // leak', use,
  ),
  'an option that cannot be read': inHandler(
    "import { ImageAnnotatorClient } from '@google-cloud/vision';",
    'const client = new ImageAnnotatorClient({ fallback: process.env.FALLBACK }); // leak', use,
  ),
  'a mail transport with a pool': inHandler(
    "import nodemailer from 'nodemailer';", "const transport = nodemailer.createTransport({ host: 'mail', pool: true }); // leak",
    'await transport.sendMail(req.body);',
  ),
  'an agent that keeps its sockets': inHandler(
    "import https from 'node:https';\nimport axios from 'axios';", 'const agent = new https.Agent({ keepAlive: true }); // leak',
    'res.json(await axios.get(process.env.URL, { httpsAgent: agent }));',
  ),
};

const stubs: MarkedCases = {
  'the generic constructor': inHandler(
    "import * as grpc from '@grpc/grpc-js';\nconst Greeter = grpc.makeGenericClientConstructor(definition, 'Greeter');",
    "const client = new Greeter('localhost:50051', grpc.credentials.createInsecure()); // leak",
    'client.hello(req.body, (error, answer) => res.json(answer));',
  ),
  'a loaded package': inHandler(
    [
      "const grpc = require('@grpc/grpc-js');",
      "const proto = grpc.loadPackageDefinition(require('@grpc/proto-loader').loadSync('greeter.proto')).greeter;",
    ].join('\n'),
    "const client = new proto.Greeter('localhost:50051', grpc.credentials.createInsecure()); // leak",
    'client.hello(req.body, (error, answer) => res.json(answer));',
  ),
  'a stub of a loaded package whose name is computed': inHandler(
    "const grpc = require('@grpc/grpc-js');\nconst proto = grpc.loadPackageDefinition(load());",
    "const client = new proto.greeter[req.body.name]('localhost:50051', grpc.credentials.createInsecure()); // leak",
    'client.hello(req.body, (error, answer) => res.json(answer));',
  ),
  'a generated stub': inHandler(
    "import * as grpc from '@grpc/grpc-js';\nimport { GreeterClient } from './generated/greeter_grpc_pb';",
    "const client = new GreeterClient('localhost:50051', grpc.credentials.createSsl()); // leak",
    'client.hello(req.body, (error, answer) => res.json(answer));',
  ),
  'a generated stub with named credentials': inHandler(
    [
      "import { credentials } from '@grpc/grpc-js';", "import { GreeterClient } from './generated/greeter';",
      'const insecure = credentials.createInsecure();',
    ].join('\n'),
    "const client = new GreeterClient('localhost:50051', insecure); // leak",
    'client.hello(req.body, (error, answer) => res.json(answer));',
  ),
  'a generated stub without credentials': inHandler(
    "import '@grpc/grpc-js';\nimport { GreeterClient } from './generated/greeter';",
    "const client = new GreeterClient('localhost:50051', req.body);", 'client.hello(req.body, (error, answer) => res.json(answer));',
  ),
  'a shared stub': inHandler(
    [
      "import * as grpc from '@grpc/grpc-js';", "import { GreeterClient } from './generated/greeter';",
      "const client = new GreeterClient('localhost:50051', grpc.credentials.createSsl());",
    ].join('\n'),
    'client.hello(req.body, (error, answer) => res.json(answer));',
  ),
  'a stub on a given channel': inHandler(
    [
      "import * as grpc from '@grpc/grpc-js';", "import { channel } from './channel.js';",
      "const Greeter = grpc.makeGenericClientConstructor(definition, 'Greeter');",
    ].join('\n'),
    "const client = new Greeter('localhost:50051', grpc.credentials.createInsecure(), { channelOverride: channel });",
    'client.hello(req.body, (error, answer) => res.json(answer));',
  ),
  'a server that is given credentials': inHandler(
    "import * as grpc from '@grpc/grpc-js';\nconst server = new grpc.Server();",
    "server.bindAsync('0.0.0.0:50051', grpc.ServerCredentials.createInsecure(), () => res.end());",
  ),
};

const typed: MarkedCases = {
  'an import assignment': inHandler(
    "import vision = require('@google-cloud/vision');", 'const client = new vision.ImageAnnotatorClient(); // leak', use,
  ),
  'an import assignment of a version': inHandler(
    "import vision = require('@google-cloud/vision');\nimport V1 = vision.v1;",
    'const client = new vision.v1.ImageAnnotatorClient(); // leak', use,
  ),
  'a cast': inHandler(
    "import { ImageAnnotatorClient } from '@google-cloud/vision';",
    'const client = new ImageAnnotatorClient() as unknown as Scanner; // leak', use,
  ),
  'a class in a cast': inHandler(
    "import { ImageAnnotatorClient } from '@google-cloud/vision';", 'const client = new (ImageAnnotatorClient as any)(); // leak', use,
  ),
  'a non-null assertion and satisfies': inHandler(
    "import { ImageAnnotatorClient } from '@google-cloud/vision';",
    'const client = (new ImageAnnotatorClient() satisfies Scanner)!; // leak', use,
  ),
  'a client derived from a typed parameter': [
    "import type { Kafka } from 'kafkajs';",
    "import { Router } from 'express';",
    'export function routes(kafka: Kafka): Router {',
    '  const router = Router();',
    "  router.post('/send', async (req, res) => {",
    '    const producer = kafka.producer(); // leak',
    '    await producer.connect();',
    '    res.json(await producer.send(req.body));',
    '  });',
    '  return router;',
    '}',
  ].join('\n'),
  'a type that is only imported': inHandler(
    "import type { ImageAnnotatorClient } from '@google-cloud/vision';\ndeclare const vision: ImageAnnotatorClient;",
    'res.json(await vision.labelDetection(req.body.uri));',
  ),
  'a constructor type': inHandler(
    [
      "import type { ImageAnnotatorClient } from '@google-cloud/vision';",
      'function make(Client: new () => ImageAnnotatorClient) { return new Client(); }',
    ].join('\n'),
    'res.json(await make(Fake).labelDetection(req.body.uri));',
  ),
  'a typed parameter': inHandler(
    [
      "import type { ImageAnnotatorClient } from '@google-cloud/vision';",
      'const scan = (client: ImageAnnotatorClient, uri: string) => client.labelDetection(uri);',
    ].join('\n'),
    'res.json(await scan(shared, req.body.uri));',
  ),
};

describeMarked('getting hold of a client', imported);
describeMarked('what is no client', silent);
describeMarked('options', decided);
describeMarked('stubs', stubs);
describeMarked('types', typed, { filenames: ['src/service.ts', 'src/service.mts', 'src/service.tsx'] });

const { silent: quiet } = countSilent(imported, silent, decided, stubs, typed);
describe('the cases of this file', () => {
  it('hold a good deal that is silent', () => expect(quiet).toBeGreaterThan(25));
});
