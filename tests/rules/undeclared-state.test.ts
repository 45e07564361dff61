import { describeMarked } from '../support/marked-cases.js';

/* A name that a module assigns without declaring it is as good as a variable of the module. */

const pool = (head: string, fill: string): string => `const express = require('express');
const mysql = require('mysql');
${head}
function fill() {
  ${fill}
}
function get() {
  if (!pool) fill();
  const connection = pool[last];
  last = (last + 1) % pool.length;
  return connection;
}
const app = express();
app.get('/orders', (req, res) => get().query('SELECT 1', (error, rows) => res.json(rows)));
`;
const list = (mark = ''): string => `pool = [];
  for (let i = 0; i < 10; ++i) pool.push(mysql.createConnection({ host: 'db' }));${mark}`;
const options = {
  filenames: ['src/service.js'], files: { 'package.json': '{ "dependencies": { "express": "^5.0.0", "mysql": "^2.18.0" } }' },
};

describeMarked('a name that the module assigns without declaring it', {
  'has what is filled in once': pool('pool = null;\nlast = 0;', list()),
  'has what is filled in once, as a variable has': pool('var pool = null;\nvar last = 0;', list()),
  'has one client that is made once': pool('pool = null;\nlast = 0;',
    "const client = mysql.createConnection({ host: 'db' });\n  pool = [client];"),
  'is overwritten by each request': `const express = require('express');
const mysql = require('mysql');
connection = null;
const app = express();
app.get('/orders', (req, res) => {
  connection = mysql.createConnection({ host: 'db' }); // leak
  connection.query('SELECT 1', (error, rows) => res.json(rows));
});
`,
}, options);
