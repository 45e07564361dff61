import { existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { acceptKnown, readBaseline, writeBaseline } from '../check/baseline.js';
import type { CheckResult } from '../check/check-report.js';
import { checkProject } from '../check/check-project.js';
import type { CheckInput } from '../check/check-project.js';
import { readEslintConfiguration, readOwnConfiguration } from '../check/check-settings.js';
import { presetNames } from '../check/chosen-rules.js';
import type { Preset } from '../check/chosen-rules.js';
import { countsOf } from '../check/formats/counts.js';
import type { Format } from '../check/formats/format.js';
import { filesOnDisk } from '../check/project-files.js';
import type { ProjectFiles } from '../check/project-files.js';
import { progressBar } from '../command/progress-bar.js';
import { UserError } from '../command/user-error.js';
import { findRoot, isInside } from '../project/files/files.js';
import { readWords } from '../command/read-words.js';
import { hasColors } from '../command/terminal.js';
import { readVersion } from '../command/version.js';

/* `client-lifetime check [paths…]`: exit codes as ESLint's, 0 no error, 1 errors or too many warnings, 2 it could not check. */

const help = `client-lifetime check [paths…]

Looks at the whole project once, without ESLint, and reports clients that own a connection and are constructed per request.
Same rules, words and edits as in ESLint. Paths are files and folders whose reports are shown (default: this folder).

  --format <name>         text (default), json, sarif, github, gitlab
  --output <file>         write the output there
  --preset <name>         recommended (default), strict
  --config <file>         take rules and settings from this configuration of ESLint, which is run for that
  --root <folder>         the folder whose files make up the project (default: the nearest workspace root)
  --max-warnings <number> more warnings than that are an error
  --quiet                 errors only
  --baseline <file>       accept the reports that this file lists
  --update-baseline       write all reports into that file
  --help

Without --config, settings come from client-lifetime.config.json in the root, or the key "client-lifetime" of its package.json.
Exit codes: 0 no errors, 1 errors, 2 it could not be checked. See docs/check.md.
`;

/** Each is loaded when it is asked for. */
const formats: Readonly<Record<string, () => Promise<Format>>> = {
  text: async () => (await import('../check/formats/text.js')).formatText,
  json: async () => (await import('../check/formats/json.js')).formatJson,
  sarif: async () => (await import('../check/formats/sarif.js')).formatSarif,
  github: async () => (await import('../check/formats/github.js')).formatGithub,
  gitlab: async () => (await import('../check/formats/gitlab.js')).formatGitlab,
};

const options = {
    format: { type: 'string', short: 'f' },
    output: { type: 'string', short: 'o' },
    preset: { type: 'string' },
    config: { type: 'string', short: 'c' },
    root: { type: 'string' },
    'max-warnings': { type: 'string' },
    quiet: { type: 'boolean' },
    baseline: { type: 'string' },
    'update-baseline': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;

export async function run(words: readonly string[]): Promise<number> {
  const { values, positionals } = readWords(words, options, 'client-lifetime check --help');
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const cwd = process.cwd();
  const preset = readPreset(values.preset ?? 'recommended');
  const format = await readFormat(values.format ?? 'text');
  const maxWarnings = readMaxWarnings(values['max-warnings']);
  const baseline = readBaselineWords(values.baseline, values['update-baseline'] ?? false, positionals);
  const root = values.root === undefined ? findRoot(path.join(cwd, 'file.js'), cwd) ?? cwd : readFolder(values.root, cwd);
  const configurationOf = readConfiguration({ root, isGiven: values.root !== undefined }, values.config, cwd, preset);
  const files = filesOnDisk(root);
  const checked = readPaths(positionals, files, cwd);
  const bar = progressBar('Checking', checked.length);
  const all = await checkProject({ files, checked, cwd, configurationOf, onFile: () => bar.add(1) });
  bar.end();
  const found = withBaseline(all, baseline, cwd, checked);
  const isShown = ({ severity }: { readonly severity: string }): boolean => !values.quiet || severity === 'error';
  const result = { ...found, reports: found.reports.filter(isShown), unusedDirectives: found.unusedDirectives.filter(isShown) };
  const output = format(result, {
    hasColors: values.output === undefined && hasColors(), cwd, textOf: (file) => files.text(path.join(root, file)), version: readVersion(),
  });
  if (values.output === undefined) process.stdout.write(output);
  else writeOutput(values.output, output, cwd);
  const { errors, warnings } = countsOf(found);
  if (errors === 0 && maxWarnings !== undefined && warnings > maxWarnings) {
    process.stderr.write(`client-lifetime: ${warnings} warnings are more than --max-warnings ${maxWarnings} allows.\n`);
    return 1;
  }
  return errors > 0 ? 1 : 0;
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

interface BaselineWords {
  readonly file: string;
  readonly isUpdated: boolean;
}

function readBaselineWords(file: string | undefined, isUpdated: boolean, paths: readonly string[]): BaselineWords | undefined {
  if (file === undefined && isUpdated) throw new UserError('say which file: --baseline known.json --update-baseline.');
  if (isUpdated && paths.length > 0) throw new UserError('--update-baseline writes all reports of the project. Leave out the paths.');
  return file === undefined ? undefined : { file, isUpdated };
}

/** The result without what is known, after that is written down where it is to be. */
function withBaseline(result: CheckResult, baseline: BaselineWords | undefined, cwd: string, checked: readonly string[]): CheckResult {
  if (!baseline) return result;
  const { file: shown, isUpdated } = baseline;
  const file = path.resolve(cwd, shown);
  if (isUpdated) writeBaseline(file, shown, result.reports);
  const looked = new Set(checked);
  const isKnown = (name: string): boolean => looked.has(path.join(result.root, name)) || !existsSync(path.join(result.root, name));
  const { result: accepted, outdated } = acceptKnown(result, readBaseline(file, shown), isKnown);
  if (outdated > 0) {
    const reports = outdated === 1 ? '1 report that is' : `${outdated} reports that are`;
    process.stderr.write(`client-lifetime: ${shown} has ${reports} not there any more. Write it anew with --update-baseline.\n`);
  }
  return accepted;
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

function readConfiguration(
  from: { readonly root: string; readonly isGiven: boolean }, config: string | undefined, cwd: string, preset: Preset,
): CheckInput['configurationOf'] {
  if (config === undefined) {
    const own = readOwnConfiguration(from, cwd, preset);
    return () => own;
  }
  if (!existsSync(path.resolve(cwd, config))) throw new UserError(`there is no file ${config} (looked for ${path.resolve(cwd, config)}).`);
  return readEslintConfiguration(config, cwd, from.isGiven ? from.root : undefined);
}

/** The files of the project that the paths mean. */
function readPaths(paths: readonly string[], files: ProjectFiles, cwd: string): readonly string[] {
  const all = files.list();
  const wanted = (paths.length === 0 ? ['.'] : paths).map((given) => {
    const full = path.resolve(cwd, given);
    if (!existsSync(full)) throw new UserError(`there is no file or folder ${given} (looked for ${full}).`);
    if (full !== files.root && !isInside(files.root, full)) {
      throw new UserError(`${given} lies outside of the project in ${files.root}. Name its folder with --root.`);
    }
    const meant = all.filter((file) => file === full || isInside(full, file));
    if (meant.length === 0 && paths.length > 0) {
      throw new UserError(`${given} has no JavaScript or TypeScript of the project: what .gitignore names and what is built is left out.`);
    }
    return meant;
  });
  return [...new Set(wanted.flat())].sort();
}

function writeOutput(file: string, output: string, cwd: string): void {
  try {
    writeFileSync(path.resolve(cwd, file), output);
  } catch (error) {
    throw new UserError(`cannot write ${file}: ${(error as Error).message}`, { cause: error });
  }
}
