import { readFileSync } from 'node:fs';
import { ESLint, type Linter } from 'eslint';
import { describe, expect, inject, it } from 'vitest';
import { families } from '../../src/catalog/families.js';
import plugin from '../../src/index.js';
import { readSettings } from '../../src/rule/settings.js';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { name: string; version: string };
const ruleNames = Object.keys(plugin.rules);
const familyNames = families.map(({ name }) => name);

/** The configuration that ESLint makes of several for one file. */
async function calculate(...configs: Linter.Config[]): Promise<{ rules: Record<string, unknown>; settings: Record<string, unknown> }> {
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: configs });
  return await eslint.calculateConfigForFile('file.js') as { rules: Record<string, unknown>; settings: Record<string, unknown> };
}

function presetOf(name: string): Linter.Config {
  return plugin.configs[name as keyof typeof plugin.configs];
}

describe('the plugin', () => {
  it('runs on the ESLint that this project of the tests is for', () => {
    expect(ESLint.version).toMatch(inject('eslintVersion'));
  });

  it('says who it is', () => {
    expect(plugin.meta).toStrictEqual({ name: manifest.name, version: manifest.version, namespace: 'client-lifetime' });
  });

  it('has rules, each under its own name', () => {
    expect(ruleNames).toContain('no-client-per-request');
    expect(Object.entries(plugin.rules).map(([, rule]) => (rule as { name?: string }).name)).toStrictEqual(ruleNames);
  });

  it('has a preset for each family of the catalog beside recommended and strict', () => {
    expect(Object.keys(plugin.configs).sort()).toStrictEqual([...familyNames, 'recommended', 'strict'].sort());
  });
});

describe('the presets', () => {
  it.each(Object.keys(plugin.configs))('%s needs nothing beside it', async (name) => {
    const { rules, settings } = await calculate(presetOf(name));
    expect(Object.keys(rules)).not.toHaveLength(0);
    expect(ruleNames.map((rule) => `client-lifetime/${rule}`)).toEqual(expect.arrayContaining(Object.keys(rules)));
    expect(readSettings(settings).families).toStrictEqual(familyNames.includes(name) ? [name] : familyNames);
  });

  it('take the severities of the rules', () => {
    const wanted = Object.entries(plugin.rules).flatMap(([name, { meta }]) => {
      const { recommended } = meta?.docs as { recommended: Linter.RuleSeverity | false };
      return recommended === false ? [] : [[`client-lifetime/${name}`, recommended]];
    });
    expect(Object.entries(presetOf('recommended').rules ?? {})).toStrictEqual(wanted);
    expect(Object.entries(presetOf('google-cloud').rules ?? {})).toStrictEqual(wanted);
    // Rules that hold back where no caller is in sight are told not to.
    const everywhere = new Set(['no-unclosed-client', 'require-client-close']);
    expect(presetOf('strict').rules).toStrictEqual(Object.fromEntries(ruleNames.map((name) => (
      [`client-lifetime/${name}`, everywhere.has(name) ? ['error', { everywhere: true }] : 'error']))));
  });

  it('combine: two families are both looked for', async () => {
    const { settings } = await calculate(presetOf('google-cloud'), presetOf('grpc'));
    expect(readSettings(settings).families).toStrictEqual(['google-cloud', 'grpc']);
  });

  it('combine: a family beside recommended takes nothing away', async () => {
    const { settings } = await calculate(presetOf('recommended'), presetOf('grpc'));
    expect(readSettings(settings).families).toStrictEqual(familyNames);
  });

  it('combine with settings of the user', async () => {
    const own = { 'client-lifetime': { families: { grpc: false }, project: false } };
    const { settings } = await calculate(presetOf('recommended'), { settings: own });
    expect(readSettings(settings)).toMatchObject({ project: false, families: familyNames.filter((name) => name !== 'grpc') });
  });
});
