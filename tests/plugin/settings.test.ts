import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import type { ClientLifetimeSettings } from '../../src/rule/settings.js';

const recaptcha = `
import express from 'express';
import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';
const app = express();
app.post('/verify', async (req, res) => {
  const client = new RecaptchaEnterpriseServiceClient();
  res.json(await client.createAssessment(req.body));
});
`;

const acme = `
import express from 'express';
import { AcmeClient } from '@acme/sdk';
const app = express();
app.post('/verify', async (req, res) => {
  const client = new AcmeClient();
  res.json(await client.verify(req.body));
});
`;

const acmeServer = `
import { createServer } from '@acme/server';
import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';
createServer().handle('verify', async (message) => {
  const client = new RecaptchaEnterpriseServiceClient();
  return await client.createAssessment(message);
});
`;

const acmeClient = { package: '@acme/sdk', export: 'AcmeClient', kind: 'class', holds: 'socket', release: ['close'] } as const;

/** The rules that complain about the code under these settings, and the line that they complain about. */
async function lint(code: string, own: ClientLifetimeSettings | Record<string, unknown>): Promise<string[]> {
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: [{
      plugins: { 'client-lifetime': plugin },
      rules: { 'client-lifetime/no-client-per-request': 'error' },
      settings: { 'client-lifetime': { project: false, ...own } },
    }],
  });
  const [result] = await eslint.lintText(code, { filePath: 'service.js' });
  return (result?.messages ?? []).map(({ ruleId, line, message }) => `${line} ${ruleId ?? message}`);
}

const found = ['6 client-lifetime/no-client-per-request'];

describe('settings through ESLint', () => {
  it('find the clients of the built-in catalog', async () => {
    expect(await lint(recaptcha, {})).toStrictEqual(found);
    expect(await lint(acme, {})).toStrictEqual([]);
  });

  it('extend the catalog', async () => {
    expect(await lint(acme, { clients: [acmeClient] })).toStrictEqual(found);
    expect(await lint(recaptcha, { clients: [acmeClient] })).toStrictEqual(found);
  });

  it('replace it only when told so', async () => {
    expect(await lint(acme, { clients: [acmeClient], replace: ['clients'] })).toStrictEqual(found);
    expect(await lint(recaptcha, { clients: [acmeClient], replace: ['clients'] })).toStrictEqual([]);
    expect(await lint(recaptcha, { replace: ['frameworks'] })).toStrictEqual([]);
  });

  it('let an own entry win over a built-in one', async () => {
    const owns = { package: '@google-cloud/recaptcha-enterprise', export: 'RecaptchaEnterpriseServiceClient', kind: 'class' } as const;
    expect(await lint(recaptcha, { clients: [{ ...owns, holds: 'nothing', reason: 'It is a stub.' }] })).toStrictEqual([]);
  });

  it('look for the families that are named', async () => {
    expect(await lint(recaptcha, { families: { 'google-cloud': true } })).toStrictEqual(found);
    expect(await lint(recaptcha, { families: { grpc: true } })).toStrictEqual([]);
    expect(await lint(recaptcha, { families: { 'google-cloud': false } })).toStrictEqual([]);
    expect(await lint(acme, { families: { grpc: true }, clients: [acmeClient] })).toStrictEqual(found);
  });

  it('add frameworks', async () => {
    const framework = {
      name: 'acme', title: 'Acme', packages: ['@acme/server'],
      entries: [{ kind: 'call', receivers: ['createServer()'], methods: ['handle'], handlers: [{ argument: 1 }], runs: 'message' }],
    } as const;
    expect(await lint(acmeServer, {})).toStrictEqual([]);
    expect(await lint(acmeServer, { frameworks: [framework] })).toStrictEqual(['5 client-lifetime/no-client-per-request']);
  });

  it('stop the run with the bad key and its mend', async () => {
    await expect(lint(recaptcha, { clients: [{ ...acmeClient, kind: 'clas' }] })).rejects.toThrow(
      'settings["client-lifetime"].clients[0].kind is "clas". Did you mean "class"?',
    );
    await expect(lint(recaptcha, { families: { gprc: true } })).rejects.toThrow('families.gprc is unknown. Did you mean "grpc"?');
  });
});
