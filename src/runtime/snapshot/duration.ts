import { UserError } from '../../command/user-error.js';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of `90s`, `5m`, `1h`, `500ms`. `option`: where it was written. Throws a `UserError` for anything else. */
export function readDuration(text: string, option: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  if (amount === undefined) throw new UserError(`"${text}" is no time for ${option}. Write 60s, 5m or 1h.`);
  return Number(amount) * units[unit]!;
}
