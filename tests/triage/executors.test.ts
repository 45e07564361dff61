import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/*
 * A helper makes a promise of a client: what is rejected is lost, because whoever waits for the promise gets an error and no client.
 */

const project = createProject({ rule: '*', files: { 'package.json': { dependencies: { express: '^5.0.0' } } } });

function programOf(helper: string, use: string): string {
  return `import express from 'express';
import ldap from 'ldapjs';
import { Client } from 'ssh2';
const app = express();
${helper}
app.post('/login', async (req, res) => {
  ${use}
  res.end();
});
`;
}

async function lint(helper: string, use = 'const client = await open(req.body); client.unbind();'): Promise<string[]> {
  return (await project.lint('src/app.js', programOf(helper, use))).map(({ rule, message }) => {
    const [, path = ''] = /not released (.*?): /.exec(message) ?? [];
    return path ? `${rule}: ${path}` : rule;
  });
}

describe('an executor that hands the client out', () => {
  it('loses what it rejects, where the client was made before the promise', async () => {
    expect(await lint(`function open({ url, dn, password }) {
  const client = ldap.createClient({ url });
  return new Promise((resolve, reject) => {
    client.on('connect', () => {
      client.bind(dn, password, (err) => {
        if (err) reject(err);
        else resolve(client);
      });
    });
    client.on('error', reject);
  });
}`)).toStrictEqual(['require-client-close: when the function is left through `reject(err)` on line 10']);
  });

  it('loses nothing that it rejects after it has handed the client out', async () => {
    const open = (end: string): string => `function open({ url, dn, password }) {
  return new Promise((resolve, reject) => {
    const failed = (error) => { console.error(error); reject(error); };
    const client = ldap.createClient({ url });
    client.on('error', failed);
    client.bind(dn, password, failed);
    ${end}
  });
}`;
    expect(await lint(open('resolve(client);'))).toStrictEqual([]);
    expect(await lint(open("client.on('connect', () => resolve(client));"))).not.toStrictEqual([]);
  });

  it('loses nothing before it connects, although a timer is there to end it', async () => {
    const open = (before: string, after = ''): string => `function open({ host, key }) {
  return new Promise((resolve, reject) => {
    const client = new Client();
    const timeout = setTimeout(() => { client.end(); reject(new Error('too late')); }, 15000);
    const privateKey = ${before};
    client.on('ready', () => { clearTimeout(timeout); ${after} resolve(client); });
    client.on('error', (error) => { clearTimeout(timeout); reject(error); });
    client.connect({ host, privateKey });
  });
}`;
    const use = "const client = await open(req.body); try { client.exec('ls'); } finally { client.end(); }";
    expect(await lint(open('readKey(key)'), use)).toStrictEqual([]);
    expect(await lint(open('key', 'if (!host) return reject(new Error(key));'), use)).not.toStrictEqual([]);
  });

  it('loses what it rejects, where it makes the client', async () => {
    expect(await lint(`const open = ({ url, dn, password }) => new Promise((resolve, reject) => {
  const client = ldap.createClient({ url });
  client.bind(dn, password, (err) => (err ? reject(err) : resolve(client)));
});`)).toStrictEqual(['require-client-close: when the function is left through `reject(err)` on line 7']);
  });

  it('loses what it rejects in a listener that waits for the connection', async () => {
    expect(await lint(`const open = (options) => new Promise((resolve, reject) => {
  const client = new Client();
  client.on('ready', () => {
    client.sftp((err, sftp) => {
      if (err) return reject(err);
      resolve({ client, sftp });
    });
  });
  client.on('error', reject);
  client.connect(options);
});`, 'const { client, sftp } = await open(req.body); try { await sftp.readdir(req.body.path); } finally { client.end(); }'))
      .toStrictEqual(['require-client-close: when the function is left through `reject(err)` on line 9']);
  });

  it('loses nothing that it releases before it rejects', async () => {
    expect(await lint(`const open = ({ url, dn, password }) => new Promise((resolve, reject) => {
  const client = ldap.createClient({ url });
  client.bind(dn, password, (err) => {
    if (err) {
      client.unbind();
      reject(err);
      return;
    }
    resolve(client);
  });
});`)).toStrictEqual([]);
    expect(await lint(`function open({ url, dn, password }) {
  const client = ldap.createClient({ url });
  return new Promise((resolve, reject) => {
    client.bind(dn, password, (err) => {
      if (err) {
        client.destroy();
        return reject(err);
      }
      resolve(client);
    });
  });
}`)).toStrictEqual([]);
  });

  it('loses nothing when it only listens to errors', async () => {
    expect(await lint(`const open = (options) => new Promise((resolve, reject) => {
  const client = new Client();
  client.on('ready', () => resolve(client));
  client.on('error', reject);
  client.connect(options);
});`, 'const client = await open(req.body); try { await list(client); } finally { client.end(); }')).toStrictEqual([]);
  });

  it('is not told of where a timer of it releases the client', async () => {
    expect(await lint(`const open = (options) => new Promise((resolve, reject) => {
  const client = new Client();
  client.on('ready', () => {
    resolve(client);
    setTimeout(() => client.end(), 1000);
  });
  client.on('error', reject);
  client.connect(options);
});`, 'const client = await open(req.body); client.exec(req.body.command);')).toStrictEqual([]);
  });

  it('leaves what it resolves to whoever waits for it', async () => {
    expect(await lint(`const open = ({ url }) => new Promise((resolve, reject) => {
  const client = ldap.createClient({ url });
  client.bind(url, url, (err) => {
    if (err) {
      client.unbind();
      reject(err);
      return;
    }
    resolve(client);
  });
});`, 'const client = await open(req.body); await list(client.host); client.unbind();'))
      .toStrictEqual(['require-client-close: when `list()` on line 17 throws']);
  });
});

describe('a function that gives out what it logs in', () => {
  const open = (steps: string): string => `async function open({ url, name, password }) {
  const client = new Ldapts({ url });
  try {
    ${steps}
    return client;
  } catch (error) {
    throw new Error('refused', { cause: error });
  }
}`;

  it('loses it where the login fails, although the method is called as that of functions', async () => {
    const helper = open('await client.bind(name, password);');
    const use = 'const client = await open(req.body); try { await client.search(req.body.base); } finally { await client.unbind(); }';
    expect(await lint(`import { Client as Ldapts } from 'ldapts';\n${helper}`, use)).toStrictEqual([
      'require-client-close: when `bind()` on line 9 throws',
    ]);
    const answered = helper.replace('await client.bind', 'const answer = await client.bind');
    expect(await lint(`import { Client as Ldapts } from 'ldapts';\n${answered}`, use)).toHaveLength(1);
  });
});
