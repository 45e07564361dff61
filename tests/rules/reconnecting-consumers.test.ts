import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A loop whose turns hold what they make until it has ended makes another one in its place, and not one for each piece of work. */

async function rules(tail: string, loop = 'await consume();'): Promise<string[]> {
  const project = createProject({ rule: '*', files: { 'package.json': { name: 'shop', dependencies: { amqplib: '*' } } } });
  const messages = await project.lint('worker.js', `const amqp = require('amqplib');
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
async function consume() {
  const link = await amqp.connect(process.env.QUEUE_URL);
  const channel = await link.createChannel();
  await channel.consume('orders', (order) => channel.ack(order));
  ${tail}
}
async function start() {
  while (true) {
    try { ${loop} } catch (error) { console.error(error); }
    await pause(1000);
  }
}
start();
`);
  return messages.map(({ rule }) => rule);
}

it.each([
  ['returned', "return new Promise((resolve, reject) => { link.once('close', () => resolve()); link.once('error', (e) => reject(e)); });"],
  ['awaited', "await new Promise((resolve) => { link.on('close', resolve); });"],
])('is silent where the end of the connection is %s', async (_, tail) => {
  expect(await rules(tail)).toEqual([]);
});

it.each([
  ['waits for nothing', ''],
  ['waits for a while', 'return new Promise((resolve) => setTimeout(resolve, 1000));'],
  ['waits for a while at most', "return new Promise((resolve) => { link.once('close', resolve); setTimeout(resolve, 1000); });"],
  ['waits for the end of something else', "return new Promise((resolve) => { channel.once('close', resolve); });"],
])('reports one that %s', async (_, tail) => {
  expect(await rules(tail)).toEqual(['no-client-per-request']);
});

it('reports a loop that does not wait for its turn', async () => {
  const tail = "return new Promise((resolve) => { link.once('close', resolve); });";
  expect(await rules(tail, 'consume();')).toEqual(['no-client-per-request']);
});
