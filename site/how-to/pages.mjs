import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectClients } from './clients.mjs';
import { frameworks } from './frameworks.mjs';
import { measuredText } from './measurements.mjs';

/*
 * "How to share a `X`": for each client the wrong code, why it is wrong with what was measured, and the right code for four frameworks.
 * The right code is what the plugin's first edit makes of the wrong one; where it reports nothing or has no edit, there is no code to show.
 * A client without any gets no page.
 */

export const slugOf = ({ package: name, local }) => `${name}-${local}`.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

/** Writes the pages, and answers what they are called, by family. */
export async function writeHowToPages(folder, { analyse, linkToPlayground }) {
  mkdirSync(folder, { recursive: true });
  const pages = [];
  for (const client of collectClients()) {
    const shown = [];
    for (const framework of frameworks) {
      const result = await repair(client, framework, analyse);
      if (result) shown.push({ framework, ...result });
    }
    const [first] = shown;
    if (!first) continue;
    const slug = slugOf(client);
    writeFileSync(join(folder, `${slug}.md`), pageOf(client, shown, linkToPlayground));
    pages.push({ slug, title: client.local, package: client.package, family: first.family });
  }
  writeFileSync(join(folder, 'index.md'), indexOf(pages));
  return pages;
}

/** The file as it is and as the first edit leaves it. */
async function repair(client, { file, code, dependencies }, analyse) {
  const text = code(client);
  const dependencyRanges = Object.fromEntries([...dependencies, client.package].map((name) => [name, '*']));
  const files = { 'package.json': `${JSON.stringify({ name: 'orders', dependencies: dependencyRanges }, null, 2)}\n`, [file]: text };
  const answer = await analyse({ files, preset: 'recommended' });
  const { reports, constructions } = answer.files[file];
  const report = reports.find(({ edits }) => edits.length > 0);
  const entry = constructions[0]?.entry;
  if (!report || reports.some(({ rule }) => rule === undefined) || !entry) return undefined;
  const [edit] = report.edits;
  const after = text.slice(0, edit.range[0]) + edit.text + text.slice(edit.range[1]);
  const again = await analyse({ files: { ...files, [file]: after }, preset: 'recommended' });
  if (again.files[file].reports.length > 0) return undefined;
  return { files, file, before: text, after, report, edit, entry, family: entry.family };
}

function pageOf(client, shown, linkToPlayground) {
  const [{ before, report, entry, files, file }] = shown;
  const name = `\`${client.local}\``;
  const made = client.kind === 'class' ? `new ${client.local}()` : `${client.local}()`;
  return `---
title: How to share a ${client.local} of ${client.package}
description: One ${client.local} for all requests, instead of a new connection for each. In Express, NestJS, Next.js and AWS Lambda.
---

# How to share a ${name} of ${client.package}

\`${made}\` holds ${entry.holding}${entry.connects === 'construction' ? ', from the moment it is constructed' : ''}.
Constructed in a request handler there is one for every request. Construct it once, and let all requests use it.

## Wrong

\`\`\`ts
${before}\`\`\`

The rule [${report.rule}](../rules/${report.rule}.md) says of it:

> ${report.message}

[See it in the playground](${linkToPlayground({ files, open: file })}){target="_self"}, with every step.

## Why

Every request waits for a connection of its own, and what nobody releases grows with the traffic.
${entry.note ? `${entry.note}\n` : ''}${measuredText(client.package, client.export)}
${entry.docs ? `The package's own words: [documentation](${entry.docs}).\n` : ''}
## Right
${shown.map(({ framework, after, edit }) => `
### In ${framework.title}

${edit.title}

\`\`\`ts
${after}\`\`\`
`).join('')}
Each of these is what the plugin's first edit makes of the wrong code; the plugin reports nothing in it any more.

## When the arguments come from the request

Then one client for all is wrong: keep one for each key, with a bound, or close it in \`finally\`. The page of
[no-client-per-request](../rules/no-client-per-request.md) shows how.
`;
}

function indexOf(pages) {
  const families = [...new Set(pages.map(({ family }) => family))].sort();
  return `---
title: How to share a client
---

# How to share a client

${pages.length} clients that own a connection, each with wrong code, right code for four frameworks, and what was measured.
The code is made by the plugin itself. [What else it knows](../catalog.md).
${families.map((family) => `
## ${family}

${pages.filter((page) => page.family === family).map((page) => `- [${page.title}](./${page.slug}.md) of ${page.package}`).join('\n')}
`).join('')}`;
}
