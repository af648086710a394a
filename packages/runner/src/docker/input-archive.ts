import { posix } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import type { RunPlan } from '../run/run-plan.ts';

/**
 * The input folder as a tar archive to unpack at the container's root.
 *
 * Modes are fixed, whatever this machine's umask: the service may run as any user and has to be able to read.
 */
export async function inputArchive({
  inputDir,
  inputFiles,
}: Pick<RunPlan, 'inputDir' | 'inputFiles'>): Promise<Buffer> {
  const archive = pack();
  const dir = inputDir.slice(1);
  archive.entry({ name: `${dir}/`, type: 'directory', mode: 0o555 });
  for (const { name, text } of inputFiles) archive.entry({ name: posix.join(dir, name), mode: 0o444 }, text);
  archive.finalize();
  return buffer(archive);
}
