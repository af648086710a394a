import { createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { portablePathProblem } from '@planqk-service/core/paths';
import { configure, Reader, ZipReader } from '@zip.js/zip.js';

configure({ useWebWorkers: false });

/**
 * Unpacks a bundle as the platform would: names and contents, with the modes that the archive names.
 *
 * @param archive absolute path
 * @param target an existing, empty folder
 */
export async function unpackBundle(archive: string, target: string): Promise<void> {
  await using handle = await open(archive);
  const { size } = await handle.stat();
  const zip = new ZipReader(new FileReader(handle, size), { useCompressionStream: false });
  for (const entry of await zip.getEntries()) {
    const problem = portablePathProblem(entry.filename);
    if (problem !== undefined || entry.directory)
      throw new Error(`unexpected entry ${entry.filename}: ${problem?.message}`);
    const path = join(target, entry.filename);
    await mkdir(dirname(path), { recursive: true });
    const mode = entry.executable ? 0o755 : 0o644;
    await entry.getData(Writable.toWeb(createWriteStream(path, { flags: 'wx', mode })) as WritableStream);
  }
  await zip.close();
}

/** An open file as zip.js reads it: any part, at any time. */
class FileReader extends Reader<Awaited<ReturnType<typeof open>>> {
  readonly #handle: Awaited<ReturnType<typeof open>>;

  constructor(handle: Awaited<ReturnType<typeof open>>, size: number) {
    super(handle);
    this.#handle = handle;
    this.size = size;
  }

  override async readUint8Array(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const { buffer, bytesRead } = await this.#handle.read(new Uint8Array(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  }
}
