import { escapeHtml } from '../../command/escape-html.js';

/*
 * Pieces of HTML that are safe by how they are made: what is put into a template is escaped, unless it is such a piece itself.
 */

export class Markup {
  readonly text: string;

  /** `text`: HTML. To be called with what stands in this program only. */
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | undefined | readonly Part[];

/** A template whose values are texts to show, pieces, or lists of either; `undefined` shows nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((string, index) => string + (index < parts.length ? written(parts[index]) : '')).join(''));
}

function written(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(written).join('');
  return escapeHtml(String(part));
}
