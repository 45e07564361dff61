import type { Line, Run } from './styled-text.js';

/** All sizes in pixels. What is drawn is the same on every machine: no fonts are measured, each run says how wide it is. */
export const CHARACTER = 7.2;
export const LINE = 19;

const FONT = 'ui-monospace, SFMono-Regular, Menlo, Consolas, Liberation Mono, monospace';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A line of text whose baseline is at `y`. */
export function drawLine(line: Line, x: number, y: number): string {
  let column = 0;
  return line.map((run) => {
    const drawn = drawRun(run, x + column * CHARACTER, y);
    column += run.text.length;
    return drawn;
  }).join('');
}

function drawRun({ text, color, isBold = false, isUnderlined = false }: Run, x: number, y: number): string {
  if (text.trim() === '') return '';
  const attributes = [
    `x="${round(x)}"`, `y="${round(y)}"`, `textLength="${round(text.length * CHARACTER)}"`,
    ...color === undefined ? [] : [`fill="${color}"`],
    ...isBold ? ['font-weight="bold"'] : [],
    ...isUnderlined ? ['text-decoration="underline"'] : [],
  ];
  return `<text ${attributes.join(' ')}>${escape(text)}</text>\n`;
}

export function drawBox({ x, y, width, height }: Box, fill: string, stroke = 'none', radius = 6): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}" fill="${fill}" `
    + `stroke="${stroke}"/>\n`;
}

/** The frame of a window with three dots and a title, and what is in it. `description` is for those who hear the picture. */
export function drawWindow(width: number, height: number, title: string, description: string, content: string): string {
  const dots = ['#f47067', '#daaa3f', '#57ab5a']
    .map((color, index) => `<circle cx="${18 + index * 18}" cy="17" r="5.5" fill="${color}"/>\n`);
  const [wide, high] = [round(width), round(height)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}" role="img" `
    + `aria-labelledby="title description" font-family="${FONT}" font-size="12" fill="#cdd9e5" xml:space="preserve">\n`
    + `<title id="title">${escape(title)}</title>\n<desc id="description">${escape(description)}</desc>\n`
    + `${drawBox({ x: 0.5, y: 0.5, width: width - 1, height: height - 1 }, '#22272e', '#444c56', 8)}`
    + `${dots.join('')}<text x="${round(width / 2)}" y="21" text-anchor="middle" fill="#909dab">${escape(title)}</text>\n`
    + `${content}</svg>\n`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
