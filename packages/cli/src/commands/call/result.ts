import * as Flags from '@oclif/core/flags';
import { isFinal, ServiceError } from '@planqk-service/core';
import { askJob } from '../../actions/ask-job.ts';
import { followJob } from '../../actions/follow-job.ts';
import { openClient } from '../../actions/open-client.ts';
import { apiFlags, idArgs, waitFlags } from '../../api-flags.ts';
import { ServiceCommand } from '../../base-command.ts';
import { showBase } from '../../client/address.ts';
import { parseDuration } from '../../input/duration.ts';
import { tellJob } from '../../render/tell-job.ts';

export default class CallResult extends ServiceCommand {
  static override usage = '<%= command.id %> ID [FLAGS]';
  static override summary = 'Print the result of a job, now or when it has ended.';
  static override description =
    `Prints the result JSON of a job that has ended. With --wait it first waits for the end, as "planqk-service call" does: this is the way back to a job after --detach, --timeout or Ctrl-C.

Exit codes: as "planqk-service call"; 6 also when the job has not ended and --wait is not given.`;
  static override examples = [
    '<%= config.bin %> call result 6ba7b810-9dad-11d1-80b4-00c04fd430c8',
    '<%= config.bin %> call result "$ID" --wait --timeout 10m',
  ];
  static override args = idArgs;
  static override flags = {
    wait: Flags.boolean({ char: 'w', description: 'Wait until the job has ended.', helpGroup: 'WAITING' }),
    ...waitFlags,
    ...apiFlags,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CallResult);
    const { world } = this;
    const timeoutMs = flags.timeout === undefined ? undefined : parseDuration('--timeout', flags.timeout);
    const open = await openClient(flags, world);
    const { client } = open;
    const { status } = await askJob(open, 'getJob', args.id, world.interruption.requested);
    if (!flags.wait && !isFinal(status))
      throw new ServiceError('JOB_NOT_ENDED', { id: args.id, status, resume: client.resumeCommand(args.id) });
    const options = { timeoutMs, cancelOnInterrupt: flags['cancel-on-interrupt'] };
    const followed = await followJob(open, args.id, options, world);
    process.exitCode = tellJob(followed, showBase(client.base), flags.json, world);
  }
}
