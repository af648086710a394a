import { renameSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const attempts = 6;

/**
 * Renames a folder. Windows refuses that for a moment while a virus scanner or an indexer looks at a file in
 * it; the last refusal is thrown.
 */
export async function renamePatiently(from: string, to: string): Promise<void> {
  for (let attempt = 1; attempt < attempts; attempt += 1) {
    try {
      return renameSync(from, to);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EPERM' && code !== 'EBUSY') throw error;
      await sleep(attempt * 40);
    }
  }
  renameSync(from, to);
}
