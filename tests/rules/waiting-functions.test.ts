import { describeMarked } from '../support/marked-cases.js';

/* A helper that only waits cannot fail, and what is open meanwhile is not lost by it. */

const wait = (body: string, mark = ''): string => `
import express from 'express';
import { Client } from 'basic-ftp';
import { logger } from './logger.js';
const app = express();
const pause = (time) => new Promise((go) => setTimeout(go, time));
class Ftp {
  constructor(host) {
    this.client = new Client();${mark}
    this.isOpen = false;
    this.client.access({ host }).then(() => { this.isOpen = true; }).catch(() => this.client.close());
  }
  check() { return this.isOpen; }
  async settle() {
    ${body}
  }
  upload(file) { return this.client.uploadFrom(file, file); }
  disconnect() { this.client.close(); }
}
app.post('/', async (req, res) => {
  const ftp = new Ftp(req.body.host);
  await ftp.settle();
  ftp.upload(req.body.file).finally(() => { ftp.disconnect(); });
  res.end();
});
`;
const leak = ' // leak';

describeMarked('a helper that waits', {
  'for the time to pass': wait('await new Promise((go) => setTimeout(go, 100));'),
  'until it is told, and says so': wait(`for (let tries = 0; !this.check() && tries < 4; tries++) {
      logger.info('waiting');
      await new Promise((go) => setTimeout(go, 5000));
    }`),
  'by another helper': wait('await pause(100);'),
  'for what may fail': wait("await fetch('https://example.org');", leak),
  'for a promise that may be rejected': wait('await pause(100).then(() => this.client.list());', leak),
  'for several': wait('await Promise.all([this.client.list()]);', leak),
  'for what may fail, and says so': wait('await new Promise((go, fail) => setTimeout(() => fail(new Error()), 100));', leak),
}, {
  filenames: ['src/service.js'], rule: 'require-client-close',
  files: {
    'package.json': { dependencies: { express: '^5.0.0', 'basic-ftp': '^5.0.0' } }, 'src/logger.js': 'export const logger = console;',
  },
});
