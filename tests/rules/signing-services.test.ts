import { describeMarked } from '../support/marked-cases.js';

/* A client that only signs addresses opens nothing, however many objects stand around the one that has it. */

const service = (mark: string, more: string, handler: string): string => `
import express from 'express';
import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
const app = express();
class Files {
  constructor() {
    this.client = new S3Client({ region: 'eu-central-1' }); ${mark}
  }
  addressOf(key) { return getSignedUrl(this.client, new PutObjectCommand({ Bucket: 'orders', Key: key })); }
  ${more}
}
class Orders {
  constructor(files) { this.files = files; }
  addressOf(id) { return this.files.addressOf(id); }
}
class Services {
  constructor() { this.orders = new Orders(new Files()); }
}
app.get('/:id', async (req, res) => {
  ${handler}
});
`;
const sends = "put(key) { return this.client.send(new PutObjectCommand({ Bucket: 'orders', Key: key })); }";

describeMarked('a client that signs addresses', {
  'in an object': service('', '', 'res.json(await new Files().addressOf(req.params.id));'),
  'in an object of another one': service('', '', 'res.json(await new Orders(new Files()).addressOf(req.params.id));'),
  'in an object of an object of another one': service('', '', 'res.json(await new Services().orders.addressOf(req.params.id));'),
  'and sends, in an object of an object of another one': service(
    '// leak', sends, 'res.json(await new Services().orders.addressOf(req.params.id));'),
}, { filenames: ['service.js'] });
