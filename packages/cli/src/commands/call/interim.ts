import * as Flags from '@oclif/core/flags';
import { ask } from '../../actions/ask-job.ts';
import { openClient } from '../../actions/open-client.ts';
import { apiFlags, idArgs } from '../../api-flags.ts';
import { ServiceCommand } from '../../base-command.ts';
import { showBase } from '../../client/address.ts';
import { asLine } from '../../render/tell-job.ts';

export default class CallInterim extends ServiceCommand {
  static override usage = '<%= command.id %> ID [FLAGS]';
  static override summary = 'Print the interim results of a job, as JSON.';
  static override description =
    'Prints the array of all interim results so far, oldest first, as it came; with --last the last one alone ([] when there is none yet).';
  static override examples = [
    '<%= config.bin %> call interim 6ba7b810-9dad-11d1-80b4-00c04fd430c8',
    '<%= config.bin %> call interim "$ID" --last',
  ];
  static override args = idArgs;
  static override flags = {
    last: Flags.boolean({ description: 'Only the last one.' }),
    ...apiFlags,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CallInterim);
    const open = await openClient(flags, this.world);
    const query = flags.last ? { last: 'true' } : {};
    const interimResults = await ask(open, 'getInterimResults', args.id, this.world.interruption.requested, query);
    this.answer(flags.json, { url: showBase(open.client.base), interimResults }, asLine(interimResults));
  }
}
