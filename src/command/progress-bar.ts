const WIDTH = 30;
const REDRAW_MS = 100;

/** How far a long task is. */
export interface ProgressBar {
  /** So much more is done. */
  add(amount: number): void;
  /** Takes the bar away. */
  end(): void;
}

/** A bar on the terminal's error output. Elsewhere, in a log, it says nothing. `all`: what is done at the end. */
export function progressBar(title: string, all: number, stream: NodeJS.WriteStream = process.stderr): ProgressBar {
  let done = 0;
  let drawn = 0;
  return {
    add(amount) {
      done += amount;
      const now = performance.now();
      if (!stream.isTTY || all <= 0 || now - drawn < REDRAW_MS) return;
      drawn = now;
      const part = Math.min(1, done / all);
      const filled = Math.round(part * WIDTH);
      stream.write(`\r${title} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${Math.round(part * 100)} %`);
    },
    end() {
      if (drawn > 0) stream.write(`\r${' '.repeat(title.length + WIDTH + 8)}\r`);
    },
  };
}
