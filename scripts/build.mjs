import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Visitor, parseSync } from 'oxc-parser';
import ts from 'typescript';

/*
 * `npm run build`: `src` and `rules` as what is published, in `dist`. Arguments go to the compiler that writes the types.
 *
 * Loading 500 small modules took longer than checking a small project, so they are bundled: what a command alone needs stays in files of
 * its own and is loaded when it is called. Names and lines of the code are kept, so that a stack trace says where in the sources it was. Of
 * the packages that are JavaScript alone, what is used is bundled, too; those with native parts, and the one that talks to other machines,
 * are dependencies, so that users update them without us.
 */

const root = fileURLToPath(new URL('../', import.meta.url));
const output = path.join(root, 'dist');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/**
 * `analyze()` of the scope manager is never told to know the globals of a version of ECMAScript, whose tables are half of that package. Its
 * own check complains if it is.
 * @type {import('esbuild').Plugin}
 */
const withoutGlobals = {
  name: 'without-globals',
  setup({ onLoad }) {
    onLoad({ filter: /scope-manager[\\/]dist[\\/]lib[\\/]index\.js$/ }, () => ({ contents: 'exports.lib = new Map();' }));
  },
};

/**
 * The visitor of the scope manager makes a set for every node of every file, to leave out `parent`. Visitor keys, which it is given here,
 * never name that, so that only what the caller leaves out is looked up. It is a tenth of the time of finding scopes.
 * @type {import('esbuild').Plugin}
 */
const withoutSets = {
  name: 'without-sets',
  setup({ onLoad }) {
    onLoad({ filter: /scope-manager[\\/]dist[\\/]referencer[\\/]VisitorBase\.js$/ }, ({ path: file }) => {
      const text = readFileSync(file, 'utf8');
      const made = "const exclude = new Set([...excludeArr, 'parent']);";
      const asked = 'if (exclude.has(key)) {';
      if (!text.includes(made) || !text.includes(asked)) throw new Error(`${file} is not what is known of it.`);
      return { contents: text.replace(made, '').replace(asked, "if (key === 'parent' || excludeArr.includes(key)) {") };
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
const options = {
  absWorkingDir: root,
  outdir: output,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  charset: 'ascii',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  external: Object.keys(manifest.dependencies),
  plugins: [withoutGlobals, withoutSets],
};

rmSync(output, { recursive: true, force: true });
const [{ metafile }, { metafile: ofZod }] = await Promise.all([
  build({
    ...options,
    entryPoints: {
      'src/index': 'src/index.ts',
      'src/bin/client-lifetime': 'src/bin/client-lifetime.ts',
      // Started by name, as threads and processes of their own, from files beside them.
      'src/base-worker': 'src/check/changes/base-worker.ts',
      'src/probe-child': 'src/runtime/probe/probe-child.ts',
    },
    chunkNames: 'src/[name]-[hash]',
    format: 'esm',
    splitting: true,
    define: { BUNDLED_ZOD: '"./zod.cjs"' },
  }),
  build({ ...options, entryPoints: { 'src/zod': 'src/rule/zod/zod-parts.ts' }, outExtension: { '.js': '.cjs' }, format: 'cjs' }),
  writeTypes(),
]);
for (const name of Object.keys({ ...metafile.outputs, ...ofZod.outputs })) {
  const file = path.join(root, name);
  removeComments(file);
  removeIndentation(file);
}
const inputs = Object.keys({ ...metafile.inputs, ...ofZod.inputs });
writeFileSync(path.join(output, 'THIRD-PARTY-LICENSES.md'), licensesOf(inputs));

/**
 * V8 keeps the text of a file as long as its functions, with two bytes for each character if one of them is beyond Latin-1. Those in texts
 * are written as escapes; the comments that are left go, but for the names of the sources.
 */
function removeComments(file) {
  const text = readFileSync(file, 'utf8');
  const { comments, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  let kept = '';
  let from = 0;
  for (const { type, start, end } of comments) {
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const lineEnd = text.indexOf('\n', end) + 1 || text.length;
    const isAlone = text.slice(Math.max(from, lineStart), start).trim() === '' && text.slice(end, lineEnd).trim() === '';
    if (type === 'Line' && start === lineStart) continue;
    // Between two words it may be all that stands there.
    kept += text.slice(from, isAlone ? Math.max(from, lineStart) : start) + (isAlone ? '' : ' ');
    from = isAlone ? lineEnd : end;
  }
  writeFileSync(file, kept + text.slice(from));
}

/** A seventh of the text, which V8 keeps as well. Lines stay where they are, and templates as they were written. */
function removeIndentation(file) {
  const text = readFileSync(file, 'utf8');
  const { program } = parseSync(file, text);
  const templates = [];
  new Visitor({ TemplateElement: ({ start, end }) => templates.push({ start, end }) }).visit(program);
  const isInTemplate = (at) => templates.some(({ start, end }) => start < at && at <= end);
  writeFileSync(file, text.replace(/\n +/g, (indentation, at) => (isInTemplate(at + 1) ? indentation : '\n')));
}

/** The types that lead to the types of the plugin. The compiler writes those of all its modules. */
async function writeTypes() {
  const all = mkdtempSync(path.join(tmpdir(), 'client-lifetime-types-'));
  try {
    await run(['node_modules/typescript-7/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', all, ...process.argv.slice(2)]);
    for (const file of reachableFrom(path.join(all, 'src/index.d.ts'))) {
      const target = path.join(output, path.relative(all, file));
      mkdirSync(path.dirname(target), { recursive: true });
      cpSync(file, target);
    }
  } finally {
    rmSync(all, { recursive: true });
  }
}

function reachableFrom(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles) {
    if (fileName.startsWith('.')) reachableFrom(path.join(path.dirname(file), fileName.replace(/\.js$/, '.d.ts')), found);
  }
  return found;
}

function run(words) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, { cwd: root, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${words[0]} ended with ${code}`))));
  });
}

/** The licenses of the packages that the files belong to, as these ask for. */
function licensesOf(files) {
  const folders = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  return ['Parts of these packages are in the files beside this one.', ...[...folders].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
    const license = readdirSync(path.join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (license === undefined) throw new Error(`${name} brings no license to pass on.`);
    return `## ${name} ${version}\n\n${readFileSync(path.join(root, folder, license), 'utf8').trim()}`;
  }), ''].join('\n\n');
}
