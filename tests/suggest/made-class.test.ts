import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { applied } from '../support/suggestions.js';

/* A class of a client that a function has made is a value, and no type goes by its name. */

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const code = `import { credentials } from '@grpc/grpc-js';
import { BillingClient } from './billing';

export class Server {
  balance(call: unknown, done: unknown) {
    const billing = new BillingClient('billing:50051', credentials.createInsecure());
    billing.balance(call, done);
  }
}
export const handler = (call: unknown, done: unknown) => new Server().balance(call, done);
`;

it.each([
  ["export const BillingClient = makeGenericClientConstructor(service, 'Billing') as any;", 'InstanceType<typeof BillingClient>'],
  ['export class BillingClient extends Client { balance(call: unknown, done: unknown) {} }', 'BillingClient'],
])('is told by what it constructs: %s', (declared, type) => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'made-class-')));
  folders.push(root);
  writeFileSync(join(root, 'package.json'), JSON.stringify({ dependencies: { '@grpc/grpc-js': '^1.12.0', express: '^5.0.0' } }));
  writeFileSync(join(root, 'billing.ts'), `import { Client, makeGenericClientConstructor } from '@grpc/grpc-js';\n${declared}\n`);
  const output = applied('lazyGetter', code, join(root, 'server.ts'), { rule: 'no-unclosed-client', settings: { root }, typeCheck: false });
  expect(output).toContain(`let sharedBilling: ${type} | undefined;`);
});
