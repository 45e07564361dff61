import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { readWords } from '../../command/read-words.js';
import { UserError } from '../../command/user-error.js';
import { findRoot } from '../../project/files/files.js';
import { presetNames } from '../preset.js';
import type { Preset } from '../preset.js';
import type { Format } from '../formats/format.js';

export const help = `client-lifetime check [paths…]

Looks at the whole project once, without ESLint, and reports clients that own a connection and are constructed per request.
Same rules, words and edits as in ESLint. Paths are files and folders whose reports are shown (default: this folder).

  --format <name>         text (default), json, sarif, github, gitlab, html
  --output <file>         write the output there
  --preset <name>         recommended (default), strict
  --config <file>         take rules and settings from this configuration of ESLint, which is run for that
  --root <folder>         the folder whose files make up the project (default: the nearest workspace root)
  --package <name>        only reports of this package of the workspace, whoever uses it (in place of paths)
  --max-warnings <number> more warnings than that are an error
  --quiet                 errors only
  --baseline <file>       accept the reports that this file lists
  --update-baseline       write all reports into that file
  --changed [base]        only what the change since the base adds, also in files that it does not touch
                          (default: where it left the default branch of upstream)
  --fix                   make the edits that keep the behaviour, and check again
  --fix-suggestions       ask for each report which edit to make, and check again
  --watch                 look again after each save, and print what has come and what is gone (Ctrl-C ends it)
  --no-cache              look at everything again, also where nothing has changed since the last check
  --help

Without --config, settings come from client-lifetime.config.json in the root, or the key "client-lifetime" of its package.json.
Exit codes: 0 no errors, 1 errors, 2 it could not be checked. See docs/check.md.
`;

/** Each is loaded when it is asked for. */
const formats: Readonly<Record<string, () => Promise<Format>>> = {
  text: async () => (await import('../formats/text.js')).formatText,
  json: async () => (await import('../formats/json.js')).formatJson,
  sarif: async () => (await import('../formats/sarif.js')).formatSarif,
  github: async () => (await import('../formats/github.js')).formatGithub,
  gitlab: async () => (await import('../formats/gitlab.js')).formatGitlab,
  html: async () => (await import('../formats/html.js')).formatHtml,
};

