import { isCancel, select } from '@clack/prompts';
import type { CheckReport } from '../check-report.js';
import type { Choice } from '../fix/fix-reports.js';

/** Asks on the terminal which edit to make. */
export async function chooseEdit({ suggestions }: CheckReport): Promise<Choice> {
  const chosen = await select<number | 'leave' | 'stop'>({
    message: 'Which edit?',
    options: [
      ...suggestions.map(({ title }, index) => ({ value: index, label: title })),
      { value: 'leave', label: 'Leave it as it is.' },
      { value: 'stop', label: 'Stop asking.' },
    ],
  });
  if (isCancel(chosen)) return 'stop';
  return typeof chosen === 'number' ? suggestions[chosen]! : chosen;
}
