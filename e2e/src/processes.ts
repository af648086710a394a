import { readdir, readFile } from 'node:fs/promises';

/**
 * Ids of the processes of this machine whose command line or environment contains `part`; those in the containers of a
 * local engine too.
 */
export async function processesWith(part: string, file: 'cmdline' | 'environ' = 'cmdline'): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const texts = await Promise.all(ids.map((id) => readFile(`/proc/${id}/${file}`, 'utf8').catch(() => '')));
  return ids.filter((_, index) => texts[index]?.includes(part)).map(Number);
}
