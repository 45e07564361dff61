/** Colours are for people who look at a terminal. */
export function hasColors(): boolean {
  return process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}
