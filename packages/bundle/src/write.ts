import { createHash, type Hash, randomUUID } from 'node:crypto';
import { constants, createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ServiceError } from '@planqk-service/core/errors';
import type { AllowedSecret } from './allowed.ts';
import type { BundlePlan } from './plan.ts';
import { type BundleProblem, bundleProblem } from './problem.ts';
import type { KeptFile } from './scan.ts';
import type { Secret, SecretSearch } from './secrets.ts';
import { Archive } from './zip.ts';

const readBytes = 256 * 1024;
/** From this size on a second thread is worth its start. In bytes. */
const leastForThread = 8_000_000;

/** A file as it is in the bundle. */
export interface BundledFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** `0755` or `0644`. */
  readonly mode: string;
}

/** A bundle that lies in a temporary file beside its place until it is moved there. Disposing removes what was not moved. */
export interface StagedBundle extends AsyncDisposable {
  /** Absolute path of the temporary file. */
  readonly path: string;
  readonly files: readonly BundledFile[];
  /** Of the archive, in bytes. */
  readonly size: number;
  /** Of the archive, hexadecimal. */
  readonly sha256: string;
  /** Moves it to its place; what was there is replaced in one step. */
  commit(): Promise<void>;
}

export interface StageOptions {
  /** Absolute path of the archive. */
  readonly output: string;
  /** Files whose findings are known to be no secrets. */
  readonly allowed?: readonly AllowedSecret[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes read so far. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

/**
 * Packs what `plan` says into an archive. Every file is read once: what is hashed and searched for secrets is what is packed. Memory does
 * not grow with the size of the files.
 *
 * @throws ServiceError BUNDLE_REFUSED for what a bundle may not hold, BUNDLE_UNWRITABLE, INTERRUPTED; nothing is left behind then
 */
export async function stageBundle(plan: BundlePlan, options: StageOptions): Promise<StagedBundle> {
  if (plan.problems.length > 0) throw refused(plan, plan.problems);
  const { output, signal } = options;
  const path = `${output}.${randomUUID().slice(0, 8)}.partial`;
  // What hinders the removal hindered the writing, which is told.
  const discard = () => rm(path, { force: true }).catch(() => undefined);
  try {
    await keepForeign(output);
    await mkdir(dirname(output), { recursive: true });
    const written = await pack(plan, path, options);
    return {
      path,
      ...written,
      commit: () => rename(path, output).catch((error: unknown) => Promise.reject(unwritable(output, error))),
      [Symbol.asyncDispose]: discard,
    };
  } catch (error) {
    await discard();
    if (signal?.aborted) throw new ServiceError('INTERRUPTED', { doing: 'writing the bundle' }, { cause: error });
    throw unwritable(output, error);
  }
}

/** Only an earlier archive is replaced: a slip in the name of the output must not cost a file of the project. */
async function keepForeign(output: string): Promise<void> {
  const found = await stat(output).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined || (found.isFile() && found.size === 0)) return;
  const unwritable = (reason: string) => new ServiceError('BUNDLE_UNWRITABLE', { path: output, reason });
  if (!found.isFile()) throw unwritable(found.isDirectory() ? 'it is a folder.' : 'it is no file.');
  await using file = await open(output);
  const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
  if (buffer.toString('latin1') !== 'PK') throw unwritable('something is there that is no zip, and is not replaced.');
}

async function pack(
  plan: BundlePlan,
  path: string,
  { allowed = [], signal, onProgress }: StageOptions,
): Promise<Pick<StagedBundle, 'files' | 'size' | 'sha256'>> {
  const hash = createHash('sha256');
  let size = 0;
  const tap = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  const file = createWriteStream(path, { flags: 'wx' });
  const written = finished(tap.pipe(file));
  file.on('error', (error) => tap.destroy(error));
  written.catch(() => undefined);
  const archive = new Archive(tap);
  const packed: PackedFile[] = [];
  let total = 0;
  await using search = await openSearch(plan);
  const onBytes = (bytes: number) => {
    total += bytes;
    onProgress?.(total);
  };
  try {
    for (const kept of plan.files) packed.push(await packFile({ archive, search, signal, onBytes }, kept));
    const found = await Promise.all(packed.map(problemsOf));
    const problems = found.flat().filter((problem) => !isAllowed(problem, allowed));
    if (problems.length > 0) throw refused(plan, problems);
    await archive.end();
    await written;
  } catch (error) {
    tap.destroy();
    file.destroy();
    // The reason why it could not be written says more than that the archive could not go on.
    throw file.errored ?? error;
  }
  const files = packed.flatMap((outcome) => ('file' in outcome ? [outcome.file] : []));
  return { files, size, sha256: hash.digest('hex') };
}

async function openSearch({ size }: BundlePlan): Promise<SecretSearch> {
  if (size < leastForThread) return new (await import('./secrets.ts')).SecretScanner();
  return new (await import('./search-thread.ts')).SearchThread();
}

interface Packing {
  readonly archive: Archive;
  readonly search: SecretSearch;
  readonly signal: AbortSignal | undefined;
  readonly onBytes: (bytes: number) => void;
}

type PackedFile =
  | { readonly problem: BundleProblem }
  | { readonly file: BundledFile; readonly secrets: Promise<readonly Secret[]> };

async function problemsOf(packed: PackedFile): Promise<readonly BundleProblem[]> {
  if ('problem' in packed) return [packed.problem];
  return (await packed.secrets).map(({ kind, line }) =>
    bundleProblem('secret', packed.file.path, `It holds what looks like a secret (${kind}).`, line),
  );
}

async function packFile(
  { archive, search, signal, onBytes }: Packing,
  { path, source, size, executable }: KeptFile,
): Promise<PackedFile> {
  let handle: FileHandle;
  try {
    // A link that has taken the file's place since is not followed.
    handle = await open(source, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ELOOP') return { problem: bundleProblem('changed', path) };
    return { problem: bundleProblem('unreadable', path, `It cannot be read (${code}).`) };
  }
  try {
    const stats = await handle.stat();
    if (!stats.isFile() || stats.size !== size) return { problem: bundleProblem('changed', path) };
    const runs = executable ?? (await looksExecutable(handle));
    const hash = createHash('sha256');
    search.begin(path);
    const content = readThrough(handle, size, hash, search, onBytes);
    await archive.add({ path, size, executable: runs, content }, signal);
    const secrets = search.end();
    return { file: { path, size, sha256: hash.digest('hex'), mode: runs ? '0755' : '0644' }, secrets };
  } catch (error) {
    if (error instanceof FileChanged) return { problem: bundleProblem('changed', path) };
    throw error;
  } finally {
    await handle.close();
  }
}

class FileChanged extends Error {}

async function* readThrough(
  handle: FileHandle,
  size: number,
  hash: Hash,
  search: SecretSearch,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let position = 0;
  for (;;) {
    // A new buffer for each piece: the compressor may still hold the last one.
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(readBytes), 0, readBytes, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    if (position > size) throw new FileChanged();
    const chunk = buffer.subarray(0, bytesRead);
    hash.update(chunk);
    await search.push(chunk);
    onBytes(bytesRead);
    yield chunk;
  }
  if (position !== size) throw new FileChanged();
}

/** Where no permission bits are to be had: scripts and programs of Linux. */
async function looksExecutable(handle: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
  const head = buffer.subarray(0, bytesRead).toString('latin1');
  return head.startsWith('#!') || head === '\x7fELF';
}

function isAllowed({ code, path }: BundleProblem, allowed: readonly AllowedSecret[]): boolean {
  return code === 'secret' && allowed.some((entry) => entry.path === path);
}

function refused({ dir }: BundlePlan, problems: readonly BundleProblem[]): ServiceError {
  return new ServiceError('BUNDLE_REFUSED', { dir, problems });
}

function unwritable(output: string, error: unknown): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return error;
  return new ServiceError('BUNDLE_UNWRITABLE', { path: output, reason: code ?? message }, { cause: error });
}
