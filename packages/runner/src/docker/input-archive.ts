import { posix } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import type { RunPlan } from '../run/run-plan.ts';

/**
 * Where in the container the input is unpacked: its root, or the volume that covers the input folder. Docker finds its
 * way into volumes by itself; Podman would write beneath them, where the service sees nothing.
 */
export function inputRoot({
  image,
  inputDir,
  confinement,
}: Pick<RunPlan, 'image' | 'inputDir' | 'confinement'>): string {
  if (confinement.readOnlyRoot) return inputDir;
  const covering = image.volumes?.filter((volume) => !posix.relative(volume, inputDir).startsWith('..')) ?? [];
  return covering.sort((a, b) => b.length - a.length)[0] ?? '/';
}

/**
 * The input folder as a tar archive to unpack at `root`, a folder of the container.
 *
 * Modes are fixed, whatever this machine's umask: the service may run as any user and has to be able to read.
 */
export async function inputArchive(
  { inputDir, inputFiles }: Pick<RunPlan, 'inputDir' | 'inputFiles'>,
  root: string,
): Promise<Buffer> {
  const archive = pack();
  const dir = posix.relative(root, inputDir);
  if (dir !== '') archive.entry({ name: `${dir}/`, type: 'directory', mode: 0o555 });
  for (const { name, text } of inputFiles) archive.entry({ name: posix.join(dir, name), mode: 0o444 }, text);
  archive.finalize();
  return buffer(archive);
}
