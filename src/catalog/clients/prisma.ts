import type { ClientFamily } from '../types.js';
import { prismaWrappers } from '../companions.js';

const connections = 'https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections/connection-management';
const adapters = 'https://www.prisma.io/docs/orm/overview/databases/database-drivers';

export const prisma: ClientFamily = {
  name: 'prisma',
  title: 'Prisma',
  clients: [
    {
      package: '@prisma/client',
      export: 'PrismaClient',
      kind: 'class',
      holds: 'pool',
      connects: 'firstUse',
      release: ['$disconnect'],
      releaseIs: 'async',
      cost: 'leak',
      setup: ['$connect'],
      cleanFailure: ['$connect'],
      setupRepeatable: '*',
      inert: ['$on', '$use'],
      note: 'Each instance has a pool of its own; the documentation asks for one per process.'
        + ' So has one that is generated into the project (`generated/prisma`) or into a package of its own (`@prisma/tenant-client`, '
        + '`@acme/prisma`).',
      docs: connections,
    },
    {
      package: '@prisma/client/edge',
      export: 'PrismaClient',
      kind: 'class',
      holds: 'nothing',
      reason: 'The edge build sends each query by `fetch` to a proxy that holds the connections.',
      note: 'Read in the documentation: the code is generated for each project.',
      docs: 'https://www.prisma.io/docs/orm/prisma-client/deployment/edge/overview',
    },
    {
      package: '@prisma/adapter-*',
      export: 'Prisma*',
      kind: 'class',
      holds: 'nothing',
      reason: 'It is a factory: the PrismaClient that it is given to opens the connections and closes them.',
      docs: adapters,
    },
  ],
  wrappers: [
    ...prismaWrappers,
    {
      package: '@prisma/client',
      export: 'PrismaClient',
      kind: 'class',
      argument: 0,
      option: 'adapter',
      release: [],
      docs: adapters,
    },
    {
      package: '@prisma/client',
      export: 'PrismaClient().$extends',
      kind: 'factory',
      argument: 'receiver',
      release: ['$disconnect'],
      docs: 'https://www.prisma.io/docs/orm/prisma-client/client-extensions',
    },
    {
      package: '@prisma/adapter-pg',
      export: 'PrismaPg',
      kind: 'class',
      argument: 0,
      release: [],
      docs: 'https://www.prisma.io/docs/orm/overview/databases/postgresql',
    },
    {
      package: '@prisma/adapter-mariadb',
      export: 'PrismaMariaDb',
      kind: 'class',
      argument: 0,
      release: [],
      docs: 'https://www.prisma.io/docs/orm/overview/databases/mysql',
    },
    {
      package: '@prisma/adapter-planetscale',
      export: 'PrismaPlanetScale',
      kind: 'class',
      argument: 0,
      release: [],
      docs: 'https://www.prisma.io/docs/orm/overview/databases/planetscale',
    },
  ],
};
