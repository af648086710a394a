import { join } from 'node:path';
import { Command } from './command.ts';
import { repository } from './paths.ts';
import type { ContainerEngine, Suite } from './shared.ts';

/** Finds or starts an engine with the base images of the starters. */
export async function provideEngine(kind: ContainerEngine): Promise<Suite['hosts'][ContainerEngine]> {
  const script = (command: string) =>
    new Command([process.execPath, join(repository, 'scripts', 'engine.mjs'), command, kind], {
      cwd: repository,
      env: process.env,
    }).ended;
  const images = await script('images');
  if (images.exitCode !== 0) return { missing: images.stderr.trim() };
  const { stdout, stderr } = await script('env');
  const address = /^DOCKER_HOST=(.+)$/m.exec(stdout)?.[1];
  return address === undefined ? { missing: stderr.trim() } : { address };
}
