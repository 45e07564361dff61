/** Lines around a change that are shown with it. */
const CONTEXT = 2;

/** The lines of two texts as a unified diff without headers: those that are left, that go (`-`) and that come (`+`). */
export function lineDiff(before: string, after: string): string[] {
  const lines = align(before === '' ? [] : before.split('\n'), after.split('\n'));
  const isNear = (index: number): boolean => (
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some((line) => !line.startsWith(' ')));
  return lines.flatMap((line, index) => (isNear(index) ? [line] : isNear(index - 1) ? [' …'] : []));
}

/** The longest common subsequence, by the table of its lengths: configurations are short. */
function align(before: readonly string[], after: readonly string[]): string[] {
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
