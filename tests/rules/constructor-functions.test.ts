import { describeMarked } from '../support/marked-cases.js';

/* Objects that a function makes which `new` runs, without a class: the object lives where it is constructed. */

const db = (mark: string, ...methods: readonly string[]): string => `
const express = require('express');
const mysql = require('mysql');
const app = express();
const shared = new Database('main');
function Database(name) {
  this.connection = mysql.createConnection(process.env.DB + name);${mark}
}
Database.prototype.query = function (sql, done) {
  this.connection.query(sql, done);
};
${methods.join('\n')}
`;
const leak = ' // leak';
const query = "app.get('/', (req, res) => {\n  const db = new Database(req.query.db);\n"
  + "  db.query('select 1', (error, rows) => res.json(rows));\n});";

describeMarked('an object that a function makes', {
  'for each request': db(leak, query),
  'in another function': db(leak, 'const open = (name) => new Database(name);', query.replace('new Database', 'open')),
  'once': db('', "app.get('/', (req, res) => shared.query('select 1', (error, rows) => res.json(rows)));"),
  'with a method that ends it': db('', 'Database.prototype.finish = function () {\n  this.connection.end();\n};', query),
  'with a method that ends it by another name': db(
    '', 'Database.prototype.run = function (sql, done) {\n  const connection = this.connection;\n  connection.query(sql, done);\n'
      + '  connection.end();\n};', query.replace('db.query', 'db.run')),
  'that is given away': db('', "app.get('/', (req, res) => {\n  require('some-registry').register(new Database(req.query.db));\n});"),
  'that is kept': db('', 'const all = {};', "app.get('/', (req, res) => {\n  const name = req.query.db;\n"
    + "  if (!all[name]) all[name] = new Database(name);\n  all[name].query('select 1', (error, rows) => res.json(rows));\n});"),
}, {
  filenames: ['src/service.js'],
  files: { 'package.json': { dependencies: { express: '^5.0.0', mysql: '^2.0.0', 'some-registry': '^1.0.0' } } },
});
