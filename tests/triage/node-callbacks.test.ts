import { describeMarked } from '../support/marked-cases.js';

/** Clients that a callback gets: `connect(url, (error, client) => …)`. */
const head = `const express = require('express');
const { MongoClient } = require('mongodb');
const amqp = require('amqplib/callback_api');
const app = express();
const url = process.env.MONGO_URL;
`;
const filenames = ['src/service.js'];
const closed = `(error, client) => {
    if (error) return res.status(500).end();
    client.db('shop').collection('users').find().toArray((failure, users) => {
      client.close();
      res.json(users);
    });
  });`;
const skipped = `(error, client) => {
    if (error) return res.status(500).end();
    client.db('shop').collection('users').find().toArray((failure, users) => {
      if (failure) return res.status(500).end();
      client.close();
      res.json(users);
    });
  });`;

describeMarked('a client that a callback gets', {
  'that another callback closes': `${head}app.get('/', (req, res) => {
  MongoClient.connect(url, ${closed}
});`,
  'that nothing closes': `${head}app.get('/', (req, res) => {
  MongoClient.connect(url, (error, client) => { // leak
    client.db('shop').collection('users').find().toArray((failure, users) => res.json(users));
  });
});`,
  'whose channel alone is closed': `${head}app.post('/', (req, res) => {
  amqp.connect('amqp://localhost', (error, connection) => { // leak
    connection.createChannel((failure, channel) => {
      channel.sendToQueue('jobs', Buffer.from(req.body));
      channel.close();
      res.end();
    });
  });
});`,
  'that the module keeps': `${head}let shared;
function connect(done) {
  if (shared) return done(shared);
  MongoClient.connect(url, (error, client) => {
    shared = client;
    done(client);
  });
}
app.get('/', (req, res) => {
  connect((client) => client.db('shop').collection('users').find().toArray((failure, users) => res.json(users)));
});`,
  'that a function hands on to the one who closes it': `${head}function connect(done) {
  MongoClient.connect(url, (error, client) => done(client));
}
app.get('/', (req, res) => {
  connect((client) => {
    client.db('shop').collection('users').find().toArray((failure, users) => {
      client.close();
      res.json(users);
    });
  });
});`,
}, { filenames });

describeMarked('a client that a callback gets and closes, made from the same each time', {
  'on every path': `${head}app.get('/', (req, res) => {
  MongoClient.connect(url, ${closed.replace('{', '{ // leak')}
});`,
  'for a server that the request names': `${head}app.get('/', (req, res) => {
  MongoClient.connect(req.query.url, ${closed}
});`,
}, { filenames, rule: 'prefer-shared-client' });

describeMarked('a client that a callback gets', {
  'and closes on some paths': `${head}app.get('/', (req, res) => {
  MongoClient.connect(url, ${skipped.replace('{', '{ // leak')}
});`,
  'for a server that the request names, and closes on some paths': `${head}app.get('/', (req, res) => {
  MongoClient.connect(req.query.url, ${skipped.replace('{', '{ // leak')}
});`,
}, { filenames, rule: 'require-client-close' });

const speech = (done: string, failed: string): string => [
  "import express from 'express';", "import * as sdk from 'microsoft-cognitiveservices-speech-sdk';", 'const app = express();',
  'const speak = (text, language) => new Promise((resolve, reject) => {',
  '  const config = sdk.SpeechConfig.fromSubscription(process.env.KEY, process.env.REGION);',
  '  config.speechSynthesisLanguage = language;',
  '  const synthesizer = new sdk.SpeechSynthesizer(config);MARK', `  synthesizer.speakTextAsync(text, ${done}, ${failed});`, '});',
  "app.post('/speech', async (req, res) => { res.send(await speak(req.body.text, req.body.language)); });",
].join('\n');
const failed = '(error) => { synthesizer.close(); reject(error); }';
const left = 'if (!result.audioData) { reject(new Error(result.errorDetails)); return; }';

describeMarked('of two functions for what may come of a call', {
  'the first leaves early': speech(`(result) => { ${left} synthesizer.close(); resolve(result); }`, failed).replace('MARK', ' // leak'),
  'only the first releases it': speech('(result) => { synthesizer.close(); resolve(result); }', '(error) => { reject(error); }')
    .replace('MARK', ' // leak'),
  'both release it': speech('(result) => { synthesizer.close(); resolve(result); }', failed).replace('MARK', ''),
  'both do, and the first before it leaves':
    speech(`(result) => { synthesizer.close(); ${left} resolve(result); }`, failed).replace('MARK', ''),
}, { rule: 'require-client-close' });
