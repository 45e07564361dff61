import { analyse, start } from '../engine/engine.js';
import type { Answer, PlaygroundProject } from '../engine/engine.js';

/** Runs the engine beside the page, so that typing never waits for it. */

export interface Question { readonly id: number; readonly project: PlaygroundProject }
export interface Reply { readonly id: number; readonly answer: Answer; readonly milliseconds: number }

const started = fetch(new URL('./parser.wasm', import.meta.url)).then((response) => response.arrayBuffer()).then(start);

self.onmessage = ({ data: { id, project } }: MessageEvent<Question>) => void answer(id, project);

async function answer(id: number, project: PlaygroundProject): Promise<void> {
  try {
    await started;
    const startedAt = performance.now();
    const found = await analyse(project);
    self.postMessage({ id, answer: found, milliseconds: performance.now() - startedAt } satisfies Reply);
  } catch (error) {
    self.postMessage({ id, answer: { files: {}, error: String(error) }, milliseconds: 0 } satisfies Reply);
  }
}
