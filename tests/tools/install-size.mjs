import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

/*
 * `npm run install-size`: the packages that an installation of the plugin brings along on this platform, without its peers, and how many
 * bytes their files have. Read off the lock file and what is installed.
 */

const root = fileURLToPath(new URL('../../', import.meta.url));
const locked = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;

/** Folders of the packages that the plugin needs to run, below the root. */
export function productionPackages() {
  const found = new Set();
  const visit = (name, from) => {
    for (let folder = from; ; folder = above(folder)) {
      const key = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
      if (locked[key] !== undefined) {
        // Native parts for other platforms are locked, and neither installed nor what they need.
        if (found.has(key) || !existsSync(path.join(root, key))) return;
        found.add(key);
        for (const needed of Object.keys({ ...locked[key].dependencies, ...locked[key].optionalDependencies })) visit(needed, key);
        return;
      }
      if (folder === '') return;
    }
  };
  for (const name of Object.keys(locked[''].dependencies)) visit(name, '');
  return [...found].sort();
}

function above(folder) {
  const at = folder.lastIndexOf('/node_modules/');
  return at < 0 ? '' : folder.slice(0, at);
}

function sizeOf(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? sum : sum + sizeOf(full);
    return entry.isFile() ? sum + statSync(full).size : sum;
  }, 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rows = productionPackages().map((folder) => ({
    name: folder.replace(/^.*node_modules\//, ''), bytes: sizeOf(path.join(root, folder)),
  }));
  const own = ['dist', 'docs', 'schema'].reduce((sum, folder) => sum + sizeOf(path.join(root, folder)), 0);
  const total = rows.reduce((sum, { bytes }) => sum + bytes, own);
  for (const { name, bytes } of rows.sort((a, b) => b.bytes - a.bytes).slice(0, 5)) console.log(`${name}: ${(bytes / 1e6).toFixed(1)} MB`);
  console.log(`this package: ${(own / 1e6).toFixed(1)} MB`);
  const direct = Object.keys(locked[''].dependencies).length;
  console.log(`${rows.length} packages, ${direct} of them direct, ${(total / 1e6).toFixed(1)} MB on ${process.platform} ${process.arch}`);
}
