/** Colours are for people who look at a terminal. */
export function hasColors(stream: NodeJS.WriteStream = process.stdout): boolean {
  return stream.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}
