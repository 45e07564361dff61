import type { FrameworkModel } from '../types.js';

export const activepieces: FrameworkModel = {
  name: 'activepieces',
  title: 'Activepieces piece',
  packages: ['@activepieces/pieces-framework', '@activepieces/framework'],
  runtime: 'node-server',
  entries: [
    {
      kind: 'call',
      methods: ['createAction', 'createTrigger'],
      handlers: ['run', 'test', 'onEnable', 'onDisable', 'onHandshake', 'onRenew', 'onStart'].map((path) => ({ argument: 0, path })),
      runs: 'invocation',
    },
    {
      kind: 'call',
      methods: ['Property.Dropdown', 'Property.MultiSelectDropdown', 'Property.DynamicProperties'],
      handlers: [{ argument: 0, path: 'options' }, { argument: 0, path: 'props' }],
      runs: 'request',
    },
    { kind: 'call', methods: ['PieceAuth.*'], handlers: [{ argument: 0, path: 'validate' }], runs: 'request' },
  ],
  docs: 'https://www.activepieces.com/docs/developers/building-pieces/create-action',
};
