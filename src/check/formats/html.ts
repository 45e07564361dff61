import { fileDiff } from '../../command/line-diff.js';
import { applyReplacements } from '../apply-replacements.js';
import type { CheckReport, CheckResult, CodePlace, Suggestion } from '../check-report.js';
import { describeEdge } from '../describe-edge.js';
import { describeWithheld } from '../describe-withheld.js';
import { codeFrame } from './code-frame.js';
import { countLine, countsOf } from './counts.js';
import type { Format, FormatOptions } from './format.js';
import { styles } from './html-styles.js';
import { html, Markup } from './markup.js';

/*
 * One page to look at and to send: totals by SDK and by route, and each report with its code, its path through the files and its edits.
 * Invariant: it needs nothing else, no script, no font, no address, and shows what stands in the files as text.
 */

/** A report with its number on the page. */
interface Numbered {
  readonly number: number;
  readonly report: CheckReport;
}

export const formatHtml: Format = (result, options) => {
  const reports = result.reports.map((report, index) => ({ number: index + 1, report }));
  const files = [...new Set(result.reports.map(({ file }) => file))];
  const counts = countsOf(result);
  const isClean = counts.errors + counts.warnings === 0;
  const sum = { ...counts, byRule: new Map(), byFamily: new Map() };
  const headline = isClean ? (result.base ? 'Nothing new' : 'Nothing to report') : countLine(sum);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>client-lifetime: ${headline}</title>
<style>${new Markup(styles)}</style>
</head>
<body>
<main>
<h1>${headline}</h1>
<p>${result.filesChecked} files looked at by client-lifetime ${options.version}.${sinceText(result)}</p>
${reports.length === 0 ? undefined : html`<div class="totals">
${totals('By SDK', 'SDK', groups(reports, ({ client }) => [client?.family ?? 'none']))}
${totals('By route', 'Route', groups(reports, ({ entry, otherEntries = [] }) => (
    entry ? [entry, ...otherEntries].map(({ label }) => label) : ['no caller in sight'])))}
${totals('By rule', 'Rule', groups(reports, ({ rule }) => [shortRule(rule)]))}
</div>`}
${files.map((file) => html`<section>
<h2>${file}</h2>
${reports.filter(({ report }) => report.file === file).map((numbered) => article(numbered, options))}
</section>
`)}${others(result)}</main>
</body>
</html>
`.text;
};

function sinceText({ base }: CheckResult): string {
  if (!base) return '';
  const known = base.known > 0 ? `; ${base.known} ${base.known === 1 ? 'report was' : 'reports were'} there before` : '';
  return ` What is new since ${base.name} (${base.commit.slice(0, 7)})${known}.`;
}

function shortRule(rule: string): string {
  return rule.replace('client-lifetime/', '');
}

/** By name, the largest first. A report that is reached by several routes counts for each. */
function groups(reports: readonly Numbered[], namesOf: (report: CheckReport) => readonly string[]): [string, Numbered[]][] {
  const found = new Map<string, Numbered[]>();
  for (const numbered of reports) {
    for (const name of new Set(namesOf(numbered.report))) found.set(name, [...found.get(name) ?? [], numbered]);
  }
  return [...found].sort(([a, first], [b, second]) => second.length - first.length || (a < b ? -1 : 1));
}

function totals(title: string, head: string, rows: readonly [string, readonly Numbered[]][]): Markup {
  return html`<table>
<caption>${title}</caption>
<thead><tr><th scope="col">${head}</th><th scope="col">Reports</th><th scope="col">Which</th></tr></thead>
<tbody>
${rows.map(([name, reports]) => html`<tr><th scope="row">${name}</th><td>${reports.length}</td><td>${
    reports.map(({ number }) => html`<a href="#report-${number}">${number}</a> `)}</td></tr>
`)}</tbody>
</table>`;
}

function article({ number, report }: Numbered, { textOf }: FormatOptions): Markup {
  const { rule, severity, line, column, message, entry, otherEntries = [], furtherEntries = 0, trace, newEdge, witness, client } = report;
  const text = textOf(report.file);
  return html`<article id="report-${number}">
<h3><span class="number">${number}</span> ${shortRule(rule)} <span class="${severity}">${severity}</span></h3>
<p class="place"><code>${report.file}:${line}:${column}</code>${client ? html` · ${client.package}` : undefined}</p>
<p>${prose(message)}</p>
${newEdge ? html`<p class="new"><strong>New:</strong> ${prose(describeEdge(newEdge))} at ${placeText(newEdge)}.</p>` : undefined}
${text === undefined ? undefined : html`<pre tabindex="0">${codeFrame(text, report, (_style, piece) => piece).join('\n')}</pre>`}
${entry ? html`<h4>Path of the request</h4>
<ol class="path">
<li><strong>${entry.label}</strong> ${codeAt(entry)}</li>
${trace.map((step) => html`<li>${step.function === undefined ? '(anonymous function)' : `${step.function}()`} ${codeAt(step)}</li>
`)}</ol>` : undefined}
${otherEntries.length > 0 ? html`<p>Also from ${otherEntries.map((other, index) => (
    html`${index > 0 ? ', ' : ''}<strong>${other.label}</strong> ${placeText(other)}`))}${
    furtherEntries > 0 ? `, and ${furtherEntries} more` : ''}.</p>` : undefined}
${witness ? html`<p>${WITNESS[witness.kind]} ${codeAt(witness)}</p>` : undefined}
${report.suggestions.map((suggestion) => editOf(suggestion, changedBy(suggestion) === report.file ? text : textOf(changedBy(suggestion))))}
${report.suggestions.length === 0 && report.withheld.length > 0 ? html`<h4>Why no edit is offered</h4>
<ul>${report.withheld.map((withheld) => html`<li>${prose(describeWithheld(withheld))}</li>`)}</ul>` : undefined}
</article>
`;
}

const WITNESS = {
  throw: 'Lost if this throws:', return: 'Lost when it leaves here:', end: 'Lost at the end, after:',
  overwritten: 'Lost when it is replaced here:',
} as const;

/** Names of the code stand between backticks in all words of the plugin. */
function prose(text: string): Markup {
  return html`${text.split(/`([^`]+)`/).map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece))}`;
}

function placeText({ file, line }: CodePlace): Markup {
  return html`<code class="place">${file}:${line}</code>`;
}

function codeAt(place: CodePlace): Markup {
  return html`${placeText(place)} <code>${place.code}</code>`;
}

function changedBy({ replacements }: Suggestion): string {
  return replacements[0]!.file;
}

/** What an edit makes of the file, folded. */
function editOf({ title, replacements }: Suggestion, text: string | undefined): Markup {
  if (text === undefined) return html`<p>Edit: ${title}</p>`;
  const lines = fileDiff(text, applyReplacements(text, replacements));
  return html`<details><summary>Edit: ${prose(title)}</summary>
<pre tabindex="0">${lines.map((line) => (
    line.startsWith('+') ? html`<ins>${line}</ins>\n` : line.startsWith('-') ? html`<del>${line}</del>\n` : html`${line}\n`))}</pre>
</details>`;
}

/** What is no report: comments in vain, and files that could not be looked at. */
function others({ unusedDirectives, failures }: CheckResult): Markup | undefined {
  if (unusedDirectives.length + failures.length === 0) return undefined;
  return html`<section>
<h2>Beside the reports</h2>
<ul>
${failures.map(({ file, message }) => html`<li><code>${file}</code>: ${message}.</li>
`)}${unusedDirectives.map(({ file, line, message }) => html`<li><code>${file}:${line}</code>: ${message}</li>
`)}</ul>
</section>
`;
}
