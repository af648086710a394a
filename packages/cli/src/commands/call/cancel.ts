import { askJob } from '../../actions/ask-job.ts';
import { openClient } from '../../actions/open-client.ts';
import { apiFlags, idArgs } from '../../api-flags.ts';
import { ServiceCommand } from '../../base-command.ts';
import { showBase } from '../../client/address.ts';
import { asLine } from '../../render/tell-job.ts';

export default class CallCancel extends ServiceCommand {
  static override usage = '<%= command.id %> ID [FLAGS]';
  static override summary = 'Cancel a job and print where it stands, as JSON.';
  static override description =
    'A job that waits or runs becomes CANCELLED, and its container is stopped. One that has ended stays as it is. Ends with 0 in both cases.';
  static override examples = [
    '<%= config.bin %> call cancel 6ba7b810-9dad-11d1-80b4-00c04fd430c8',
    '<%= config.bin %> call cancel "$ID" --json | jq -r .data.job.status',
  ];
  static override args = idArgs;
  static override flags = apiFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CallCancel);
    const open = await openClient(flags, this.world);
    const job = await askJob(open, 'cancelJob', args.id, this.world.interruption.requested);
    if (job.status !== 'CANCELLED') open.view.note(`Not cancelled: the status of job ${job.id} is ${job.status}.`);
    this.answer(flags.json, { url: showBase(open.client.base), job: job.json }, asLine(job.json));
  }
}
