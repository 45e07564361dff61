/** Programs that construct a client of each SDK when they are told to, at line 4 of a function that a handler calls. */

/** How each SDK is constructed without opening anything, and where in its line. */
export const sdks = [
  {
    package: '@grpc/grpc-js', export: 'Client', construct: "new sdk.Client('localhost:1', sdk.credentials.createInsecure())",
    release: 'close()',
  },
  { package: 'pg', export: 'Pool', construct: 'new sdk.Pool()', release: 'end()' },
  { package: 'ioredis', export: 'Redis', construct: 'new sdk.Redis({ lazyConnect: true })', release: 'disconnect()' },
  { package: 'undici', export: 'Agent', construct: 'new sdk.Agent()', release: 'close()' },
] as const;

export type Format = 'commonjs' | 'esm';

/** The text of the program. It constructs as many clients as the line that it is told says, and releases every fourth. */
export function programOf(
  { package: name, construct, release }: Readonly<Record<'package' | 'construct' | 'release', string>>, format: Format,
): string {
  return `${format === 'commonjs' ? `const sdk = require('${name}');` : `import * as sdk from '${name}';`}
const kept = [];
function construct() {
  return ${construct};
}
async function handle(index) {
  await null;
  const client = construct();
  if (index % 4 === 0) await client.${release};
  else kept.push(client);
}
process.stdin.on('data', async (text) => {
  for (let index = 0; index < Number(text); index += 1) await handle(index);
  console.log('done ' + kept.length);
});
console.log('ready');
`;
}

/** 1-based. */
export const CONSTRUCTED_AT = { line: 4, column: 10 };
