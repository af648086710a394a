import type { ProjectFile } from '../render/file.ts';
import { projectFileName } from '../render/project-file.ts';
import { lineEndsOf } from './line-ends.ts';
import { mergeSettings } from './merge-settings.ts';
import { type MergedText, mergeText } from './merge-text.ts';

/**
 * What an upgrade does to one file of a project.
 *
 * `add`, `update`, `delete`: the author has not touched it. `merge`: both changed it, in different places. `conflict`:
 * both changed the same, which is marked in the file, or written beside it as `.rej`. `kept`: the starter removed it, or
 * changed what the author removed; nothing is done.
 */
export interface FileChange {
  readonly path: string;
  readonly action: 'add' | 'update' | 'delete' | 'merge' | 'conflict' | 'kept';
  /** What is there now, if anything. */
  readonly before: Uint8Array | undefined;
  /** What is there afterwards; undefined when it goes away or never was. */
  readonly after: Uint8Array | undefined;
  readonly executable: boolean;
  /** Undefined where nothing is there now. */
  readonly wasExecutable: boolean | undefined;
  /** Written beside the file, which stays as it is. */
  readonly rejected?: Uint8Array;
}

/** A file as it lies in the project. */
export interface AuthorFile {
  readonly bytes: Uint8Array;
  /** Undefined where the system knows no such thing. */
  readonly executable: boolean | undefined;
}

export interface UpgradeSides {
  /** What the starter made that the project began with. */
  readonly base: readonly ProjectFile[];
  /** What the starter would make today, with the same answers. */
  readonly theirs: readonly ProjectFile[];
  /** What the author has now, on the paths of both; what is not there is left out. */
  readonly mine: ReadonlyMap<string, AuthorFile>;
}

/** Decides what an upgrade does, by path; files that stay as they are are left out. Reads and writes nothing. */
export function planUpgrade({ base, theirs, mine }: UpgradeSides): readonly FileChange[] {
  const [old, now] = [base, theirs].map((files) => new Map(files.map((file) => [file.path, file])));
  const paths = [...new Set([...base, ...theirs].map(({ path }) => path))].sort();
  return paths.flatMap((path) => fileChange(path, mine.get(path), old?.get(path), now?.get(path)) ?? []);
}

function fileChange(
  path: string,
  mine: AuthorFile | undefined,
  base: ProjectFile | undefined,
  theirs: ProjectFile | undefined,
): FileChange | undefined {
  const before = mine?.bytes;
  const lineEnds = lineEndsOf(before, theirs?.bytes ?? base?.bytes);
  const change = changeOf(before && lineEnds.toStarter(before), base?.bytes, theirs?.bytes, mergerOf(path));
  const executable = executableOf(mine, base, theirs);
  const wasExecutable = mine && (mine.executable ?? executable);
  const places = { path, before, executable, wasExecutable };
  if (change !== undefined) return { ...places, ...change, after: change.after && lineEnds.toAuthor(change.after) };
  const isOnlyMode = mine !== undefined && theirs !== undefined && executable !== wasExecutable;
  return isOnlyMode ? { ...places, action: 'update', after: before } : undefined;
}

/** What the starter has changed since, otherwise what the author has. */
function executableOf(
  mine: AuthorFile | undefined,
  base: ProjectFile | undefined,
  theirs: ProjectFile | undefined,
): boolean {
  const wanted = theirs?.executable ?? false;
  return wanted === base?.executable ? (mine?.executable ?? wanted) : wanted;
}

type Change = Pick<FileChange, 'action' | 'after' | 'rejected'>;
type Merger = (mine: Uint8Array, base: Uint8Array, theirs: Uint8Array) => MergedText | undefined;

function mergerOf(path: string): Merger {
  if (path !== projectFileName) return mergeText;
  return (mine, base, theirs) => {
    const merged = mergeText(mine, base, theirs);
    return merged?.conflicts === 0 ? merged : (mergeSettings(mine, base, theirs) ?? merged);
  };
}

function changeOf(
  mine: Uint8Array | undefined,
  base: Uint8Array | undefined,
  theirs: Uint8Array | undefined,
  merge: Merger,
): Change | undefined {
  // Nothing new from the starter, or the author has it already.
  if (same(base, theirs) || same(mine, theirs)) return undefined;
  if (same(mine, base)) {
    if (theirs === undefined) return { action: 'delete', after: undefined };
    return { action: mine === undefined ? 'add' : 'update', after: theirs };
  }
  if (mine === undefined || theirs === undefined) return { action: 'kept', after: mine };
  const merged = merge(mine, base ?? Buffer.alloc(0), theirs);
  if (merged === undefined) return { action: 'conflict', after: mine, rejected: theirs };
  return { action: merged.conflicts > 0 ? 'conflict' : 'merge', after: merged.bytes };
}

function same(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return Buffer.compare(a, b) === 0;
}
