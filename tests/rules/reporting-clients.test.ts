import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/* Nobody who runs the code is in sight, and the client tells an object that was there before what happens to it: it is there for that. */

const service = (...body: readonly string[]): string => `
import { connect } from 'amqp-connection-manager';
export class Queue {
  isUp = false;
  async open(urls) {
    const link = connect(urls);
    ${body.join('\n    ')}
    await link.createChannel().assertQueue('orders');
  }
}`;

const leaking = (...body: readonly string[]): string => service(...body).replace('connect(urls);', 'connect(urls); // leak');

const cases: MarkedCases = {
  'a listener that notes the loss': service("link.on('disconnect', () => { this.isUp = false; });"),
  'a listener among others': service("link.on('error', console.error).on('connect', ({ url }) => {", '  this.url = url;', '});'),
  'a listener that counts': service("link.once('connect', () => { this.links.count++; });"),
  'a handler that is assigned': service('link.onclose = () => { this.isUp = false; };'),
  'a variable of the module': `
import { connect } from 'amqp-connection-manager';
let isUp = false;
export async function open(urls) {
  const link = connect(urls);
  link.on('connect', () => { isUp = true; });
  await link.createChannel().assertQueue('orders');
}`,
  'a listener that only logs': leaking("link.on('disconnect', () => this.log.warn('lost'));"),
  'a listener that notes an error': leaking("link.on('error', (error) => { this.lastError = error; });"),
  'a listener with an object of its own': leaking("link.on('connect', function () { this.isUp = true; });"),
  'a listener that changes what the call made': leaking('let isUp = false;', "link.on('connect', () => { isUp = true; });"),
  'a listener of something else': leaking("this.events.on('connect', () => { this.isUp = true; });"),
};

describeMarked('no-unclosed-client', cases, { rule: 'no-unclosed-client', everywhere: true });
