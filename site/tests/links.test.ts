import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { output } from './built.js';

/** Every link on every page leads to a file of the site, and every anchor to an element there. */

const BASE = process.env.SITE_BASE ?? '/eslint-plugin-client-lifetime/';

const pages = readdirSync(output, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.name.endsWith('.html'))
  .map((entry) => join(entry.parentPath, entry.name));
const texts = new Map(pages.map((page) => [page, readFileSync(page, 'utf8')]));
const ids = new Map<string, ReadonlySet<string>>();

function idsOf(page: string): ReadonlySet<string> {
  let found = ids.get(page);
  if (!found) ids.set(page, found = new Set([...(texts.get(page) ?? '').matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => decode(id))));
  return found;
}

function decode(text: string): string {
  return text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
}

function wrongLinks(page: string): string[] {
  return [...texts.get(page)!.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].flatMap(([, href = '']) => {
    const [path = '', anchor] = decode(href).split(/#(.*)/s);
    if (/^(?:[a-z]+:)?\/\/|^mailto:/.test(path)) return [];
    const file = path === '' ? page : path.startsWith('/') ? join(output, path.replace(BASE, '/')) : join(dirname(page), path);
    const target = existsSync(file) && statSync(file).isDirectory() ? join(file, 'index.html') : file;
    const shown = `${relative(output, page).split(sep).join('/')}: ${href.slice(0, 100)}`;
    if (!existsSync(target)) return [`${shown} is not there`];
    // What stands behind # in the address of the playground is a project.
    if (anchor === undefined || anchor === '' || anchor.startsWith('v1.')) return [];
    return idsOf(target).has(decodeURIComponent(anchor)) ? [] : [`${shown} has no such anchor`];
  });
}

describe('the site', () => {
  it('has a page for each rule, and at least 40 on clients to share', () => {
    const names = pages.map((page) => relative(output, page).split(sep).join('/'));
    expect(names.filter((name) => name.startsWith('rules/'))).toHaveLength(6);
    expect(names.filter((name) => name.startsWith('how-to/')).length).toBeGreaterThanOrEqual(40);
  });

  it('has no link that leads nowhere', () => {
    expect(pages.flatMap(wrongLinks)).toStrictEqual([]);
  });
});
