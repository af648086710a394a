import * as Args from '@oclif/core/args';
import { resolveStarter } from '@planqk-service/starter-kit';
import { ServiceCommand } from '../../base-command.ts';
import { starterInfo, starterText } from '../../render/starter-info.ts';
import { offlineFlag } from '../../starter-flags.ts';

export default class StartersInfo extends ServiceCommand {
  static override summary = 'Show what a starter brings and asks.';
  static override description =
    'Shows where a starter comes from, the questions that it asks beside those of every starter, what it would like to run in a new project, the tools that its services need without a container, and the files of its template. Fetches the starter if it has to.';
  static override examples = [
    '<%= config.bin %> starters info python',
    '<%= config.bin %> starters info @acme/starter-julia@^1 --json',
  ];
  static override usage = '<%= command.id %> STARTER [FLAGS]';
  static override args = {
    starter: Args.string({
      description: 'An id, or where the starter is.',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = offlineFlag;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(StartersInfo);
    const { cwd, env, interruption, stdout } = this.world;
    const { offline } = flags;
    const starter = await resolveStarter(args.starter, { cwd, env, offline, signal: interruption.requested });
    this.answer(flags.json, starterInfo(starter), starterText(starter, stdout));
  }
}
