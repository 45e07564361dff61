import type { ExportsModel } from '../match.js';

/**
 * Functions of Node.js and of packages that do not fail: they ask for an identifier, a path, a name of the machine, or what goes along with
 * the request. That they are given a text where they want one is believed. `default` is the package itself.
 */
export const infallible: readonly ExportsModel[] = [
  { package: 'async_hooks', export: ['AsyncLocalStorage().getStore', 'executionAsyncId'] },
  { package: 'crypto', export: ['randomUUID', 'randomBytes', 'randomInt'] },
  { package: 'fs', export: 'existsSync' },
  { package: 'os', export: ['hostname', 'tmpdir', 'homedir', 'platform', 'arch', 'cpus', 'totalmem', 'freemem', 'loadavg', 'uptime'] },
  { package: ['path', 'path/posix'], export: ['*', 'posix.*', 'win32.*'] },
  { package: 'util', export: ['promisify', 'format', 'inspect'] },
  { package: 'uuid', export: ['v1', 'v4', 'v6', 'v7', 'validate', 'default'] },
  { package: ['uuid/v1', 'uuid/v4', 'uuidv4', 'uuid4', 'uniqid', 'cuid', 'xid-js', 'object-hash'], export: 'default' },
  { package: ['nanoid', 'nanoid/non-secure'], export: ['nanoid', 'default'] },
  { package: '@paralleldrive/cuid2', export: 'createId' },
  { package: ['ulid', 'ulidx'], export: 'ulid' },
  { package: 'shortid', export: ['generate', 'default'] },
  { package: ['moment', 'moment-timezone', 'dayjs'], export: ['default', 'utc', 'tz', 'default().*', 'utc().*', 'tz().*'] },
];
