import { describeMarked } from '../support/marked-cases.js';

/** An object keeps others in a collection, and each of them holds a client. */
function node(shutdown: string, mark = ''): string {
  return `import { Subscriber } from 'zeromq';
class Subscription {
  async init(address) {
    this.socket = new Subscriber();${mark}
    this.socket.connect(address);
  }
  dispose() {
    this.socket.close();
  }
}
class Node {
  subscriptions = new Map();
  async init(events) {
    events.on('join', (address) => this.add(address));
    events.on('shutdown', () => this.shutdown());
  }
  async add(address) {
    const subscription = new Subscription();
    this.subscriptions.set(address, subscription);
    await subscription.init(address);
  }
  shutdown() {
    ${shutdown}
  }
}
export const start = (events) => new Node().init(events);
`;
}

describeMarked('clients of objects in a collection of a field', {
  'that are all disposed of': node('for (const subscription of this.subscriptions.values()) subscription.dispose();'),
  'that are disposed of by a callback': node('this.subscriptions.forEach((subscription) => subscription.dispose());'),
  'that are disposed of as entries': node('for (const [, subscription] of this.subscriptions) subscription.dispose();'),
  'that are listed and disposed of': node('return Promise.all([...this.subscriptions.values()].map((each) => each.dispose()));'),
  'that nobody disposes of': node('for (const subscription of this.subscriptions.values()) subscription.log();', ' // leak'),
}, { rule: 'no-unclosed-client' });
