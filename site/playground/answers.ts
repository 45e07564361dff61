import { structuredPatch } from 'diff';
import type { ConstructionReport, Place } from '../../src/bin/report.js';
import type { Answer, Edit, Report } from '../engine/engine.js';
import { element } from './element.js';

/*
 * What the engine answers, as elements: reports with their traces as steps to click and their edits as diffs to apply, and what each pass
 * found. Input: an answer, and what to do when a place or an edit is chosen. Nothing is found out here.
 */

export interface Choices {
  readonly goTo: (place: Place) => void;
  readonly apply: (file: string, edit: Edit) => void;
}

/** Lines around a change that are shown with it. */
const CONTEXT = 2;

export function reportElements(answer: Answer, files: Readonly<Record<string, string>>, choices: Choices): HTMLElement[] {
  const articles = Object.entries(answer.files).flatMap(([file, { reports, constructions }]) => reports.map((report) => {
    const construction = constructions.find(({ line, column }) => line === report.line && column === report.column);
    return reportArticle(file, report, construction, files[file] ?? '', choices);
  }));
  const silent = Object.values(answer.files).flatMap(({ constructions }) => constructions.filter(({ rule }) => rule === undefined));
  if (articles.length === 0) articles.push(element('p', {}, silent.length === 0
    ? 'Nothing is reported: no file constructs a client that the catalog knows.'
    : 'Nothing is reported. Each client that is constructed has its reason:'));
  return [...articles, ...silent.map((construction) => silentArticle(construction, choices))];
}

function reportArticle(
  file: string, report: Report, construction: ConstructionReport | undefined, text: string, { goTo, apply }: Choices,
): HTMLElement {
  const steps = traceOf(construction);
  return element('article', { class: report.isError ? 'error' : 'warning' },
    element('h2', {}, report.rule === undefined ? 'Cannot be parsed' : element('a', { href: `../rules/${report.rule}.html` }, report.rule)),
    element('p', {}, placeButton({ file, line: report.line }, goTo)),
    element('p', {}, ...withCode(report.message)),
    ...steps.length === 0 ? [] : [
      element('h3', {}, 'The way from the request'),
      element('ol', { class: 'trace' }, ...steps.map(({ place, text: label }) => (
        element('li', {}, placeButton(place, goTo), ' ', element('code', {}, label))))),
    ],
    ...report.edits.map((edit) => editElement(file, edit, text, apply)));
}

function silentArticle(construction: ConstructionReport, { goTo }: Choices): HTMLElement {
  const place = { file: construction.file, line: construction.line };
  return element('article', { class: 'silent' },
    element('h2', {}, 'Silent'),
    element('p', {}, placeButton(place, goTo), ' ', element('code', {}, construction.code)),
    element('p', {}, ...withCode(construction.silence === undefined ? 'No rule is about it.' : `Because ${construction.silence}.`)));
}

interface Step { readonly place: Place; readonly text: string }

function traceOf(construction: ConstructionReport | undefined): Step[] {
  const ending = construction?.endings[0];
  if (ending?.run !== 'perRequest' || !ending.entryPoint) return [];
  const { entryPoint, trace, lostAt } = ending;
  return [
    { place: entryPoint.place, text: `${entryPoint.framework}: ${entryPoint.label}` },
    ...trace.map(({ file, line, code }) => ({ place: { file, line }, text: code })),
    ...lostAt ? [{ place: { file: lostAt.file, line: lostAt.line }, text: `not released when it leaves here: ${lostAt.code}` }] : [],
  ];
}

function editElement(file: string, edit: Edit, text: string, apply: Choices['apply']): HTMLElement {
  const after = text.slice(0, edit.range[0]) + edit.text + text.slice(edit.range[1]);
  const { hunks } = structuredPatch(file, file, text, after, undefined, undefined, { context: CONTEXT });
  const lines = hunks.flatMap(({ lines: hunk }, index) => (index === 0 ? hunk : ['…', ...hunk]));
  return element('div', { class: 'edit' },
    element('h3', {}, edit.title),
    element('pre', { class: 'diff', tabindex: '0', 'aria-label': `Changes of: ${edit.title}` }, ...lines.map((line) => (
      element('span', { class: line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : '' }, line)))),
    element('button', { type: 'button', click: () => apply(file, edit) }, 'Apply this edit'));
}

export function passElements(answer: Answer, { goTo }: Choices): HTMLElement[] {
  const constructions = Object.values(answer.files).flatMap((file) => file.constructions);
  if (constructions.length === 0) return [element('p', {}, 'No file constructs a client that the catalog knows.')];
  return constructions.map((construction) => element('article', { class: construction.rule === undefined ? 'silent' : 'error' },
    element('h2', {}, construction.code),
    element('p', {}, placeButton(construction, goTo), ` ${construction.rule ?? 'not reported'}`),
    element('dl', { class: 'passes' }, ...(construction.passes ?? []).flatMap(({ pass, file, line, text }, index, all) => [
      element('dt', {}, all[index - 1]?.pass === pass ? '' : pass),
      element('dd', {}, placeButton({ file, line }, goTo), ' ', ...withCode(text)),
    ]))));
}

function placeButton({ file, line }: Place, goTo: Choices['goTo']): HTMLElement {
  return element('button', { type: 'button', class: 'place', click: () => goTo({ file, line }) }, `${file}:${line}`);
}

/** Text in which what stands between backticks is code. */
function withCode(text: string): (Node | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? element('code', {}, part) : part));
}
