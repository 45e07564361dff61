import { describeMarked } from '../support/marked-cases.js';

/* A text that is the name of what a request has, in the same program: is the client looked up by it? */

const service = (opened: string, more: string): string => `
import express from 'express';
import { MongoClient } from 'mongodb';
import _ from 'lodash';
const app = express();
class Orders {
  client = new MongoClient(process.env.URL); ${opened}
  all() { return this.client.db('shop').collection('orders').find().toArray(); }
}
app.use((req, res, next) => {
  req.orders = new Orders();
  next();
});
app.get('/orders', async (req, res) => res.json(await req.orders.all()));
${more}
`;
const leak = '// leak';

describeMarked('a text with the name of a property of the request', {
  'is that of a collection': service(leak, ''),
  'is compared': service(leak, "app.get('/:part', (req, res) => res.send(req.params.part === 'orders' ? 'yes' : 'no'));"),
  'is a case': service(leak, "app.get('/:part', (req, res) => { switch (req.params.part) { case 'orders': res.end(); } });"),
  'names what another object has': service(leak, `const titles = { 'orders': 'All orders' };
app.get('/t', (req, res) => res.send(titles));`),
  'is a key': service('', "app.use((req, res, next) => { res.on('finish', () => req['orders'].client.close()); next(); });"),
  'is a key by another name': service('', `const key = 'orders';
app.use((req, res, next) => { res.on('finish', () => req[key].client.close()); next(); });`),
  'is one of a list of keys': service('', `for (const key of ['orders']) {
  app.use((req, res, next) => { res.on('finish', () => req[key].client.close()); next(); });
}`),
  'is given to what reads a property': service('', `
app.use((req, res, next) => { res.on('finish', () => _.get(req, 'orders').client.close()); next(); });`),
  'is given to a function of the project': service('', `const ended = (req, name) => req[name].client.close();
app.use((req, res, next) => { res.on('finish', () => ended(req, 'orders')); next(); });`),
}, { filenames: ['service.js'] });
