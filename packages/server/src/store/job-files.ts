import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceInput } from '@planqk-service/core';

/** Left free for what accepted jobs still have to write: their status, and their results. */
const reserveBytes = 4 * 1024 * 1024;

/** What is too large for a row: input, result, interim results and log of each job, in a folder named by its id. */
export class JobFiles {
  readonly #root: string;

  /** @param root absolute path; made when the first job comes */
  constructor(root: string) {
    this.#root = root;
  }

  interimPath(id: string): string {
    return join(this.#root, id, 'interim.jsonl');
  }

  logPath(id: string): string {
    return join(this.#root, id, 'log');
  }

  resultPath(id: string): string {
    return join(this.#root, id, 'result.json');
  }

  /**
   * Keeps the input of a new job. Leaves nothing behind when it fails.
   *
   * @throws an error with the code ENOSPC when the disk is full, or so full that accepted jobs would suffer
   */
  async create(id: string, { data, params }: ServiceInput): Promise<void> {
    const folder = join(this.#root, id);
    try {
      await mkdir(folder, { recursive: true });
      await this.#ensureSpace(data.byteLength + params.byteLength);
      await writeFile(join(folder, 'data.json'), data.text);
      await writeFile(join(folder, 'params.json'), params.text);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** The raw texts of a job's input. */
  async input(id: string): Promise<{ readonly data: string; readonly params: string }> {
    const [data, params] = await Promise.all(
      ['data.json', 'params.json'].map((name) => readFile(join(this.#root, id, name), 'utf8')),
    );
    return { data: data as string, params: params as string };
  }

  /** Whoever reads finds the whole result or none. */
  async writeResult(id: string, text: string): Promise<void> {
    const path = this.resultPath(id);
    await writeFile(`${path}.part`, text);
    await rename(`${path}.part`, path);
  }

  /** A file's content, with its size in bytes. */
  async read(path: string): Promise<{ readonly bytes: number; readonly stream: ReadStream }> {
    const { size } = await stat(path);
    return { bytes: size, stream: createReadStream(path, { end: Math.max(0, size - 1) }) };
  }

  async size(path: string): Promise<number> {
    return stat(path).then(
      ({ size }) => size,
      () => 0,
    );
  }

  async remove(id: string): Promise<void> {
    await rm(join(this.#root, id), { recursive: true, force: true });
  }

  /** Removes what belongs to no job: a request that was not accepted to the end, a job that was removed. */
  async removeOthers(isKnown: (id: string) => boolean): Promise<void> {
    const ids = await readdir(this.#root).catch(() => []);
    for (const id of ids) if (!isKnown(id)) await this.remove(id);
  }

  async #ensureSpace(bytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.#root);
    if (bavail * bsize >= bytes + reserveBytes) return;
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  }
}
