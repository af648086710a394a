import { askJob } from '../../actions/ask-job.ts';
import { openClient } from '../../actions/open-client.ts';
import { apiFlags, idArgs } from '../../api-flags.ts';
import { ServiceCommand } from '../../base-command.ts';
import { showBase } from '../../client/address.ts';
import { asLine } from '../../render/tell-job.ts';

export default class CallStatus extends ServiceCommand {
  static override usage = '<%= command.id %> ID [FLAGS]';
  static override summary = 'Print where a job stands, as JSON.';
  static override description =
    'Asks the Service API once for the job and prints its id, status and times as they came. Ends with 0 whatever the status is.';
  static override examples = [
    '<%= config.bin %> call status 6ba7b810-9dad-11d1-80b4-00c04fd430c8',
    '<%= config.bin %> call status "$ID" | jq -r .status',
  ];
  static override args = idArgs;
  static override flags = apiFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CallStatus);
    const open = await openClient(flags, this.world);
    const job = await askJob(open, 'getJob', args.id, this.world.interruption.requested);
    this.answer(flags.json, { url: showBase(open.client.base), job: job.json }, asLine(job.json));
  }
}
