import { lintScript } from '../catalog/package-managers.js';
import { extendEslintConfig, newEslintConfig } from './eslint-config.js';
import type { ProjectFacts, TextFile } from './project-facts.js';
import { githubWorkflow } from './github-workflow.js';

/*
 * What `init` would write, and what it tells people to do themselves. Input: facts. Output: files with their texts before and after.
 * Invariant: a file that is not understood is named, with what to put into it, and left alone.
 */

export interface PlannedFile extends TextFile {
  /** Without one the file is new. */
  readonly before?: string;
}

export interface Plan {
  readonly files: readonly PlannedFile[];
  /** Sentences. */
  readonly remarks: readonly string[];
  /** The command that installs what is not there yet. */
  readonly install: string | undefined;
}

const OXLINT_PRESET = './node_modules/eslint-plugin-client-lifetime/oxlint.json';

export function makePlan(facts: ProjectFacts): Plan {
  const usesOxlint = facts.oxlintConfig !== undefined || facts.packages.has('oxlint');
  const usesEslint = facts.eslintConfig !== undefined || facts.packages.has('eslint') || facts.oldConfigs.length > 0;
  const linter = usesEslint || !usesOxlint ? 'eslint' : 'oxlint';
  const parts = [linter === 'eslint' ? planEslint(facts) : planOxlint(facts), planCi(facts, linter)];
  return {
    files: parts.flatMap(({ files }) => files),
    remarks: parts.flatMap(({ remarks }) => remarks),
    install: installCommand(facts, parts.flatMap(({ needs }) => needs)),
  };
}

interface Part {
  readonly files: readonly PlannedFile[];
  readonly remarks: readonly string[];
  /** Packages. */
  readonly needs: readonly string[];
}

function planEslint(facts: ProjectFacts): Part {
  const { eslintConfig, oldConfigs, hasTypeScript } = facts;
  if (eslintConfig) {
    const after = extendEslintConfig(eslintConfig);
    const remarks = hasTypeScript && !/typescript-eslint/.test(eslintConfig.text)
      ? [`${eslintConfig.path} names no parser for TypeScript: see "TypeScript files need a parser" in the README.`] : [];
    if (after === undefined) {
      return {
        files: [], needs: ['eslint-plugin-client-lifetime'],
        remarks: [...remarks, `${eslintConfig.path} is not understood. Import clientLifetime from "eslint-plugin-client-lifetime" there, `
          + 'and add clientLifetime.configs.recommended to what it exports.'],
      };
    }
    const files = after === eslintConfig.text ? [] : [{ path: eslintConfig.path, before: eslintConfig.text, text: after }];
    return { files, remarks: files.length === 0 ? [`${eslintConfig.path} has the plugin already.`] : remarks,
      needs: ['eslint-plugin-client-lifetime'] };
  }
  if (oldConfigs.length > 0) {
    return {
      files: [], needs: [],
      remarks: [`${oldConfigs.join(', ')} is of the form before ESLint 9, and a new configuration beside it would switch it off. Move to `
        + 'eslint.config.js first (npx @eslint/migrate-config), or use oxlint, which needs no ESLint: see docs/oxlint.md.'],
    };
  }
  const needs = ['eslint', 'eslint-plugin-client-lifetime', ...hasTypeScript ? ['typescript-eslint'] : []];
  return { files: [newEslintConfig(facts)], remarks: [], needs };
}

function planOxlint({ oxlintConfig }: ProjectFacts): Part {
  const needs = ['oxlint', 'eslint-plugin-client-lifetime'];
  if (!oxlintConfig) {
    return { files: [{ path: '.oxlintrc.json', text: `${JSON.stringify({ extends: [OXLINT_PRESET] }, null, 2)}\n` }], remarks: [], needs };
  }
  const { path, text } = oxlintConfig;
  if (text.includes('eslint-plugin-client-lifetime')) return { files: [], remarks: [`${path} has the plugin already.`], needs };
  const list = /"extends"\s*:\s*\[/.exec(text);
  const start = /^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*\{/.exec(text);
  if (!start || (!list && text.includes('"extends"'))) {
    return { files: [], remarks: [`${path} is not understood. Add "${OXLINT_PRESET}" to its "extends".`], needs };
  }
  const isEmptyList = list && /^\s*\]/.test(text.slice(list.index + list[0].length));
  const isEmpty = /^\s*\}/.test(text.slice(start[0].length));
  const [at, insert] = list
    ? [list.index + list[0].length, `"${OXLINT_PRESET}"${isEmptyList ? '' : ', '}`]
    : [start[0].length, `\n  "extends": ["${OXLINT_PRESET}"]${isEmpty ? '\n' : ','}`];
  return { files: [{ path, before: text, text: text.slice(0, at) + insert + text.slice(at) }], remarks: [], needs };
}

function planCi({ workflows, otherCi, packageManager, oldConfigs, eslintConfig }: ProjectFacts, linter: 'eslint' | 'oxlint'): Part {
  const nothing: Part = { files: [], remarks: [], needs: [] };
  // Nothing would run there.
  if (linter === 'eslint' && !eslintConfig && oldConfigs.length > 0) return nothing;
  if (otherCi.length > 0 && workflows === undefined) {
    return { ...nothing, remarks: [`In ${otherCi.join(', ')}, let a job run ${linter}: see docs/ci.md.`] };
  }
  if (workflows === undefined) return nothing;
  const running = workflows.find(({ text }) => new RegExp(`\\b${linter}\\b`).test(text) || lintScript.test(text));
  if (running) return { ...nothing, remarks: [`${running.path} runs the linter already.`] };
  const workflow = githubWorkflow(packageManager, linter);
  if (workflows.some(({ path }) => path === workflow.path)) return { ...nothing, remarks: [`${workflow.path} is there already.`] };
  return { ...nothing, files: [workflow] };
}

function installCommand({ packageManager, packages }: ProjectFacts, needs: readonly string[]): string | undefined {
  const missing = needs.filter((name) => !packages.has(name));
  return missing.length === 0 ? undefined : `${packageManager.add} ${missing.join(' ')}`;
}
