import type { ClientFamily } from '../types.js';

export const snowflake: ClientFamily = {
  name: 'snowflake',
  title: 'Snowflake',
  clients: [
    {
      package: 'snowflake-sdk',
      export: 'createConnection',
      kind: 'factory',
      holds: 'socket',
      connects: 'connectCall',
      release: ['destroy'],
      releaseIs: 'sync',
      cost: 'leak',
      unshareable: 'breaks',
      setup: ['connect', 'connectAsync'],
      note: 'It holds a session on the server, which lives until `destroy()` or its timeout, and with `clientSessionKeepAlive` a timer.'
        + ' One that was disconnected cannot connect again: dist/lib/services/sf.js of 3.3.0.',
      docs: 'https://docs.snowflake.com/en/developer-guide/node-js/nodejs-driver-connect',
    },
    {
      package: 'snowflake-sdk',
      export: 'createPool',
      kind: 'factory',
      holds: 'pool',
      connects: 'firstUse',
      release: ['drain', 'clear'],
      releaseIs: 'async',
      cost: 'leak',
      docs: 'https://docs.snowflake.com/en/developer-guide/node-js/nodejs-driver-connect',
    },
  ],
  wrappers: [
    {
      package: 'snowflake-sdk',
      export: 'createConnection().connectAsync',
      kind: 'asyncFactory',
      argument: 'receiver',
      release: ['destroy'],
      docs: 'https://docs.snowflake.com/en/developer-guide/node-js/nodejs-driver-connect',
    },
  ],
  checkouts: [
    {
      package: 'snowflake-sdk',
      export: 'createPool().acquire',
      kind: 'asyncFactory',
      release: [],
      releasedBy: ['release', 'destroy'],
      noun: 'connection',
      docs: 'https://docs.snowflake.com/en/developer-guide/node-js/nodejs-driver-connect',
    },
  ],
};
