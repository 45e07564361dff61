import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

/*
 * `npm audit --json | node scripts/audit-bundled.mjs`, after a build: fails when one of the packages that are bundled has an advisory.
 * `npm audit --omit=dev` leaves them out, because who installs the plugin does not install them.
 */

const licenses = readFileSync(new URL('../dist/THIRD-PARTY-LICENSES.md', import.meta.url), 'utf8');
const bundled = [...licenses.matchAll(/^## (\S+) \d\S*$/gm)].map((match) => match[1]);
const { vulnerabilities } = JSON.parse(await text(process.stdin));
if (vulnerabilities === undefined) throw new Error('npm audit did not answer.');
const found = bundled.filter((name) => Object.hasOwn(vulnerabilities, name));
for (const name of found) console.error(`${name} is bundled and has an advisory (${vulnerabilities[name].severity}).`);
console.log(`${bundled.length} bundled packages looked at`);
process.exitCode = found.length === 0 ? 0 : 1;
