import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/* An object is given a function as it is made, and tells it how one piece of work went: it keeps nothing of what the function uses. */

const head = `
import express from 'express';
import sql from 'mssql';
import { Connection, Request } from 'tedious';
const app = express();
`;

const neverClosed: MarkedCases = {
  'a pool that is told of as it is made': `${head}
app.get('/orders', (req, res) => {
  const pool = new sql.ConnectionPool(config, (error) => { // leak
    if (error) console.log(error);
    const request = new sql.Request(pool);
    request.execute('orders', (failure, data) => res.json(failure ?? data.recordset));
  });
});`,
  'a statement on it': `${head}
app.get('/orders', (req, res) => {
  var pool = new sql.ConnectionPool(config, function (error) { // leak
    var statement = new sql.PreparedStatement(pool);
    statement.prepare('select 1', function (failure) {
      statement.execute({}, function (failure, data) {
        res.json(data.recordset);
        statement.unprepare(function () {});
      });
    });
  });
});`,
  'a connection whose request tells its outcome': `${head}
app.get('/orders', (req, res) => {
  const connection = new Connection(config); // leak
  connection.on('connect', () => {
    const request = new Request('select 1', (error, count, rows) => {
      if (connection.closed) return;
      res.json(rows);
    });
    connection.execSql(request);
  });
  connection.connect();
});`,
  'a class of the file that keeps what it is given': `${head}
class Task { constructor(done) { this.done = done; } }
app.get('/orders', (req, res) => {
  const connection = new Connection(config);
  const task = new Task((error) => connection.close());
  connection.connect();
  req.tasks.push(task);
});`,
  'an object that works with it for longer': `${head}
import { Worker } from 'some-jobs';
app.get('/orders', (req, res) => {
  const connection = new Connection(config);
  connection.connect();
  res.locals.worker = new Worker((job) => connection.execSql(job.request));
});`,
};

const sometimesClosed: MarkedCases = {
  'a connection that is closed unless the request fails': `${head}
app.get('/orders', (req, res) => {
  const connection = new Connection(config); // leak
  connection.on('connect', (error) => {
    const request = new Request('select 1', (err, count, rows) => {
      if (err) {
        console.log(err);
      } else {
        res.json(rows);
        connection.close();
      }
    });
    connection.execSql(request);
  });
  connection.connect();
});`,
  'a connection that is closed however the request ends': `${head}
app.get('/orders', (req, res) => {
  const connection = new Connection(config);
  connection.on('connect', (error) => {
    if (error) return res.status(500).end();
    const request = new Request('select 1', (err, count, rows) => {
      connection.close();
      res.json(err ?? rows);
    });
    connection.execSql(request);
  });
  connection.connect();
});`,
};

describeMarked('no-client-per-request', neverClosed);
describeMarked('require-client-close', sometimesClosed, { rule: 'require-client-close' });
