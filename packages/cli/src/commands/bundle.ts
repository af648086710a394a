import * as Flags from '@oclif/core/flags';
import { ServiceError } from '@planqk-service/core';
import { ServiceCommand } from '../base-command.ts';
import { buildFlags, dirArgs, engineFlags } from '../engine-flags.ts';
import { parseSize } from '../input/size.ts';

export default class Bundle extends ServiceCommand {
  static override summary = 'Pack the service into the zip that is deployed.';
  static override description =
    `Packs the content of the project, the Dockerfile at the top: sorted, with fixed times and modes, so that the same content gives the same bytes on every machine. What stays out is said in .planqkignore, in the syntax of .dockerignore; without one by .dockerignore and sensible defaults. The Dockerfile, .dockerignore, planqk.json and openapi-spec.yml always go in.

Refuses what must not leave the machine or cannot be unpacked elsewhere: secrets, links that lead out of the project, sockets and devices, names that other systems do not take. docs/bundle.md explains every refusal. Beside the zip it writes a manifest with the hash of every file.

--verify unpacks the zip, builds the image from it and runs the sample of input/, so that what is deployed is what was tested; in CI that is the default. Prints the path of the zip.

Exit codes: 0 fine, 2 usage, 3 refused; with --verify also 4 build failed, 5 the service failed, 6 no or no valid result, 7 timed out, 9 no engine; 130 interrupted.`;
  static override examples = [
    '<%= config.bin %> bundle',
    '<%= config.bin %> bundle --dry-run',
    '<%= config.bin %> bundle ./my-service --output dist/my-service.zip --verify',
    "<%= config.bin %> bundle --json | jq -r '.data.manifest.bundle.sha256'",
  ];
  static override args = dirArgs;
  static override flags = {
    output: Flags.string({
      char: 'o',
      description: 'Where the zip goes; by default NAME.zip in the project, by the name of the service.',
      helpValue: 'FILE',
    }),
    'dry-run': Flags.boolean({
      description:
        'Write nothing; list every file with its size and the rule that keeps or drops it. Looks into none of them, so that it finds no secrets.',
    }),
    'max-size': Flags.string({
      description: 'Refuse a project whose files are larger together, such as 500MB or 2GB.',
      helpValue: 'SIZE',
      default: '10GB',
    }),
    verify: Flags.boolean({
      description: 'Build the image from the unpacked zip and run the sample (default where CI is set).',
      allowNo: true,
      helpGroup: 'VERIFY',
    }),
    timeout: Flags.string({
      description: 'Stop the sample after this time, such as 90s, 5m or 2h.',
      helpValue: 'DURATION',
      helpGroup: 'VERIFY',
    }),
    'docker-host': engineFlags['docker-host'],
    ...buildFlags,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Bundle);
    const { world } = this;
    const ci = world.env['CI'] ?? '';
    const inCi = ci !== '' && ci !== 'false' && ci !== '0';
    const verify = flags['dry-run'] ? false : (flags.verify ?? inCi);
    if (!verify)
      refuseIdle(flags, flags['dry-run'] || flags.verify === false ? 'nothing is verified' : 'it needs --verify');
    const maxBytes = parseSize('--max-size', flags['max-size']);
    const { bundleProject, listBundle } = await import('../actions/bundle-project.ts');
    if (flags['dry-run']) {
      process.exitCode = await listBundle(args.dir, { output: flags.output, maxBytes, json: flags.json }, world);
      return;
    }
    process.exitCode = await bundleProject(
      args.dir,
      {
        output: flags.output,
        maxBytes,
        json: flags.json,
        version: this.config.version,
        ...(verify && { verify: flags }),
      },
      world,
    );
  }
}

/** A flag that would have no effect is a mistake. */
function refuseIdle(flags: Readonly<Record<string, unknown>>, why: string): void {
  const idle = ['timeout', 'docker-host', 'build-arg', 'no-cache', 'native'].find((name) => flags[name]);
  if (idle === undefined) return;
  const problem = `--${idle} is about building and running the service, and ${why}.`;
  throw new ServiceError('USAGE', { problem, command: 'planqk-service bundle' });
}
