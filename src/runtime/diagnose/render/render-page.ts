import { escapeHtml } from '../../../command/escape-html.js';
import type { CandidateReport, DiagnoseReport, LeakReport } from '../report.js';
import {
  amount, bytesText, candidateReasons, certaintyWord, clientTexts, headline, otherText, placeText, signed, signedBytes, titleOf,
} from './wording.js';

/* The report as a page that needs nothing else: no script, no font, no address. Readable in light and dark, and with a screen reader. */

const BAR_HEIGHT = 22;
const CHART_WIDTH = 640;
const LABEL_WIDTH = 70;

export function renderPage(report: DiagnoseReport): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Heap growth: ${escapeHtml(headline(report.conclusion))}</title>
<style>${styles}</style>
</head>
<body>
<main>
<h1>${escapeHtml(headline(report.conclusion))}</h1>
<p>${report.growingRows} kinds of objects grow in every interval.</p>
${snapshotTable(report)}
${report.leaks.map((leak, index) => leakSection(leak, index + 1)).join('\n')}
${report.others.length > 0 ? othersSection(report) : ''}
${report.notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('\n')}
</main>
</body>
</html>
`;
}

function snapshotTable({ snapshots, heapDeltas }: DiagnoseReport): string {
  return tableOf(['Snapshot', 'Objects', 'Heap', 'Size delta'], snapshots.map(({ file, objects, heapSize }, index) => [
    file, String(objects), bytesText(heapSize), index === 0 ? '' : signedBytes(heapDeltas[index - 1]!),
  ]));
}

function leakSection(leak: LeakReport, number: number): string {
  const { certainty, packages } = leak;
  return `<section>
<h2>${number}. ${escapeHtml(titleOf(leak))}</h2>
<p><strong>How sure:</strong> ${escapeHtml(`${certaintyWord(certainty)}: ${certainty.reasons.join('; ')}`)}.</p>
<p>Each takes ${bytesText(leak.bytesEach)} of the heap.${packages.length > 0
  ? ` Constructed by ${escapeHtml(packages.map(({ name, rows }) => `${name} (${rows} kinds of objects)`).join(', '))}.` : ''}</p>
${leak.client ? `<p><strong>Client:</strong> ${escapeHtml(clientTexts(leak.client).join('; '))}.</p>` : ''}
${chart(leak)}
${leak.isIncoming ? '' : `<h3>Constructed at</h3>\n${candidateList(leak.candidates)}`}
<details><summary>${leak.rows.length} kinds of objects grow in step</summary>
${rowTable(leak)}
</details>
</section>`;
}

function rowTable({ rows }: LeakReport): string {
  const heads = ['Object', 'In the snapshots', 'Size delta', 'Each', 'Constructor'];
  return tableOf(heads, rows.map(({ name, type, counts, sizeDeltas, each, owner }) => [
    name || `(${type})`, counts.join(' '), sizeDeltas.map(signedBytes).join(' '), amount(each), placeText(owner),
  ]));
}

function candidateList(candidates: readonly CandidateReport[]): string {
  if (candidates.length === 0) return '<p>Nothing in the project that the catalog knows constructs them.</p>';
  return `<ol>${candidates.map((candidate) => `<li><code>${escapeHtml(`${candidate.file}:${candidate.line}:${candidate.column}`)}</code>
<code>${escapeHtml(candidate.code)}</code>
<ul>${[
    ...candidateReasons(candidate).map(escapeHtml),
    ...candidate.trace.map((step) => `→ ${escapeHtml(step.function === undefined ? '(anonymous function)' : `${step.function}()`)} `
      + `<code>${escapeHtml(`${step.file}:${step.line}`)}</code> <code>${escapeHtml(step.code)}</code>`),
  ].map((line) => `<li>${line}</li>`).join('')}</ul></li>`).join('')}</ol>`;
}

function othersSection({ others }: DiagnoseReport): string {
  return `<section><h2>Also growing, without a connection</h2>
${tableOf(['What', 'Growth', 'Size delta'], others.map((other) => [
  otherText(other), other.deltas.map(signed).join(' '), other.sizeDeltas.map(signedBytes).join(' '),
]))}
</section>`;
}

/** A bar for each snapshot, with its number and what came since the one before. */
function chart({ counts, deltas, sizeDeltas }: LeakReport): string {
  const highest = Math.max(1, ...counts);
  const bars = counts.map((count, index) => {
    const y = index * (BAR_HEIGHT + 6);
    const width = Math.max(1, Math.round((CHART_WIDTH - LABEL_WIDTH - 200) * count / highest));
    const growth = index === 0 ? '' : `${signed(deltas[index - 1]!)}, ${signedBytes(sizeDeltas[index - 1]!)}`;
    return `<text x="${LABEL_WIDTH - 8}" y="${y + 16}" text-anchor="end">${count}</text>`
      + `<rect x="${LABEL_WIDTH}" y="${y}" width="${width}" height="${BAR_HEIGHT}" rx="2"></rect>`
      + `<text x="${LABEL_WIDTH + width + 8}" y="${y + 16}">${growth}</text>`;
  });
  const label = `How many there are in each snapshot: ${counts.join(', ')}`;
  return `<svg role="img" aria-label="${label}" viewBox="0 0 ${CHART_WIDTH} ${counts.length * (BAR_HEIGHT + 6)}">${bars.join('')}</svg>`;
}

function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((text) => `<th scope="col">${text}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`).join('\n');
  return `<div class="table" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

const styles = `
:root { color-scheme: light dark; --text: #1b1f24; --page: #fff; --line: #d0d7de; --bar: #b3261e; --soft: #57606a; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --page: #0d1117; --line: #30363d; --bar: #ff7b72; --soft: #9da7b1; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1rem; }
code { font: 0.9em ui-monospace, monospace; overflow-wrap: anywhere; }
.table { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.25rem 0.5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; }
svg { width: 100%; max-width: ${CHART_WIDTH}px; height: auto; }
rect { fill: var(--bar); }
svg text { fill: var(--text); font: 14px system-ui, sans-serif; }
`;
