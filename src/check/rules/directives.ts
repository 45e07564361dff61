import { parseTree } from '../../project/files/parse.js';
import { TextLines } from '../../syntax/text-lines.js';

/*
 * What comments say to ESLint about the rules of this plugin: `eslint-disable` and its kin, and `eslint client-lifetime/…: "off"`.
 * Input: a text. Output: directives in source order. Invariant: read and applied as ESLint does it, which tests compare.
 * Blind spot: options of rules in comments; only the severity is read.
 */

export interface Directive {
  readonly kind: 'disable' | 'enable';
  /** With the name of the plugin; `undefined` means all rules. */
  readonly ruleId: string | undefined;
  readonly justification: string;
  /** From where it holds: 1-based line and column. */
  readonly from: Position;
  /** Of one that holds for a line: where that ends. */
  readonly to?: Position;
  /** Where the comment stands. */
  readonly comment: { readonly start: Position; readonly end: Position };
}

type Written = 'eslint-disable' | 'eslint-disable-line' | 'eslint-disable-next-line' | 'eslint-enable';

export interface Position {
  readonly line: number;
  readonly column: number;
}

export type InlineSeverity = 'off' | 'warning' | 'error';

export interface Directives {
  readonly directives: readonly Directive[];
  /** By rule with the name of the plugin. */
  readonly severities: ReadonlyMap<string, InlineSeverity>;
}

export const NO_DIRECTIVES: Directives = { directives: [], severities: new Map() };

const SEVERITIES: Readonly<Record<string, InlineSeverity>> = {
  off: 'off', 0: 'off', warn: 'warning', 1: 'warning', error: 'error', 2: 'error',
};

/** Whether comments may say something about the rules of a plugin by their names, and not only of all rules at once. */
export function mayName(plugin: string, text: string): boolean {
  return text.includes(`${plugin}/`) && /\beslint\b/.test(text);
}

export function readDirectives(path: string, text: string): Directives {
  // Many files are asked about, and hardly one has any.
  if (!/\beslint\b/.test(text)) return NO_DIRECTIVES;
  const comments = parseTree(path, text)?.comments() ?? [];
  const lines = new TextLines(text);
  const directives: Directive[] = [];
  const severities = new Map<string, InlineSeverity>();
  for (const { type, value, start, end } of comments) {
    const [said = '', ...reasons] = value.split(/\s-{2,}\s/u);
    const found = /^\s*(eslint(?:-enable|-disable(?:(?:-next)?-line)?)?)(?:\s|$)([\s\S]*)$/u.exec(said);
    if (!found) continue;
    const [, label = '', list = ''] = found;
    if (label === 'eslint') {
      if (type === 'Block') readSeverities(list, severities);
      continue;
    }
    const written = label as Written;
    const place = { start: toPosition(lines.locate(start)), end: toPosition(lines.locate(end)) };
    const span = spanOf(written, type, place);
    if (!span) continue;
    const names = list.split(',').map((name) => name.trim()).filter((name) => name !== '');
    for (const ruleId of names.length === 0 ? [undefined] : new Set(names)) {
      directives.push({
        kind: written === 'eslint-enable' ? 'enable' : 'disable', ruleId, justification: reasons.join(' -- ').trim(),
        ...span, comment: place,
      });
    }
  }
  return { directives, severities };
}

function toPosition({ line, column }: Position): Position {
  return { line, column: column + 1 };
}

function spanOf(written: Written, type: string, { start, end }: Directive['comment']): Pick<Directive, 'from' | 'to'> | undefined {
  switch (written) {
    case 'eslint-disable':
    case 'eslint-enable':
      // In a line comment they are none.
      return type === 'Block' ? { from: start } : undefined;
    case 'eslint-disable-line':
      return start.line === end.line ? { from: { line: start.line, column: 1 }, to: { line: start.line + 1, column: 0 } } : undefined;
    case 'eslint-disable-next-line':
      return { from: { line: end.line + 1, column: 1 }, to: { line: end.line + 2, column: 0 } };
  }
}

function readSeverities(list: string, severities: Map<string, InlineSeverity>): void {
  for (const [, ruleId = '', severity = ''] of list.matchAll(/["']?([\w@/-]+)["']?\s*:\s*\[?\s*["']?(off|warn|error|[012])\b/g)) {
    severities.set(ruleId, SEVERITIES[severity]!);
  }
}

/** Something that a comment may be about. */
export interface Reported extends Position {
  readonly ruleId: string;
}

export interface Applied<Report> {
  readonly kept: readonly Report[];
  readonly suppressed: readonly { readonly report: Report; readonly by: Directive }[];
  /** Those that name a rule of the plugin in vain. */
  readonly unused: readonly Directive[];
}

export function applyDirectives<Report extends Reported>(
  reports: readonly Report[], directives: readonly Directive[], plugin: string,
): Applied<Report> {
  const blocks = directives.filter(({ to }) => to === undefined);
  const lines = directives.filter(({ to }) => to !== undefined);
  const used = new Set<Directive>();
  const kept: Report[] = [];
  const suppressed: { report: Report; by: Directive }[] = [];
  for (const report of reports) {
    const by = blockFor(report, blocks) ?? lines.findLast(({ from, ruleId }) => from.line === report.line && isAbout(ruleId, report));
    if (by) {
      used.add(by);
      suppressed.push({ report, by });
    } else {
      kept.push(report);
    }
  }
  const unused = directives.filter((directive) => (
    directive.kind === 'disable' && directive.ruleId?.startsWith(`${plugin}/`) && !used.has(directive)));
  return { kept, suppressed, unused };
}

function blockFor(report: Reported, blocks: readonly Directive[]): Directive | undefined {
  let by: Directive | undefined;
  for (const block of blocks) {
    if (compare(block.from, report) > 0) break;
    if (isAbout(block.ruleId, report)) by = block.kind === 'disable' ? block : undefined;
  }
  return by;
}

function isAbout(ruleId: string | undefined, report: Reported): boolean {
  return ruleId === undefined || ruleId === report.ruleId;
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column;
}
