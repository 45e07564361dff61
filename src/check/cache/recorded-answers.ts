import { hash as digest } from 'node:crypto';
import { statSync } from 'node:fs';
import path from 'node:path';
import type { NapiResolveOptions } from 'oxc-resolver';
import type { FileSystem, SpecifierResolver } from '../../file-system/file-system.js';

/*
 * Everything that a check asked of the disk, and what it was answered: asked again, the same answers give the same result, whatever was
 * edited, added, moved or installed in between.
 * Input: the file system that a check uses, wrapped before its first question. Output: plain data, and whether all of it still holds.
 * Invariant: nothing is left out that can change a result; the time of a change alone changes none. Blind spot: a file that is written
 * without a new time, size and number of its own on a file system that keeps no time of such changes.
 */

/** The state of a file by which its text need not be read again: `mtime`, `ctime`, size, and number. */
type State = readonly [number, number, number, number];

/** What a text was. Without a state, because it had been written just before, it is read again. */
interface TextAnswer {
  /** `undefined`: it could not be read. */
  readonly hash: string | undefined;
  readonly state: State | undefined;
}

interface ResolverAnswers {
  readonly options: NapiResolveOptions;
  /** By file and specifier. */
  readonly found: readonly (readonly [from: string, specifier: string, found: string | undefined])[];
}

export interface Answers {
  readonly texts: readonly (readonly [file: string, answer: TextAnswer])[];
  /** Names and kinds in folders, hashed. */
  readonly lists: readonly (readonly [folder: string, hash: string | undefined])[];
  readonly exists: readonly (readonly [path: string, is: boolean])[];
  readonly isFile: readonly (readonly [path: string, is: boolean])[];
  readonly realPaths: readonly (readonly [path: string, real: string])[];
  readonly resolvers: readonly ResolverAnswers[];
}

export interface Recording {
  readonly files: FileSystem;
  readonly answers: () => Answers;
  /** What the disk answers differently by now. Until it is asked again, it counts as never asked. */
  readonly takeChanges: () => Changes;
}

export interface Changes {
  /** Files whose texts are others. */
  readonly texts: readonly string[];
  /** Whether anything else is: what stands in a folder, where a specifier or a link leads. Then all of that counts as never asked. */
  readonly isElse: boolean;
}

/** Times of files are as coarse as the clock of the kernel, and on some disks as coarse as two seconds. */
const COARSEST_CLOCK = 3000;

export function recording(disk: FileSystem): Recording {
  const texts = new Map<string, TextAnswer>();
  const lists = new Map<string, string | undefined>();
  const exists = new Map<string, boolean>();
  const isFile = new Map<string, boolean>();
  const realPaths = new Map<string, string>();
  /** Of the file that was asked about last: who asks for its time nearly always reads it next. */
  let looked: { readonly file: string; readonly state: State | undefined } | undefined;
  let resolvers: { options: NapiResolveOptions; found: Map<string, readonly [string, string, string | undefined]> }[] = [];
  const files: FileSystem = {
    ...disk,
    changeTime(file) {
      looked = { file, state: stateOf(file) };
      return looked.state?.[0];
    },
    readText(file) {
      const state = looked?.file === file ? looked.state : stateOf(file);
      looked = undefined;
      const text = disk.readText(file);
      // Of a text that changes while a check runs, what was read first is what the result may be made of.
      if (!texts.has(file)) texts.set(file, { hash: hashOf(text), state: state && isOld(state) ? state : undefined });
      return text;
    },
    list(folder) {
      const entries = disk.list(folder);
      if (!lists.has(folder)) lists.set(folder, hashOfList(entries));
      return entries;
    },
    exists: (name) => recorded(exists, name, disk.exists),
    isFile: (name) => recorded(isFile, name, disk.isFile),
    realPath: (name) => recorded(realPaths, name, disk.realPath),
    createResolver(options) {
      const resolve = disk.createResolver(options);
      if (!resolve) return undefined;
      const found = new Map<string, readonly [string, string, string | undefined]>();
      resolvers.push({ options, found });
      return (from, specifier) => {
        const result = resolve(from, specifier);
        found.set(`${path.dirname(from)}\0${specifier}`, [from, specifier, result]);
        return result;
      };
    },
  };
  const others = (): Omit<Answers, 'texts'> => ({
    lists: [...lists], exists: [...exists], isFile: [...isFile], realPaths: [...realPaths],
    resolvers: resolvers.filter(({ found }) => found.size > 0).map(({ options, found }) => ({ options, found: [...found.values()] })),
  });
  return {
    files,
    answers: () => ({ texts: [...texts], ...others() }),
    takeChanges() {
      const changed: string[] = [];
      for (const [file, answer] of texts) {
        // Before the text, so that no change between the two is missed.
        const state = answer.state ? undefined : stateOf(file);
        if (!isSameText(file, answer, disk)) changed.push(file);
        else if (state && isOld(state)) texts.set(file, { ...answer, state });
      }
      const isElse = !stillHold({ texts: [], ...others() }, disk);
      for (const file of changed) texts.delete(file);
      if (isElse) {
        for (const known of [lists, exists, isFile, realPaths]) known.clear();
        resolvers = [];
      }
      return { texts: changed, isElse };
    },
  };
}

/** Whether all answers are what the disk would answer today. */
export function stillHold(answers: Answers, disk: FileSystem): boolean {
  const { texts, lists, exists, isFile, realPaths, resolvers } = answers;
  return lists.every(([folder, hash]) => hashOfList(disk.list(folder)) === nullish(hash))
    && texts.every(([file, answer]) => isSameText(file, answer, disk))
    && exists.every(([name, is]) => disk.exists(name) === is)
    && isFile.every(([name, is]) => disk.isFile(name) === is)
    && realPaths.every(([name, real]) => disk.realPath(name) === real)
    && resolvers.every(({ options, found }) => {
      const resolve: SpecifierResolver | undefined = disk.createResolver(options);
      return found.every(([from, specifier, result]) => resolve?.(from, specifier) === nullish(result));
    });
}

function isSameText(file: string, { hash, state }: TextAnswer, disk: FileSystem): boolean {
  const now = state && stateOf(file);
  if (state && now && state.every((part, index) => part === now[index])) return true;
  return hashOf(disk.readText(file)) === nullish(hash);
}

function recorded<Answer>(known: Map<string, Answer>, name: string, ask: (name: string) => Answer): Answer {
  const answer = ask(name);
  if (!known.has(name)) known.set(name, answer);
  return answer;
}

function stateOf(file: string): State | undefined {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat && [stat.mtimeMs, stat.ctimeMs, stat.size, stat.ino];
  } catch {
    return undefined;
  }
}

/** Whether a further change would get another time. */
function isOld([modified, changed]: State): boolean {
  return Math.abs(Date.now() - modified) > COARSEST_CLOCK && Math.abs(Date.now() - changed) > COARSEST_CLOCK;
}

function hashOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : digest('sha1', text, 'base64');
}

function hashOfList(entries: ReturnType<FileSystem['list']>): string | undefined {
  const kindOf = (entry: NonNullable<typeof entries>[number]): string => (
    entry.isDirectory() ? '/' : entry.isSymbolicLink() ? '@' : entry.isFile() ? '' : '?');
  return hashOf(entries?.map((entry) => `${entry.name}${kindOf(entry)}`).sort().join('\n'));
}

/** What JSON has in place of `undefined`. */
function nullish<Value>(value: Value | null | undefined): Value | undefined {
  return value ?? undefined;
}
