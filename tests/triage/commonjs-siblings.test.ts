import { describeMarked } from '../support/marked-cases.js';

/** Functions of one CommonJS module that call each other through what the module exports. */
const head = "const express = require('express');\nconst { Client } = require('pg');\nconst app = express();";
const make = 'const client = new Client(); // leak';
const filenames = ['src/service.js'];

describeMarked('a function that its own module exports', {
  'called through exports': [
    head, `exports.find = async (id) => {\n  ${make}\n  return client.query(id);\n};`,
      "app.get('/', (req, res) => exports.find(req.query.id).then((row) => res.json(row)));",
  ].join('\n'),
  'called through module.exports': [
    head, `module.exports.find = async (id) => {\n  ${make}\n  return client.query(id);\n};`,
    "app.get('/', (req, res) => module.exports.find(req.query.id).then((row) => res.json(row)));",
  ].join('\n'),
  'called through a name for module.exports': [
    head, 'const self = module.exports;', `self.find = async (id) => {\n  ${make}\n  return client.query(id);\n};`,
    "app.get('/', (req, res) => self.find(req.query.id).then((row) => res.json(row)));",
  ].join('\n'),
  'called through a name for the exported object': [
    head, 'module.exports = {', '  register() {', '    const self = module.exports;',
      "    app.get('/', (req, res) => self.find(req.query.id).then((row) => res.json(row)));", '  },',
    '  async find(id) {', `    ${make}`, '    return client.query(id);', '  },', '};',
  ].join('\n'),
  'called through this of the exported object': [
    head, 'const service = {', '  async list(req, res) {', '    res.json(await this.find(req.query.id));', '  },',
    '  async find(id) {', `    ${make}`, '    return client.query(id);', '  },', '};',
      "app.get('/', (req, res) => service.list(req, res));",
  ].join('\n'),
  'at the top of the module only': [
    head, 'exports.find = async (id) => {\n  const client = new Client();\n  return client.query(id);\n};',
      'exports.rows = exports.find(1);',
  ].join('\n'),
  'assigned to exports and a constant at once': [
    head, `const find = exports.find = async (id) => {\n  ${make}\n  return client.query(id);\n};`,
      "app.get('/', (req, res) => find(req.query.id).then((row) => res.json(row)));",
  ].join('\n'),
}, { filenames });
