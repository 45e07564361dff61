import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/** A part that a client gives leads back to the client, and whoever has the part may release the client by it. */
const head = "import express from 'express';\nimport amqp from 'amqplib';\nimport puppeteer from 'puppeteer';\nconst app = express();\n";

function post(...lines: readonly string[]): string {
  return ["app.post('/jobs', async (req, res) => {", ...lines.map((line) => `  ${line}`), '});'].join('\n');
}

function opening(mark: string, given: string): string {
  return [
    'async function openChannel() {', `  const connection = await amqp.connect(process.env.AMQP_URL);${mark}`,
    '  const channel = await connection.createChannel();', `  return ${given};`, '}', '',
  ].join('\n');
}

const released: MarkedCases = {
  'by the caller, who has the channel only': head + opening('', 'channel') + post(
    'const channel = await openChannel();', "channel.sendToQueue('jobs', req.body);", 'await channel.connection.close();', 'res.end();'),
  'by a timer of the caller': head + opening('', '{ connection, channel }') + post(
    'const { channel } = await openChannel();', "channel.sendToQueue('jobs', req.body);",
    'setTimeout(() => { channel.connection.close(); }, 500);', 'res.end();'),
  'by a page': head + post(
    'const browser = await puppeteer.launch();', 'const page = await browser.newPage();', "await page.goto('https://example.com');",
    'await page.browser().close();', 'res.end();'),
  'by a page of a context': head + post(
    'const browser = await puppeteer.launch();', 'const context = await browser.createBrowserContext();',
    'const page = await context.newPage();', "await page.goto('https://example.com');", 'await context.browser().close();', 'res.end();'),
};

const never: MarkedCases = {
  'a channel of which only the channel is closed': head + opening(' // leak', 'channel') + post(
    'const channel = await openChannel();', "channel.sendToQueue('jobs', req.body);", 'await channel.close();', 'res.end();'),
  'a channel that a package is given': `import Worker from 'worker';\n${head}${post(
    'const connection = await amqp.connect(process.env.AMQP_URL); // leak', 'const channel = await connection.createChannel();',
    'await new Worker(channel).run(req.body);', 'res.end();')}`,
  'a page that a package is given': `import { audit } from 'audit';\n${head}${post(
    'const browser = await puppeteer.launch(); // leak', 'const page = await browser.newPage();', 'res.json(await audit(page));')}`,
  'a channel that a variable keeps': `${head}let channel;\n${post(
    'const connection = await amqp.connect(process.env.AMQP_URL); // leak', 'channel = await connection.createChannel();',
    "channel.sendToQueue('jobs', req.body);", 'res.end();')}`,
  'a page of which another member is closed': head + post(
    'const browser = await puppeteer.launch(); // leak', 'const page = await browser.newPage();', 'await page.mouse.close();',
    'res.end();'),
};

describeMarked('released by what it gave', released);
describeMarked('not released by what it gave', never);

const producer = (body: string, methods = ''): string => `${head}class Producer {
  async connect() {
    this.connection = await amqp.connect(process.env.AMQP_URL);MARK
    this.channel = await this.connection.createChannel();
  }
  send(job) { return this.channel.sendToQueue('jobs', Buffer.from(job)); }
  async close() { await this.connection.close(); }
  ${methods}
}
${post('const producer = new Producer();', ...body.split('\n'))}`;

describeMarked('an object of the project that has a connection under the name that parts have it under', {
  'and closes it': producer(`await producer.connect();
try { producer.send(req.body); } finally { await producer.close(); }
res.end();`).replace('MARK', ''),
  'and closes it behind each message': producer('await producer.sendAndClose(req.body);\nres.end();',
    'async sendAndClose(job) { await this.connect(); this.send(job); await this.close(); }').replace('MARK', ''),
  'and is given to who closes it': `${producer(`await producer.connect();
await work(producer);
res.end();`).replace('MARK', '')}
async function work(given) { try { given.send('job'); } finally { await given.close(); } }`,
  'and is given to who is not seen': `import { work } from 'worker';\n${producer(`await producer.connect();
await work(producer);
res.end();`).replace('MARK', '')}`,
  'and does not close it': producer('await producer.connect();\nproducer.send(req.body);\nres.end();').replace('MARK', ' // leak'),
});
