import { describeMarked } from '../support/marked-cases.js';

/* A field keeps a client with which nothing is done that opens a connection. */

const storage = (methods: string, mark = '', more = ''): string => `import express from 'express';
import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
class Storage {
  #client;
  constructor(endpoint) {
    this.#client = new S3Client({ endpoint });${mark}
  }
  sign(key) { return getSignedUrl(this.#client, new GetObjectCommand({ Key: key })); }
  ${methods}
}
${more}
const app = express();
app.get('/files/:key', async (req, res) => res.json(await new Storage(process.env.S3).sign(req.params.key)));
`;

describeMarked('a client in a field', {
  'that signs addresses only': storage(''),
  'that signs addresses, and is sent something': storage(
    'read(key) { return this.#client.send(new GetObjectCommand({ Key: key })); }', ' // leak'),
  'that signs addresses, and is given out': storage('client() { return this.#client; }', ' // leak'),
  'that other code sends something': storage('', ' // leak',
    'export const read = (storage) => storage.client.send(new GetObjectCommand({}));').replaceAll('#client', 'client'),
}, {
  files: {
    'package.json': { dependencies: { express: '^5.0.0', '@aws-sdk/client-s3': '^3.0.0', '@aws-sdk/s3-request-presigner': '^3.0.0' } },
  },
});
