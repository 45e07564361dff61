import { describeMarked } from '../support/marked-cases.js';

/* A client that a subclass gives to its base class's constructor is kept by the object. */

const classes = (end: string, made = 'new Redis(url);'): string => `import express from 'express';
import { Redis } from 'ioredis';
const app = express();
class Store {
  constructor(client) { this.client = client; }
  async read(key) { return await this.client.get(key); }
  async stop() { ${end} }
}
class Sessions extends Store {
  constructor(url) {
    const client = ${made}
    super(client);
  }
}
`;
const leak = 'new Redis(url); // leak';
const route = `app.get('/a', async (req, res) => {
  const sessions = new Sessions(req.query.url);
  try { res.json(await sessions.read('a')); } finally { await sessions.stop(); }
});`;

describeMarked('a client that is given to the base class', {
  'and never closed': classes('this.stopped = true;', leak) + route,
  'and closed by its method': classes('await this.client.quit();') + route,
  'of an object that the module keeps': `${classes('this.stopped = true;')}const sessions = new Sessions(process.env.URL);
app.get('/a', async (req, res) => res.json(await sessions.read('a')));`,
  'directly': classes('this.stopped = true;')
    .replace('const client = new Redis(url);\n    super(client);', 'super(new Redis(url)); // leak') + route,
  'of a package': `import express from 'express';
import { Redis } from 'ioredis';
import { Store } from 'some-store';
const app = express();
class Sessions extends Store {
  constructor(url) { super(new Redis(url)); }
}
${route}`,
}, { filenames: ['src/service.js'] });
