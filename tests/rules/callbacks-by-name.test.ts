import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/* What a call opens goes to the function that it is given, which may have a name: of the file, or of what runs the function around. */

const head = `
import async from 'async';
import express from 'express';
import { MongoClient } from 'mongodb';
const app = express();
`;

const ofRequests: MarkedCases = {
  'a function of the file that keeps it open': `${head}
app.get('/stats', (req, res) => {
  const opened = (error, client) => {
    if (error) return res.status(500).end();
    client.db().stats((failure, stats) => res.json(stats));
  };
  MongoClient.connect(process.env.URL, opened); // leak
});`,
  'a function of the file that closes it': `${head}
app.get('/stats', (req, res) => {
  const opened = (error, client) => {
    if (error) return res.status(500).end();
    client.db().stats((failure, stats) => {
      client.close();
      res.json(stats);
    });
  };
  MongoClient.connect(req.query.url, opened);
});`,
  'a function of the module that closes it': `${head}
function opened(error, client) {
  if (!error) client.db().stats(() => client.close());
}
app.get('/stats', (req, res) => {
  MongoClient.connect(req.query.url, opened);
  res.end();
});`,
};

const ofUnknownCallers: MarkedCases = {
  'options that are given by a name, and no function': `${head}
export async function stats(url, options) {
  const client = await MongoClient.connect(url, options); // leak
  return await client.db().stats();
}`,
  'a task that nobody reads the client of': `${head}
exports.stats = (req, res) => {
  async.waterfall([
    (callback) => {
      MongoClient.connect(process.env.URL, (error, client) => { // leak
        if (error) return callback(error);
        client.db().stats(callback);
      });
    },
  ], (error, stats) => res.json(stats));
};`,
  'a task of a chain, at whose end it is closed': `${head}
exports.stats = (req, res) => {
  let opened;
  async.waterfall([
    function (callback) {
      MongoClient.connect(process.env.URL, callback);
    },
    function (client, callback) {
      opened = client;
      client.db().stats(callback);
    },
  ], (error, stats) => {
    opened && opened.close();
    res.json(error ?? stats);
  });
};`,
  'a task that is an expression': `${head}
exports.stats = (req, res) => async.auto({
  client: (cb) => MongoClient.connect(process.env.URL, cb),
  stats: ['client', ({ client }, cb) => client.db().stats(cb)],
}, (error, { client, stats }) => {
  client?.close();
  res.json(error ?? stats);
});`,
  'a task that returns what the call gives': `${head}
exports.stats = (req, res) => async.waterfall([
  function (done) { return MongoClient.connect(process.env.URL, { appName: 'shop' }, done); },
  (client, done) => client.db().stats((error, stats) => client.close(() => done(error, stats))),
], (error, stats) => res.json(error ?? stats));`,
  'a variable that a task fills, and what is run at the end closes': `${head}
exports.stats = (req, res) => {
  let opened;
  async.waterfall([
    (callback) => {
      MongoClient.connect(process.env.URL, (error, client) => {
        opened = client;
        callback(error);
      });
    },
    (callback) => opened.db().stats(callback),
  ], (error, stats) => {
    opened?.close();
    res.json(error ?? stats);
  });
};`,
  'a function that calls back in turn': `${head}
export function open(ready) {
  MongoClient.connect(process.env.URL, ready);
}`,
};

describeMarked('no-client-per-request', ofRequests);
describeMarked('no-unclosed-client', ofUnknownCallers, { rule: 'no-unclosed-client', everywhere: true });
