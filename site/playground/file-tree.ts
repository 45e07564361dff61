import { element } from './element.js';

/** Files in their folders, each with how many reports it has. */
export function fileTree(
  files: readonly string[], opened: string, count: (file: string) => number, open: (file: string) => void,
): HTMLElement {
  const list = (prefix: string): HTMLElement => {
    const inside = files.filter((file) => file.startsWith(prefix)).map((file) => file.slice(prefix.length));
    const folders = [...new Set(inside.filter((rest) => rest.includes('/')).map((rest) => rest.slice(0, rest.indexOf('/'))))].sort();
    return element('ul', {},
      ...folders.map((name) => element('li', {}, element('span', { class: 'folder' }, `${name}/`), list(`${prefix}${name}/`))),
      ...inside.filter((rest) => !rest.includes('/')).sort().map((name) => element('li', {}, fileButton(prefix + name, name))));
  };
  const fileButton = (file: string, name: string): HTMLElement => {
    const reports = count(file);
    return element('button', { type: 'button', ...file === opened && { 'aria-current': 'true' }, click: () => open(file) }, name,
      ...reports === 0 ? [] : [' ', element('span', { class: 'count' }, reports === 1 ? '1 report' : `${reports} reports`)]);
  };
  return list('');
}
