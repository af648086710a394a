import { ServiceError } from '@planqk-service/core/errors';
import { portablePathProblem } from '@planqk-service/core/paths';
import { Parser, type ReadEntry } from 'tar';
import type { StarterContent } from '../starter/content.ts';
import { createMeter, starterLimits } from '../starter/limits.ts';
import { invalidStarter, type StarterProblem, type StarterProblemCode, starterProblem } from '../starter/problem.ts';
import type { TemplateFile } from '../starter/starter.ts';

const allowed = new Set(['File', 'OldFile', 'ContiguousFile', 'Directory', 'GNUDumpDir']);
/** Text shrinks to a tenth; what shrinks to less than this was made to fill disks. */
const maxDecompressionRatio = 200;
const slice = 4096;
const templateFolder = 'template/';
const folders = new Set(['Directory', 'GNUDumpDir']);

/** A stream of the bytes of an archive, compressed or not; Node's and npm's are. */
type Bytes = AsyncIterable<Uint8Array>;

/**
 * The content of a packed starter, in memory; nothing is written. An archive is read only as far as it is harmless: the
 * first entry that lies outside, is a link or a device, or passes a limit, ends it.
 *
 * @param starter what to call it in a message
 * @throws ServiceError `STARTER_INVALID`, `STARTER_TOO_LARGE`; `STARTER_FETCH_FAILED` for what is no archive
 */
export async function unpackStarter(archive: Bytes, starter: string): Promise<StarterContent> {
  const files = new Map<string, TemplateFile>();
  const meter = createMeter(starter);
  const failure = Promise.withResolvers<never>();

  const take = (entry: ReadEntry): void => {
    const { path, type, size, mode = 0 } = entry;
    // npm's archives have one folder at the top, whatever its name.
    const inside = path.replace(/\/+$/, '').replace(/^[^/]+(\/|$)/, '');
    if (!allowed.has(type)) throw invalidStarter(starter, [kindProblem(entry)]);
    const problem = portablePathProblem(path.replace(/\/$/, ''));
    if (problem !== undefined)
      throw invalidStarter(starter, [starterProblem(problem.code, path, `It cannot be written: ${problem.message}.`)]);
    meter.add(path, size);
    if (folders.has(type) || inside === '') return void entry.resume();
    const chunks: Uint8Array[] = [];
    entry.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    entry.on('end', () => {
      files.set(inside, { path: inside, bytes: Buffer.concat(chunks), executable: (mode & 0o100) !== 0 });
    });
  };

  const parser = new Parser({
    strict: true,
    maxDecompressionRatio,
    onReadEntry: (entry) => {
      try {
        take(entry);
      } catch (error) {
        failure.reject(error);
        // Nothing more of it is decompressed.
        parser.abort(error as Error);
      }
    },
  });
  parser.on('ignoredEntry', (entry: ReadEntry) => failure.reject(invalidStarter(starter, [kindProblem(entry)])));
  const ended = new Promise<void>((resolve, reject) => {
    parser.on('end', resolve).on('error', (cause: Error) => {
      const reason = `it is no archive that can be read (${cause.message})`;
      reject(new ServiceError('STARTER_FETCH_FAILED', { starter, reason }, { cause }));
    });
  });
  await Promise.race([Promise.all([feed(archive, parser, failure.promise, starter), ended]), failure.promise]);
  const template = [...files.values()].filter(({ path }) => path.startsWith(templateFolder));
  return {
    description: files.get('starter.json')?.bytes,
    package: files.get('package.json')?.bytes,
    files: template
      .map((file) => ({ ...file, path: file.path.slice(templateFolder.length) }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** Hands the bytes on, no faster than they are read, until the end or the first failure. */
async function feed(archive: Bytes, parser: Parser, failure: Promise<never>, starter: string): Promise<void> {
  let failed = false;
  failure.catch(() => {
    failed = true;
  });
  let bytes = 0;
  for await (const chunk of archive) {
    bytes += chunk.length;
    if (bytes > starterLimits.bytes) throw archiveTooLarge(starter);
    // In slices: a few kilobytes can become megabytes, and each is looked at before the next one grows.
    for (let at = 0; at < chunk.length; at += slice) {
      // Also the way out of both loops, which ends the download.
      if (failed) return;
      if (!parser.write(Buffer.from(chunk.subarray(at, at + slice))))
        await Promise.race([new Promise<void>((resolve) => parser.once('drain', () => resolve())), failure]);
      else await undefined;
    }
  }
  parser.end();
}

function archiveTooLarge(starter: string): ServiceError {
  const limit = `${starterLimits.bytes} bytes`;
  return new ServiceError('STARTER_TOO_LARGE', { starter, what: `its archive has more than ${limit}`, limit });
}

function kindProblem({ path, type }: Pick<ReadEntry, 'path' | 'type'>): StarterProblem {
  const code = kindCode(type);
  const message = `It is an entry of the kind ${type}; only files and folders are allowed.`;
  return starterProblem(code, path, code === 'kind-unknown' ? message : undefined);
}

function kindCode(type: string): StarterProblemCode {
  if (type === 'SymbolicLink' || type === 'Link') return 'link';
  return /Device|FIFO/.test(type) ? 'not-a-file' : 'kind-unknown';
}
