import { describeMarked } from '../support/marked-cases.js';

/* A helper gives a client out, and arranges for its release. */

const head = `const express = require('express');
const { Client } = require('ssh2');
const app = express();
const onFinished = require('on-finished');
`;
const use = `app.post('/', async (req, res) => {
  const client = open(req.body, res);
  client.exec(req.body.command);
  res.end();
});`;
const filenames = ['src/service.js'];

describeMarked('a helper', {
  'whose timer releases what it gives out': `${head}function open(options) {
  const client = new Client();
  client.connect(options);
  setTimeout(() => client.end(), 1000);
  return client;
}
${use}`,
  'that releases it when the response is finished': `${head}function open(options, res) {
  const client = new Client();
  client.connect(options);
  res.on('finish', () => client.end());
  return client;
}
${use}`,
  'that leaves the release to another helper for the end of the response': `${head}function open(options, res) {
  const client = new Client();
  client.connect(options);
  onFinished(res, () => { client.end(); });
  return client;
}
${use}`,
  'that releases it when it fails': `${head}function open(options) {
  const client = new Client(); // leak
  client.on('error', () => client.end());
  client.connect(options);
  return client;
}
${use}`,
  'that releases it when it has ended anyway': `${head}function open(options) {
  const client = new Client(); // leak
  client.on('close', () => client.destroy());
  client.connect(options);
  return client;
}
${use}`,
}, { filenames, rule: 'no-client-per-request' });
