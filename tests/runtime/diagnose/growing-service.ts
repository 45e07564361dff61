import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from '../../demo/child.mjs';

/*
 * A service that runs in a process of its own, is asked by many at once, and is looked at between: real packages, real connections.
 */

/** A service on disk. Its main file prints `listening on port <port>`. */
export interface ServiceFiles {
  readonly files: Readonly<Record<string, string>>;
  /** Path below the folder. */
  readonly main: string;
}

/** Requests at a time: uneven, so that the snapshots fall among requests of several ages. */
const AT_ONCE = 7;

const packages = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const probe = new URL('heap-probe.mjs', import.meta.url).href;
const folders: string[] = [];

/** Writes the service into a folder of its own, from which it finds the packages of this repository. */
export function writeService({ files }: ServiceFiles): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'growing-')));
  folders.push(folder);
  symlinkSync(packages, join(folder, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Removes what the tests of a file wrote. */
export function removeServices(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/**
 * Runs the service, asks it for `paths` in turns, as often as each of `loads` says, and takes a snapshot before, between and after.
 * Gives the paths of the snapshots.
 */
export async function snapshotsUnderLoad(
  folder: string, main: string, { environment, loads, paths = ['/'], execArgv = [] }: {
    readonly environment: Readonly<Record<string, string>>;
    readonly loads: readonly number[];
    readonly paths?: readonly string[];
    readonly execArgv?: readonly string[];
  },
): Promise<string[]> {
  const child = startChild(join(folder, main), { environment, execArgv: [...execArgv, '--import', probe] });
  try {
    const address = `http://localhost:${await child.readPort()}`;
    let asked = 0;
    const ask = async (): Promise<void> => {
      const number = asked++;
      const response = await fetch(`${address}${paths[number % paths.length]}?number=${number}`);
      if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
      await response.text();
    };
    const load = async (requests: number): Promise<void> => {
      for (let left = requests; left > 0; left -= AT_ONCE) await Promise.all(Array.from({ length: Math.min(left, AT_ONCE) }, ask));
    };
    // What is made once is there before the first snapshot.
    await load(paths.length * AT_ONCE);
    const snapshots: string[] = [];
    for (const requests of [0, ...loads]) {
      await load(requests);
      const file = join(folder, `${snapshots.length + 1}.heapsnapshot`);
      await child.ask(`snapshot ${file}`);
      snapshots.push(file);
    }
    return snapshots;
  } finally {
    await child.stop();
  }
}
