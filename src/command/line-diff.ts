/** Lines around a change that are shown with it. */
const CONTEXT = 2;

/** Above that many pairs of lines everything between the same beginning and the same end counts as new. */
const MAX_TABLE = 25_000_000;

/** The lines of two texts as a unified diff without headers: those that are left, that go (`-`) and that come (`+`). */
export function lineDiff(before: string, after: string): string[] {
  const lines = allLines(before, after);
  const isNear = (index: number): boolean => (
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some((line) => !line.startsWith(' ')));
  return lines.flatMap((line, index) => (isNear(index) ? [line] : isNear(index - 1) ? [' …'] : []));
}

/** The same of two files, the last lines of which end as all others do. */
export function fileDiff(before: string, after: string): string[] {
  return lineDiff(before.replace(/\n$/, ''), after.replace(/\n$/, ''));
}

/** The numbers, from 1, of the lines that the second text has beside those of the first. */
export function addedLines(before: string, after: string): ReadonlySet<number> {
  const added = new Set<number>();
  let number = 0;
  for (const line of allLines(before, after)) {
    if (!line.startsWith('-')) number++;
    if (line.startsWith('+')) added.add(number);
  }
  return added;
}

function allLines(before: string, after: string): string[] {
  const old = before === '' ? [] : before.split('\n');
  const now = after.split('\n');
  // What is the same at both ends is most of a source file, and is not put into the table.
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const same = (lines: readonly string[]): string[] => lines.map((line) => ` ${line}`);
  return [
    ...same(old.slice(0, start)), ...align(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...same(old.slice(old.length - end)),
  ];
}

/** The longest common subsequence, by the table of its lengths. */
function align(before: readonly string[], after: readonly string[]): string[] {
  if (before.length * after.length > MAX_TABLE) return [...before.map((line) => `-${line}`), ...after.map((line) => `+${line}`)];
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i]![j] = before[i] === after[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const lines: string[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && before[i] === after[j]) {
      lines.push(` ${before[i++]}`);
      j++;
    } else if (i < before.length && (j >= after.length || lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      lines.push(`-${before[i++]}`);
    } else {
      lines.push(`+${after[j++]}`);
    }
  }
  return lines;
}
