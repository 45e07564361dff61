const CONTEXT = 2;

/**
 * The lines that differ, with some context, as `{ sign: '+' | '-' | ' ' | '…', text }`.
 * For short files: it compares every pair of lines.
 */
export function lineDiff(before, after) {
  const lines = compare(before.split('\n'), after.split('\n'));
  const isNearChange = (index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some((line) => line.sign !== ' ');

  const shown = [];
  for (const [index, line] of lines.entries()) {
    if (isNearChange(index)) shown.push(line);
    else if (shown.length > 0 && shown.at(-1).sign !== '…') shown.push({ sign: '…', text: '' });
  }
  return shown.at(-1)?.sign === '…' ? shown.slice(0, -1) : shown;
}

function compare(before, after) {
  // common[i][j]: how many lines before[i…] and after[j…] have in common, in order.
  const common = Array.from({ length: before.length + 1 }, () => new Array(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      common[i][j] = before[i] === after[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }

  const lines = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ sign: ' ', text: before[i] });
      i += 1;
      j += 1;
    } else if (j === after.length || (i < before.length && common[i + 1][j] >= common[i][j + 1])) {
      lines.push({ sign: '-', text: before[i] });
      i += 1;
    } else {
      lines.push({ sign: '+', text: after[j] });
      j += 1;
    }
  }
  return lines;
}
