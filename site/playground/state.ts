import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import type { PlaygroundProject } from '../engine/engine.js';

/*
 * What somebody made, as the part of an address behind `#`, so that a link holds all of it and no server sees it.
 * Invariant: an address that cannot be read gives nothing, never half of something.
 */

export interface State extends PlaygroundProject {
  /** The settings as they are written, which need not be JSON yet. */
  readonly settingsText: string;
  /** The file that is shown. */
  readonly open: string;
}

/** Says how the rest is written, so that old links can be read for ever. */
const VERSION = 'v1.';

/** Bytes of an unpacked state. Nobody writes as much by hand, and more would stop the page. */
const MAX_SIZE = 2_000_000;

export function toHash({ files, preset, settingsText, open }: State): string {
  const packed = deflateSync(strToU8(JSON.stringify({ files, preset, settingsText, open })), { level: 9 });
  return VERSION + btoa(String.fromCharCode(...packed)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

export function fromHash(hash: string): State | undefined {
  const text = hash.replace(/^#/, '');
  if (!text.startsWith(VERSION)) return undefined;
  try {
    const packed = Uint8Array.from(atob(text.slice(VERSION.length).replaceAll('-', '+').replaceAll('_', '/')), (character) => (
      character.charCodeAt(0)));
    const value: unknown = JSON.parse(strFromU8(inflateSync(packed, { out: new Uint8Array(MAX_SIZE) })));
    return isState(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isState(value: unknown): value is State {
  if (typeof value !== 'object' || value === null) return false;
  const { files, preset, settingsText, open } = value as Partial<Record<keyof State, unknown>>;
  return typeof files === 'object' && files !== null && Object.keys(files).length > 0
    && Object.values(files).every((text) => typeof text === 'string')
    && (preset === 'recommended' || preset === 'strict') && typeof settingsText === 'string'
    && typeof open === 'string' && Object.hasOwn(files, open);
}
