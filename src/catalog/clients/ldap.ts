import type { ClientFamily } from '../types.js';

export const ldap: ClientFamily = {
  name: 'ldap',
  title: 'LDAP',
  clients: [
    {
      package: 'ldapjs',
      export: 'createClient',
      kind: 'factory',
      holds: 'socket',
      connects: 'construction',
      release: ['unbind', 'destroy'],
      cost: 'leak',
      unshareable: 'breaks',
      docs: 'https://github.com/ldapjs/node-ldapjs/blob/master/docs/client.md',
    },
    {
      package: 'ldapts',
      export: 'Client',
      kind: 'class',
      holds: 'socket',
      connects: 'firstUse',
      release: ['unbind'],
      cost: 'leak',
      disposable: 'async',
      docs: 'https://github.com/ldapts/ldapts',
    },
    {
      package: 'ldapauth-fork',
      export: 'default',
      kind: 'class',
      holds: 'socket',
      connects: 'construction',
      release: ['close'],
      cost: 'leak',
      note: 'It opens two connections, one to search and one to verify passwords.',
      docs: 'https://github.com/vesse/node-ldapauth-fork',
    },
    {
      package: 'activedirectory2',
      export: 'default',
      kind: 'class',
      holds: 'nothing',
      reason: 'It opens and closes a connection for each operation.',
      docs: 'https://github.com/jsumners/node-activedirectory',
    },
  ],
};
