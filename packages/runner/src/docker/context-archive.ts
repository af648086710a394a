import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import type { BuildPlan } from '../build/build-plan.ts';

/**
 * The build context as a tar stream, file by file: its size does not matter to this process's memory.
 *
 * Owners are fixed, as Docker's own client does it. Times are the files' own: engines leave them out of their cache keys,
 * and build tools such as Cargo decide by them.
 */
export function contextArchive({ dir, context }: Pick<BuildPlan, 'dir' | 'context'>): Readable {
  const archive = pack();
  const fill = async () => {
    for (const { path, type, mode, size, modifiedAt, linkTarget } of context) {
      const header = { name: path, mode, mtime: modifiedAt, uid: 0, gid: 0 };
      if (type === 'file') await pipeline(createReadStream(join(dir, path)), archive.entry({ ...header, size }));
      else if (type === 'symlink') archive.entry({ ...header, type, linkname: linkTarget ?? '' });
      else archive.entry({ ...header, type });
    }
    archive.finalize();
  };
  fill().catch((error) => archive.destroy(error));
  return Readable.from(archive);
}
