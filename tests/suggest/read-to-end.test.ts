import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const more = { rule: 'no-client-per-request' };

function service(lines: readonly string[]): string {
  return `import express from 'express';
import { pipeline } from 'node:stream/promises';
import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
import { file, keysOf, streamToString } from './others.js';
const app = express();
app.get('/', async (req, res) => {
  const s3 = new S3Client({ region: req.query.region, credentials: await keysOf(req.query.user) });
  const answer = await s3.send(new GetObjectCommand({ Bucket: 'orders', Key: req.query.key }));
${lines.map((line) => `  ${line}\n`).join('')}});
`;
}

describe('a stream of a client that is to be closed', () => {
  it.each<[string, string[]]>([
    ['by its own method', ['const text = await answer.Body.transformToString();', 'res.json(text);']],
    ['by a function that is waited for', ['res.json(await streamToString(answer.Body));']],
    ['by a pipeline that is waited for', [
      'const body = answer.Body;', 'if (!body) throw new Error("none");', 'await pipeline(body, file());',
    ]],
    ['by a loop', ['for await (const part of answer.Body) res.write(part);']],
    ['behind a look at what it can', [
      'const body = answer.Body;', "if (!body || typeof body.pipe !== 'function') return res.end();",
      'res.json(await streamToString(body));',
    ]],
  ])('is read to its end %s', (_, lines) => {
    expect(applied('closeInFinally', service(lines), 'service.js', more)).toContain('  } finally {\n    s3.destroy();\n  }\n');
  });

  it.each<[string, string[]]>([
    ['piped', ['answer.Body.pipe(res);']],
    ['returned', ['return answer.Body;']],
    ['read by what nobody waits for', ['streamToString(answer.Body).then((text) => res.end(text));']],
    ['given to something else', ['const body = answer.Body;', 'await streamToString(body);', 'res.send(body);']],
  ])('goes on where it is %s', (_, lines) => {
    expect(offered(service(lines), 'service.js', more)).not.toContain('closeInFinally');
  });
});

describe('a stream beside a client that is to be closed', () => {
  const text = 'const text = await answer.Body.transformToString();';

  it.each<[string, string[]]>([
    ['nothing of the client', [text, 'const page = new Page(req.query);', 'page.pipe(res);', 'page.end();']],
    ['nothing, and is given what it has answered', [text, 'const page = new Page(req.query);', 'page.pipe(file());', 'page.end(text);']],
  ])('is made with %s', (_, lines) => {
    expect(applied('closeInFinally', service(lines), 'service.js', more)).toContain('  } finally {\n    s3.destroy();\n  }\n');
  });

  it.each<[string, string[]]>([
    ['with what it answered', ['const page = new Page({ image: answer.Body });', text, 'page.pipe(res);']],
    ['with what is made of that', ['const { Body: image } = answer;', 'const page = Page.of(image);', text, 'page.pipe(res);']],
    ['by a function that has it', ['const pageOf = () => new Page(answer);', 'const page = pageOf();', text, 'page.pipe(res);']],
    ['in a callback', [text, 'answer.pages.forEach((page) => page.pipe(res));']],
    ['nobody knows how', ['const page = this.pageOf(req);', text, 'page.pipe(res);']],
  ])('may be made %s', (_, lines) => {
    expect(offered(service(lines), 'service.js', more)).not.toContain('closeInFinally');
  });
});

describe('a setting of a client that is to be closed', () => {
  const opened = (setting: string): string => `import express from 'express';
import { Client } from 'basic-ftp';
import { onProgress } from './others.js';
const app = express();
app.get('/', async (req, res) => {
  const client = new Client();
  ${setting}
  await client.access({ host: req.query.host });
  await client.remove(req.query.name);
  res.end();
});
`;

  it('is made in the `try`', () => {
    expect(applied('closeInFinally', opened('client.ftp.verbose = true;'), 'service.js', more)).toContain(`  const client = new Client();
  try {
    client.ftp.verbose = true;
`);
  });

  it.each(['client.onprogress = onProgress;', 'client.tracker = () => onProgress(res);'])('is not one in `%s`', (setting) => {
    expect(offered(opened(setting), 'service.js', more)).not.toContain('closeInFinally');
  });
});
