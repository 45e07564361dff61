import { rules } from '../../rules/index.js';
import type { Preset } from './preset.js';
import type { ChosenRule } from './rules/run-rules.js';

/* Which rules run, how severe what they report is, and with which options: as in the presets of the plugin. */

/** The rules of a preset, in the order of their names. */
export function rulesOfPreset(preset: Preset): ChosenRule[] {
  return Object.entries(rules).flatMap(([name, rule]): ChosenRule[] => {
    const takesOptions = Array.isArray(rule.meta.schema) && rule.meta.schema.length > 0;
    if (preset === 'strict') return [{ name, rule, severity: 'error', options: takesOptions ? [{ everywhere: true }] : [] }];
    const severity = rule.meta.docs?.recommended;
    return severity ? [{ name, rule, severity: severity === 'error' ? 'error' : 'warning', options: [] }] : [];
  });
}

/** Those that the computed configuration of ESLint turns on for a file. */
export function rulesOfConfiguration(configured: Readonly<Record<string, unknown>>): ChosenRule[] {
  return Object.entries(rules).flatMap(([name, rule]): ChosenRule[] => {
    const [severity, ...options] = [configured[`client-lifetime/${name}`] ?? 0].flat() as [unknown, ...unknown[]];
    const isError = severity === 2 || severity === 'error';
    const isWarning = severity === 1 || severity === 'warn';
    return isError || isWarning ? [{ name, rule, severity: isError ? 'error' : 'warning', options }] : [];
  });
}

/** The rule of that name with its own severity, for a comment in a file that turns it on. */
export function ruleNamed(name: string, severity: ChosenRule['severity']): ChosenRule | undefined {
  return Object.hasOwn(rules, name) ? { name, rule: rules[name]!, severity, options: [] } : undefined;
}
