import { describe, expect, it } from 'vitest';
import { keepText } from '../../src/file-system/kept-text.js';

/* A text that is kept outside of the heap is given back as it was, and is searched as a text is. */

const texts = {
  'nothing': '',
  'plain': "import { Pool } from 'pg';\n",
  'one byte beyond ASCII': 'const größe = "½";',
  'two bytes': 'log("→ łódź");',
  'characters of two units': 'log("😀");',
  'half a character': `log("${String.fromCharCode(0xD83D)}");`,
  'a zero': 'a\0b',
};
// The low byte of `ł` is `B`.
const words = ['', 'Pool', 'B', 'ł', 'größe', '→', '😀', '\0', String.fromCharCode(0xD83D)];

describe.each(Object.entries(texts))('a text with %s', (_, text) => {
  it('comes back as it was', () => {
    expect(String(keepText(text))).toBe(text);
    expect(keepText(text)).toHaveLength(text.length);
  });

  it.each(words)('has %j or not', (word) => {
    expect(keepText(text).includes(word)).toBe(text.includes(word));
  });
});

it('is found where texts of one byte and of two bytes share their memory', () => {
  const kept = ['a', '→ b', 'abc', '→ Pool', 'x'.repeat(200_000), '→'.repeat(100_000)].map((text) => ({ text, own: keepText(text) }));
  for (const { text, own } of kept) {
    expect(String(own)).toBe(text);
    expect(own.includes('Pool')).toBe(text.includes('Pool'));
  }
});
