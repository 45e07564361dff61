import { describeMarked } from '../support/marked-cases.js';

/** A service of which there is one, that asks for a key now and then, with a client of its own. */
const service = (renew: string, ask = 'await this.load();'): string => `
import express from 'express';
import { STSClient, AssumeRoleCommand } from '@aws-sdk/client-sts';
const app = express();
class Archive {
  constructor() {
    this.until = null;
    this.role = process.env.ROLE;
  }
  async load() {
    const client = new STSClient({});
    const { Credentials } = await client.send(new AssumeRoleCommand({ RoleArn: this.role }));
    this.until = Credentials.Expiration;
  }
  async renew(isForced = false) {
${renew.replace('LOAD', ask)}
  }
}
const archive = new Archive();
app.get('/', async (req, res) => {
  await archive.renew();
  res.end();
});
`;
const leak = (text: string): string => text.replace('new STSClient({});', 'new STSClient({}); // leak');

describeMarked('a client that is made when the time is up', {
  'unless it is there, or its end is near': service(
    '    if (!this.until || this.until - Date.now() < 5 * 60 * 1000) {\n      LOAD\n    }'),
  'as a condition with a name says': service(
    '    const isDue = !this.until || new Date(this.until) < new Date(Date.now() + 300_000);\n    if (isDue) {\n      LOAD\n    }'),
  'as a condition with a name says beside others': service(
    '    const isDue = isForced || !this.until || (this.until && this.until < Date.now() + 300_000);\n'
    + '    if (this.role && isDue) {\n      LOAD\n    }'),
  'as a condition with a name says behind which others leave': service(
    '    const isFresh = this.until && this.until - 300_000 > Date.now();\n    if (isFresh) return;\n    LOAD'),
  'unless the end is that of one minute from when it was made': leak(service(
    '    if (!this.until || this.until < Date.now()) {\n      LOAD\n    }')
    .replace('Credentials.Expiration', 'Date.now() + 60_000').replace('class', 'let until = 0;\nclass').replaceAll('this.until', 'until')),
  'unless the time since then is short': leak(service(
    '    const isDue = !this.until || Date.now() - this.until > 60_000;\n    if (isDue) {\n      LOAD\n    }')
    .replace('Credentials.Expiration', 'Date.now()')),
  'unless the condition asks for what is there': leak(service(
    '    const isReady = this.until !== null && this.role;\n    if (isReady) {\n      LOAD\n    }')),
  'unless nothing that is done then sets what is tested': leak(service(
    '    const isDue = !this.until || this.until - Date.now() < 300_000;\n    if (isDue) {\n      LOAD\n    }')
    .replace('this.until = Credentials.Expiration;', 'return Credentials;')
    .replace('  async renew', '  stop() {\n    this.until = Infinity;\n  }\n  async renew')),
}, { filenames: ['src/service.js'] });