const options = {
  format: { type: 'string', short: 'f' },
  output: { type: 'string', short: 'o' },
  preset: { type: 'string' },
  config: { type: 'string', short: 'c' },
  root: { type: 'string' },
  package: { type: 'string' },
  'max-warnings': { type: 'string' },
  quiet: { type: 'boolean' },
  baseline: { type: 'string' },
  'update-baseline': { type: 'boolean' },
  changed: { type: 'string' },
  fix: { type: 'boolean' },
  'fix-suggestions': { type: 'boolean' },
  watch: { type: 'boolean', short: 'w' },
  'no-cache': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** What the command is told, with what is not said filled in. */
export interface CheckWords {
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly format: Format;
  readonly output?: string;
  readonly preset: Preset;
  readonly config?: string;
  /** An absolute path. */
  readonly root: string;
  readonly isRootGiven: boolean;
  /** The name of a package of the workspace. */
  readonly package?: string;
  readonly maxWarnings?: number;
  readonly isQuiet: boolean;
  readonly baseline?: BaselineWords;
  /** What to compare with; empty: the default branch of upstream. */
  readonly changed?: string;
  readonly watches: boolean;
  /** Take what is kept of an earlier check, and keep this one. */
  readonly usesCache: boolean;
  readonly makesFixes: boolean;
  readonly asksForEdits: boolean;
}

export interface BaselineWords {
  readonly file: string;
  readonly isUpdated: boolean;
}

/** `undefined`: help is wanted. Throws a `UserError` for words that cannot be used. */
export async function readCheckWords(words: readonly string[], cwd: string): Promise<CheckWords | undefined> {
  const { values, positionals } = readWords(withDefaultBase(words), options, 'client-lifetime check --help');
  if (values.help) return undefined;
  const preset = readPreset(values.preset ?? 'recommended');
  const format = await readFormat(values.format ?? 'text');
  const maxWarnings = readMaxWarnings(values['max-warnings']);
  if (values.package !== undefined && positionals.length > 0) throw new UserError('give paths, or a package with --package, and not both.');
  if (values.package !== undefined && values['update-baseline']) {
    throw new UserError('--update-baseline writes all reports of the project. Leave out --package.');
  }
  if (values.changed !== undefined && values['update-baseline']) {
    throw new UserError('--update-baseline writes all reports of the project. Leave out --changed.');
  }
  if (values.watch) refuseWithWatch(values);
  const baseline = readBaselineWords(values.baseline, values['update-baseline'] ?? false, positionals);
  if (values['fix-suggestions'] && !(process.stdin.isTTY && process.stdout.isTTY)) {
    throw new UserError('--fix-suggestions asks on a terminal, and nobody can answer here. Use --fix, or take an edit from --format json.');
  }
  if (values.config !== undefined && !existsSync(path.resolve(cwd, values.config))) {
    throw new UserError(`there is no file ${values.config} (looked for ${path.resolve(cwd, values.config)}).`);
  }
  return {
    cwd,
    paths: positionals,
    format,
    ...(values.output !== undefined && { output: values.output }),
    preset,
    ...(values.config !== undefined && { config: values.config }),
    root: values.root === undefined ? findRoot(path.join(cwd, 'file.js'), cwd) ?? cwd : readFolder(values.root, cwd),
    isRootGiven: values.root !== undefined,
    ...(values.package !== undefined && { package: values.package }),
    ...(maxWarnings !== undefined && { maxWarnings }),
    isQuiet: values.quiet ?? false,
    ...(baseline && { baseline }),
    ...(values.changed !== undefined && { changed: values.changed }),
    watches: values.watch ?? false,
    usesCache: !(values['no-cache'] ?? false),
    makesFixes: values.fix ?? false,
    asksForEdits: values['fix-suggestions'] ?? false,
  };
}

/** What is done once cannot be done after each save. */
function refuseWithWatch(values: Readonly<Record<string, unknown>>): void {
  const others = ['fix', 'fix-suggestions', 'changed', 'update-baseline', 'output', 'max-warnings'];
  const other = others.find((name) => values[name] !== undefined);
  if (other !== undefined) throw new UserError(`--watch looks again after each save, and cannot be used with --${other}.`);
  if (values.format !== undefined && values.format !== 'text') throw new UserError('--watch prints text. Leave out --format.');
}

/** A value that may be left out, which the parser of words does not know: `--changed` at the end, or before another option. */
function withDefaultBase(words: readonly string[]): readonly string[] {
  return words.map((word, index) => (word === '--changed' && (words[index + 1] ?? '-').startsWith('-') ? '--changed=' : word));
}

function readPreset(name: string): Preset {
  const preset = presetNames.find((known) => known === name);
  if (preset === undefined) throw new UserError(`there is no preset "${name}". Known presets: ${presetNames.join(', ')}.`);
  return preset;
}

async function readFormat(name: string): Promise<Format> {
  const known = Object.keys(formats).join(', ');
  if (!Object.hasOwn(formats, name)) throw new UserError(`there is no format "${name}". Known formats: ${known}.`);
  return formats[name]!();
}

function readBaselineWords(file: string | undefined, isUpdated: boolean, paths: readonly string[]): BaselineWords | undefined {
  if (file === undefined && isUpdated) throw new UserError('say which file: --baseline known.json --update-baseline.');
  if (isUpdated && paths.length > 0) throw new UserError('--update-baseline writes all reports of the project. Leave out the paths.');
  return file === undefined ? undefined : { file, isUpdated };
}

function readMaxWarnings(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!/^\d+$/.test(given)) throw new UserError(`--max-warnings is "${given}". Give a number, as in --max-warnings 0.`);
  return Number(given);
}

function readFolder(folder: string, cwd: string): string {
  const full = path.resolve(cwd, folder);
  if (!existsSync(full)) throw new UserError(`there is no folder ${folder} (looked for ${full}).`);
  if (!statSync(full).isDirectory()) throw new UserError(`${folder} is no folder.`);
  return full;
}
