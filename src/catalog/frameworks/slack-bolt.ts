import type { FrameworkModel } from '../types.js';

export const slackBolt: FrameworkModel = {
  name: 'slack-bolt',
  title: 'Slack Bolt',
  packages: ['@slack/bolt'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['App()'],
      receiverTypes: ['App'],
      methods: ['event', 'message', 'command', 'action', 'shortcut', 'view', 'options', 'function', 'use', 'error'],
      handlers: [{ argument: { from: 0 } }],
      runs: 'message',
    },
    {
      kind: 'call',
      receiverNames: ['app', 'slackApp', 'bolt'],
      methods: ['command'],
      firstArgument: 'route',
      handlers: [{ argument: { from: 1 } }],
      runs: 'message',
    },
    // Listeners are files that are given the app. No other kind of app has these methods.
    {
      kind: 'call',
      receiverNames: ['app', 'slackApp', 'bolt', 'boltApp'],
      methods: ['event', 'message', 'action', 'shortcut', 'view'],
      handlers: [{ argument: { from: 1 } }],
      runs: 'message',
    },
    {
      kind: 'call',
      receivers: ['ExpressReceiver().router', 'ExpressReceiver().app'],
      methods: ['get', 'post', 'put', 'delete', 'use', 'all'],
      handlers: [{ argument: { from: 0 } }],
      runs: 'request',
    },
    {
      kind: 'call',
      methods: ['Assistant'],
      handlers: ['threadStarted', 'threadContextChanged', 'userMessage'].map((path) => ({ argument: 0, path })),
      runs: 'message',
    },
    {
      kind: 'call',
      methods: ['App'],
      handlers: [
        { argument: 0, path: 'authorize' },
        { argument: 0, path: 'customRoutes.handler' },
        { argument: 0, path: 'installationStore.*' },
      ],
      runs: 'request',
    },
    { kind: 'typedParameter', types: ['Slack*MiddlewareArgs', 'AllMiddlewareArgs'], runs: 'message' },
    { kind: 'typedFunction', types: ['Middleware'], runs: 'message' },
  ],
  docs: 'https://docs.slack.dev/tools/bolt-js/concepts/event-listening',
};
