/** Recipes for the clients of directories and of remote shells. */
import type { MeasuringRecipe } from '../recipe.js';

const sshOptions = "host, port, username: 'root', privateKey: process.env.PROBE_SSH_KEY";

export const servers: readonly MeasuringRecipe[] = [
  {
    package: 'ldapjs', export: 'createClient', farSide: 'ldap', construct: "exported({ url: 'ldap://' + address })",
    call: "new Promise((done, fail) => client.bind('cn=admin,dc=probe', 'probe', (error) => error ? fail(error) : done()))",
    release: 'new Promise((done) => client.unbind(done))',
  },
  {
    package: 'ldapts', export: 'Client', farSide: 'ldap', construct: "new exported({ url: 'ldap://' + address })",
    call: "client.bind('cn=admin,dc=probe', 'probe')", release: 'client.unbind()',
  },
  {
    package: 'ldapauth-fork', export: 'default', farSide: 'ldap',
    construct: "new exported({ url: 'ldap://' + address, bindDN: 'cn=admin,dc=probe', bindCredentials: 'probe', searchBase: 'dc=probe', "
      + "searchFilter: '(uid={{username}})' }).on('error', () => {})",
    call: "new Promise((done) => client.authenticate('probe', 'probe', done))", release: 'new Promise((done) => client.close(done))',
  },
  {
    package: 'ssh2', export: 'Client', farSide: 'ssh', construct: 'new exported()',
    call: `(client.probed ??= new Promise((done, fail) => client.on('ready', done).on('error', fail).connect({ ${sshOptions} })))`
      + ".then(() => new Promise((done, fail) => client.exec('true', (error, stream) => error ? fail(error) : "
      + "stream.on('close', done).resume())))",
    release: 'client.end()',
  },
  {
    package: 'ssh2-sftp-client', export: 'default', farSide: 'ssh', construct: 'new exported()',
    call: `(client.probed ??= client.connect({ ${sshOptions} })).then(() => client.cwd())`, release: 'client.end()',
  },
  {
    package: 'node-ssh', export: 'NodeSSH', farSide: 'ssh', construct: 'new exported()',
    call: `(client.probed ??= client.connect({ ${sshOptions} })).then(() => client.execCommand('true'))`, release: 'client.dispose()',
  },
];
