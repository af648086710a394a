import * as Flags from '@oclif/core/flags';
import { ServiceCommand } from '../base-command.ts';
import { dirArgs } from '../engine-flags.ts';
import { findingsText } from '../render/findings.ts';
import { reportError } from '../render/report-error.ts';

export default class Doctor extends ServiceCommand {
  static override summary = 'Tell what was looked for and found, and what helps.';
  static override description =
    'Looks for container engines in every known place, at the one that would be used, its platform and disk, at the project, and at the tools that it needs for --engine process. Removes containers and ends plain processes that killed commands have left behind. Exits with 9 when there is no engine, and with 3 when the project is broken.';
  static override examples = ['<%= config.bin %> doctor', '<%= config.bin %> doctor --json | jq .data.engine'];
  static override args = dirArgs;
  static override flags = {
    'docker-host': Flags.string({ description: 'Look only at this address.', helpValue: 'ADDRESS' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Doctor);
    const { examine } = await import('../actions/examine.ts');
    const { problem, ...examination } = await examine(args.dir, flags['docker-host'], this.world);
    if (problem === undefined || !flags.json) {
      this.answer(flags.json, examination, findingsText(examination.findings, this.world.stdout));
      process.exitCode = problem?.exitCode ?? 0;
    } else {
      process.exitCode = reportError(problem, { json: true, data: examination }, this.world);
    }
  }
}
