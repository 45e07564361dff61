import { describeMarked } from '../support/marked-cases.js';

/* An agent, or another client, that a call is given for one request, and that nobody closes. */

const head = `import express from 'express';
import { Agent } from 'undici';
import OpenAI from 'openai';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { ChatBedrock } from '@langchain/aws';
const app = express();
`;
const filenames = ['src/service.js'];

describeMarked('the global fetch', {
  'borrows a dispatcher': `${head}app.post('/x', async (req, res) => {
  const response = await fetch(req.body.url, { dispatcher: new Agent() }); // leak
  res.json(await response.json());
});`,
  'borrows it by a variable and out of other options': `${head}app.post('/x', async (req, res) => {
  const dispatcher = new Agent(); // leak
  const options = { method: 'GET', dispatcher };
  const response = await globalThis.fetch(req.body.url, { ...options });
  res.json(await response.json());
});`,
  'borrows it from a helper': `${head}function optionsOf() {
  return { dispatcher: new Agent() }; // leak
}
app.post('/x', async (req, res) => {
  const response = await fetch(req.body.url, optionsOf());
  res.json(await response.json());
});`,
  'is given one that is closed': `${head}app.post('/x', async (req, res) => {
  const dispatcher = new Agent({ connect: { ca: req.body.ca } });
  try {
    const response = await fetch(req.body.url, { dispatcher });
    res.json(await response.json());
  } finally {
    await dispatcher.close();
  }
});`,
  'is given one of the module': `${head}const dispatcher = new Agent();
app.post('/x', async (req, res) => {
  const response = await fetch(req.body.url, { dispatcher });
  res.json(await response.json());
});`,
  'is a function of the project': `${head}import { keep } from 'elsewhere';
function fetch(url, options) { return keep(options); }
app.post('/x', async (req, res) => { res.json(await fetch(req.body.url, { dispatcher: new Agent() })); });`,
}, { filenames, rule: 'no-client-per-request' });

describeMarked('an SDK', {
  'works through an agent of its request': `${head}app.post('/x', async (req, res) => {
  const openai = new OpenAI({ httpAgent: new HttpsProxyAgent('http://proxy', { keepAlive: true }) }); // leak
  res.json(await openai.chat.completions.create(req.body));
});`,
  'works through a dispatcher of its request': `${head}app.post('/x', async (req, res) => {
  const openai = new OpenAI({ fetchOptions: { dispatcher: new Agent() } }); // leak
  res.json(await openai.chat.completions.create(req.body));
});`,
  'works through a client of its request': `${head}app.post('/x', async (req, res) => {
  const client = new BedrockRuntimeClient({ region: 'eu-west-1' }); // leak
  const model = new ChatBedrock({ client });
  res.json(await model.invoke(req.body.prompt));
});`,
  'is kept with its agent': `${head}const openai = new OpenAI({ httpAgent: new HttpsProxyAgent('http://proxy', { keepAlive: true }) });
app.post('/x', async (req, res) => { res.json(await openai.chat.completions.create(req.body)); });`,
  'is kept with its agent once it is made': `${head}let openai;
app.post('/x', async (req, res) => {
  openai ??= new OpenAI({ httpAgent: new HttpsProxyAgent('http://proxy', { keepAlive: true }) });
  res.json(await openai.chat.completions.create(req.body));
});`,
}, { filenames, rule: 'no-client-per-request' });
