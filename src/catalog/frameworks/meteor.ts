import type { FrameworkModel } from '../types.js';

export const meteor: FrameworkModel = {
  name: 'meteor',
  title: 'Meteor',
  packages: ['meteor/meteor', 'meteor/webapp', 'meteor/mdg:validated-method'],
  runtime: 'node-server',
  entries: [
    { kind: 'call', methods: ['Meteor.methods'], handlers: [{ argument: 0, path: '*' }], runs: 'request' },
    { kind: 'call', methods: ['Meteor.publish'], handlers: [{ argument: 1 }], runs: 'connection' },
    { kind: 'call', methods: ['Meteor.setInterval'], handlers: [{ argument: 0 }], runs: 'tick' },
    { kind: 'call', methods: ['ValidatedMethod'], handlers: [{ argument: 0, path: 'run' }], runs: 'request' },
    {
      kind: 'call',
      methods: [
        'WebApp.connectHandlers.use', 'WebApp.rawConnectHandlers.use', 'WebApp.handlers.use', 'WebApp.handlers.get',
        'WebApp.handlers.post',
      ],
      handlers: [{ argument: { from: 0 } }],
      runs: 'request',
    },
    { kind: 'call', methods: ['Meteor.onConnection'], handlers: [{ argument: 0 }], runs: 'connection' },
  ],
  once: [{ kind: 'call', methods: ['Meteor.startup'], handlers: [{ argument: 0 }] }],
  docs: 'https://docs.meteor.com/api/meteor.html',
};
