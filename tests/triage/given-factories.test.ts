import { describeMarked } from '../support/marked-cases.js';

/** Clients that a function gets out of what it was given: a factory, or an object with one. */
const head = ["import express from 'express';", "import { Client } from 'pg';", 'const app = express();', ''].join('\n');

function withFactory(mark: string, ...rest: readonly string[]): string {
  return [head + 'class Factory {', '  create() {', `    return new Client();${mark}`, '  }', '}', ...rest].join('\n');
}

function withFunction(mark: string, ...rest: readonly string[]): string {
  return [head + 'async function connect(id) {', `  const client = new Client();${mark}`, '  await client.connect();', '  return client;',
    '}', ...rest].join('\n');
}

const closing = ['  try { return await client.query(text); }', '  finally { await client.end(); }', '}'];

describeMarked('a client that comes out of', {
  'an object that was given, and is closed': withFactory(
    '', 'async function find(factory, text) {', '  const client = factory.create();', ...closing,
    "app.get('/', async (req, res) => { await find(new Factory(), req.query.text); res.end(); });",
  ),
  'an object that was given, and is not closed': withFactory(
    ' // leak', 'async function find(factory, text) {', '  const client = factory.create();', '  return client.query(text);', '}',
    "app.get('/', async (req, res) => { await find(new Factory(), req.query.text); res.end(); });",
  ),
  'this, given in an object of options, and is closed': [
    head + 'class Store {', '  create() {', '    return new Client();', '  }', '  list(text) {', '    return find({ store: this, text });',
      '  }', '}',
    'async function find({ store, text }) {', '  const client = store.create();', ...closing,
    "app.get('/', async (req, res) => { await new Store().list(req.query.text); res.end(); });",
  ].join('\n'),
  'a function that was given, and is closed': withFunction(
    '', 'async function find(create, text) {', '  const client = await create();', ...closing,
    "app.get('/', async (req, res) => { await find(connect, req.query.text); res.end(); });",
  ),
  'a function that was given, and is not closed': withFunction(
    ' // leak', 'async function find(create, text) {', '  const client = await create();', '  return client.query(text);', '}',
    "app.get('/', async (req, res) => { await find(connect, req.query.text); res.end(); });",
  ),
  'a helper that gives back what a function makes, and is not closed': withFunction(
    ' // leak', 'async function again(create) {', '  try { return await create(); }', '  catch { return create(); }', '}',
    "app.get('/', async (req, res) => {", '  const client = await again(connect);', '  res.json(await client.query(req.query.text));',
    '});',
  ),
  'a helper that gives back what a function makes, and is closed': withFunction(
    '', 'async function again(create) {', '  try { return await create(); }', '  catch { return create(); }', '}',
    "app.get('/', async (req, res) => {", '  const client = await again(connect);', '  const rows = await client.query(req.query.text);',
    '  await client.end();',
    '  res.json(rows);', '});',
  ),
  'a helper that serves start-up and requests': [
    head + 'const again = async (create) => create();', 'const makeShared = () => new Client();',
      'const makeOwn = () => new Client(); // leak',
    'const shared = await again(makeShared);',
    "app.get('/', async (req, res) => {", '  const own = await again(makeOwn);',
    '  res.json([await own.query(req.query.text), await shared.query("x")]);', '});',
  ].join('\n'),
  'a function that a closure was made with, and is closed': withFunction(
    '', 'const finder = (create) => async (text) => {', '  const client = await create();', ...closing.slice(0, 2), '};',
    'const find = finder(connect);',
    "app.get('/', async (req, res) => { await find(req.query.text); res.end(); });",
  ),
  'a function that a class was made with, and is closed': withFunction(
    '', 'class Finder {', '  constructor(create) {', '    this.create = create;', '  }', '  async find(text) {',
    '    const client = await this.create();',
    ...closing, '}',
    'const finder = new Finder(connect);', "app.get('/', async (req, res) => { await finder.find(req.query.text); res.end(); });",
  ),
  'an instance of a class that was given, and is closed': [
    head + 'class Store {', '  client = new Client();', '  close() {', '    return this.client.end();', '  }', '}',
    'async function find(Type, text) {', '  const store = new Type();', '  await store.client.query(text);', '  await store.close();', '}',
    "app.get('/', async (req, res) => { await find(Store, req.query.text); res.end(); });",
  ].join('\n'),
  'an instance of a class that was given, and is not closed': [
    head + 'class Store {', '  client = new Client(); // leak', '}',
    'async function find(Type, text) {', '  const store = new Type();', '  await store.client.query(text);', '}',
    "app.get('/', async (req, res) => { await find(Store, req.query.text); res.end(); });",
  ].join('\n'),
  'a list of which all are closed': withFunction(
    '', "app.get('/', async (req, res) => {", '  const clients = await Promise.all(req.query.ids.map(connect));',
    "  res.json(await Promise.all(clients.map((client) => client.query('select 1'))));",
    '  await Promise.all(clients.map((client) => client.end()));', '});',
  ),
}, { filenames: ['src/service.js'] });
