import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

const load = (body: string): string => `
import express from 'express';
import pg from 'pg';
const pool = new pg.Pool();
async function load(sql) {
${body}
}
express().get('/orders', async (req, res) => res.json(await load('SELECT 1')));
`;

const late = 'const late = new Promise((_, reject) => setTimeout(() => reject(new Error("late")), 5000));';

const cases: MarkedCases = {
  'a connection that comes after the timeout': load(`
  let client;
  try {
    const connecting = pool.connect(); // leak
    ${late}
    client = await Promise.race([connecting, late]);
    return await client.query(sql);
  } finally {
    if (client) client.release();
  }`),
  'one that is asked for in the race': load(`
  ${late}
  const client = await Promise.race([pool.connect(), late]); // leak
  try {
    return await client.query(sql);
  } finally {
    client.release();
  }`),
  'one that is given back when it comes late': load(`
  let client;
  let isLate = false;
  const connecting = pool.connect();
  connecting.then((one) => { if (isLate) one.release(); }, () => {});
  try {
    ${late}
    client = await Promise.race([connecting, late]);
    return await client.query(sql);
  } finally {
    isLate = true;
    if (client) client.release();
  }`),
  'a race that nobody can lose': load(`
  let client;
  try {
    client = await Promise.race([pool.connect()]);
    return await client.query(sql);
  } finally {
    if (client) client.release();
  }`),
  'a query in a race': load(`
  const client = await pool.connect();
  try {
    ${late}
    return await Promise.race([client.query(sql), late]);
  } finally {
    client.release();
  }`),
};

// What connects has time limits of its own, which may be shorter.
const connecting: MarkedCases = {
  'a browser that is started in a race': `
import express from 'express';
import puppeteer from 'puppeteer';
express().get('/page', async (req, res) => {
  let browser;
  try {
    const starting = puppeteer.launch();
    ${late}
    browser = await Promise.race([starting, late]);
    res.send(await (await browser.newPage()).content());
  } finally {
    if (browser) await browser.close();
  }
});
`,
};

const queues = (body: string, beside = ''): string => `
import express from 'express';
import amqp from 'amqplib';
${beside}
express().get('/check', async (req, res) => {
  let connection;
  const wait = Number(req.query.wait);
${body}
});
`;

const checked = `
    connection = await Promise.race([opening, late]);
    await connection.createChannel();
    res.end();
  } finally {
    if (connection) await connection.close();
  }`;

const open = `async function open(url) {
  if (!url) throw new Error('no url');
  return await amqp.connect(url);
}`;

// A connection that is opened for as long as that takes.
const unlimited: MarkedCases = {
  'a connection that nothing gives up': queues(`
  try {
    const opening = amqp.connect(req.query.url); // leak
    ${late} ${checked}`),
  'one whose own limit is no shorter': queues(`
  try {
    const opening = amqp.connect(req.query.url, { timeout: 5000 }); // leak
    ${late} ${checked}`),
  'one whose own limit is the same': queues(`
  try {
    const opening = amqp.connect(req.query.url, { timeout: wait }); // leak
    const late = new Promise((_, reject) => { setTimeout(reject, wait); }); ${checked}`),
  'one that a function opens': queues(`
  try {
    const opening = open(req.query.url);
    ${late} ${checked}`, open.replace('connect(url);', 'connect(url); // leak')),
  'one that is asked for in the race': queues(`
  ${late}
  connection = await Promise.race([amqp.connect(req.query.url), late]); // leak
  try {
    await connection.createChannel();
    res.end();
  } finally {
    await connection.close();
  }`),
  'one whose own limit is shorter': queues(`
  try {
    const opening = amqp.connect(req.query.url, { timeout: 4000 });
    ${late} ${checked}`),
  'one whose own limit nobody knows': queues(`
  try {
    const opening = amqp.connect(req.query.url, req.query);
    ${late} ${checked}`),
  'one that is closed when it comes late': queues(`
  const opening = amqp.connect(req.query.url);
  try {
    ${late} ${checked.replace('} finally', `} catch {
    opening.then((late) => late.close(), () => {});
  } finally`)}`),
  'one that the timer closes': queues(`
  try {
    const opening = amqp.connect(req.query.url);
    const late = new Promise((_, reject) => setTimeout(() => { opening.then((one) => one.close()); reject(new Error('late')); }, 5000));
    ${checked}`),
  'one of a function that closes what comes late': queues(`
  try {
    const opening = open(req.query.url);
    ${late} ${checked}`, `async function open(url) {
  const begun = Date.now();
  const made = await amqp.connect(url);
  if (Date.now() - begun > 5000) {
    await made.close();
    throw new Error('late');
  }
  return made;
}`),
  'a race that nothing rejects': queues(`
  try {
    const opening = amqp.connect(req.query.url);
    const late = new Promise((resolve) => setTimeout(resolve, 5000)); ${checked}`),
};

describeMarked('races for what is opened without a limit', unlimited, { rule: 'require-client-close' });
describeMarked('races for a connection', cases, { rule: 'require-connection-release' });
describeMarked('races for a client', connecting, { rule: 'require-client-close' });
