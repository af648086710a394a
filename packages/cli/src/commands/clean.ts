import * as Flags from '@oclif/core/flags';
import { loadProject } from '@planqk-service/core';
import { forgetLastRun } from '../actions/last-run.ts';
import { ServiceCommand } from '../base-command.ts';
import { dirArgs, engineFlags } from '../engine-flags.ts';
import { parseKeep } from '../input/keep.ts';

export default class Clean extends ServiceCommand {
  static override summary = 'Remove jobs that "serve" has kept.';
  static override description =
    `Removes the jobs of a project that are over, with their input, results and logs; --keep spares the newest. --all also ends what waits or still runs, on the engine too, and removes the store itself and the last "run".

The server of the project must not be running.`;
  static override examples = [
    '<%= config.bin %> clean',
    '<%= config.bin %> clean --keep 100',
    '<%= config.bin %> clean --all',
  ];
  static override args = dirArgs;
  static override flags = {
    keep: Flags.string({
      description: 'Keep the newest jobs: a number such as 1000, or an age such as 7d.',
      helpValue: 'N|AGE',
      exclusive: ['all'],
    }),
    all: Flags.boolean({ description: 'Remove everything, jobs that wait or run included.' }),
    'docker-host': engineFlags['docker-host'],
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Clean);
    const keep = flags.keep === undefined ? undefined : parseKeep('--keep', flags.keep);
    const { dir } = await loadProject(args.dir, this.world.platform);
    const { cleanStore } = await import('@planqk-service/server');
    const report = await cleanStore({ dir, keep, all: flags.all, dockerHost: flags['docker-host'] });
    if (flags.all) await forgetLastRun(dir);
    const { removed, executions, kept } = report;
    const jobs = (count: number) => (count === 1 ? '1 job' : `${count} jobs`);
    const ended = executions === 0 ? '' : ` and ${executions} ${executions === 1 ? 'container' : 'containers'}`;
    this.answer(flags.json, report, `Removed ${jobs(removed)}${ended}; ${jobs(kept)} kept.\n`);
  }
}
