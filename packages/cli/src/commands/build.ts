import * as Flags from '@oclif/core/flags';
import { loadProject } from '@planqk-service/core';
import type { EngineKind } from '@planqk-service/runner';
import { buildProject } from '../actions/build-project.ts';
import { ServiceCommand } from '../base-command.ts';
import { buildFlags, dirArgs, engineFlags } from '../engine-flags.ts';
import { formatBytes } from '../render/units.ts';

export default class Build extends ServiceCommand {
  static override summary = "Build the service's image.";
  static override description =
    'Builds the Dockerfile of the project with BuildKit, for linux/amd64 unless --native is given, and honours .dockerignore. Prints the name of the image.';
  static override examples = [
    '<%= config.bin %> build',
    '<%= config.bin %> build ./my-service --build-arg PYTHON_VERSION=3.13 --no-cache',
    '<%= config.bin %> build --json | jq -r .data.image.id',
  ];
  static override args = dirArgs;
  static override flags = {
    ...engineFlags,
    ...buildFlags,
    tag: Flags.string({
      char: 't',
      description: 'Name of the image; by default planqk-service/NAME:local, by the name of the service.',
      helpValue: 'NAME:TAG',
      helpGroup: 'BUILD',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Build);
    const { createRunner } = await import('@planqk-service/runner');
    const project = await loadProject(args.dir);
    await using runner = await createRunner({
      engine: flags.engine as EngineKind | undefined,
      dockerHost: flags['docker-host'],
    });
    const { image, upToDate, durationMs } = await buildProject(runner, project, flags, this.world);
    if (!flags.json && upToDate) this.world.stderr.write('Nothing has changed since the last build.\n');
    const size = image.sizeBytes === 0 ? '' : ` (${formatBytes(image.sizeBytes)})`;
    if (!flags.json) this.world.stderr.write(`${upToDate ? 'Image' : 'Built'}${size}:\n`);
    this.answer(flags.json, { image, upToDate, durationMs }, `${image.reference}\n`);
  }
}
