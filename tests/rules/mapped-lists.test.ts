import { describe, expect, it } from 'vitest';
import { rulesInHandler } from '../support/in-handler.js';

/* Clients that a function makes for each element of a list: whoever has the list of them has them all. */

const vision = "import { ImageAnnotatorClient } from '@google-cloud/vision';";
const clients = 'const clients = req.body.ids.map((id) => new ImageAnnotatorClient({ projectId: id }));';
const work = 'await Promise.all(clients.map((client) => client.labelDetection(req.body.uri)));';

describe('a list of clients is lost', () => {
  it.each([
    ['that a function makes', vision, [clients, work]],
    ['of whose clients one alone is used', vision, [clients, 'res.json(await clients[0].labelDetection(req.body.uri));']],
    ['that is never named', vision, [
      'await Promise.all(req.body.ids.map((id) => new ImageAnnotatorClient({ projectId: id })).map((one) => one.labelDetection(uri)));',
    ]],
    ['that is waited for', vision, [
      'const clients = await Promise.all(req.body.ids.map(async (projectId) => {',
      'const client = new ImageAnnotatorClient({ projectId });',
      'await client.initialize();', 'return client;', '}));', work,
    ]],
    ['that lodash makes', `${vision}\nimport _ from 'lodash';`, [
      'const clients = _.map(req.body.ids, (id) => new ImageAnnotatorClient({ projectId: id }));', work,
    ]],
    ['that p-map makes', `${vision}\nimport pMap from 'p-map';`, [
      'const clients = await pMap(req.body.ids, async (id) => new ImageAnnotatorClient({ projectId: id }), { concurrency: 2 });', work,
    ]],
    ['that radash makes', `${vision}\nimport { parallel } from 'radash';`, [
      'const clients = await parallel(3, req.body.ids, async (id) => new ImageAnnotatorClient({ projectId: id }));', work,
    ]],
  ])('%s', async (_, imports, lines) => {
    expect(await rulesInHandler(imports, ...lines)).toStrictEqual(['no-client-per-request']);
  });
});

describe('a list of clients is closed on some paths', () => {
  it.each([
    ['behind the work', [clients, work, 'clients.forEach((client) => client.close());']],
    ['behind the work, all at once', [clients, work, 'await Promise.all(clients.map((client) => client.close()));']],
    ['in a loop behind the work', [clients, work, 'for (const client of clients) await client.close();']],
  ])('%s', async (_, lines) => {
    expect(await rulesInHandler(vision, ...lines)).toStrictEqual(['require-client-close']);
  });
});

describe('a list of clients is not known to be lost', () => {
  it.each([
    ['that is closed all at once', [
      clients, 'try {', work, '} finally {', 'await Promise.all(clients.map((client) => client.close()));', '}',
    ]],
    ['that is closed by functions that wait', [
      clients, 'try {', work, '} finally {', 'await Promise.allSettled(clients.map(async (client) => { await client.close(); }));', '}',
    ]],
    ['that is closed one by one', [clients, 'try {', work, '} finally {', 'for (const client of clients) await client.close();', '}']],
    ['that is closed by its places', [
      clients, 'try {', work, '} finally {', 'for (let i = 0; i < clients.length; i++) await clients[i].close();', '}',
    ]],
    ['that is taken apart and closed', [
      "const [first, second] = ['a', 'b'].map((id) => new ImageAnnotatorClient({ projectId: id }));", 'try {',
      'await first.labelDetection(req.body.uri);', '} finally {', 'await first.close();', 'await second.close();', '}',
    ]],
    ['that is emptied', [clients, 'try {', work, '} finally {', 'while (clients.length > 0) await clients.pop().close();', '}']],
    ['that others get', [clients, work, 'remember(clients);']],
    ['that is put among others', [clients, work, 'all.push(...clients);']],
    ['of objects that close them', [
      'const made = req.body.ids.map((id) => {', 'const client = new ImageAnnotatorClient({ projectId: id });',
      'return { scan: (uri) => client.labelDetection(uri), stop: () => client.close() };', '});',
      'try {', 'await Promise.all(made.map((one) => one.scan(req.body.uri)));', '} finally {',
      'await Promise.all(made.map((one) => one.stop()));', '}',
    ]],
    ['of pairs', [
      'const byId = new Map(req.body.ids.map((id) => [id, new ImageAnnotatorClient({ projectId: id })]));', 'try {',
      "await byId.get('a').labelDetection(req.body.uri);", '} finally {', 'for (const [, client] of byId) await client.close();', '}',
    ]],
    ['that is only filtered', [clients, 'const some = clients.filter(Boolean);', 'try {', 'await some[0].labelDetection(req.body.uri);',
      '} finally {', 'for (const client of some) await client.close();', '}']],
  ])('%s', async (_, lines) => {
    expect(await rulesInHandler(vision, ...lines)).toStrictEqual([]);
  });
});
