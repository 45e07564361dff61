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

describeMarked('races for a connection', cases, { rule: 'require-connection-release' });
describeMarked('races for a client', connecting, { rule: 'require-client-close' });
