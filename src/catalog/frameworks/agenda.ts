import type { FrameworkModel } from '../types.js';

export const agenda: FrameworkModel = {
  name: 'agenda',
  title: 'Agenda job',
  packages: ['agenda', '@hokify/agenda'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      receivers: ['default()', 'Agenda()'],
      receiverTypes: ['default', 'Agenda'],
      receiverNames: ['agenda'],
      methods: ['define'],
      handlers: [{ argument: { from: 1 } }],
      runs: 'tick',
    },
    { kind: 'decorator', method: ['Define', 'Every'], class: ['JobsController'], runs: 'tick' },
  ],
  once: [
    {
      kind: 'call',
      receivers: ['default()', 'Agenda()'],
      receiverTypes: ['default', 'Agenda'],
      methods: ['on', 'once'],
      firstArgument: ['ready'],
      handlers: [{ argument: 1 }],
    },
  ],
  docs: 'https://github.com/agenda/agenda#defining-job-processors',
};
